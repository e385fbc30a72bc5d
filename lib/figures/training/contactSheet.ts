import { spikeScale, type ColourScale } from '../colourScale';
import { show, type Box, type Drawing, type PixelLayer } from '../figure';
import { FONT_SIZE, mark, text, type Mark } from '../marks';
import { keyColour, type ColourKey } from '../neuronColours';
import { palettes, type Theme } from '../palette';
import { paintMatrix, transposePixels } from '../pixels';
import { composeLayers } from './compose';
import { sheetLayout, type SheetData, type SheetPicture } from './contactLayout';
import { emptyMarks, shorten } from './fit';

export interface SheetOptions {
  readonly theme: Theme;
  readonly width: number;
  readonly height: number;
  /** Side of a picture, px. Default 56. */
  readonly thumb?: number;
  /** Whose mistakes are framed. Default the teal of all controls. */
  readonly colour?: ColourKey;
  /** Places in `pictures`. */
  readonly selected?: number | null;
  readonly pointed?: number | null;
  readonly devicePixelRatio?: number;
  readonly empty?: string;
}

export const THUMB = 56;

/** Pixels high at a width. */
export const sheetHeight = (data: SheetData, width: number, thumb = THUMB): number => Math.ceil(sheetLayout(data, width, thumb).height);

/** Paper to ink over the picture's own range: bytes to 255, numbers to their largest. */
function greyScale({ values }: SheetPicture, theme: Theme): ColourScale {
  let hi = values instanceof Uint8Array ? 255 : 0;
  if (!(values instanceof Uint8Array)) for (const value of values) if (Number.isFinite(value) && value > hi) hi = value;
  return { ...spikeScale(theme), kind: 'sequential', domain: [0, hi / 2, hi || 1], id: `grey ${theme} ${hi}` };
}

/** The picture as large as fits into its box, its own proportions kept. */
function fitted({ rows, columns }: SheetPicture, box: Box): Box {
  const scale = Math.min(box.width / columns, box.height / rows);
  const [width, height] = [columns * scale, rows * scale];
  return { x: Math.round(box.x + (box.width - width) / 2), y: Math.round(box.y + (box.height - height) / 2), width, height };
}

function pictureLayer(picture: SheetPicture, box: Box, ratio: number, theme: Theme): PixelLayer {
  const { values, rows, columns } = picture;
  const scale = greyScale(picture, theme);
  const columnsPx = Math.max(1, Math.round(box.width * ratio));
  const rowsPx = Math.max(1, Math.round(box.height * ratio));
  return {
    box, columns: columnsPx, rows: rowsPx,
    key: [values, rows, columns, scale.id],
    // The painter runs along rows of memory; here these are rows of the picture, so the picture is turned.
    paint: () => transposePixels(paintMatrix({ values, steps: rows, channels: columns, window: [0, rows], rows: [0, columns], columnsPx: rowsPx, rowsPx: columnsPx, scale, reduce: 'mean', origin: 'top' }), rowsPx, columnsPx),
    veilFrom: columnsPx,
    paper: scale.paper,
  };
}

/** A sheet of small pictures before it touches a document. */
export function contactSheetDrawing(data: SheetData, options: SheetOptions): Drawing {
  const { theme, width, height, thumb = THUMB, colour = 'charge', selected = null, pointed = null, devicePixelRatio: ratio = 1, empty = 'There is no picture to show.' } = options;
  const { ink, muted, grid, paper } = palettes[theme];
  const layout = sheetLayout(data, width, thumb);
  if (layout.boxes.length === 0) return { width, height, theme, marks: emptyMarks({ x: 0, y: 0, width, height }, empty, theme) };
  const accent = keyColour(theme, colour);

  const layers: PixelLayer[] = [];
  const boxes: Box[] = [];
  const marks: Mark[] = layout.groups.map(({ label, y }) => text(0, y + FONT_SIZE, shorten(label, layout.labelRoom - 12), { fill: ink, weight: 600, className: 'group-label' }));
  layout.order.forEach((place, k) => {
    const picture = data.pictures[place];
    const box = layout.boxes[k];
    boxes[place] = box;
    if (picture.rows > 0 && picture.columns > 0 && picture.values.length === picture.rows * picture.columns) layers.push(pictureLayer(picture, fitted(picture, box), ratio, theme));
    const frame = { x: box.x - 0.5, y: box.y - 0.5, width: box.width + 1, height: box.height + 1, fill: 'none' };
    marks.push(mark('rect', picture.wrong ? { ...frame, class: 'wrong', stroke: accent, 'stroke-width': 1.5 } : { ...frame, class: 'frame', stroke: grid }));
    if (place === selected || place === pointed) {
      const outline = { x: box.x - 3, y: box.y - 3, width: box.width + 6, height: box.height + 6, fill: 'none', rx: 2 };
      marks.push(mark('rect', { ...outline, stroke: paper, 'stroke-width': 4 }), mark('rect', { class: place === selected ? 'selected' : 'pointed', ...outline, stroke: ink, 'stroke-width': place === selected ? 1.75 : 1 }));
    }
    if (picture.caption) marks.push(text(box.x, box.y + box.height + FONT_SIZE + 4, shorten(picture.caption, layout.cell), { fill: picture.wrong ? ink : muted, className: 'caption' }));
  });
  if (layout.left) marks.push(text(layout.labelRoom, layout.height - 3, `and ${layout.left} more`, { fill: muted, className: 'more' }));
  const around: Box = { x: 0, y: 0, width, height: Math.ceil(layout.height) };
  return { width, height, theme, marks, boxes, layer: composeLayers(layers, around, ratio, spikeScale(theme).paper), geometry: { plot: around, window: [0, data.pictures.length] } };
}

/** Draws small pictures, class by class, into `host`. */
export function drawContactSheet(host: HTMLElement, data: SheetData, options: SheetOptions): void {
  show(host, contactSheetDrawing(data, options));
}
