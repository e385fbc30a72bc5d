import { applyMarks, type Mark } from './marks';
import { FONT_STACK, type Theme } from './palette';
import { veil, type Span } from './pixels';

/** A rectangle in CSS px, from the figure's top left corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A picture under the vector layer. */
export interface PixelLayer {
  readonly box: Box;
  /** Device pixels. */
  readonly columns: number;
  readonly rows: number;
  /** What the picture depends on; while all parts are the same, `paint` is not called again. */
  readonly key: readonly unknown[];
  /** `columns × rows` packed RGBA, row by row. */
  readonly paint: () => Uint32Array;
  /** Columns from here on are faded towards `paper`; changing it does not repaint the data. */
  readonly veilFrom: number;
  readonly paper: number;
}

/** Where data lie in a figure, for hit tests. */
export interface PlotGeometry {
  readonly plot: Box;
  /** Steps (or neurons, in a cut across them) from left to right. */
  readonly window: Span;
  /** Rows of cells, if the figure has any. */
  readonly rows?: Span;
  readonly origin?: 'bottom' | 'top';
}

/** Everything a figure consists of, before it touches a document. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly theme: Theme;
  readonly layer?: PixelLayer;
  readonly marks: readonly Mark[];
  readonly geometry?: PlotGeometry;
  /** Places that are no grid: pictures, bars, ridges. */
  readonly boxes?: readonly Box[];
}

interface Shown {
  drawing: Drawing;
  svg: SVGSVGElement;
  canvas: HTMLCanvasElement | null;
  /** The picture without its veil, kept so that a running transport does not reduce the data again. */
  base: Uint32Array | null;
  image: ImageData | null;
}

const figures = new WeakMap<HTMLElement, Shown>();

/** The drawing that `host` shows now, if a figure was drawn into it. */
export const drawingOf = (host: HTMLElement): Drawing | undefined => figures.get(host)?.drawing;

const sameKey = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.length === other.length && one.every((part, place) => Object.is(part, other[place]));

/** The 2D context, or null where the document cannot paint at all. */
function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D | null {
  const view = canvas.ownerDocument.defaultView;
  return view && 'CanvasRenderingContext2D' in view ? canvas.getContext('2d') : null;
}

/** The layer's pixels, veiled; `base` saves the reduction where the caller has it already. */
export function layerPixels(layer: PixelLayer, base = layer.paint()): Uint32Array {
  if (layer.veilFrom >= layer.columns) return base;
  const pixels = base.slice();
  veil(pixels, layer.columns, layer.veilFrom, layer.paper);
  return pixels;
}

function showLayer(shown: Shown, layer: PixelLayer, previous: PixelLayer | undefined): void {
  const { canvas } = shown;
  if (!canvas) return;
  const { box, columns, rows } = layer;
  const style = { left: `${box.x}px`, top: `${box.y}px`, width: `${box.width}px`, height: `${box.height}px` };
  Object.assign(canvas.style, { position: 'absolute', imageRendering: 'pixelated', ...style });
  const sameData = previous !== undefined && sameKey(previous.key, layer.key);
  if (sameData && previous.veilFrom === layer.veilFrom) return;
  const context = contextOf(canvas);
  if (!context || columns < 1 || rows < 1) return;
  if (!sameData || !shown.base) shown.base = layer.paint();
  // Setting the size clears a canvas, so it is set only when it differs.
  if (canvas.width !== columns) canvas.width = columns;
  if (canvas.height !== rows) canvas.height = rows;
  // One for all frames of a size: a new one each frame would be megabytes to clear away.
  if (shown.image?.width !== columns || shown.image.height !== rows) shown.image = context.createImageData(columns, rows);
  new Uint32Array(shown.image.data.buffer).set(layerPixels(layer, shown.base));
  context.putImageData(shown.image, 0, 0);
}

function install(host: HTMLElement, drawing: Drawing): Shown {
  const document = host.ownerDocument;
  host.replaceChildren();
  if (!host.style.position) host.style.position = 'relative';
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('class', 'figure-marks');
  // The component around the drawing names it; read out mark by mark it would be noise.
  svg.setAttribute('aria-hidden', 'true');
  Object.assign(svg.style, { position: 'relative', display: 'block', overflow: 'visible', fontVariantNumeric: 'tabular-nums' });
  svg.style.setProperty('font-family', `var(--font-sans, ${FONT_STACK})`);
  host.append(svg);
  return { drawing, svg, canvas: null, base: null, image: null };
}

function setSize(svg: SVGSVGElement, width: number, height: number): void {
  if (svg.getAttribute('width') === String(width) && svg.getAttribute('height') === String(height)) return;
  svg.setAttribute('width', String(width));
  svg.setAttribute('height', String(height));
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
}

/** Shows a drawing in `host`: the first call builds canvas and SVG, later ones change only what differs. */
export function show(host: HTMLElement, drawing: Drawing): void {
  const known = figures.get(host);
  // A host that somebody emptied is a new host.
  const shown = known?.svg.parentNode === host ? known : install(host, drawing);
  const previous = shown === known ? known.drawing.layer : undefined;
  shown.drawing = drawing;
  figures.set(host, shown);

  if (drawing.layer && !shown.canvas) {
    shown.canvas = host.ownerDocument.createElement('canvas');
    shown.canvas.setAttribute('class', 'figure-pixels');
    shown.canvas.setAttribute('aria-hidden', 'true');
    host.prepend(shown.canvas);
  } else if (!drawing.layer && shown.canvas) {
    shown.canvas.remove();
    shown.canvas = null;
    shown.base = null;
    shown.image = null;
  }
  if (drawing.layer) showLayer(shown, drawing.layer, previous);
  setSize(shown.svg, drawing.width, drawing.height);
  applyMarks(shown.svg, drawing.marks);
}
