/** Histograms, correlograms and PSTHs: outlines of several sources over the same axis. */
import type { Drawing } from '../figure';
import { line, mark } from '../marks';
import { palettes } from '../palette';
import { cursorGroup, fromZero, lineKeys, linePath, linesGroup, padded, placeAfter, plotDrawing, shownPoints, type LineOptions } from './plot';
import type { BarSeries, BarsSpec } from './types';

const edgesKept = new WeakMap<Float64Array, { readonly bins: string; readonly edges: Float64Array }>();

/** All edges of the bins, one more than there are values. A single bin without a second edge is one wide. */
export function barEdges({ x, y }: BarSeries, bins: 'left' | 'centre' = 'left'): Float64Array {
  if (x.length > y.length) return x;
  const known = edgesKept.get(x);
  if (known?.bins === bins) return known.edges;
  const step = x.length > 1 ? (x[x.length - 1] - x[0]) / (x.length - 1) : 1;
  const half = bins === 'centre' ? step / 2 : 0;
  const edges = Float64Array.from({ length: x.length ? x.length + 1 : 0 }, (_, k) => (k < x.length ? x[k] - half : x[k - 1] + step - half));
  edgesKept.set(x, { bins, edges });
  return edges;
}

/** From the first edge to the last of all series. */
export function barsWindow({ series, bins }: BarsSpec): readonly [number, number] {
  let [from, to] = [Infinity, -Infinity];
  for (const one of series) {
    const edges = barEdges(one, bins);
    if (edges.length < 2) continue;
    from = Math.min(from, edges[0]);
    to = Math.max(to, edges[edges.length - 1]);
  }
  return from < to ? [from, to] : [0, 1];
}

/** The bin of a series in which `at` lies; −1 beyond its ends. */
export function barAt(series: BarSeries, bins: BarsSpec['bins'], at: number): number {
  const edges = barEdges(series, bins);
  const place = placeAfter(edges, at) - 1;
  return place >= 0 && place < series.y.length ? place : -1;
}

export function barsDrawing(spec: BarsSpec, options: LineOptions): Drawing {
  const { series, bins, xLabel, yLabel, zero } = spec;
  const { theme, cursor } = options;
  const { axis, grid, muted } = palettes[theme];
  const window = barsWindow(spec);
  let [lo, hi] = [0, 0];
  for (const { y } of series) for (const value of y) if (Number.isFinite(value)) [lo, hi] = [Math.min(lo, value), Math.max(hi, value)];
  return plotDrawing({
    ...options, window, keys: lineKeys(series, theme), xLabel, yLabel, domain: lo < 0 ? padded(lo, hi) : fromZero(hi),
    empty: lo === 0 && hi === 0 ? 'There is nothing to count here.' : null,
    draw: (plot) => {
      const { plot: box, x, y } = plot;
      const pointed = cursor === null ? undefined : series.find((one) => barAt(one, bins, cursor) >= 0);
      const bin = pointed && cursor !== null ? barAt(pointed, bins, cursor) : -1;
      const edges = pointed ? barEdges(pointed, bins) : null;
      return [
        ...(edges ? [mark('rect', { class: 'pointed', x: x(edges[bin]), y: box.y, width: Math.max(1, x(edges[bin + 1]) - x(edges[bin])), height: box.height, fill: grid, 'fill-opacity': 0.7 })] : []),
        ...(zero && window[0] < 0 && window[1] > 0 ? [line(x(0), box.y, x(0), box.y + box.height, muted, { class: 'zero', 'stroke-dasharray': '3 3' })] : []),
        line(box.x, y(0), box.x + box.width, y(0), axis, { class: 'baseline' }),
        linesGroup(series.map((one) => {
          const all = barEdges(one, bins);
          const points = all.length ? [[all[0], 0] as const, ...shownPoints(all, one.y, 'step', [all[0], all[all.length - 1]], box.width), [all[all.length - 1], 0] as const] : [];
          return { place: one.place, d: linePath(points, 'step', plot) };
        }), theme),
        ...(cursor === null ? [] : cursorGroup(plot, cursor, series.map((one) => ({ place: one.place, value: one.y[barAt(one, bins, cursor)] ?? Number.NaN })), theme)),
      ];
    },
  });
}
