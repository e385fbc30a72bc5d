import { checkWithin } from './edges';
import type { Edges, Train } from './types';

/** A train whose intervals cover all that was observed. */
export interface CoveringTrain {
  /** Strictly ascending; the first is at or before the start, the last at or after the end. */
  readonly times: Float64Array;
  /** The spikes proper are from `from` up to, and without, `to`; what lies outside is auxiliary. */
  readonly from: number;
  readonly to: number;
}

/** The train with each time once. */
function distinct(train: Train): Float64Array {
  const times = new Float64Array(train.length);
  let count = 0;
  for (let k = 0; k < train.length; k++) if (k === 0 || train[k] !== train[k - 1]) times[count++] = train[k];
  return times.subarray(0, count);
}

/**
 * Adds the auxiliary spikes of PySpike (commit 56464c6), so that each moment has an interval between spikes.
 *
 * The interval before the first spike is as long as the one after it, or as it takes to reach the start: with spikes
 * t₁ < t₂ … the auxiliary spike is at min(start, t₁ − (t₂ − t₁)), and likewise at max(end, tₙ + (tₙ − tₙ₋₁)). A single spike has
 * auxiliary spikes at both edges. A spike on an edge needs none there. A train without spikes, and one whose only spike
 * is at the start, have spikes at both edges, which count as proper. Several spikes at one time have no interval
 * between them and count once.
 *
 * @throws {RangeError} a spike outside the edges
 */
export function coverEdges(train: Train, edges: Edges): CoveringTrain {
  checkWithin(train, edges);
  const [start, end] = edges;
  const spikes = distinct(train);
  const n = spikes.length;
  if (n === 0 || (n === 1 && spikes[0] === start)) return { times: Float64Array.of(start, end), from: 0, to: 2 };
  const [first, last] = [spikes[0], spikes[n - 1]];
  const before = first > start ? 1 : 0;
  const after = last < end ? 1 : 0;
  const times = new Float64Array(before + n + after);
  times.set(spikes, before);
  if (before) times[0] = n > 1 ? Math.min(start, first - (spikes[1] - first)) : start;
  if (after) times[before + n] = n > 1 ? Math.max(end, last + (last - spikes[n - 2])) : end;
  return { times, from: before, to: before + n };
}

/**
 * Walks through what was observed, from one spike of either train to the next.
 *
 * @param a times of a covering train
 * @param visit called with the stretch `from` … `to`, in which a lies between its spikes i and i + 1 and b between j and j + 1
 */
export function eachStretch(a: Float64Array, b: Float64Array, [start, end]: Edges, visit: (i: number, j: number, from: number, to: number) => void): void {
  let [i, j, from] = [0, 0, start];
  while (from < end) {
    const to = Math.min(a[i + 1], b[j + 1], end);
    visit(i, j, from, to);
    if (a[i + 1] === to) i++;
    if (b[j + 1] === to) j++;
    from = to;
  }
}
