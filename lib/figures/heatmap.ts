import { AXIS_HEIGHT, AXIS_WIDTH, plotBox, rowAxis, stepAxis, stepX, type Margins } from './axes';
import type { ColourScale } from './colourScale';
import { show, type Box, type Drawing, type PixelLayer, type PlotGeometry } from './figure';
import type { Cell } from './hitTest';
import { group, line, mark, type Mark } from './marks';
import { palettes, type Theme } from './palette';
import { clampSpan, firstVeiledColumn, paintMatrix, type Reduce, type Span, type Values } from './pixels';

export interface MatrixData {
  /** `[T, N]`, time-major: `values[t * channels + n]`. Treated as immutable: new numbers, new array. */
  readonly values: Values;
  readonly steps: number;
  readonly channels: number;
}

export interface HeatmapOptions {
  readonly theme: Theme;
  readonly scale: ColourScale;
  /** CSS px of the whole figure. */
  readonly width: number;
  readonly height: number;
  /** Steps and neurons shown, half-open; all by default. */
  readonly window?: Span;
  readonly rows?: Span;
  /** Default `mean`. */
  readonly reduce?: Reduce;
  /** Steps from here on are not computed yet and drawn faded. */
  readonly revealTo?: number;
  /** The cell under the shared cursor: two hairlines. */
  readonly cursor?: Cell | null;
  /** The cell that a click pinned: an outline. */
  readonly pinned?: Cell | null;
  /** The cell that is spoken of while nothing is pointed at or pinned: a quiet outline. */
  readonly spoken?: Cell | null;
  readonly xAxis?: boolean;
  readonly yAxis?: boolean;
  readonly xLabel?: string;
  readonly yLabel?: string;
  readonly devicePixelRatio?: number;
  readonly margins?: Partial<Margins>;
  /** Gap between cells that are at least 4 px wide and high, in CSS px. */
  readonly gap?: number;
}

/** Where the cells of a heatmap lie. Neuron 0 is at the bottom, time goes to the right. */
export function heatmapGeometry(data: MatrixData, options: HeatmapOptions): Required<PlotGeometry> {
  const { width, height, xAxis = false, yAxis = false, margins } = options;
  const plot = plotBox(width, height, {
    top: 0,
    right: 0,
    bottom: xAxis ? AXIS_HEIGHT : 0,
    left: yAxis ? AXIS_WIDTH : 0,
    ...margins,
  });
  return {
    plot,
    window: clampSpan(options.window, data.steps),
    rows: clampSpan(options.rows, data.channels),
    origin: 'bottom',
  };
}

/** The box of one cell in px. */
export function cellBox({ plot, window, rows, origin }: Required<PlotGeometry>, { step, neuron }: Cell): Box {
  const width = plot.width / (window[1] - window[0]);
  const height = plot.height / (rows[1] - rows[0]);
  const fromTop = origin === 'top' ? neuron - rows[0] : rows[1] - 1 - neuron;
  return { x: plot.x + (step - window[0]) * width, y: plot.y + fromTop * height, width, height };
}

const shows = ({ window, rows }: Required<PlotGeometry>, { step, neuron }: Cell): boolean =>
  step >= window[0] && step < window[1] && neuron >= rows[0] && neuron < rows[1];

/** Cursor hairlines through a cell and the outline of a pinned cell, or of the one that is spoken of. */
export function cursorMarks(
  geometry: Required<PlotGeometry>,
  cursor: Cell | null | undefined,
  pinned: Cell | null | undefined,
  theme: Theme,
  spoken?: Cell | null,
): Mark[] {
  const { plot, window } = geometry;
  const { ink, paper } = palettes[theme];
  const marks: Mark[] = [];
  if (cursor && shows(geometry, cursor)) {
    const x = stepX(plot, window, cursor.step);
    const { y: top, height } = cellBox(geometry, cursor);
    const y = top + height / 2;
    // A paper-coloured line beneath keeps the hairline visible on dark cells.
    for (const [stroke, width] of [[paper, 3], [ink, 1]] as const) {
      const style = { 'stroke-width': width, 'stroke-opacity': stroke === paper ? 0.6 : 0.75 };
      marks.push(line(x, plot.y, x, plot.y + plot.height, stroke, style));
      marks.push(line(plot.x, y, plot.x + plot.width, y, stroke, style));
    }
  }
  const outlined = pinned ?? spoken;
  if (outlined && shows(geometry, outlined)) {
    const { x, y, width, height } = cellBox(geometry, outlined);
    // Cells can be smaller than a px; the outline stays large enough to be found.
    const grow = Math.max(1.5, (7 - Math.min(width, height)) / 2);
    const outline = { x: x - grow, y: y - grow, width: width + 2 * grow, height: height + 2 * grow, fill: 'none', rx: 1 };
    const quiet = pinned ? {} : { 'stroke-opacity': 0.7 };
    marks.push(mark('rect', { ...outline, stroke: paper, 'stroke-width': pinned ? 4 : 3, ...quiet }));
    marks.push(mark('rect', { ...outline, stroke: ink, 'stroke-width': pinned ? 1.75 : 1, ...quiet }));
  }
  return marks.length ? [group('cursor', marks)] : [];
}

function heatmapLayer(data: MatrixData, options: HeatmapOptions, geometry: Required<PlotGeometry>): PixelLayer {
  const { values, steps, channels } = data;
  const { scale, reduce = 'mean', devicePixelRatio: ratio = 1, revealTo, gap = 0 } = options;
  const { plot, window, rows } = geometry;
  const columnsPx = Math.max(1, Math.round(plot.width * ratio));
  const rowsPx = Math.max(1, Math.round(plot.height * ratio));
  const gapPx = Math.round(gap * ratio);
  return {
    box: plot,
    columns: columnsPx,
    rows: rowsPx,
    key: [values, steps, channels, ...window, ...rows, columnsPx, rowsPx, scale.id, reduce, gapPx],
    paint: () => paintMatrix({ values, steps, channels, window, rows, columnsPx, rowsPx, scale, reduce, gapPx }),
    veilFrom: firstVeiledColumn(window, columnsPx, revealTo),
    paper: scale.paper,
  };
}

/** A heatmap before it touches a document. */
export function heatmapDrawing(data: MatrixData, options: HeatmapOptions): Drawing {
  const { width, height, theme, xAxis, yAxis, xLabel = 'time step', yLabel = 'neuron', cursor, pinned, spoken } = options;
  const geometry = heatmapGeometry(data, options);
  const { plot, window, rows, origin } = geometry;
  return {
    width,
    height,
    theme,
    geometry,
    layer: heatmapLayer(data, options, geometry),
    marks: [
      ...(xAxis ? [stepAxis(plot, window, xLabel, theme, width)] : []),
      ...(yAxis ? [rowAxis(plot, rows, yLabel, theme, origin)] : []),
      ...cursorMarks(geometry, cursor, pinned, theme, spoken),
    ],
  };
}

/**
 * Draws a time-major matrix into `host`: canvas for the cells, SVG for axes, cursor and selection.
 * Calling it again updates; the data are read again only when data, scale, size, window or rows changed.
 *
 * @throws RangeError when `values` does not hold `steps × channels` numbers.
 */
export function drawHeatmap(host: HTMLElement, data: MatrixData, options: HeatmapOptions): void {
  show(host, heatmapDrawing(data, options));
}
