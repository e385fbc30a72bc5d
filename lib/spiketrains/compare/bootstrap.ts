import type { Pieces } from '../../numerics/pieces';
import { randomStream } from '../../numerics/random';

/** An interval of a mean. */
export interface Interval {
  /** Of the values themselves; NaN where none is a number. */
  readonly mean: number;
  readonly lo: number;
  readonly hi: number;
  readonly level: number;
  readonly resamples: number;
  readonly seed: number;
  /** Values that are numbers. */
  readonly used: number;
  /** Values that are not, and were left out. */
  readonly left: number;
}

export interface BootstrapOptions {
  readonly resamples?: number;
  /** Share of the resampled means that lie inside, between 0 and 1. */
  readonly level?: number;
  readonly seed?: number;
}

/** Draws of one piece of the work. */
const PIECE_DRAWS = 500_000;

/** The value below which a share p of ascending values lies, by linear interpolation (numpy's default). */
function quantile(ascending: Float64Array, p: number): number {
  const place = p * (ascending.length - 1);
  const below = Math.floor(place);
  const above = Math.min(ascending.length - 1, below + 1);
  return ascending[below] + (place - below) * (ascending[above] - ascending[below]);
}

/**
 * Percentile interval of the mean over neurons by the bootstrap (Efron 1979): as many neurons are drawn with replacement,
 * `resamples` times, and the interval runs between the quantiles (1 − level)/2 and (1 + level)/2 of their means. It says how much the
 * mean depends on which neurons were looked at, and takes them to be independent. The same seed gives the same interval.
 *
 * @param values one a neuron; NaN is left out and counted in `left`
 * @throws {RangeError} a level that is not between 0 and 1, resamples that are no whole number from 1
 */
export function* bootstrapInterval(values: ArrayLike<number>, { resamples = 2000, level = 0.95, seed = 1 }: BootstrapOptions = {}): Pieces<Interval> {
  if (!(level > 0 && level < 1)) throw new RangeError(`The level of an interval lies between 0 and 1; ${level} does not.`);
  if (!(Number.isInteger(resamples) && resamples >= 1)) throw new RangeError(`The number of resamples must be a whole number from 1, not ${resamples}.`);
  const known = Float64Array.from(values).filter((value) => !Number.isNaN(value));
  const used = known.length;
  const about = { level, resamples, seed, used, left: values.length - used };
  if (used === 0) return { mean: Number.NaN, lo: Number.NaN, hi: Number.NaN, ...about };
  // Means are taken of differences from one of the values: where all are equal the mean is exactly that.
  const [base] = known;
  const mean = base + known.reduce((sum, value) => sum + (value - base), 0) / used;
  const random = randomStream(seed, 'bootstrap');
  const means = new Float64Array(resamples);
  let work = 0;
  for (let r = 0; r < resamples; r++) {
    let sum = 0;
    for (let k = 0; k < used; k++) sum += known[random.integer(used)] - base;
    means[r] = base + sum / used;
    work += used;
    if (work < PIECE_DRAWS) continue;
    work = 0;
    yield (r + 1) / resamples;
  }
  means.sort();
  return { mean, lo: quantile(means, (1 - level) / 2), hi: quantile(means, (1 + level) / 2), ...about };
}
