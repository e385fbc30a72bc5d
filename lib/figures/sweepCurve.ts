import { line as linePath } from 'd3';

import { AXIS_HEIGHT, heightScale, plotBox, stepAxis, stepX, valueAxis, type Margins } from './axes';
import { show, type Drawing } from './figure';
import { percent, tickPlaces } from './format';
import { FONT_SIZE, group, line, mark, text, textWidth, type Mark } from './marks';
import { palettes, roleColour, type Theme } from './palette';
import type { Span } from './pixels';

export interface SweepData {
  /** Share of equal bits after K sweeps, first entry K = 0. */
  readonly agreement: readonly number[];
  /** The K after which nothing changed any more. */
  readonly settled: number | null;
}

export interface SweepOptions {
  readonly theme: Theme;
  readonly width: number;
  readonly height: number;
  /** The sequential neuron that is agreed with. Default `LIF`. */
  readonly baseline?: string;
  /** The K in use now. */
  readonly current?: number | null;
  /** The K under the pointer. */
  readonly pointed?: number | null;
  readonly margins?: Partial<Margins>;
}

/** Agreement per sweep before it touches a document. */
export function sweepDrawing({ agreement, settled }: SweepData, options: SweepOptions): Drawing {
  const { theme, width, height, baseline = 'LIF', current = null, pointed = null, margins } = options;
  const { ink, muted, axis, paper } = palettes[theme];
  const colour = roleColour(theme, 'parallel');
  const plot = plotBox(width, height, { top: 2 * FONT_SIZE + 12, right: 12, bottom: AXIS_HEIGHT + 8, left: 48, ...margins });
  const window: Span = [0, Math.max(1, agreement.length)];
  const lowest = Math.min(1, ...agreement);
  const floor = lowest < 1 ? lowest - 0.06 * (1 - lowest) : 0.99;
  const y = heightScale(plot, [Math.max(0, floor), 1]);
  const x = (k: number): number => stepX(plot, window, k);
  const right = plot.x + plot.width;
  const ticks = y.ticks(Math.max(2, Math.floor(plot.height / 40)));
  const places = Math.max(0, tickPlaces(ticks) - 2);

  const path = linePath<number>().x((_, k) => x(k)).y((value) => y(value)).digits(2)([...agreement]) ?? '';
  const radius = agreement.length * 8 > plot.width ? 0 : 3;
  const marks: Mark[] = [
    valueAxis(plot, y, theme, (value) => percent(value, places)),
    stepAxis(plot, window, 'sweep K =', theme, width),
    text(0, FONT_SIZE, `bits that agree with the ${baseline}`, { fill: muted, className: 'axis-label' }),
    line(plot.x, y(1), right, y(1), axis, { class: 'all', 'stroke-dasharray': '4 3' }),
  ];
  if (settled !== null && settled < window[1]) {
    const label = `settled at K = ${settled}`;
    const half = textWidth(label) / 2;
    const middle = Math.min(right - half, Math.max(plot.x + half, x(settled)));
    marks.push(
      group('settled', [
        line(x(settled), plot.y - 4, x(settled), plot.y + plot.height, axis),
        text(middle, plot.y - 8, label, { fill: ink, anchor: 'middle', className: 'settled-label' }),
      ]),
    );
  }
  if (pointed !== null) marks.push(line(x(pointed), plot.y, x(pointed), plot.y + plot.height, ink, { class: 'pointed', 'stroke-opacity': 0.6 }));
  marks.push(mark('path', { class: 'series parallel', d: path, fill: 'none', stroke: colour, 'stroke-width': 1.5 }));
  if (radius) {
    marks.push(group('dots', agreement.map((value, k) => mark('circle', { cx: x(k), cy: y(value), r: radius, fill: colour }))));
  }
  if (current !== null && agreement[current] !== undefined) {
    const value = agreement[current];
    const label = `K = ${current}: ${percent(value)}`;
    const toRight = x(current) + 10 + textWidth(label) <= right;
    // A rising curve leaves room below and to the right, so the name goes there.
    const baseline = Math.min(plot.y + plot.height - 4, y(value) + FONT_SIZE + 6);
    marks.push(
      group('current', [
        mark('circle', { cx: x(current), cy: y(value), r: 5.5, fill: paper, stroke: colour, 'stroke-width': 2.5 }),
        text(x(current) + (toRight ? 8 : -8), baseline, label, {
          fill: colour,
          halo: paper,
          anchor: toRight ? 'start' : 'end',
          weight: 600,
          className: 'direct-label',
        }),
      ]),
    );
  }
  return { width, height, theme, marks, geometry: { plot, window } };
}

/** Draws the agreement with the LIF after every sweep of the exact parallel form into `host`. */
export function drawSweepCurve(host: HTMLElement, data: SweepData, options: SweepOptions): void {
  show(host, sweepDrawing(data, options));
}
