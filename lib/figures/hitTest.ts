import { drawingOf, type PlotGeometry } from './figure';

/** One cell of a matrix. */
export interface Cell {
  readonly step: number;
  readonly neuron: number;
}

/** The step under x (px from the figure's left edge), or null outside the plot. */
export function stepAt({ plot, window: [from, to] }: PlotGeometry, x: number): number | null {
  const share = (x - plot.x) / plot.width;
  return share >= 0 && share < 1 ? from + Math.floor(share * (to - from)) : null;
}

/** The cell under (x, y) (px from the figure's top left corner), or null outside the plot or without rows. */
export function cellAt(geometry: PlotGeometry, x: number, y: number): Cell | null {
  const { plot, rows, origin = 'bottom' } = geometry;
  const step = stepAt(geometry, x);
  const fromTop = (y - plot.y) / plot.height;
  if (step === null || !rows || fromTop < 0 || fromTop >= 1) return null;
  const [first, end] = rows;
  const place = Math.floor(fromTop * (end - first));
  return { step, neuron: origin === 'top' ? first + place : end - 1 - place };
}

/** A client position in the figure's own px, whatever size the page gives it. */
export function inFigure(host: HTMLElement, clientX: number, clientY: number) {
  const drawing = drawingOf(host);
  const svg = host.querySelector('svg');
  if (!drawing?.geometry || !svg) return null;
  const rect = svg.getBoundingClientRect();
  if (rect.width === 0 || rect.height === 0) return null;
  return {
    drawing,
    geometry: drawing.geometry,
    x: ((clientX - rect.left) * drawing.width) / rect.width,
    y: ((clientY - rect.top) * drawing.height) / rect.height,
  };
}

/** The cell of a drawn heatmap, raster or matrix under the pointer; for a matrix, `step` is the column and `neuron` the row. */
export function heatmapAt(host: HTMLElement, clientX: number, clientY: number): Cell | null {
  const found = inFigure(host, clientX, clientY);
  return found && cellAt(found.geometry, found.x, found.y);
}

/** The step (or neuron, in a cut across neurons) of a drawn trace under the pointer. */
export function traceAt(host: HTMLElement, clientX: number, clientY: number): number | null {
  const found = inFigure(host, clientX, clientY);
  return found && stepAt(found.geometry, found.x);
}
