/** Ten number words of a made-up language, and a voice that says them a little differently each time. */
import type { Random } from '@/lib/numerics/random';

import { speak, type Phone, type Utterance } from './voice';

/** Each word said backwards is the word beside it. */
export const NUMBER_WORDS = ['sua', 'aus', 'nio', 'oin', 'sei', 'ies', 'noa', 'aon', 'iau', 'uai'] as const;

/** Seconds of sound that hold one word and a little silence. */
export const WORD_SECONDS = 0.4;

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

const between = (random: Random, low: number, high: number) => low + (high - low) * random.uniform();

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

/**
 * `WORD_SECONDS` of sound: the word after 10 to 50 ms, over a faint hiss.
 *
 * @param digit 0 to 9
 * @param rate samples a second
 * @throws {RangeError} no digit from 0 to 9
 */
export function sayNumber(digit: number, rate: number, random: Random): Float32Array {
  const word = NUMBER_WORDS[digit];
  if (!word) throw new RangeError(`There are words for the numbers 0 to 9, not for ${digit}.`);
  const said = speak(utterance(random, word), rate, random);
  const start = Math.round(between(random, 0.01, 0.05) * rate);
  const hiss = between(random, 0.0002, 0.001);
  return Float32Array.from({ length: Math.round(WORD_SECONDS * rate) }, (_, t) => (said[t - start] ?? 0) + hiss * random.normal());
}
