import { chargeScale, signedResetScale, type ColourScale } from '../colourScale';
import { show, type Box, type Drawing, type PixelLayer } from '../figure';
import { cursorMarks } from '../heatmap';
import { gradientLegendDrawing } from '../legend';
import { FONT_SIZE, text, textWidth, type Mark } from '../marks';
import { matrixDrawing } from '../matrixPicture';
import { palettes, type Theme } from '../palette';
import { composeLayers } from './compose';
import { evolutionFrames, largestOf, type EvolutionData } from './evolutionFrames';
import { emptyMarks, printable, shorten } from './fit';

export interface EvolutionOptions {
  readonly theme: Theme;
  readonly width: number;
  readonly height: number;
  /** What has changed since the first matrix, in place of the matrices. */
  readonly difference?: boolean;
  /** The row's output step and the column's input step under the cursor: framed in every matrix. */
  readonly cursor?: { readonly row: number; readonly column: number } | null;
  readonly devicePixelRatio?: number;
  readonly empty?: string;
}

const GAP = 14;
const TITLE = FONT_SIZE + 6;
const LEGEND = 34;
const LEGEND_WIDTH = 240;
/** No matrix is smaller than this where that can be helped, and none larger. */
const [LEAST, MOST] = [88, 168];

/** How many stand side by side, and how large. */
function grid(panels: number, width: number) {
  const columns = Math.max(1, Math.min(panels, Math.floor((width + GAP) / (LEAST + GAP))));
  const side = Math.floor(Math.min(MOST, (width - (columns - 1) * GAP - 2) / columns));
  return { columns, side, rows: Math.ceil(panels / columns) };
}

/** Pixels high at a width. */
export function evolutionHeight(data: EvolutionData, width: number, difference = false): number {
  const { rows, side } = grid(Math.max(1, evolutionFrames(data, difference).length), width);
  return rows * (TITLE + side + 4) + (rows - 1) * 8 + LEGEND + 6 + (beside(noteOf(data, difference), width) ? 0 : FONT_SIZE + 4);
}

const noteOf = ({ size, frames }: EvolutionData, difference: boolean): string =>
  difference && frames[0] ? `change since ${printable(frames[0].label)}, T = ${size}` : `input step right, output step down, T = ${size}`;

/** Whether the note has room beside the legend. */
const beside = (note: string, width: number): boolean => Math.min(width - 2, LEGEND_WIDTH) + 24 + textWidth(note) <= width;

/** One scale for all matrices, so that they compare; symmetric about zero. */
export function evolutionScale(data: EvolutionData, theme: Theme, difference = false): ColourScale {
  const largest = largestOf(evolutionFrames(data, difference));
  return data.colours === 'reset' ? signedResetScale(largest, theme) : chargeScale(largest, theme);
}

/** A matrix through the epochs before it touches a document. */
export function evolutionDrawing(data: EvolutionData, options: EvolutionOptions): Drawing {
  const { theme, width, height, difference = false, cursor = null, devicePixelRatio: ratio = 1 } = options;
  const { muted, ink } = palettes[theme];
  const frames = evolutionFrames(data, difference);
  if (frames.length === 0 || data.size < 1) {
    const why = options.empty ?? (difference ? 'Nothing has changed yet: only the first matrix is known.' : 'There is no matrix yet.');
    return { width, height, theme, marks: emptyMarks({ x: 0, y: 0, width, height }, why, theme) };
  }
  const scale = evolutionScale(data, theme, difference);
  const { columns, side } = grid(frames.length, width);
  const boxes: Box[] = [];
  const layers: PixelLayer[] = [];
  const marks: Mark[] = [];
  frames.forEach(({ values }, k) => {
    const { label } = data.frames[difference ? k + 1 : k];
    const [x, y] = [1 + (k % columns) * (side + GAP), TITLE + Math.floor(k / columns) * (TITLE + side + 12)];
    const panel = matrixDrawing({ values, size: data.size }, { theme, scale, width, height, devicePixelRatio: ratio, margins: { left: x, top: y, right: width - x - side, bottom: height - y - side } });
    const last = k === frames.length - 1;
    marks.push(text(x, y - 6, shorten(printable(label), side), { fill: last ? ink : muted, weight: last ? 600 : undefined, className: 'panel-label' }), ...panel.marks);
    if (panel.layer) layers.push(panel.layer);
    const at = { plot: { x, y, width: side, height: side }, window: [0, data.size], rows: [0, data.size], origin: 'top' } as const;
    if (cursor) marks.push(...cursorMarks(at, null, null, theme, { step: cursor.column, neuron: cursor.row }));
    boxes.push(at.plot);
  });

  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  const legendWidth = Math.min(width - 2, LEGEND_WIDTH);
  const [, , hi] = scale.domain;
  const legend = gradientLegendDrawing(scale, { theme, width: legendWidth, places: hi < 0.1 ? 3 : 2 });
  marks.push({ tag: 'g', attributes: { class: 'legend', transform: `translate(1 ${bottom + 12})` }, children: legend.marks });
  const note = noteOf(data, difference);
  const style = { fill: muted, className: 'axis-label' } as const;
  marks.push(beside(note, width) ? text(width, bottom + 22, note, { ...style, anchor: 'end' }) : text(1, bottom + LEGEND + FONT_SIZE + 6, shorten(note, width - 1), style));

  const around: Box = { x: 0, y: 0, width, height: bottom + 1 };
  return { width, height, theme, marks, boxes, layer: composeLayers(layers, around, ratio, scale.paper), geometry: { plot: around, window: [0, frames.length] } };
}

/** Draws how a matrix was learned into `host`: small pictures on one scale. */
export function drawEvolution(host: HTMLElement, data: EvolutionData, options: EvolutionOptions): void {
  show(host, evolutionDrawing(data, options));
}
