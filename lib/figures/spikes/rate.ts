/** Spikes of each bin for each neuron: one stepped line a source, under the rasters and on their axis. */
import type { Raster } from '@/lib/recording/raster';
import type { Drawing } from '../figure';
import { timeLabel } from './numbers';
import { cursorGroup, fromZero, lineKeys, linePath, linesGroup, lineValue, plotDrawing, shownPoints, type LineOptions } from './plot';
import type { RateSpec, TimeWindow } from './types';
import { lowerBound, rowCount } from './visible';

/** More bins than this are no line any more. */
export const MOST_BINS = 1_000_000;

export interface Rate {
  /** Edges of the bins, one more than there are rates; the last one ends with the raster. */
  readonly x: Float64Array;
  /** Spikes in a bin, divided by the number of neurons that count. */
  readonly y: Float64Array;
}

type Counted = Pick<Raster, 'times' | 'offsets' | 'neurons' | 'start' | 'end'>;

/** Bins of a whole raster that are counted at once: every window of it is then a part of them. */
const WHOLE_BINS = 65_536;

const rates = new WeakMap<Float64Array, { readonly order: Uint32Array | null; readonly bin: number; readonly first: number; readonly rate: Rate }>();

/** A time on a grid, k·dt, may come out a rounding below the edge where it belongs. */
const SLACK = 1e-9;

function countRate({ times, offsets, neurons, start, end }: Counted, order: Uint32Array | null, bin: number, first: number, bins: number): Rate {
  const y = new Float64Array(bins);
  const rows = rowCount(order, neurons);
  const [from, to] = [start + (first - SLACK) * bin, start + (first + bins) * bin];
  // What lies at the very end of the raster belongs to its last bin.
  const last = to >= end;
  const shift = SLACK - first - start / bin;
  for (let row = 0; row < rows; row++) {
    const n = order ? order[row] : row;
    if (n >= neurons) continue;
    const stop = offsets[n + 1];
    for (let k = lowerBound(times, from, offsets[n], stop); k < stop; k++) {
      const place = Math.floor(times[k] / bin + shift);
      if (place < bins) y[place < 0 ? 0 : place]++;
      else if (last) y[bins - 1]++;
      else break;
    }
  }
  for (let k = 0; k < bins; k++) y[k] /= Math.max(1, rows);
  return { x: Float64Array.from({ length: bins + 1 }, (_, k) => Math.min(end, start + (first + k) * bin)), y };
}

/**
 * r[k] = spikes in [start + k·bin, start + (k + 1)·bin) ÷ neurons, in spikes a neuron and bin, of the bins that the
 * window shows a part of. The last count of each raster is kept, of all its time where that is not too many bins, so that a
 * cursor that moves or a window that pans counts nothing anew.
 *
 * @throws RangeError for a bin that is not above zero, or more than `MOST_BINS` of them
 */
export function rateOf(raster: Counted, order: Uint32Array | null, bin: number, [from, to]: TimeWindow): Rate {
  const { times, start, end } = raster;
  if (!(bin > 0)) throw new RangeError(`A bin of ${bin} holds nothing; its width must be above zero.`);
  const all = Math.max(1, Math.ceil((end - start) / bin - SLACK));
  const first = Math.min(all - 1, Math.max(0, Math.floor((from - start) / bin + SLACK)));
  const bins = Math.max(1, Math.min(all, Math.ceil((to - start) / bin - SLACK)) - first);
  if (bins > MOST_BINS) throw new RangeError(`Bins of ${bin} would be ${bins} in this window; there may be ${MOST_BINS}.`);
  const part = ({ x, y }: Rate, before: number): Rate => ({ x: x.subarray(first - before, first - before + bins + 1), y: y.subarray(first - before, first - before + bins) });
  const known = rates.get(times);
  if (known && known.order === order && known.bin === bin && known.first <= first && first + bins <= known.first + known.rate.y.length) return part(known.rate, known.first);
  const [begin, count] = all <= WHOLE_BINS ? [0, all] : [first, bins];
  const rate = countRate(raster, order, bin, begin, count);
  rates.set(times, { order, bin, first: begin, rate });
  return part(rate, begin);
}

/** Name of the axis upwards. */
export const RATE_LABEL = 'spikes a neuron and bin';

const highest = (y: Float64Array): number => y.reduce((most, value) => Math.max(most, value), 0);

export function rateDrawing(spec: RateSpec, options: LineOptions): Drawing {
  const { sources, order, window, bin, unit } = spec;
  const { theme, cursor } = options;
  const lines = sources.map(({ raster, place }) => ({ ...rateOf(raster, order, bin, window), place }));
  const top = lines.reduce((most, { y }) => Math.max(most, highest(y)), 0);
  return plotDrawing({
    ...options, window, keys: lineKeys(sources, theme), xLabel: timeLabel(unit), yLabel: RATE_LABEL, domain: fromZero(top), whole: unit === 'step',
    empty: sources.length === 0 ? 'There is no raster to count yet.' : top === 0 ? 'There are no spikes in this window.' : null,
    draw: (plot) => [
      linesGroup(lines.map(({ x, y, place }) => ({ place, d: linePath(shownPoints(x, y, 'step', window, plot.plot.width), 'step', plot) })), theme),
      ...(cursor === null ? [] : cursorGroup(plot, cursor, lines.map(({ x, y, place }) => ({ place, value: lineValue(x, y, 'step', cursor) })), theme)),
    ],
  });
}
