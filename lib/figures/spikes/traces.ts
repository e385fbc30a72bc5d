/** What was recorded of one neuron, over time, with its spikes above. */
import { decimate } from '../decimate';
import type { Drawing } from '../figure';
import { FONT_SIZE, group, line, mark, text, type Mark } from '../marks';
import { palettes, type Theme } from '../palette';
import { timeLabel } from './numbers';
import { cursorGroup, lineKeys, linePath, linesGroup, padded, plotDrawing, type LineOptions, type PlacedPoint, type Plot } from './plot';
import { sourceColour } from './sourceColours';
import type { TraceLine, TracesSpec } from './types';
import { lowerBound, upperBound } from './visible';

const SPIKE_ROW = 9;

/** The place of the value nearest to `time`; −1 beyond the ends. */
export function nearestValue({ start, dt, values }: TraceLine, time: number): number {
  const place = Math.round((time - start) / dt);
  return place >= 0 && place < values.length ? place : -1;
}

function domainOf({ lines, threshold }: TracesSpec): [number, number] {
  let [lo, hi] = threshold === null || threshold === undefined ? [Infinity, -Infinity] : [threshold, threshold];
  for (const { values } of lines) {
    for (const value of values) {
      if (!Number.isFinite(value)) continue;
      if (value < lo) lo = value;
      if (value > hi) hi = value;
    }
  }
  return padded(lo, hi);
}

/** The line's points in the window and one to either side, so that it reaches the edges. */
function pointsOf({ start, dt, values }: TraceLine, [from, to]: TracesSpec['window'], columns: number): PlacedPoint[] {
  const first = Math.max(0, Math.min(values.length, Math.floor((from - start) / dt)));
  const end = Math.max(first, Math.min(values.length, Math.ceil((to - start) / dt) + 1));
  const { steps, values: kept } = decimate(values, [first, end], columns);
  // What reaches beyond the edges is cut off there, on the line.
  return steps.map((step, k): PlacedPoint => {
    const at = start + step * dt;
    const other = at < from ? k + 1 : at > to ? k - 1 : k;
    if (other === k || kept[other] === undefined) return [Math.min(to, Math.max(from, at)), kept[k]];
    const edge = at < from ? from : to;
    const beside = start + steps[other] * dt;
    return [edge, kept[k] + ((edge - at) / (beside - at)) * (kept[other] - kept[k])];
  });
}

function spikeRows({ spikes, window }: TracesSpec, { plot, x }: Plot, theme: Theme): Mark[] {
  const marks = spikes.flatMap(({ place, times }, row) => {
    const y = plot.y - 2 - (spikes.length - row) * SPIKE_ROW;
    const first = lowerBound(times, window[0], 0, times.length);
    const shown = times.subarray(first, upperBound(times, window[1], first, times.length));
    // One tick a px is all there is to see.
    const places = new Set(Array.from(shown, (time) => Math.round(x(time) * 2) / 2));
    return places.size ? [mark('path', { class: `place-${place}`, d: [...places].map((at) => `M${at},${y}v${SPIKE_ROW - 2}`).join(''), stroke: sourceColour(theme, place), 'stroke-width': 1.5 })] : [];
  });
  return marks.length ? [group('spikes', marks)] : [];
}

function thresholdMarks({ threshold }: TracesSpec, { plot, y }: Plot, theme: Theme): Mark[] {
  if (threshold === null || threshold === undefined) return [];
  const { muted, paper } = palettes[theme];
  const at = y(threshold);
  return [
    line(plot.x, at, plot.x + plot.width, at, muted, { class: 'threshold', 'stroke-dasharray': '4 3' }),
    text(plot.x + 3, Math.max(plot.y + FONT_SIZE, at - 4), 'θ', { fill: muted, halo: paper, className: 'threshold-label' }),
  ];
}

export function tracesDrawing(spec: TracesSpec, options: LineOptions): Drawing {
  const { lines, spikes, window, unit, yLabel } = spec;
  const { theme, cursor } = options;
  return plotDrawing({
    ...options, window, keys: lineKeys(lines, theme), xLabel: timeLabel(unit), yLabel, domain: domainOf(spec), above: spikes.length * SPIKE_ROW, whole: unit === 'step',
    empty: lines.some(({ values }) => values.length > 0) ? null : 'Nothing was recorded beside the spikes of this neuron.',
    draw: (plot) => [
      ...spikeRows(spec, plot, theme),
      ...thresholdMarks(spec, plot, theme),
      linesGroup(lines.map((one) => ({ place: one.place, d: linePath(pointsOf(one, window, plot.plot.width), 'linear', plot) })), theme),
      ...(cursor === null ? [] : cursorGroup(plot, cursor, lines.map((one) => ({ place: one.place, value: one.values[nearestValue(one, cursor)] ?? Number.NaN })), theme)),
    ],
  });
}
