import fc from 'fast-check';

import { cochlea, type CochleaOptions } from '@/lib/inputs/cochlea';
import { randomStream } from '@/lib/numerics/random';

const RATE = 8000;

/** The spikes of a sound in blocks of the given sizes, the rest at once. */
function hear(sound: Float32Array, options: Partial<CochleaOptions> = {}, cuts: number[] = []): [number, number][] {
  const ear = cochlea({ sampleRate: RATE, ...options });
  const spikes: [number, number][] = [];
  let from = 0;
  for (const size of [...cuts, sound.length]) {
    ear.push(sound.subarray(from, from + size), (time, channel) => spikes.push([time, channel]));
    from = Math.min(sound.length, from + size);
  }
  return spikes;
}

const tone = (hertz: number, seconds: number, rate = RATE, level = 0.2) =>
  Float32Array.from({ length: Math.round(seconds * rate) }, (_, t) => level * Math.sin((2 * Math.PI * hertz * t) / rate));

function counts(spikes: [number, number][], channels = 64): number[] {
  const sums = new Array<number>(channels).fill(0);
  for (const [, channel] of spikes) sums[channel] += 1;
  return sums;
}

describe('cochlea', () => {
  it('spreads 64 channels from 100 to 3500 Hz, closer to each other below', () => {
    const { centres } = cochlea({ sampleRate: RATE });
    expect(centres).toHaveLength(64);
    expect(centres[0]).toBeCloseTo(100, 6);
    expect(centres[63]).toBeCloseTo(3500, 6);
    for (let n = 2; n < 64; n += 1) expect(centres[n] - centres[n - 1]).toBeGreaterThan(centres[n - 1] - centres[n - 2]);
  });

  it.each([[8000], [16000], [44100], [48000]])('hears a pure tone most in the channel of its frequency, at %i samples a second', (sampleRate) => {
    const { centres } = cochlea({ sampleRate });
    for (const channel of [4, 20, 33, 50, 60]) {
      const sums = counts(hear(tone(centres[channel], 0.4, sampleRate), { sampleRate }));
      expect(sums[channel]).toBe(Math.max(...sums));
      // Far channels hear less.
      expect(sums[(channel + 32) % 64]).toBeLessThan(sums[channel] / 2);
      // The middle of the loudest channels is the tone's own.
      const loudest = sums.flatMap((sum, n) => (sum === sums[channel] ? [n] : []));
      expect(Math.abs(loudest[0] + loudest[loudest.length - 1] - 2 * channel)).toBeLessThanOrEqual(4);
    }
  });

  it('hears nothing in silence, and nothing in a faint hiss', () => {
    expect(hear(new Float32Array(RATE))).toHaveLength(0);
    const random = randomStream(1, 'hiss');
    expect(hear(Float32Array.from({ length: RATE }, () => 0.001 * random.normal()))).toHaveLength(0);
  });

  it('gives more spikes to a louder tone, but not in proportion, and gets used to it', () => {
    const soft = hear(tone(700, 0.5, RATE, 0.02));
    const loud = hear(tone(700, 0.5, RATE, 0.2));
    expect(loud.length).toBeGreaterThan(soft.length);
    expect(Math.max(...counts(loud))).toBeLessThan(3 * Math.max(...counts(soft)));
    const within = (low: number, high: number) => loud.filter(([time]) => time >= low && time < high).length;
    expect(within(20, 120)).toBeGreaterThan(within(400, 500));
  });

  it('hears the same in one block as in many', () => {
    const cuts = fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 20 });
    fc.assert(
      fc.property(cuts, fc.constantFrom(8000, 11025, 44100), fc.nat(), (sizes, sampleRate, seed) => {
        const random = randomStream(seed, 'sound');
        const sound = Float32Array.from({ length: 3000 }, () => 0.3 * random.normal());
        const options = { sampleRate, channels: 6 };
        expect(hear(sound, options, sizes)).toEqual(hear(sound, options));
      }),
      { numRuns: 40 },
    );
  });

  it('counts time in whole ms from 0, in order', () => {
    const times = hear(tone(500, 0.3)).map(([time]) => time);
    expect(times.every((time, i) => Number.isInteger(time) && time >= (i > 0 ? times[i - 1] : 0) && time < 300)).toBe(true);
  });

  it('says what is wrong', () => {
    expect(() => cochlea({ sampleRate: 4000 })).toThrow('Sound of 4000 samples a second does not hold 3500 Hz; it should have at least 7700.');
    expect(() => cochlea({ sampleRate: RATE, channels: 0 })).toThrow('A cochlea has a whole number of channels from 1 on, not 0.');
    expect(() => cochlea({ sampleRate: RATE, lowHz: 900, highHz: 300 })).toThrow("A cochlea's frequencies rise from above 0 Hz; 900 to 300 Hz do not.");
  });
});
