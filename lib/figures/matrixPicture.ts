import { AXIS_HEIGHT, AXIS_WIDTH, plotBox, rowAxis, stepAxis, type Margins } from './axes';
import type { ColourScale } from './colourScale';
import { show, type Box, type Drawing, type PlotGeometry } from './figure';
import { cellBox } from './heatmap';
import { group, mark, type Mark } from './marks';
import { palettes, type Theme } from './palette';
import { paintMatrix, transposePixels } from './pixels';

export interface SquareMatrix {
  /** `[T, T]`, row by row: `values[output * size + input]`. Treated as immutable. */
  readonly values: Float64Array | Float32Array;
  readonly size: number;
}

export interface MatrixOptions {
  readonly theme: Theme;
  readonly scale: ColourScale;
  readonly width: number;
  readonly height: number;
  /** Output time whose row is framed: what makes this step. */
  readonly row?: number | null;
  /** Input time whose column is framed: what this step reaches. */
  readonly column?: number | null;
  readonly axes?: boolean;
  readonly devicePixelRatio?: number;
  readonly margins?: Partial<Margins>;
}

function bandMark(band: Box, theme: Theme): Mark[] {
  const { ink, paper } = palettes[theme];
  // Bands can be thinner than a px; the frame stays visible.
  const growX = Math.max(0.5, (3 - band.width) / 2);
  const growY = Math.max(0.5, (3 - band.height) / 2);
  const frame = {
    x: band.x - growX,
    y: band.y - growY,
    width: band.width + 2 * growX,
    height: band.height + 2 * growY,
    fill: 'none',
  };
  return [
    mark('rect', { ...frame, stroke: paper, 'stroke-width': 3, 'stroke-opacity': 0.7 }),
    mark('rect', { ...frame, stroke: ink, 'stroke-width': 1 }),
  ];
}

/** A temporal matrix before it touches a document: rows are output times from the top, columns input times from the left. */
export function matrixDrawing(data: SquareMatrix, options: MatrixOptions): Drawing {
  const { values, size } = data;
  const { theme, scale, width, height, row, column, axes = false, devicePixelRatio: ratio = 1, margins } = options;
  const room = plotBox(width, height, {
    // Half the frame's line lies outside the cells.
    top: 1,
    right: 1,
    bottom: axes ? AXIS_HEIGHT : 1,
    left: axes ? AXIS_WIDTH : 1,
    ...margins,
  });
  const side = Math.min(room.width, room.height);
  const plot: Box = { ...room, width: side, height: side };
  const geometry: Required<PlotGeometry> = { plot, window: [0, size], rows: [0, size], origin: 'top' };
  const pixels = Math.max(1, Math.round(side * ratio));

  const valid = (k: number | null | undefined): k is number => k !== null && k !== undefined && k >= 0 && k < size;
  const bands: Mark[] = [];
  if (valid(row)) {
    const { y, height: thickness } = cellBox(geometry, { step: 0, neuron: row });
    bands.push(...bandMark({ x: plot.x, y, width: side, height: thickness }, theme));
  }
  if (valid(column)) {
    const { x, width: thickness } = cellBox(geometry, { step: column, neuron: 0 });
    bands.push(...bandMark({ x, y: plot.y, width: thickness, height: side }, theme));
  }

  return {
    width,
    height,
    theme,
    geometry,
    layer: {
      box: plot,
      columns: pixels,
      rows: pixels,
      key: [values, size, pixels, scale.id],
      // The painter runs along rows of memory; here these are rows of the picture, so the picture is turned.
      paint: () =>
        transposePixels(
          paintMatrix({
            values,
            steps: size,
            channels: size,
            window: [0, size],
            rows: [0, size],
            columnsPx: pixels,
            rowsPx: pixels,
            scale,
            // A thin diagonal must not fade away in a small picture of a long run.
            reduce: 'extreme',
            origin: 'top',
          }),
          pixels,
          pixels,
        ),
      veilFrom: pixels,
      paper: scale.paper,
    },
    marks: [
      ...(axes
        ? [stepAxis(plot, [0, size], 'input step', theme, width), rowAxis(plot, [0, size], 'output step', theme, 'top')]
        : []),
      mark('rect', { class: 'frame', ...plot, fill: 'none', stroke: palettes[theme].grid }),
      ...(bands.length ? [group('cursor', bands)] : []),
    ],
  };
}

/**
 * Draws a temporal matrix (A, C or R) into `host`, square, as large as fits.
 *
 * @throws RangeError when `values` does not hold `size²` numbers.
 */
export function drawMatrix(host: HTMLElement, data: SquareMatrix, options: MatrixOptions): void {
  show(host, matrixDrawing(data, options));
}
