/** Spike rasters side by side: bands, laid over each other, row by row, or what they differ in. */
import { count, plural } from '../../numerics/words';
import { widthScale } from '../axes';
import type { Box, Drawing, PixelLayer } from '../figure';
import { packHex } from '../colour';
import { FONT_SIZE, group, line, mark, text, textWidth, type Mark } from '../marks';
import { palettes, type Theme } from '../palette';
import { acrossAxis } from '../training/curveScale';
import { emptyMarks, shorten } from '../training/fit';
import { flagAt } from '../flag';
import { flowMarks, nameWidth } from './flow';
import { timeLabel } from './numbers';
import { countRaster } from './count';
import { paintRaster } from './paint';
import type { RasterPicture } from './picture';
import { NOTE, rasterFrame, shownSources, type BandFrame, type RasterFrame } from './rasterFrame';
import { bandPaths, MOST_VECTORS } from './rasterVector';
import { sourceInk } from './sourceColours';
import type { AcrossPoint, RastersSpec } from './types';
import { rowCount, spikesInWindow } from './visible';

export interface RastersOptions {
  readonly theme: Theme;
  readonly width: number;
  readonly height: number;
  readonly ratio: number;
  readonly cursor: AcrossPoint | null;
  readonly selected: AcrossPoint | null;
  /** Small rasters as paths and not as pixels: for a file. */
  readonly vectors: boolean;
}

const pictures = new WeakMap<RastersSpec, { readonly key: string; readonly picture: RasterPicture; readonly most: number }>();

/** The picture of a specification at a size, counted once however often the cursor moves over it. */
function pictureOf(spec: RastersSpec, frame: RasterFrame, { theme, ratio }: RastersOptions) {
  const { plot, bands, rows } = frame;
  const key = [theme, ratio, plot.width, plot.height, bands.length].join(' ');
  const known = pictures.get(spec);
  if (known?.key === key) return known;
  const top = (y: number): number => Math.round((y - plot.y) * ratio);
  const picture: RasterPicture = {
    columns: Math.max(1, Math.round(plot.width * ratio)),
    rows: Math.max(1, Math.round(plot.height * ratio)),
    window: spec.window,
    order: spec.order,
    neurons: rows,
    bands: bands.map(({ box, lanes }) => ({ top: top(box.y), height: Math.max(1, top(box.y + box.height) - top(box.y)), lanes })),
    paper: palettes[theme].paper,
    ratio,
  };
  const made = { key, picture, most: countRaster(picture).most };
  pictures.set(spec, made);
  return made;
}

function layerOf(picture: RasterPicture, plot: Box, theme: Theme): PixelLayer {
  const { columns, rows } = picture;
  return { box: plot, columns, rows, key: [picture], paint: () => paintRaster(picture), veilFrom: columns, paper: packHex(palettes[theme].paper) };
}

/** Numbers of neurons beside their rows: every one that has room, or every second, fifth, tenth, …. */
function rowNumbers({ box }: BandFrame, order: Uint32Array | null, rows: number, theme: Theme): Mark {
  const each = box.height / rows;
  let every = 1;
  for (let k = 0; every * each < FONT_SIZE + 2; k++) every *= [2, 2.5, 2][k % 3];
  const marks: Mark[] = [];
  for (let row = 0; row < rows; row += every) {
    const y = Math.max(box.y + FONT_SIZE - 3, Math.min(box.y + box.height - 1, box.y + (row + 0.5) * each + FONT_SIZE / 3));
    marks.push(text(box.x - 7, y, shorten(String(order ? order[row] : row), box.x - 8), { fill: palettes[theme].muted, anchor: 'end', className: 'tick' }));
  }
  return group('axis axis-y', marks);
}

/** How many spikes a band shows, in words short enough for its label. */

function bandLabel({ box, sources }: BandFrame, shown: number, right: number, theme: Theme): Mark[] {
  const { muted } = palettes[theme];
  const [{ label, place }] = sources;
  const baseline = box.y - 6;
  const amount = plural(shown, 'spike');
  const name = shorten(label, right - box.x);
  const after = box.x + nameWidth(name) + 9;
  return [
    text(box.x, baseline, name, { fill: sourceInk(theme, place), className: 'direct-label', weight: 600 }),
    ...(after + textWidth(amount) <= right ? [text(after, baseline, amount, { fill: muted, className: 'band-count' })] : []),
  ];
}

/** The row of a neuron from the top; −1 where it is not shown. */
export const rowOfNeuron = (order: Uint32Array | null, rows: number, neuron: number): number => (order ? order.indexOf(neuron) : neuron < rows ? neuron : -1);

/** The row of a point: its own, or that of its neuron; −1 where it has none. */
const rowOf = ({ row, neuron }: AcrossPoint, order: Uint32Array | null, rows: number): number => (row !== undefined ? (row < rows ? row : -1) : neuron === undefined ? -1 : rowOfNeuron(order, rows, neuron));

/** Hairlines at px `at` and through a row, the row in every band. */
function hairlines({ plot, bands, rows }: RasterFrame, at: number, row: number, theme: Theme): Mark[] {
  const { ink, paper } = palettes[theme];
  const marks: Mark[] = [];
  for (const [stroke, width] of [[paper, 3], [ink, 1]] as const) {
    const style = { 'stroke-width': width, 'stroke-opacity': stroke === paper ? 0.6 : 0.75 };
    if (at >= plot.x && at <= plot.x + plot.width) marks.push(line(at, plot.y, at, plot.y + plot.height, stroke, style));
    if (row < 0) continue;
    for (const { box } of bands) {
      const y = box.y + ((row + 0.5) * box.height) / rows;
      marks.push(line(box.x, y, box.x + box.width, y, stroke, style));
    }
  }
  return [group('cursor', marks)];
}

/** A frame about the row of the chosen neuron, in every band, and its number. */
function rowFrames({ bands, rows }: RasterFrame, order: Uint32Array | null, row: number, theme: Theme): Mark[] {
  const { ink, paper } = palettes[theme];
  const marks = bands.flatMap(({ box }) => {
    const high = Math.max(7, box.height / rows + 2);
    const middle = box.y + ((row + 0.5) * box.height) / rows;
    const shape = { x: box.x - 1, y: middle - high / 2, width: box.width + 2, height: high, rx: 1, fill: 'none' };
    return [
      mark('rect', { ...shape, stroke: paper, 'stroke-width': 2.5 }),
      mark('rect', { ...shape, stroke: ink, 'stroke-width': 1.25 }),
      text(box.x - 7, middle + FONT_SIZE / 3, String(order ? order[row] : row), { fill: ink, anchor: 'end', weight: 600, halo: paper, className: 'tick' }),
    ];
  });
  return [group('selected', marks)];
}

/** Why a figure is empty; null where it is not. */
function emptiness(spec: RastersSpec, rows: number, shown: readonly number[]): string | null {
  if (spec.sources.length === 0) return 'There is no raster to show yet.';
  if (rows === 0) return 'No neuron is chosen.';
  if (shown.some((n) => n > 0)) return null;
  return shownSources(spec).every(({ raster }) => raster.times.length === 0) ? 'There are no spikes at all.' : 'There are no spikes in this window.';
}

/** Rasters before they touch a document. */
export function rastersDrawing(spec: RastersSpec, options: RastersOptions): Drawing {
  const { theme, width, height, cursor, selected, vectors } = options;
  const { muted, grid } = palettes[theme];
  const frame = rasterFrame(spec, options);
  const { plot, bands, keys, rows } = frame;
  const { order, window, unit, divergence } = spec;
  const x = widthScale(plot, window);
  // A step is pointed at in its middle.
  const middle = (time: number): number => x(time + (sources[0]?.raster.dt ?? 0) / 2);
  const right = plot.x + plot.width;
  const sources = shownSources(spec);
  const shown = sources.map(({ raster }) => spikesInWindow(raster, order, window));
  const empty = emptiness(spec, rows, shown);

  const asPaths = vectors && shown.reduce((sum, n) => sum + n, 0) <= MOST_VECTORS;
  const pixels = empty || asPaths ? null : pictureOf(spec, frame, options);
  const note = pixels && pixels.most > 1 ? `up to ${count(pixels.most)} spikes a pixel` : '';

  const marks: Mark[] = bands.flatMap(({ box }) => [
    line(box.x - 0.5, box.y, box.x - 0.5, box.y + box.height, grid),
    line(box.x, box.y + box.height + 0.5, right, box.y + box.height + 0.5, grid),
  ]);
  marks.push(acrossAxis(plot, x, window, { label: timeLabel(unit), theme, width, whole: unit === 'step', last: null, cursor: cursor?.time ?? null }));
  if (rows > 0) marks.push(...bands.map((band) => rowNumbers(band, order, rows, theme)));
  marks.push(text(plot.x - 7, plot.y - 6, 'neuron', { fill: muted, anchor: 'end', className: 'axis-label' }));

  if (spec.layout === 'stack' && sources.length) {
    const noteRoom = right - textWidth(NOTE) - 12;
    bands.forEach((band, k) => marks.push(...bandLabel(band, shown[k], k === 0 && note ? Math.max(band.box.x + 90, noteRoom) : right, theme)));
    if (note && noteRoom > plot.x + 90) marks.push(text(right, plot.y - 6, note, { fill: muted, anchor: 'end', className: 'note' }));
  } else if (sources.length) marks.push(flowMarks([...keys, ...(note ? [{ label: note, sample: null, colour: muted } as const] : [])], plot.x, 0, plot.width, theme));

  if (empty) marks.push(...emptyMarks(plot, empty, theme));
  if (asPaths && !empty) marks.push(...bands.flatMap((band) => bandPaths(band, spec, rowCount(order, rows), theme)));
  if (divergence && !empty && divergence.time >= window[0] && divergence.time <= window[1]) {
    const row = rowOfNeuron(order, rows, divergence.neuron);
    // A stack has a band for each source: the flag stands where it belongs.
    const parting = bands.filter((band) => bands.length > 1 && band.sources.some(({ id }) => divergence.of?.includes(id)));
    for (const { box } of parting.length > 0 ? parting : bands.slice(0, 1)) {
      if (row >= 0) marks.push(flagAt({ x: middle(divergence.time), y: box.y + ((row + 0.5) * box.height) / rows }, box, theme, 4.5, 9));
    }
  }
  const chosen = selected ? rowOf(selected, order, rows) : -1;
  if (chosen >= 0) marks.push(...rowFrames(frame, order, chosen, theme));
  if (cursor) marks.push(...hairlines(frame, middle(cursor.time), rowOf(cursor, order, rows), theme));
  return {
    width, height, theme, marks,
    geometry: { plot, window, rows: [0, Math.max(1, rows)], origin: 'top' },
    boxes: bands.map(({ box }) => box),
    ...(pixels && { layer: layerOf(pixels.picture, plot, theme) }),
  };
}
