/** Statistics of one train, and of counts over trials, with the conventions of scipy and elephant: variances divide by the count. */
import { spanOf } from './edges';
import type { Edges, Train } from './types';

interface Moments {
  readonly mean: number;
  /** Mean squared distance from the mean (ddof 0). */
  readonly variance: number;
}

function moments(values: ArrayLike<number>): Moments {
  const n = values.length;
  let sum = 0;
  for (let k = 0; k < n; k++) sum += values[k];
  const mean = sum / n;
  let squares = 0;
  for (let k = 0; k < n; k++) squares += (values[k] - mean) ** 2;
  return { mean, variance: squares / n };
}

/**
 * Spikes per unit of time: those from start to end, both included, over end − start.
 * @throws {RangeError} edges that do not ascend
 */
export function firingRate(train: Train, edges: Edges): number {
  const span = spanOf(edges);
  let count = 0;
  for (let k = 0; k < train.length; k++) if (train[k] >= edges[0] && train[k] <= edges[1]) count++;
  return count / span;
}

/** Times between neighbouring spikes, `[n − 1]`; none for fewer than two spikes. */
export function intervals(train: Train): Float64Array {
  const between = new Float64Array(Math.max(0, train.length - 1));
  for (let k = 0; k < between.length; k++) between[k] = train[k + 1] - train[k];
  return between;
}

/**
 * Coefficient of variation of intervals, standard deviation / mean: 0 for a clock, 1 for a Poisson process.
 * Not a number for fewer than two intervals, which cannot vary, and where all are 0.
 */
export function cv(between: ArrayLike<number>): number {
  if (between.length < 2) return Number.NaN;
  const { mean, variance } = moments(between);
  return Math.sqrt(variance) / mean;
}

/** Mean of a value of neighbouring intervals I, I′ that is 0 where they are equal; not a number for fewer than two. */
function meanOfNeighbours(between: ArrayLike<number>, value: (contrast: number) => number): number {
  if (between.length < 2) return Number.NaN;
  let sum = 0;
  for (let k = 1; k < between.length; k++) {
    const [one, two] = [between[k - 1], between[k]];
    if (one !== two) sum += value((two - one) / (two + one));
  }
  return sum / (between.length - 1);
}

/**
 * CV2: mean of 2·|I′ − I| / (I′ + I) over neighbouring intervals: as the CV, but slow changes of the rate do not count.
 * Not a number for fewer than two intervals. Holt et al. 1996, doi 10.1152/jn.1996.75.5.1806.
 */
export const cv2 = (between: ArrayLike<number>): number => meanOfNeighbours(between, (contrast) => 2 * Math.abs(contrast));

/**
 * Local variation LV: mean of 3·((I′ − I) / (I′ + I))² over neighbouring intervals: 0 for a clock, 1 for a Poisson process.
 * Not a number for fewer than two intervals. Shinomoto, Shima & Tanji 2003, doi 10.1162/089976603322518759.
 */
export const lv = (between: ArrayLike<number>): number => meanOfNeighbours(between, (contrast) => 3 * contrast ** 2);

/**
 * Fano factor of spike counts, one a trial or window: variance / mean; 1 for a Poisson process.
 * Not a number where there are no counts or no spikes.
 */
export function fano(counts: ArrayLike<number>): number {
  const { mean, variance } = moments(counts);
  return variance / mean;
}
