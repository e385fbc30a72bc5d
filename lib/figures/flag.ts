import type { Box } from './figure';
import { group, line, mark, type Mark } from './marks';
import { palettes, type Theme } from './palette';

/** Room above a plot for a flag that stands in its first row. */
export const FLAG_ROOM = 10;

/**
 * A pennant on a pole that stands on a ring about a place: where two sides first differ.
 * @param radius of the ring
 * @param room that there is above the plot
 */
export function flagAt(at: { readonly x: number; readonly y: number }, plot: Box, theme: Theme, radius = 4.5, room = FLAG_ROOM): Mark {
  const { ink, paper } = palettes[theme];
  // At the edges the ring would lie half outside the figure.
  const within = (value: number, from: number, length: number): number => Math.max(from + radius + 1, Math.min(from + length - radius - 1, value));
  const x = within(at.x, plot.x, plot.width);
  const foot = within(at.y, plot.y, plot.height);
  const head = Math.max(plot.y - room, foot - 20);
  const way = x + 9 > plot.x + plot.width ? -8 : 8;
  return group('divergence', [
    mark('circle', { cx: x, cy: foot, r: radius, fill: 'none', stroke: paper, 'stroke-width': 3 }),
    mark('circle', { cx: x, cy: foot, r: radius, fill: 'none', stroke: ink, 'stroke-width': 1.25 }),
    line(x, foot, x, head, ink, { 'stroke-width': 1.25 }),
    mark('path', { d: `M${x.toFixed(2)},${head.toFixed(2)}l${way},3.5l${-way},3.5Z`, fill: ink, stroke: paper, 'stroke-width': 0.75 }),
  ]);
}
