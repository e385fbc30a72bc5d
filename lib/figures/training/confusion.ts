import { count } from '../../numerics/words';
import { plotBox } from '../axes';
import { cssColour, contrast } from '../colour';
import { show, type Box, type Drawing, type PlotGeometry } from '../figure';
import { percent } from '../format';
import { cellBox, cursorMarks } from '../heatmap';
import { FONT_SIZE, group, mark, text, textWidth, type Mark } from '../marks';
import { keyColour, type ColourKey } from '../neuronColours';
import { palettes, type Theme } from '../palette';
import { paintMatrix } from '../pixels';
import { confusionCodes, confusionScale, tally, type ConfusionData, type Tally } from './confusionCounts';
import { emptyMarks, printable, shorten } from './fit';

/** A cell of a confusion matrix. */
export interface ConfusionCell {
  /** The true class. */
  readonly row: number;
  /** The answer. */
  readonly column: number;
}

export interface ConfusionOptions {
  readonly theme: Theme;
  readonly width: number;
  readonly height: number;
  /** Whose mistakes they are: their colour. Default the teal of all controls. */
  readonly colour?: ColourKey;
  readonly selected?: ConfusionCell | null;
  readonly pointed?: ConfusionCell | null;
  readonly devicePixelRatio?: number;
  /** What is said while nothing was counted. */
  readonly empty?: string;
}

const LABEL_ROOM = 96;
const RIGHT_ROOM = 58;

/** Cells of few classes are larger. */
const cellMost = (size: number): number => Math.max(34, Math.min(60, 240 / size));

/** Whole px a cell, so that all are equally wide; parts of px only where there are more classes than room. */
const sideOf = (room: number, size: number): number => (room >= 3 * size ? Math.floor(room / size) * size : room);

/** Pixels high at a width: the matrix is never wider than the figure. */
export function confusionHeight({ labels }: ConfusionData, width: number): number {
  const { left, below, above } = frame(labels, width);
  return above + below + sideOf(Math.min(cellMost(labels.length) * labels.length, Math.max(60, width - left - 2), 460), labels.length);
}

/** Room around the cells: the names of the classes, upright below where they are longer than a cell is wide. */
function frame(labels: readonly string[], width: number) {
  const longest = Math.min(LABEL_ROOM, width / 4, Math.max(8, ...labels.map((label) => textWidth(printable(label)))));
  const left = longest + 8;
  const widest = Math.min(cellMost(labels.length), (width - left) / Math.max(1, labels.length));
  const upright = longest > widest - 3;
  return { left, longest, upright, above: FONT_SIZE + 10, below: (upright ? longest : FONT_SIZE) + FONT_SIZE + 14 };
}

/** Names beside the rows and below the columns; where rows are narrower than a line, every second, fifth, … name. */
function classNames(labels: readonly string[], plot: Box, { longest, upright }: ReturnType<typeof frame>, theme: Theme): Mark {
  const { muted } = palettes[theme];
  const cell = plot.width / labels.length;
  const every = [1, 2, 5, 10, 20, 50].find((step) => step * cell >= FONT_SIZE + 1) ?? 100;
  const base = plot.y + plot.height;
  const marks = labels.flatMap((label, k) => {
    if (k % every) return [];
    const name = shorten(label, longest);
    const middle = (k + 0.5) * cell;
    const style = { fill: muted, className: 'tick' } as const;
    return [
      text(plot.x - 6, plot.y + middle + FONT_SIZE / 3, name, { ...style, anchor: 'end' }),
      upright
        ? text(plot.x + middle + FONT_SIZE / 3, base + 6, name, { ...style, anchor: 'end', rotate: -90 })
        : text(plot.x + middle, base + FONT_SIZE + 3, name, { ...style, anchor: 'middle' }),
    ];
  });
  return group('axis', marks);
}

/** Counts in their cells, with the share of the row below where there is room; nothing where no number fits. */
function cellNumbers(sums: Tally, geometry: Required<PlotGeometry>, colours: (row: number, column: number) => string, theme: Theme): Mark[] {
  const { counts, size, rows } = sums;
  const { ink, paper } = palettes[theme];
  const cell = geometry.plot.width / size;
  const longest = Math.max(1, ...Array.from(counts, (n) => (Number.isFinite(n) ? textWidth(count(n)) : 0)));
  if (longest + 4 > cell || cell < FONT_SIZE + 3) return [];
  const shares = cell >= 42;
  const marks: Mark[] = [];
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const n = counts[row * size + column];
      if (!(n > 0)) continue;
      const { x, y } = cellBox(geometry, { step: column, neuron: row });
      const ground = colours(row, column);
      const fill = contrast(ink, ground) >= contrast(paper, ground) ? ink : paper;
      const style = { fill, anchor: 'middle', className: 'cell' } as const;
      const middle = y + cell / 2 + FONT_SIZE / 3;
      marks.push(text(x + cell / 2, middle - (shares ? 7 : 0), count(n), style));
      if (shares) marks.push(text(x + cell / 2, middle + 8, percent(n / rows[row], 0), { ...style, className: 'cell share' }));
    }
  }
  return [group('cells', marks)];
}

/** How much of every class was answered right, beside its row. */
function rightMarks({ counts, size, rows }: Tally, plot: Box, theme: Theme): Mark {
  const { muted } = palettes[theme];
  const cell = plot.height / size;
  const x = plot.x + plot.width + RIGHT_ROOM - 4;
  const style = { fill: muted, anchor: 'end', className: 'right' } as const;
  const shares = cell < FONT_SIZE + 2 ? [] : rows.map((sum, row) => (sum > 0 ? text(x, plot.y + (row + 0.5) * cell + FONT_SIZE / 3, percent((counts[row * size + row] || 0) / sum), style) : null));
  return group('rights', [...(shares.length ? [text(x, FONT_SIZE, 'right', style)] : []), ...shares.filter((one) => one !== null)]);
}

/** A confusion matrix before it touches a document: rows are true classes from the top, columns answers from the left. */
export function confusionDrawing(data: ConfusionData, options: ConfusionOptions): Drawing {
  const { theme, width, height, colour = 'charge', selected, pointed, devicePixelRatio: ratio = 1, empty = 'Nothing was counted yet.' } = options;
  const { muted, grid } = palettes[theme];
  const size = data.labels.length;
  const sums = tally(data);
  if (size === 0 || sums.total === 0) return { width, height, theme, marks: emptyMarks({ x: 0, y: 0, width, height }, empty, theme) };

  const around = frame(data.labels, width);
  const room = plotBox(width, height, { top: around.above, right: 2, bottom: around.below, left: around.left });
  const whole = sideOf(Math.min(room.width, room.height), size);
  const plot: Box = { ...room, width: whole, height: whole };
  const geometry: Required<PlotGeometry> = { plot, window: [0, size], rows: [0, size], origin: 'top' };
  const scale = confusionScale(theme, keyColour(theme, colour));
  const codes = confusionCodes(sums);
  const pixels = Math.max(1, Math.round(whole * ratio));
  const outline = (cell: ConfusionCell | null | undefined) => (cell ? { step: cell.column, neuron: cell.row } : null);

  const marks: Mark[] = [
    text(0, FONT_SIZE, 'true class', { fill: muted, className: 'axis-label' }),
    text(Math.max(textWidth('answer'), plot.x + whole), plot.y + whole + around.below - 4, 'answer', { fill: muted, anchor: 'end', className: 'axis-label' }),
    classNames(data.labels, plot, around, theme),
    mark('rect', { class: 'frame', ...plot, fill: 'none', stroke: grid }),
    ...cellNumbers(sums, geometry, (row, column) => cssColour(scale.lut[codes[column * size + row]]), theme),
    ...(plot.x + whole + RIGHT_ROOM <= width ? [rightMarks(sums, plot, theme)] : []),
    ...cursorMarks(geometry, null, null, theme, outline(pointed)),
    ...cursorMarks(geometry, null, outline(selected), theme),
  ];
  return {
    width, height, theme, geometry, marks,
    layer: {
      box: plot,
      columns: pixels,
      rows: pixels,
      key: [data.counts, size, pixels, scale.id],
      paint: () => paintMatrix({ values: codes, steps: size, channels: size, window: [0, size], rows: [0, size], columnsPx: pixels, rowsPx: pixels, scale, reduce: 'max', origin: 'top', gapPx: Math.round(ratio) }),
      veilFrom: pixels,
      paper: scale.paper,
    },
  };
}

/** Draws a confusion matrix into `host`: what is right in quiet grey, mistakes in colour. */
export function drawConfusion(host: HTMLElement, data: ConfusionData, options: ConfusionOptions): void {
  show(host, confusionDrawing(data, options));
}
