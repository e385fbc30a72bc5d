import { cochlea } from '@/lib/inputs/cochlea';
import { speak, type Phone, type Utterance } from '@/lib/inputs/voice';
import type { Pieces } from '@/lib/numerics/pieces';
import type { Random } from '@/lib/numerics/random';

import type { Dataset } from '../types';
import { between, eventParts, type TaskSizes } from './parts';

const RATE = 8000;
const CHANNELS = 64;
const STEPS = 40;
/** How long a step of the network lasts, in ms. */
export const SPEECH_STEP_MS = 10;
const SAMPLES = (STEPS * SPEECH_STEP_MS * RATE) / 1000;

/** Formants of a neutral adult voice in Hz, after Peterson and Barney (1952); n and s are rough. */
const PHONES: Readonly<Record<string, Phone>> = {
  a: { formants: [750, 1250, 2500], strengths: [1, 0.6, 0.25], voice: 1 },
  e: { formants: [500, 1850, 2550], strengths: [1, 0.5, 0.3], voice: 1 },
  i: { formants: [290, 2250, 2950], strengths: [1, 0.45, 0.35], voice: 1 },
  o: { formants: [480, 900, 2500], strengths: [1, 0.6, 0.15], voice: 1 },
  u: { formants: [320, 700, 2350], strengths: [1, 0.5, 0.12], voice: 1 },
  n: { formants: [250, 1400, 2400], strengths: [0.7, 0.1, 0.1], voice: 1 },
  s: { formants: [1800, 2600, 3300], strengths: [0.05, 0.25, 0.7], voice: 0 },
};

/** The ten numbers: each word said backwards is the word beside it. */
const WORDS = ['sua', 'aus', 'nio', 'oin', 'sei', 'ies', 'noa', 'aon', 'iau', 'uai'];

/** A speaker and how the word is said this time. */
function utterance(random: Random, word: string): Utterance {
  const length = between(random, 0.24, 0.34);
  const shares = Array.from(word, () => between(random, 0.6, 1.4));
  const sum = shares.reduce((a, b) => a + b, 0);
  const pitch = between(random, 90, 230);
  return {
    phones: Array.from(word, (letter) => PHONES[letter]),
    durations: shares.map((share) => (length * share) / sum),
    pitch: [pitch * between(random, 0.87, 1.12), pitch * between(random, 0.87, 1.12)],
    tract: between(random, 0.9, 1.12),
    loudness: between(random, 0.03, 0.15),
    swell: between(random, -15, 15),
  };
}

/** 400 ms of sound: the word after 10 to 50 ms, over a faint hiss. */
function sound(random: Random, word: string): Float32Array {
  const said = speak(utterance(random, word), RATE, random);
  const start = Math.round(between(random, 0.01, 0.05) * RATE);
  const hiss = between(random, 0.0002, 0.001);
  return Float32Array.from({ length: SAMPLES }, (_, t) => (said[t - start] ?? 0) + hiss * random.normal());
}

/**
 * Number words of a made-up language, said by a small voice and heard by this project's cochlea: spikes on 64 channels in
 * 40 steps of 10 ms, ten classes. Each word said backwards is another number.
 *
 * @throws {RangeError} a part that is no whole number of samples from 1 on
 */
export function* spokenDigits(sizes: TaskSizes): Pieces<Dataset> {
  const parts = yield* eventParts('spoken-digits', WORDS.length, sizes, (random, label, add) => {
    const ear = cochlea({ sampleRate: RATE, channels: CHANNELS });
    ear.push(sound(random, WORDS[label]), (timeMs, channel) => add(Math.floor(timeMs / SPEECH_STEP_MS), channel));
  });
  return {
    name: 'Spoken digits',
    origin: 'generated',
    sentence: 'A number word of a made-up language, said by a small voice and heard by a model of the ear: which number is it?',
    notes: ['Each word said backwards is another number, so that what is heard on average says little; only the order tells.'],
    classes: WORDS.map((word, digit) => `${digit} “${word}”`),
    content: 'series',
    steps: STEPS,
    shape: [CHANNELS],
    parts,
  };
}
