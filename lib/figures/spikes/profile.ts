/** A measure over time, one line a pair or source. */
import type { Drawing } from '../figure';
import { group, mark, type Mark } from '../marks';
import { palettes } from '../palette';
import type { KeyItem } from './flow';
import { cursorGroup, lineKeys, linePath, linesGroup, lineValue, padded, plotDrawing, shownPoints, type LineOptions, type Plot } from './plot';
import type { ProfileSpec } from './types';

function bandOf({ interval }: ProfileSpec, { plot, y }: Plot, colour: string): Mark[] {
  if (!interval) return [];
  const [top, bottom] = [Math.max(plot.y, y(interval.to)), Math.min(plot.y + plot.height, y(interval.from))];
  return bottom > top ? [group('interval', [mark('rect', { x: plot.x, y: top, width: plot.width, height: bottom - top, fill: colour, 'fill-opacity': 0.2 })])] : [];
}

/** Lowest and highest finite value of all lines and of the band; zero belongs to it where nothing lies below. */
function domainOf({ lines, interval }: ProfileSpec): [number, number] {
  let [lo, hi] = interval ? [interval.from, interval.to] : [Infinity, -Infinity];
  for (const { y } of lines) {
    for (const value of y) {
      if (!Number.isFinite(value)) continue;
      if (value < lo) lo = value;
      if (value > hi) hi = value;
    }
  }
  const [low, high] = padded(lo, hi);
  return lo >= 0 ? [0, Math.max(high, hi > 0 ? high : 1)] : [low, high];
}

export function profileDrawing(spec: ProfileSpec, options: LineOptions): Drawing {
  const { lines, window, xLabel, yLabel, interval } = spec;
  const { theme, cursor } = options;
  const { muted } = palettes[theme];
  const some = lines.some(({ y }) => y.some(Number.isFinite));
  const keys: KeyItem[] = [...lineKeys(lines, theme), ...(interval ? [{ label: interval.label, sample: 'band', colour: muted } as const] : [])];
  return plotDrawing({
    ...options, window, keys, xLabel, yLabel, domain: domainOf(spec),
    empty: some ? null : 'There is nothing to compare over time yet.',
    draw: (plot) => [
      ...bandOf(spec, plot, muted),
      linesGroup(lines.map(({ x, y, kind, place }) => ({ place, d: linePath(shownPoints(x, y, kind, window, plot.plot.width), kind, plot) })), theme),
      ...(cursor === null ? [] : cursorGroup(plot, cursor, lines.map(({ x, y, kind, place }) => ({ place, value: lineValue(x, y, kind, cursor) })), theme)),
    ],
  });
}
