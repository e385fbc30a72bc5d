/** A measure of every pair: a square of shades, the most alike and the most different pair framed. */
import { contrast, cssColour, mixOklab, packHex, packRgb, parseHex } from '../colour';
import { colourAt, type ColourScale } from '../colourScale';
import type { Box, Drawing, PlotGeometry } from '../figure';
import { fixed } from '../format';
import { cellBox } from '../heatmap';
import { FONT_SIZE, group, mark, text, textWidth, type Mark } from '../marks';
import { palettes, type Theme } from '../palette';
import { paintMatrix } from '../pixels';
import { emptyMarks, printable, shorten } from '../training/fit';
import { nameWidth } from './flow';
import { sourceInk } from './sourceColours';
import type { PairPoint, PairsSpec } from './types';

export interface PairsOptions {
  readonly theme: Theme;
  readonly width: number;
  readonly height: number;
  readonly ratio: number;
  readonly cursor: PairPoint | null;
  readonly selected: PairPoint | null;
}

/** Narrower cells carry no labels beside them. */
const LABELLED = FONT_SIZE + 1;
const LABEL_ROOM = 110;
const CELL = 64;
/** The whole square is never larger than a glance. */
const SQUARE = 560;
const LEGEND = 8 + FONT_SIZE + 5;
/** What the frames mean, below the strip. */
const FRAMES = 18;

/** Room around the cells, which are as large as width and height let them be. */
function frame(labels: readonly string[], width: number, height = Infinity) {
  const size = Math.max(1, labels.length);
  const longest = Math.min(LABEL_ROOM, width / 4, Math.max(8, ...labels.map((label) => nameWidth(printable(label)))));
  const labelled = (width - longest - 10) / size >= LABELLED;
  const left = labelled ? longest + 10 : 1;
  const above = FONT_SIZE + 10;
  const fit = (upright: boolean) => {
    const below = labelled ? (upright ? longest : FONT_SIZE) + 10 : 8;
    const cell = Math.max(1, Math.min(CELL, (width - left - 2) / size, SQUARE / size, (height - above - below - LEGEND - FRAMES - 6) / size));
    return { upright, below, cell };
  };
  const flat = fit(false);
  const { upright, below, cell } = labelled && longest > flat.cell - 6 ? fit(true) : flat;
  const side = cell >= 3 ? Math.floor(cell) * size : cell * size;
  return { longest, labelled, left, upright, side, above, below };
}

/** Pixels high at a width. */
export function pairsHeight({ labels }: PairsSpec, width: number): number {
  if (labels.length < 2) return 80;
  const { above, side, below } = frame(labels, width);
  return Math.ceil(above + side + below + LEGEND + FRAMES + 6);
}

export interface Extreme {
  readonly row: number;
  readonly column: number;
  readonly value: number;
}

/** The most alike and the most different of all pairs of two sources; null where no pair has a value. */
export function extremesOf({ labels, values, better }: PairsSpec): { readonly alike: Extreme; readonly different: Extreme } | null {
  const size = labels.length;
  let [lowest, highest]: [Extreme | null, Extreme | null] = [null, null];
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const value = values[row * size + column];
      if (row === column || !Number.isFinite(value)) continue;
      if (!lowest || value < lowest.value) lowest = { row, column, value };
      if (!highest || value > highest.value) highest = { row, column, value };
    }
  }
  if (!lowest || !highest) return null;
  return better === 'low' ? { alike: lowest, different: highest } : { alike: highest, different: lowest };
}

/**
 * Paper to teal. It runs from where two are equal to the most different pair there is: over all that the measure could be,
 * rasters of one network would have one shade.
 */
function pairsScale(spec: PairsSpec, theme: Theme): ColourScale {
  const { paper, ramps, invalid } = palettes[theme];
  const { range, better } = spec;
  const furthest = extremesOf(spec)?.different.value;
  let [lo, most] = [range[0], range[1] ?? range[0] + 1];
  if (furthest !== undefined && better === 'low' && furthest > lo) most = furthest;
  if (furthest !== undefined && better === 'high' && furthest < most) lo = furthest;
  const [from, to] = [parseHex(paper), parseHex(ramps.chargeHigh)];
  const lut = Uint32Array.from({ length: 256 }, (_, k) => packRgb(mixOklab(from, to, 0.04 + (0.96 * k) / 255)));
  return { kind: 'sequential', domain: [lo, (lo + most) / 2, most], lut, invalid: packHex(invalid), paper: packHex(paper), id: ['pairs', theme, lo, most].join(' ') };
}

/** The values in the order shown, column by column as pictures are painted; made once for each specification. */
const ordered = new WeakMap<PairsSpec, Float64Array>();
function inOrder(spec: PairsSpec): Float64Array {
  const known = ordered.get(spec);
  if (known) return known;
  const { order, values, labels } = spec;
  const [size, of] = [order.length, labels.length];
  const made = Float64Array.from({ length: size * size }, (_, k) => values[order[k % size] * of + order[Math.floor(k / size)]]);
  ordered.set(spec, made);
  return made;
}

function names({ labels, order }: PairsSpec, plot: Box, { longest, upright }: ReturnType<typeof frame>, theme: Theme): Mark {
  const cell = plot.width / order.length;
  const base = plot.y + plot.height;
  return group('axis', Array.from(order).flatMap((source, k) => {
    const middle = (k + 0.5) * cell;
    const style = { fill: sourceInk(theme, source), className: 'tick' } as const;
    const name = shorten(labels[source], longest);
    return [
      text(plot.x - 7, plot.y + middle + FONT_SIZE / 3, name, { ...style, anchor: 'end' }),
      upright
        ? text(plot.x + middle + FONT_SIZE / 3, base + 6, name, { ...style, anchor: 'end', rotate: -90 })
        : text(plot.x + middle, base + FONT_SIZE + 4, name, { ...style, anchor: 'middle' }),
    ];
  }));
}

function cellNumbers(spec: PairsSpec, geometry: Required<PlotGeometry>, scale: ColourScale, theme: Theme): Mark[] {
  const { order, digits = 2 } = spec;
  const { ink, paper } = palettes[theme];
  const size = order.length;
  const cell = geometry.plot.width / size;
  const values = inOrder(spec);
  const longest = values.reduce((most, value) => Math.max(most, textWidth(fixed(value, digits))), 0);
  if (longest + 6 > cell || cell < FONT_SIZE + 6) return [];
  return [group('cells', Array.from(values, (value, k) => {
    const { x, y } = cellBox(geometry, { step: Math.floor(k / size), neuron: k % size });
    const ground = cssColour(colourAt(scale, value));
    const fill = contrast(ink, ground) >= contrast(paper, ground) ? ink : paper;
    return text(x + cell / 2, y + cell / 2 + FONT_SIZE / 3, fixed(value, digits), { fill, anchor: 'middle', className: 'cell' });
  }))];
}

/** The frame of a cell, in ink on a line of paper: whole, dashed or thin. */
function framed({ plot }: PlotGeometry, size: number, row: number, column: number, style: { readonly width: number; readonly dash?: string; readonly className: string }, theme: Theme): Mark[] {
  const { ink, paper } = palettes[theme];
  const cell = plot.width / size;
  const inset = cell > 12 ? 1.5 : -1.5;
  const shape = { x: plot.x + column * cell + inset, y: plot.y + row * cell + inset, width: cell - 2 * inset - 1, height: cell - 2 * inset - 1, fill: 'none' };
  return [mark('rect', { ...shape, stroke: paper, 'stroke-width': style.width + 2 }), mark('rect', { class: style.className, ...shape, stroke: ink, 'stroke-width': style.width, 'stroke-dasharray': style.dash })];
}

/** Strip of shades with both ends, what they mean, and what the frames mean where there is room. */
function legend(spec: PairsSpec, scale: ColourScale, { x: left, y: top, width }: Pick<Box, 'x' | 'y' | 'width'>, frames: boolean, theme: Theme): Mark {
  const { muted, grid, ink } = palettes[theme];
  const { digits = 2, better } = spec;
  const [lo, , hi] = scale.domain;
  const [low, high] = better === 'low' ? ['alike', 'different'] : ['different', 'alike'];
  const long = Math.min(150, width);
  const steps = 24;
  const strip = Array.from({ length: steps }, (_, k) => mark('rect', { x: left + (k * long) / steps, y: top, width: long / steps + 0.2, height: 8, fill: cssColour(colourAt(scale, lo + ((k + 0.5) / steps) * (hi - lo))) }));
  const y = top + 8 + FONT_SIZE + 2;
  const ends = [`${fixed(lo, digits)} ${low}`, `${fixed(hi, digits)} ${high}`];
  const both = ends.reduce((sum, end) => sum + textWidth(end), 12);
  const stop = left + Math.max(long, Math.min(both, width));
  const marks: Mark[] = [
    group('gradient', strip),
    mark('rect', { x: left + 0.5, y: top + 0.5, width: long - 1, height: 7, fill: 'none', stroke: grid }),
    text(left, y, ends[0], { fill: muted, className: 'tick' }),
    text(stop, y, ends[1], { fill: muted, anchor: 'end', className: 'tick' }),
  ];
  let x = left;
  for (const [label, dash] of frames ? ([['most alike', undefined], ['most different', '3 2']] as const) : []) {
    if (x + 18 + textWidth(label) > left + width) break;
    marks.push(mark('rect', { x: x + 1, y: top + LEGEND + 3, width: 11, height: 11, fill: 'none', stroke: ink, 'stroke-width': 1.75, 'stroke-dasharray': dash }), text(x + 18, top + LEGEND + 13, label, { fill: muted, className: 'key' }));
    x += 17 + textWidth(label) + 16;
  }
  return group('legend', marks);
}

/** A matrix of pairs before it touches a document: rows and columns are sources, in the order given. */
export function pairsDrawing(spec: PairsSpec, options: PairsOptions): Drawing {
  const { theme, width, height, ratio, cursor, selected } = options;
  const { labels, order, values, name } = spec;
  const { muted } = palettes[theme];
  if (values.length !== labels.length ** 2) throw new RangeError(`Pairs of ${labels.length} sources are ${labels.length ** 2} values, not ${values.length}.`);
  if (labels.length < 2) return { width, height, theme, marks: emptyMarks({ x: 0, y: 0, width, height }, 'Two rasters make the first pair.', theme) };

  const around = frame(labels, width, height);
  const plot: Box = { x: Math.round(around.left), y: around.above, width: around.side, height: around.side };
  const size = order.length;
  const geometry: Required<PlotGeometry> = { plot, window: [0, size], rows: [0, size], origin: 'top' };
  const scale = pairsScale(spec, theme);
  const pixels = Math.max(1, Math.round(plot.width * ratio));
  const extremes = extremesOf(spec);
  const told = extremes !== null && extremes.alike.value !== extremes.different.value;
  const placeOf = (source: number): number => order.indexOf(source);
  const at = (row: number, column: number, style: Parameters<typeof framed>[4]): Mark[] => {
    const [down, across] = [placeOf(row), placeOf(column)];
    return down < 0 || across < 0 ? [] : framed(geometry, size, down, across, style, theme);
  };
  const marks: Mark[] = [
    text(0, FONT_SIZE, shorten(name, width), { fill: muted, className: 'axis-label' }),
    ...(around.labelled ? [names(spec, plot, around, theme)] : []),
    ...cellNumbers(spec, geometry, scale, theme),
    ...(extremes && told
      ? [...at(extremes.different.row, extremes.different.column, { width: 1.75, dash: '3 2', className: 'different' }), ...at(extremes.alike.row, extremes.alike.column, { width: 1.75, className: 'alike' })]
      : []),
    legend(spec, scale, { x: plot.x, y: plot.y + plot.height + around.below, width: width - plot.x - 2 }, told, theme),
    ...(selected ? [group('selected', at(...selected.pair, { width: 2.5, className: 'chosen' }))] : []),
    ...(cursor ? [group('cursor', at(...cursor.pair, { width: 1, className: 'pointed' }))] : []),
  ];
  return {
    width, height, theme, geometry, marks,
    layer: {
      box: plot, columns: pixels, rows: pixels, key: [inOrder(spec), pixels, scale.id], veilFrom: pixels, paper: scale.paper,
      paint: () => paintMatrix({ values: inOrder(spec), steps: size, channels: size, window: [0, size], rows: [0, size], columnsPx: pixels, rowsPx: pixels, scale, reduce: 'mean', origin: 'top', gapPx: Math.round(ratio) }),
    },
  };
}
