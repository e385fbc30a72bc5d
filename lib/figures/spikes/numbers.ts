/** Times and values as they are written in sentences and read-outs. */
import { count } from '../../numerics/words';
import { fixed } from '../format';
import type { TimeWindow } from './types';
import { significant } from '../training/numbers';

/** Decimals that tell apart a thousandth of the window. */
const placesIn = ([from, to]: TimeWindow): number => Math.max(0, Math.min(9, Math.ceil(-Math.log10(Math.max(1e-12, (to - from) / 1000)))));

/** `34.5 ms`, `step 12`. */
export function timeText(time: number, window: TimeWindow, unit: string): string {
  if (unit === 'step') return `step ${fixed(time, Number.isInteger(time) ? 0 : placesIn(window))}`;
  return `${fixed(time, placesIn(window))} ${unit}`;
}

/** `0 to 500 ms`, `steps 0 to 63`. */
export function windowText(window: TimeWindow, unit: string): string {
  // A step that is on show in part is on show.
  if (unit === 'step') return `steps ${fixed(Math.floor(window[0] + 1e-9), 0)} to ${fixed(Math.ceil(window[1] - 1e-9), 0)}`;
  const whole = window.every(Number.isInteger);
  const [from, to] = window.map((time) => fixed(time, whole ? 0 : placesIn(window)));
  return `${from} to ${to} ${unit}`;
}

/** A length of time: `1.20 ms`, `3 steps`. */
export function lengthText(length: number, window: TimeWindow, unit: string): string {
  const amount = fixed(length, Number.isInteger(length) ? 0 : placesIn(window));
  return unit === 'step' ? `${amount} ${length === 1 ? 'step' : 'steps'}` : `${amount} ${unit}`;
}

/** Whole numbers in full, others to about three digits. */
export const valueText = (value: number): string => (Number.isInteger(value) && Math.abs(value) < 1e6 ? count(value) : significant(value));

/** The name of an axis of time. */
export const timeLabel = (unit: string): string => (unit === 'step' ? 'time step' : `time (${unit})`);
