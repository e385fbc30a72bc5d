/** @jest-environment node */
import { cochleagram } from '@/components/train/tryit/cochleagram';
import { soundMemory, speechInput, SPEECH_RATE, squeeze, wordStretch } from '@/components/train/tryit/speech';
import { sampleRandom } from '@/lib/datasets/tasks/sampleSeed';
import { spokenDigits } from '@/lib/datasets/tasks/spokenDigits';
import { fillBatch } from '@/lib/datasets/batch';
import { NUMBER_WORDS, sayNumber } from '@/lib/inputs/numberWords';
import { resampler } from '@/lib/inputs/resampler';
import { soundGate } from '@/lib/inputs/soundGate';
import { whole } from '@/lib/numerics/pieces';
import { randomStream } from '@/lib/numerics/random';

const tone = (hertz: number, rate: number, seconds: number, level = 0.3) =>
  Float32Array.from({ length: Math.round(rate * seconds) }, (_, t) => level * Math.sin((2 * Math.PI * hertz * t) / rate));
const loudness = (sound: Float32Array) => Math.sqrt(sound.reduce((a, b) => a + b * b, 0) / sound.length);
const silence = (seconds: number) => new Float32Array(Math.round(SPEECH_RATE * seconds));
const joined = (...sounds: Float32Array[]) => Float32Array.from(sounds.flatMap((sound) => Array.from(sound)));

describe('the words that the page says', () => {
  it('are the task’s own: the same voice, heard the same way, is the same sample', () => {
    const dataset = whole(spokenDigits({ seed: 5, train: 1, validation: 1, test: 12 }));
    expect(dataset.classes).toEqual(NUMBER_WORDS.map((word, digit) => `${digit} “${word}”`));
    const [channels] = dataset.shape;
    const sample = new Float32Array(dataset.steps * channels);
    for (const index of [0, 3, 11]) {
      fillBatch(dataset, 'test', [index], 'repeat', sample);
      const sound = sayNumber(index % 10, SPEECH_RATE, sampleRandom('spoken-digits', 5, 'test', index));
      expect(speechInput(sound, dataset.steps, channels)).toEqual(sample);
    }
  });

  it('are words for the numbers 0 to 9', () => {
    expect(() => sayNumber(10, SPEECH_RATE, randomStream(1, 'x'))).toThrow('There are words for the numbers 0 to 9, not for 10.');
  });
});

describe('sound at another rate', () => {
  it.each([[48000, 8000], [44100, 8000], [16000, 8000], [8000, 8000], [6000, 8000]])('from %i to %i a tone stays as loud and as high', (from, to) => {
    const out = resampler(from, to).push(tone(440, from, 0.5));
    expect(Math.abs(out.length - to * 0.5)).toBeLessThan(30);
    const middle = out.slice(400, -400);
    expect(loudness(middle) / (0.3 / Math.SQRT2)).toBeCloseTo(1, 1);
    // The same tone, sampled at once.
    const wanted = tone(440, to, 0.5).slice(400, out.length - 400);
    expect(loudness(middle.map((value, k) => value - wanted[k]))).toBeLessThan(0.01);
  });

  it('what the slower rate cannot hold is taken out, not folded back', () => {
    const out = resampler(48000, 8000).push(tone(5200, 48000, 0.5));
    expect(loudness(out.slice(200))).toBeLessThan(0.003);
  });

  it('how it is cut into blocks makes no difference', () => {
    const sound = tone(700, 44100, 0.2);
    const once = resampler(44100, 8000).push(sound);
    const cut = resampler(44100, 8000);
    const parts = [0, 1, 130, 131, 1000, 5000].map((from, k, all) => cut.push(sound.slice(from, all[k + 1] ?? sound.length)));
    expect(joined(...parts)).toEqual(once);
  });

  it('a rate of nothing is refused', () => {
    expect(() => resampler(0, 8000)).toThrow(RangeError);
  });
});

describe('the gate of loudness', () => {
  const hiss = (seconds: number, level: number) => {
    const random = randomStream(3, 'hiss');
    return silence(seconds).map(() => level * random.normal());
  };

  it('gives a sound with its beginning and its end', () => {
    const gate = soundGate(SPEECH_RATE);
    const ended = gate.push(joined(hiss(0.5, 0.001), tone(300, SPEECH_RATE, 0.3), hiss(0.5, 0.001)));
    expect(ended).toHaveLength(1);
    expect(ended[0].from / SPEECH_RATE).toBeCloseTo(0.5, 1);
    expect(ended[0].to / SPEECH_RATE).toBeCloseTo(0.8, 1);
    expect(gate.open).toBe(false);
  });

  it('hears two words that a pause parts, as one if the pause is short', () => {
    const words = (pause: number) => soundGate(SPEECH_RATE).push(joined(silence(0.2), tone(300, SPEECH_RATE, 0.2), silence(pause), tone(500, SPEECH_RATE, 0.2), silence(0.3)));
    expect(words(0.3)).toHaveLength(2);
    expect(words(0.08)).toHaveLength(1);
  });

  it('leaves out a click and a room that is merely noisy', () => {
    expect(soundGate(SPEECH_RATE).push(joined(silence(0.2), tone(300, SPEECH_RATE, 0.03), silence(0.5)))).toEqual([]);
    const gate = soundGate(SPEECH_RATE);
    const noisy = gate.push(hiss(6, 0.03));
    expect(noisy.length).toBeLessThanOrEqual(1);
    // A word over the noise is still heard.
    expect(gate.push(joined(tone(300, SPEECH_RATE, 0.3), hiss(0.5, 0.03)))).toHaveLength(1);
  });

  it('cuts what does not end', () => {
    const gate = soundGate(SPEECH_RATE);
    const ended = gate.push(joined(silence(0.1), tone(300, SPEECH_RATE, 2)));
    expect(ended).toHaveLength(1);
    expect((ended[0].to - ended[0].from) / SPEECH_RATE).toBeCloseTo(1.2, 1);
  });

  it('says the same however the sound is cut', () => {
    const sound = joined(silence(0.2), tone(300, SPEECH_RATE, 0.25), silence(0.4));
    const gate = soundGate(SPEECH_RATE);
    const ended = Array.from({ length: Math.ceil(sound.length / 113) }, (_, k) => gate.push(sound.slice(113 * k, 113 * (k + 1)))).flat();
    expect(ended).toEqual(soundGate(SPEECH_RATE).push(sound));
  });
});

describe('a word as an input', () => {
  it('that fits is heard as it is; a longer one faster, at the same rates', () => {
    expect(squeeze(0.3 * SPEECH_RATE, 40)).toBe(1);
    expect(squeeze(0.8 * SPEECH_RATE, 40)).toBe(2);
    const short = speechInput(tone(600, SPEECH_RATE, 0.4), 40, 64);
    const long = speechInput(tone(600, SPEECH_RATE, 0.8), 40, 64);
    const sum = (input: Float32Array) => input.slice(64 * 12).reduce((a, b) => a + b, 0);
    expect(sum(long) / sum(short)).toBeGreaterThan(0.8);
    expect(sum(long) / sum(short)).toBeLessThan(1.1);
  });

  it('is taken with a little before and after it', () => {
    expect(wordStretch({ from: 1000, to: 3000 })).toEqual({ from: 760, to: 3320 });
    expect(wordStretch({ from: 100, to: 3000 }).from).toBe(0);
  });

  it('is remembered for a while; what is forgotten or not yet heard is silence', () => {
    const memory = soundMemory(4);
    memory.push([1, 2, 3]);
    memory.push([4, 5, 6]);
    expect(memory.heard).toBe(6);
    expect(Array.from(memory.take({ from: 1, to: 8 }))).toEqual([0, 3, 4, 5, 6, 0, 0]);
  });
});

test('the cochleagram moves with the time and keeps what was heard', () => {
  const picture = cochleagram(20, 64);
  picture.push(tone(600, SPEECH_RATE, 0.1));
  const heard = picture.spikes;
  expect(heard).toBeGreaterThan(10);
  const loudest = Array.from({ length: 64 }, (_, n) => Array.from({ length: 20 }, (_c, c) => picture.at(c, n)).reduce((a, b) => a + b, 0));
  expect(loudest.slice(0, 10).reduce((a, b) => a + b, 0)).toBeLessThan(heard / 4);
  picture.push(silence(0.05));
  expect(Array.from({ length: 64 }, (_, n) => picture.at(19, n)).every((count) => count === 0)).toBe(true);
  picture.push(silence(1));
  expect(picture.spikes).toBe(0);
  picture.push(tone(600, SPEECH_RATE, 0.1));
  picture.clear();
  expect(picture.spikes).toBe(0);
});
