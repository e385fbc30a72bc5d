import { plotBox, widthScale } from '../axes';
import { contrast, cssColour, mixOklab, packRgb, parseHex } from '../colour';
import { show, type Box, type Drawing } from '../figure';
import { FONT_SIZE, group, line, mark, text, textWidth, type Mark } from '../marks';
import { keyColour, legible, type ColourKey } from '../neuronColours';
import { palettes, type Theme } from '../palette';
import { emptyMarks, printable, shorten } from './fit';
import { significant } from './numbers';

export interface StackedBar {
  readonly label: string;
  readonly colour: ColourKey;
  /** One number a part, at least zero. */
  readonly values: readonly number[];
}

export interface StackedData {
  /** What each bar is made of: forward, backward, update. */
  readonly parts: readonly string[];
  readonly bars: readonly StackedBar[];
  /** Default `ms`. */
  readonly unit?: string;
}

export interface StackedOptions {
  readonly theme: Theme;
  readonly width: number;
  readonly height: number;
  /** The bar under the pointer. */
  readonly pointed?: number | null;
  readonly empty?: string;
}

const KEY = FONT_SIZE + 12;
const [BAR, PITCH] = [18, 28];
/** Below this width names stand above their bars. */
const NARROW = 460;

const isAbove = (width: number): boolean => width < NARROW;
const pitchOf = (width: number): number => (isAbove(width) ? PITCH + FONT_SIZE + 2 : PITCH);

/** Pixels high at a width. */
export const stackedHeight = ({ bars }: StackedData, width: number): number => KEY + Math.max(2, bars.length) * pitchOf(width);

const amountOf = (value: number): number => (value > 0 && Number.isFinite(value) ? value : 0);

/** What a bar adds up to; not finite where a part is missing. */
export const totalOf = ({ values }: StackedBar, parts: number): number =>
  Array.from({ length: parts }, (_, k) => values[k] ?? Number.NaN).reduce((sum, value) => sum + value, 0);

/** The shade of a part: the first is the colour itself, the others go towards paper. */
const shade = (theme: Theme, colour: string, part: number, parts: number): string =>
  cssColour(packRgb(mixOklab(parseHex(colour), parseHex(palettes[theme].paper), parts > 1 ? (0.72 * part) / (parts - 1) : 0)));

/** Names of the parts in the order of the bars, in shades of grey. */
function keyMarks(parts: readonly string[], width: number, theme: Theme): Mark {
  const { ink, muted } = palettes[theme];
  let x = 0;
  return group('keys', parts.flatMap((part, k) => {
    const from = x;
    const content = shorten(part, width - from - 15);
    x += 15 + textWidth(printable(part)) + 14;
    return content ? [mark('rect', { x: from + 0.5, y: 2.5, width: 9, height: 9, fill: shade(theme, ink, k, parts.length) }), text(from + 15, FONT_SIZE, content, { fill: muted, className: 'key' })] : [];
  }));
}

/** Stacked bars before they touch a document. */
export function stackedDrawing(data: StackedData, options: StackedOptions): Drawing {
  const { theme, width, height, pointed = null, empty = 'Nothing was timed yet.' } = options;
  const { ink, paper, grid, axis } = palettes[theme];
  const { parts, bars, unit = 'ms' } = data;
  const sums = bars.map((bar) => parts.reduce((sum, _, k) => sum + amountOf(bar.values[k]), 0));
  const longest = Math.max(0, ...sums);
  if (longest === 0) return { width, height, theme, marks: emptyMarks({ x: 0, y: 0, width, height }, empty, theme) };

  const above = isAbove(width);
  const pitch = pitchOf(width);
  const totals = bars.map((bar) => { const total = totalOf(bar, parts.length); return Number.isFinite(total) ? `${significant(total)} ${printable(unit)}` : '–'; });
  const names = Math.min(0.3 * width, Math.max(...bars.map(({ label }) => textWidth(printable(label)))));
  const plot = plotBox(width, height, { top: KEY, right: Math.max(...totals.map((total) => textWidth(total))) + 8, bottom: 0, left: above ? 1 : names + 10 });
  const x = widthScale(plot, [0, longest]);
  const top = (k: number): number => plot.y + k * pitch + (above ? FONT_SIZE + 4 : 0);

  const rows = bars.map((bar, k) => {
    const colour = keyColour(theme, bar.colour);
    const middle = top(k) + BAR / 2 + FONT_SIZE / 3;
    let from = 0;
    const pieces = parts.flatMap((_, part) => {
      const value = amountOf(bar.values[part]);
      if (value === 0) return [];
      const [left, right] = [x(from), x(from + value)];
      from += value;
      const fill = shade(theme, colour, part, parts.length);
      const content = significant(value);
      const number = textWidth(content) + 6 <= right - left
        ? [text((left + right) / 2, middle, content, { fill: contrast(ink, fill) >= contrast(paper, fill) ? ink : paper, anchor: 'middle', className: 'part' })]
        : [];
      return [mark('rect', { class: `bar ${bar.colour}`, x: left, y: top(k), width: Math.max(0.5, right - left - 1), height: BAR, fill }), ...number];
    });
    const weight = k === pointed ? 600 : undefined;
    const style = { fill: legible(theme, colour), className: 'direct-label', weight } as const;
    return group('row', [
      above ? text(1, top(k) - 4, shorten(bar.label, width), style) : text(plot.x - 8, middle, shorten(bar.label, names), { ...style, anchor: 'end' }),
      ...pieces,
      text(x(from) + 5, middle, totals[k], { fill: ink, weight, className: 'total' }),
    ]);
  });
  const boxes: Box[] = bars.map((_, k) => ({ x: 0, y: plot.y + k * pitch, width, height: pitch }));
  return {
    width, height, theme, boxes,
    geometry: { plot, window: [0, bars.length] },
    marks: [
      ...(pointed === null || !boxes[pointed] ? [] : [mark('rect', { class: 'pointed', ...boxes[pointed], y: boxes[pointed].y - 4, fill: grid, 'fill-opacity': 0.6 })]),
      keyMarks(parts, width, theme),
      ...(above ? [] : [line(plot.x - 0.5, plot.y, plot.x - 0.5, plot.y + bars.length * pitch - 6, axis)]),
      ...rows,
    ],
  };
}

/** Draws what a step's time is made of into `host`: one bar a neuron or a backend. */
export function drawStacked(host: HTMLElement, data: StackedData, options: StackedOptions): void {
  show(host, stackedDrawing(data, options));
}
