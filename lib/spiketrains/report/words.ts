/** Words and numbers of sentences, notes and tables. */
import type { TimeUnit } from '../../recording/raster';

/** A count as people read it: `16,777,216`. */
export const count = (value: number): string => value.toLocaleString('en-US');

/** A name as it stands in a sentence. */
export const quoted = (name: string): string => `“${name}”`;

/** `a`, `a and b`, `a, b and c`. */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;

/** `1 spike`, `2 spikes`. */
export const plural = (value: number, noun: string): string => `${count(value)} ${noun}${value === 1 ? '' : 's'}`;

const MINUS = '\u2212';

/** A number for people, with a true minus; a dash where there is none. */
export function readable(value: number | null, digits = 4): string {
  if (value === null || !Number.isFinite(value)) return '–';
  if (Number.isInteger(value)) return count(value).replace('-', MINUS);
  return Number(value.toPrecision(digits)).toString().replaceAll('-', MINUS);
}

/** A time with its unit: `1 step`, `256 steps`, `0.5 ms`. */
export const timeText = (value: number, unit: TimeUnit, digits = 10): string =>
  `${readable(value, digits)} ${unit === 'step' && value !== 1 ? 'steps' : unit}`;
