import { lutIndex, type ColourScale } from './colourScale';

/** How several cells become one pixel: `extreme` keeps the value of largest magnitude. Categories take the commonest non-zero one. */
export type Reduce = 'mean' | 'max' | 'extreme';

export type Values = Float32Array | Float64Array | Uint8Array;

/** Half-open range `[from, to)` of steps or neurons. */
export type Span = readonly [from: number, to: number];

export interface MatrixPicture {
  /** `[T, N]`, time-major: `values[t * channels + n]`. */
  readonly values: Values;
  readonly steps: number;
  readonly channels: number;
  /** Steps shown, left to right. */
  readonly window: Span;
  /** Neurons shown; the first is at the bottom unless `origin` is `top`. */
  readonly rows: Span;
  readonly columnsPx: number;
  readonly rowsPx: number;
  readonly scale: ColourScale;
  readonly reduce: Reduce;
  readonly origin?: 'bottom' | 'top';
  /** Steps from here on are faded towards paper: not computed yet while the transport runs. */
  readonly revealTo?: number;
  /** Paper-coloured gap after each cell in pixels, for cells that are large enough to be dots. */
  readonly gapPx?: number;
}

/** What is left of a colour that is not revealed yet. */
export const VEIL_ALPHA = 0.15;

/** A whole-numbered, non-empty part of `[0, length)`; everything when nothing is asked for, `[0, 1)` when there is nothing. */
export function clampSpan(span: Span | undefined, length: number): Span {
  if (!span || length < 1) return [0, Math.max(1, length)];
  const from = Math.min(Math.max(0, Math.floor(span[0])), length - 1);
  return [from, Math.min(length, Math.max(from + 1, Math.ceil(span[1])))];
}

/** First cell of every pixel, and one past the last: pixel k holds cells `[edges[k], max(edges[k] + 1, edges[k + 1]))`. */
function pixelEdges([from, to]: Span, pixels: number): Int32Array {
  return Int32Array.from({ length: pixels + 1 }, (_, k) => from + Math.floor((k * (to - from)) / pixels));
}

/** True for the pixels that end a cell when cells are larger than the gap, so that they can be left empty. */
function gapPixels(edges: Int32Array, gap: number): Uint8Array {
  const marks = new Uint8Array(edges.length - 1);
  for (let k = 0; k < marks.length; k++) marks[k] = edges[Math.min(k + gap, marks.length)] !== edges[k] ? 1 : 0;
  return marks;
}

type ColumnReducer = (fromStep: number, toStep: number, into: Uint32Array) => void;

function meanReducer(picture: MatrixPicture, rowEdges: Int32Array): ColumnReducer {
  const { values, channels, scale, rowsPx } = picture;
  const index = lutIndex(scale);
  const sum = new Float64Array(rowsPx);
  const seen = new Uint32Array(rowsPx);
  return (fromStep, toStep, into) => {
    sum.fill(0);
    seen.fill(0);
    for (let t = fromStep; t < toStep; t++) {
      const base = t * channels;
      for (let row = 0; row < rowsPx; row++) {
        const end = Math.max(rowEdges[row] + 1, rowEdges[row + 1]);
        let total = 0;
        let count = 0;
        for (let n = rowEdges[row]; n < end; n++) {
          const value = values[base + n];
          // False for NaN and both infinities.
          if (value - value === 0) {
            total += value;
            count++;
          }
        }
        sum[row] += total;
        seen[row] += count;
      }
    }
    for (let row = 0; row < rowsPx; row++) {
      into[row] = seen[row] === 0 ? scale.invalid : scale.lut[index(sum[row] / seen[row])];
    }
  };
}

/** Keeps the greatest value, or the one of greatest magnitude. */
function greatestReducer(picture: MatrixPicture, rowEdges: Int32Array): ColumnReducer {
  const { values, channels, scale, rowsPx } = picture;
  const index = lutIndex(scale);
  const byMagnitude = picture.reduce === 'extreme';
  const greatest = new Float64Array(rowsPx);
  return (fromStep, toStep, into) => {
    greatest.fill(NaN);
    for (let t = fromStep; t < toStep; t++) {
      const base = t * channels;
      for (let row = 0; row < rowsPx; row++) {
        const end = Math.max(rowEdges[row] + 1, rowEdges[row + 1]);
        let best = greatest[row];
        let rank = byMagnitude ? Math.abs(best) : best;
        for (let n = rowEdges[row]; n < end; n++) {
          const value = values[base + n];
          const challenger = byMagnitude ? Math.abs(value) : value;
          // Written so that the first finite value beats NaN; the difference is false for NaN and infinities.
          if (!(challenger <= rank) && value - value === 0) {
            best = value;
            rank = challenger;
          }
        }
        greatest[row] = best;
      }
    }
    for (let row = 0; row < rowsPx; row++) {
      const value = greatest[row];
      into[row] = Number.isNaN(value) ? scale.invalid : scale.lut[index(value)];
    }
  };
}

function categoryReducer(picture: MatrixPicture, rowEdges: Int32Array): ColumnReducer {
  const { values, channels, scale, rowsPx } = picture;
  const counts = new Uint32Array(256);
  return (fromStep, toStep, into) => {
    for (let row = 0; row < rowsPx; row++) {
      const end = Math.max(rowEdges[row] + 1, rowEdges[row + 1]);
      counts.fill(0);
      let commonest = 0;
      for (let t = fromStep; t < toStep; t++) {
        for (let n = rowEdges[row]; n < end; n++) {
          const category = values[t * channels + n] & 255;
          if (category !== 0 && ++counts[category] > counts[commonest]) commonest = category;
        }
      }
      into[row] = scale.lut[commonest];
    }
  };
}

/** First pixel column whose first step is not revealed yet; `columns` when all are. */
export function firstVeiledColumn(window: Span, columns: number, revealTo: number | undefined): number {
  if (revealTo === undefined) return columns;
  const edges = pixelEdges(window, columns);
  let column = 0;
  while (column < columns && edges[column] < revealTo) column++;
  return column;
}

/** Fades all columns from `fromColumn` on towards paper, in place. */
export function veil(pixels: Uint32Array, columns: number, fromColumn: number, paper: number): void {
  const fade = (pixel: number, shift: number): number => {
    const ground = (paper >>> shift) & 255;
    return Math.round(ground + VEIL_ALPHA * (((pixel >>> shift) & 255) - ground)) << shift;
  };
  for (let start = 0; start < pixels.length; start += columns) {
    for (let k = start + fromColumn; k < start + columns; k++) {
      const pixel = pixels[k];
      pixels[k] = ((255 << 24) | fade(pixel, 16) | fade(pixel, 8) | fade(pixel, 0)) >>> 0;
    }
  }
}

/**
 * A time-major matrix as a picture of `columnsPx × rowsPx` packed RGBA pixels, row by row from the top.
 * Time goes to the right, neuron 0 lies at the bottom (`origin: 'top'` turns it over).
 * Cells larger than a pixel are filled crisply; smaller ones are reduced.
 * Reads every cell once and every pixel once: O(T·N + pixels).
 *
 * @throws RangeError when `values` does not hold `steps × channels` numbers.
 */
export function paintMatrix(picture: MatrixPicture): Uint32Array {
  const { values, steps, channels, columnsPx, rowsPx, scale, gapPx = 0, origin = 'bottom' } = picture;
  if (values.length !== steps * channels) {
    throw new RangeError(`A picture of ${steps} steps × ${channels} neurons needs ${steps * channels} values, not ${values.length}.`);
  }
  const pixels = new Uint32Array(columnsPx * rowsPx).fill(scale.paper);
  if (values.length === 0 || pixels.length === 0) return pixels;

  const window = clampSpan(picture.window, steps);
  const rows = clampSpan(picture.rows, channels);
  const columnEdges = pixelEdges(window, columnsPx);
  const rowEdges = pixelEdges(rows, rowsPx);
  const reducer =
    scale.kind === 'categorical' ? categoryReducer : picture.reduce === 'mean' ? meanReducer : greatestReducer;
  const reduceColumn = reducer(picture, rowEdges);

  const roomy = columnsPx / (window[1] - window[0]) >= 4 * gapPx && rowsPx / (rows[1] - rows[0]) >= 4 * gapPx;
  const gap = roomy ? gapPx : 0;
  const columnGap = gapPixels(columnEdges, gap);
  const rowGap = gapPixels(rowEdges, gap);

  const colours = new Uint32Array(rowsPx);
  let painted = -1;
  for (let column = 0; column < columnsPx; column++) {
    const fromStep = columnEdges[column];
    if (fromStep !== painted) {
      reduceColumn(fromStep, Math.max(fromStep + 1, columnEdges[column + 1]), colours);
      painted = fromStep;
    }
    if (columnGap[column]) continue;
    for (let row = 0; row < rowsPx; row++) {
      if (rowGap[row]) continue;
      const line = origin === 'bottom' ? rowsPx - 1 - row : row;
      pixels[line * columnsPx + column] = colours[row];
    }
  }
  const veiled = firstVeiledColumn(window, columnsPx, picture.revealTo);
  if (veiled < columnsPx) veil(pixels, columnsPx, veiled, scale.paper);
  return pixels;
}

/** Turns a picture about its main diagonal: `columns × rows` becomes `rows × columns`. */
export function transposePixels(pixels: Uint32Array, columns: number, rows: number): Uint32Array {
  const turned = new Uint32Array(pixels.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) turned[column * rows + row] = pixels[row * columns + column];
  }
  return turned;
}
