import { spanOf } from './edges';
import type { Edges, Train } from './types';

/** Most bins of one count: 800 MB of numbers. */
const MOST_BINS = 1e8;
/** A spike this close below a bin's end, in bins, belongs to the next: k·dt is not always k times dt. As in elephant. */
const TOLERANCE = 1e-8;

/**
 * How many bins cover what was observed; the last may reach beyond its end.
 * @throws {RangeError} edges that do not ascend, a bin that is not above 0, more than 100 million bins
 */
export function binsBetween(edges: Edges, bin: number): number {
  if (!(bin > 0)) throw new RangeError(`The width of a bin is ${bin}; it should be more than 0.`);
  const bins = Math.max(1, Math.ceil(spanOf(edges) / bin - TOLERANCE));
  if (bins > MOST_BINS) throw new RangeError(`Bins of ${bin} from ${edges[0]} to ${edges[1]} would be ${bins}; up to ${MOST_BINS} are possible.`);
  return bins;
}

/**
 * Spikes in each bin, `[bins]`. A bin holds its left edge and not its right one, except the last, which holds a spike
 * at the end too. Spikes outside the edges do not count.
 *
 * @param bin width, in the train's unit
 * @throws {RangeError} as `binsBetween`
 */
export function binCounts(train: Train, edges: Edges, bin: number): Float64Array {
  const [start, end] = edges;
  const counts = new Float64Array(binsBetween(edges, bin));
  for (let k = 0; k < train.length; k++) {
    if (!(train[k] >= start && train[k] <= end)) continue;
    counts[Math.min(counts.length - 1, Math.floor((train[k] - start) / bin + TOLERANCE))]++;
  }
  return counts;
}
