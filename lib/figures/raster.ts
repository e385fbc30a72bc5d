import { AXIS_HEIGHT } from './axes';
import { DIFF_CATEGORY, diffCategoryScale, spikeScale } from './colourScale';
import { show, type Box, type Drawing } from './figure';
import { FLAG_ROOM, flagAt } from './flag';
import { cellBox, heatmapDrawing, heatmapGeometry, type HeatmapOptions, type MatrixData } from './heatmap';
import type { Cell } from './hitTest';
import { group, line, mark, type Mark } from './marks';
import { palettes, type Theme } from './palette';
import { VEIL_ALPHA, type Span } from './pixels';

export interface RasterOptions extends Omit<HeatmapOptions, 'scale' | 'reduce' | 'gap'> {
  /** `spikes` (0 or 1, ink) or the categories of `diffCategories`. Default `spikes`. */
  readonly kind?: 'spikes' | 'difference';
  /** The first cell where the two sides differ: a small flag. */
  readonly divergence?: Cell | null;
  /** A strip above the raster with the number of spikes per step. */
  readonly density?: boolean;
}

/**
 * Two rasters `[T, N]` laid over each other: 0 none, 1 both, 2 only LIF, 3 only parallel.
 *
 * @throws RangeError when the two differ in length.
 */
export function diffCategories(parallelSpikes: ArrayLike<number>, lifSpikes: ArrayLike<number>): Uint8Array {
  if (parallelSpikes.length !== lifSpikes.length) {
    throw new RangeError(`The two rasters differ in size: ${parallelSpikes.length} and ${lifSpikes.length} cells.`);
  }
  const { none, both, onlyLif, onlyParallel } = DIFF_CATEGORY;
  return Uint8Array.from(parallelSpikes, (spike, k) => {
    if (lifSpikes[k]) return spike ? both : onlyLif;
    return spike ? onlyParallel : none;
  });
}

/** Non-zero cells per step in the shown rows, one number a step of the window. */
export function eventDensity({ values, channels }: MatrixData, [from, to]: Span, [first, end]: Span): number[] {
  return Array.from({ length: to - from }, (_, k) => {
    let events = 0;
    for (let n = first; n < end; n++) if (values[(from + k) * channels + n]) events++;
    return events;
  });
}

const STRIP_HEIGHT = 22;
const STRIP_GAP = 4;

/** The strip's outline, its share `revealed` at full strength; one column a step or, where steps are finer, a px. */
function densityMarks(density: readonly number[], box: Box, revealed: number, theme: Theme): Mark {
  const { ink, grid, paper } = palettes[theme];
  const columns = Math.min(density.length, box.width);
  const peaks = Array.from({ length: columns }, (_, c) => {
    const end = Math.max(Math.floor((c * density.length) / columns) + 1, Math.floor(((c + 1) * density.length) / columns));
    return Math.max(...density.slice(Math.floor((c * density.length) / columns), end));
  });
  const highest = Math.max(1, ...peaks);
  const base = box.y + box.height;
  const at = (c: number): string => (box.x + (c * box.width) / columns).toFixed(2);
  const outline = peaks.map((peak, c) => `V${(base - (peak / highest) * box.height).toFixed(2)}H${at(c + 1)}`).join('');
  return group('density', [
    mark('path', { d: `M${box.x},${base}${outline}V${base}Z`, fill: ink, 'fill-opacity': 0.35 }),
    ...(revealed < 1
      ? [mark('rect', { ...box, x: box.x + revealed * box.width, width: (1 - revealed) * box.width, fill: paper, 'fill-opacity': 1 - VEIL_ALPHA })]
      : []),
    line(box.x, base + 0.5, box.x + box.width, base + 0.5, grid),
  ]);
}

/** A spike raster before it touches a document. */
export function rasterDrawing(data: MatrixData, options: RasterOptions): Drawing {
  const { kind = 'spikes', theme, divergence, density = false, revealTo = Infinity } = options;
  const strip = density ? STRIP_HEIGHT + STRIP_GAP : 0;
  const matrix: HeatmapOptions = {
    ...options,
    margins: { top: Math.max(strip, divergence ? FLAG_ROOM : 0), bottom: options.xAxis ? AXIS_HEIGHT : 0, ...options.margins },
    scale: kind === 'spikes' ? spikeScale(theme) : diffCategoryScale(theme),
    reduce: 'max',
    gap: 1,
  };
  const drawing = heatmapDrawing(data, matrix);
  const geometry = heatmapGeometry(data, matrix);
  const { plot, window, rows } = geometry;
  const marks: Mark[] = [];
  if (density) {
    const box = { x: plot.x, y: plot.y - strip, width: plot.width, height: STRIP_HEIGHT };
    const revealed = Math.min(1, Math.max(0, (revealTo - window[0]) / (window[1] - window[0])));
    marks.push(densityMarks(eventDensity(data, window, rows), box, revealed, theme));
  }
  const inside = (value: number, [from, to]: Span): boolean => value >= from && value < to;
  if (divergence && divergence.step < revealTo && inside(divergence.step, window) && inside(divergence.neuron, rows)) {
    const cell = cellBox(geometry, divergence);
    marks.push(flagAt({ x: cell.x + cell.width / 2, y: cell.y + cell.height / 2 }, plot, theme, Math.max(3.5, cell.width / 2 + 1.5)));
  }
  return { ...drawing, marks: [...marks, ...drawing.marks] };
}

/**
 * Draws a spike raster, or the difference of two, into `host`. Cells of 4 px and more are dots with gaps.
 *
 * @throws RangeError when `values` does not hold `steps × channels` numbers.
 */
export function drawRaster(host: HTMLElement, data: MatrixData, options: RasterOptions): void {
  show(host, rasterDrawing(data, options));
}
