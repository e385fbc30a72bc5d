/** Words and numbers of sentences, notes and tables. */
import { count } from '../../numerics/words';
import type { TimeUnit } from '../../recording/raster';

/** A name as it stands in a sentence. */
export const quoted = (name: string): string => `“${name}”`;

const MINUS = '\u2212';

/** A number for people, with a true minus; a dash where there is none. */
export function readable(value: number | null, digits = 4): string {
  if (value === null || !Number.isFinite(value)) return '–';
  if (Number.isInteger(value)) return count(value);
  return Number(value.toPrecision(digits)).toString().replaceAll('-', MINUS);
}

/** A time with its unit: `1 step`, `256 steps`, `0.5 ms`. */
export const timeText = (value: number, unit: TimeUnit, digits = 10): string =>
  `${readable(value, digits)} ${unit === 'step' && value !== 1 ? 'steps' : unit}`;
