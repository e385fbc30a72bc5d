/** Which spikes lie in a window: two binary searches a neuron. */
import type { Raster } from '@/lib/recording/raster';
import { lowerBound } from '../../numerics/search';
import type { TimeWindow } from './types';

export { lowerBound };

type Trains = Pick<Raster, 'times' | 'offsets' | 'neurons'>;

/** First place in `times[from … end)` whose time is greater than `time`. */
export function upperBound(times: Float64Array, time: number, from: number, end: number): number {
  let [low, high] = [from, end];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle] <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many rows there are. */
export const rowCount = (order: Uint32Array | null, neurons: number): number => (order ? order.length : neurons);

/** Of each row, the places in `times` of its spikes with `from ≤ t ≤ to`. */
export interface Spans {
  readonly first: Uint32Array;
  readonly end: Uint32Array;
  /** How many spikes that is in all. */
  readonly sum: number;
}

const kept = new WeakMap<Float64Array, Spans & { readonly order: Uint32Array | null; readonly from: number; readonly to: number }>();

/**
 * The spikes of the ordered neurons in a window; a neuron that this raster does not have has none. Drawing, sentence and
 * label ask for the same window, so the last answer of each raster is kept; the next one is written into its arrays.
 */
export function spansOf({ times, offsets, neurons }: Trains, order: Uint32Array | null, [from, to]: TimeWindow): Spans {
  const known = kept.get(times);
  if (known && known.order === order && known.from === from && known.to === to) return known;
  const rows = rowCount(order, neurons);
  const [firsts, ends] = known?.first.length === rows ? [known.first, known.end] : [new Uint32Array(rows), new Uint32Array(rows)];
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    const n = order ? order[row] : row;
    let [first, end] = n < neurons ? [offsets[n], offsets[n + 1]] : [0, 0];
    // Most trains lie wholly inside, or are empty.
    if (first < end && (times[first] < from || times[end - 1] > to)) {
      first = lowerBound(times, from, first, end);
      end = upperBound(times, to, first, end);
    }
    firsts[row] = first;
    ends[row] = end;
    sum += end - first;
  }
  const spans = { first: firsts, end: ends, sum, order, from, to };
  kept.set(times, spans);
  return spans;
}

/** How many spikes of the ordered neurons lie in a window, both ends included. */
export const spikesInWindow = (raster: Trains, order: Uint32Array | null, window: TimeWindow): number => spansOf(raster, order, window).sum;

const KINDS = 3;
const totals = new WeakMap<Uint8Array, Uint32Array>();

/** Spikes of each kind of whole trains, `[N, 3]`: counted once, however often the window moves. */
function kindsOfTrains(kinds: Uint8Array, { offsets, neurons }: Trains): Uint32Array {
  const known = totals.get(kinds);
  if (known) return known;
  const counts = new Uint32Array(KINDS * neurons);
  for (let n = 0; n < neurons; n++) for (let k = offsets[n]; k < offsets[n + 1]; k++) counts[KINDS * n + kinds[k]]++;
  totals.set(kinds, counts);
  return counts;
}

/** Spikes of each kind (0 in both, 1 only here, 2 shifted) in the window. */
export function kindsInWindow(raster: Trains, kinds: Uint8Array, order: Uint32Array | null, window: TimeWindow): readonly [both: number, only: number, shifted: number] {
  const { offsets } = raster;
  const { first, end } = spansOf(raster, order, window);
  const whole = kindsOfTrains(kinds, raster);
  const counts = new Uint32Array(KINDS);
  for (let row = 0; row < first.length; row++) {
    const n = order ? order[row] : row;
    if (first[row] === end[row]) continue;
    if (first[row] === offsets[n] && end[row] === offsets[n + 1]) for (let kind = 0; kind < KINDS; kind++) counts[kind] += whole[KINDS * n + kind];
    else for (let k = first[row]; k < end[row]; k++) counts[kinds[k]]++;
  }
  return [counts[0], counts[1], counts[2]];
}
