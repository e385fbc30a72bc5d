/** Histograms of the times between spikes. */
import type { Train } from './types';

export interface CorrelogramOptions {
  /** Width of a bin, in the trains' unit. */
  readonly bin: number;
  /** Largest lag, in the trains' unit; it is rounded to a whole number of bins. */
  readonly lag: number;
}

export interface Correlogram {
  /** `[2K + 1]` middles of the bins, −K·bin … K·bin; each holds lags from half a bin below up to, and without, half a bin above. */
  readonly lags: Float64Array;
  /** `[2K + 1]` pairs of spikes. */
  readonly counts: Float64Array;
}

/** Most bins of a correlogram: more than any picture shows. */
const MOST_BINS = 1e6;

function empty({ bin, lag }: CorrelogramOptions): { lags: Float64Array; counts: Float64Array; reach: number } {
  if (!(bin > 0 && Number.isFinite(bin))) throw new RangeError(`The width of a bin is ${bin}; it should be more than 0.`);
  const reach = Math.round(lag / bin);
  if (!(reach >= 0 && 2 * reach + 1 <= MOST_BINS)) throw new RangeError(`A largest lag of ${lag} with bins of ${bin} is not possible; up to ${MOST_BINS} bins are.`);
  const lags = Float64Array.from({ length: 2 * reach + 1 }, (_, k) => (k - reach) * bin);
  return { lags, counts: new Float64Array(lags.length), reach };
}

/** Counts b − a of all pairs within reach; both trains ascend, so the first spike of b within reach only moves on. */
function countPairs(a: Train, b: Train, options: CorrelogramOptions, apart: (i: number, j: number) => boolean): Correlogram {
  const { lags, counts, reach } = empty(options);
  let first = 0;
  for (let i = 0; i < a.length; i++) {
    const place = (j: number) => Math.floor((b[j] - a[i]) / options.bin + 0.5) + reach;
    while (first < b.length && place(first) < 0) first++;
    for (let j = first; j < b.length; j++) {
      const k = place(j);
      if (k > 2 * reach) break;
      if (apart(i, j)) counts[k]++;
    }
  }
  return { lags, counts };
}

/**
 * Cross-correlogram: how many pairs of spikes lie how far apart, b − a. A peak at a positive lag says that b follows a.
 * Time: O(n_a + n_b + pairs within reach).
 *
 * @throws {RangeError} a bin that is not above 0, a lag below 0, more than a million bins
 */
export const crossCorrelogram = (a: Train, b: Train, options: CorrelogramOptions): Correlogram => countPairs(a, b, options, () => true);

/**
 * Autocorrelogram: the cross-correlogram of a train with itself, without the pairs of a spike with itself.
 * @throws {RangeError} as `crossCorrelogram`
 */
export const autoCorrelogram = (train: Train, options: CorrelogramOptions): Correlogram => countPairs(train, train, options, (i, j) => i !== j);

export interface Histogram {
  /** `[bins + 1]`, from 0 to the longest interval. */
  readonly edges: Float64Array;
  /** `[bins]`; a bin holds its left edge and not its right one, the last bin both. */
  readonly counts: Float64Array;
}

/** The longest of some intervals; 0 where there is none. */
export function longestOf(between: ArrayLike<number>): number {
  let longest = 0;
  for (let k = 0; k < between.length; k++) longest = Math.max(longest, between[k]);
  return longest;
}

/**
 * Histogram of intervals in bins of equal width from 0 to the longest one; from 0 to 1 where there is none, or where all are 0.
 * @param longest where the bins end; several histograms share it to be laid over each other. Longer intervals are in the last bin.
 * @throws {RangeError} a number of bins that is not whole or not from 1 to a million
 */
export function isiHistogram(between: ArrayLike<number>, bins: number, longest = longestOf(between)): Histogram {
  if (!(Number.isSafeInteger(bins) && bins >= 1 && bins <= MOST_BINS)) throw new RangeError(`${bins} bins are not possible; from 1 to ${MOST_BINS} are.`);
  const width = (longest || 1) / bins;
  const counts = new Float64Array(bins);
  for (let k = 0; k < between.length; k++) counts[Math.min(bins - 1, Math.floor(between[k] / width))]++;
  return { edges: Float64Array.from({ length: bins + 1 }, (_, k) => k * width), counts };
}
