import { cochlea } from '@/lib/inputs/cochlea';
import { speak, type Phone, type Utterance } from '@/lib/inputs/voice';
import { randomStream } from '@/lib/numerics/random';

const RATE = 8000;
const LOW: Phone = { formants: [300, 700, 2300], strengths: [1, 0.5, 0.1], voice: 1 };
const HIGH: Phone = { formants: [1800, 2600, 3300], strengths: [0.1, 0.3, 0.7], voice: 0 };
const said = (more: Partial<Utterance> = {}, seed = 1) =>
  speak({ phones: [LOW, HIGH], durations: [0.15, 0.15], pitch: [120, 110], tract: 1, loudness: 0.1, swell: 0, ...more }, RATE, randomStream(seed, 'voice'));
const power = (sound: Float32Array) => sound.reduce((sum, value) => sum + value ** 2, 0) / sound.length;

/** Mean channel of a sound's spikes. */
function height(sound: Float32Array): number {
  let [sum, count] = [0, 0];
  cochlea({ sampleRate: RATE }).push(sound, (_, channel) => {
    sum += channel;
    count += 1;
  });
  return sum / count;
}

describe('speak', () => {
  it('lasts as long as its phones and is as loud as asked', () => {
    const sound = said();
    expect(sound).toHaveLength(2400);
    expect(Math.sqrt(power(sound))).toBeCloseTo(0.1, 2);
    expect(sound.every((value) => Math.abs(value) <= 1)).toBe(true);
  });

  it('is the same for the same random numbers', () => {
    expect(said()).toEqual(said());
    expect(said({}, 2)).not.toEqual(said());
  });

  it('says its phones in order', () => {
    const [before, after] = [said().slice(0, 1000), said().slice(1400)];
    expect(height(before)).toBeLessThan(height(after) - 10);
  });

  it('swells and sounds higher from a shorter tract', () => {
    const phones = [LOW, LOW];
    const rising = said({ phones, swell: 20 });
    expect(power(rising.slice(1600))).toBeGreaterThan(5 * power(rising.slice(0, 800)));
    expect(height(said({ phones, tract: 1.3 }))).toBeGreaterThan(height(said({ phones })) + 1);
  });
});
