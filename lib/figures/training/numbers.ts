import { count } from '../../numerics/words';
import { fixed, MINUS, percent, trimmed } from '../format';

const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';

const raised = (power: number): string => (power < 0 ? '⁻' : '') + [...String(Math.abs(power))].map((digit) => RAISED[Number(digit)]).join('');

/** `10⁻⁴`, `2·10⁻⁴`: numbers too small or too large to be written out. */
export function power(value: number, places = 1): string {
  let exponent = Math.floor(Math.log10(Math.abs(value)));
  let front = trimmed(Math.abs(value) / 10 ** exponent, places);
  if (front === '10') {
    front = '1';
    exponent++;
  }
  return `${value < 0 ? MINUS : ''}${front === '1' ? '' : `${front}·`}10${raised(exponent)}`;
}

/** About three digits that count: `0.312`, `12.4`, `1,204`, `3.1·10⁻⁵`. */
export function significant(value: number): string {
  const size = Math.abs(value);
  if (!Number.isFinite(value)) return '–';
  if (size === 0) return '0';
  if (size < 0.001 || size >= 1e6) return power(value);
  return size >= 1000 ? count(Math.round(value)) : fixed(value, size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.01 ? 3 : 4);
}

/** A tick of an axis that spans powers of ten. */
export const logTick = (value: number): string => (value < 0.001 || value >= 1e5 ? power(value) : trimmed(value));

/** How the values of a figure are written. */
export type Unit = 'number' | 'share';

/** A value of that unit. */
export const amount = (value: number, unit: Unit): string => (unit === 'share' ? percent(value) : significant(value));
