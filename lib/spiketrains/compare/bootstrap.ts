import type { Pieces } from '../../numerics/pieces';
import { randomStream } from '../../numerics/random';
import type { HitTable } from '../trains/hits';

/** An interval of a mean over neurons, or of a measure of all of them. */
export interface Interval {
  /** Of the neurons themselves; NaN where it is not defined. */
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

type RandomStream = ReturnType<typeof randomStream>;

/** Draws of one piece of the work. */
const PIECE_DRAWS = 500_000;

/** The value below which a share p of ascending values lies, by linear interpolation (numpy's default). */
function quantile(ascending: Float64Array, p: number): number {
  const place = p * (ascending.length - 1);
  const below = Math.floor(place);
  const above = Math.min(ascending.length - 1, below + 1);
  return ascending[below] + (place - below) * (ascending[above] - ascending[below]);
}

/** The tables of several neurons, and how many cells each has. */
export interface NeuronTables {
  readonly both: Uint32Array;
  readonly onlyA: Uint32Array;
  readonly onlyB: Uint32Array;
  readonly cells: number;
}

/** The interval of a statistic, from what it is of each draw; draws for which it is not defined are left out. */
function* intervalOf(mean: number, drawn: (random: RandomStream) => number, { used, left }: Pick<Interval, 'used' | 'left'>, { resamples = 2000, level = 0.95, seed = 1 }: BootstrapOptions): Pieces<Interval> {
  if (!(level > 0 && level < 1)) throw new RangeError(`The level of an interval lies between 0 and 1; ${level} does not.`);
  if (!(Number.isInteger(resamples) && resamples >= 1)) throw new RangeError(`The number of resamples must be a whole number from 1, not ${resamples}.`);
  const about = { level, resamples, seed, used, left };
  if (used === 0) return { mean: Number.NaN, lo: Number.NaN, hi: Number.NaN, ...about };
  const random = randomStream(seed, 'bootstrap');
  const draws = new Float64Array(resamples);
  let work = 0;
  for (let r = 0; r < resamples; r++) {
    draws[r] = drawn(random);
    work += used;
    if (work < PIECE_DRAWS) continue;
    work = 0;
    yield (r + 1) / resamples;
  }
  const known = draws.filter((value) => !Number.isNaN(value)).sort();
  if (known.length === 0) return { mean, lo: Number.NaN, hi: Number.NaN, ...about };
  return { mean, lo: quantile(known, (1 - level) / 2), hi: quantile(known, (1 + level) / 2), ...about };
}

/**
 * Percentile interval of the mean over neurons by the bootstrap (Efron 1979): as many neurons are drawn with replacement,
 * `resamples` times, and the interval runs between the quantiles (1 − level)/2 and (1 + level)/2 of their means. It says how much the
 * mean depends on which neurons were looked at, and takes them to be independent. The same seed gives the same interval.
 *
 * @param values one a neuron; NaN is left out and counted in `left`
 * @throws {RangeError} a level that is not between 0 and 1, resamples that are no whole number from 1
 */
export function* bootstrapInterval(values: ArrayLike<number>, options: BootstrapOptions = {}): Pieces<Interval> {
  const known = Float64Array.from(values).filter((value) => !Number.isNaN(value));
  const used = known.length;
  // Means are taken of differences from one of the values: where all are equal the mean is exactly that.
  const [base] = known;
  const mean = used === 0 ? Number.NaN : base + known.reduce((sum, value) => sum + (value - base), 0) / used;
  const drawn = (random: RandomStream) => {
    let sum = 0;
    for (let k = 0; k < used; k++) sum += known[random.integer(used)] - base;
    return base + sum / used;
  };
  return yield* intervalOf(mean, drawn, { used, left: values.length - used }, options);
}

/**
 * The same for a measure that is taken of the cells of all neurons together, such as F1: neurons are drawn, and the measure is
 * taken of the sum of their tables.
 *
 * @param of the measure, such as `f1`
 * @throws {RangeError} as `bootstrapInterval`
 */
export function* bootstrapOfTables({ both, onlyA, onlyB, cells }: NeuronTables, of: (table: HitTable) => number, options: BootstrapOptions = {}): Pieces<Interval> {
  const used = both.length;
  const value = (pick: (k: number) => number) => {
    let [b, x, y] = [0, 0, 0];
    for (let k = 0; k < used; k++) {
      const n = pick(k);
      b += both[n];
      x += onlyA[n];
      y += onlyB[n];
    }
    return of({ both: b, onlyA: x, onlyB: y, neither: cells * used - b - x - y });
  };
  return yield* intervalOf(used === 0 ? Number.NaN : value((k) => k), (random) => value(() => random.integer(used)), { used, left: 0 }, options);
}
