/** Spikes of all neurons together over time, and how two such counts are correlated. */
import { countCorrelation, crossCorrelation } from '../trains/correlation';
import type { Train } from '../trains/types';
import { cellOf, type Frame } from './common';

/** A longer grid is counted in bins of several steps, so that the correlation at all lags takes no noticeable time. */
const MOST_BINS = 2 ** 16;
/** Lags looked at on each side, in bins. */
const MOST_LAG = 100;

export class Population {
  /** Width of a bin in grid steps. */
  readonly stepsPerBin: number;
  /** `[bins]` spikes. */
  readonly counts: Float64Array;
  readonly frame: Frame;

  constructor(frame: Frame) {
    this.frame = frame;
    this.stepsPerBin = Math.ceil(frame.steps / MOST_BINS);
    this.counts = new Float64Array(Math.ceil(frame.steps / this.stepsPerBin));
  }

  add(train: Train): void {
    for (let k = 0; k < train.length; k++) this.counts[Math.floor(cellOf(train[k], this.frame) / this.stepsPerBin)]++;
  }
}

/**
 * The correlation of two populations' counts and the peak of their cross-correlation, up to 100 bins to each side; of equal
 * peaks the one nearest to lag 0, and then the earlier. All are NaN where either count is the same in all bins.
 */
export function correlatePopulations(a: Population, b: Population) {
  const reach = Math.min(MOST_LAG, a.counts.length - 1);
  const values = crossCorrelation(a.counts, b.counts, reach);
  let best = reach;
  for (let k = 0; k < values.length; k++) {
    if (values[k] > values[best] || (values[k] === values[best] && Math.abs(k - reach) < Math.abs(best - reach))) best = k;
  }
  const populationBin = a.stepsPerBin * a.frame.dt;
  const peak = values[best];
  return {
    countCorrelation: countCorrelation(a.counts, b.counts),
    crossCorrelation: { peak, lag: Number.isNaN(peak) ? Number.NaN : (best - reach) * populationBin },
    populationBin,
  };
}
