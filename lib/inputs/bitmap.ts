import { brushCover, distanceToSegment } from './brush';

/** Pixels of a drawn figure, across and down. */
export const BITMAP_SIDE = 28;
/** The brightest value of a pixel. */
export const BITMAP_WHITE = 15;
const PIXELS = BITMAP_SIDE * BITMAP_SIDE;

/** A 28 × 28 figure: 784 values 0…15, row by row from the top left. */
export type Bitmap = Uint8Array;

/**
 * The figure for brightnesses in [0, 1], rounded to 16 levels.
 * @throws {RangeError} not 784 values
 */
export function bitmapFrom(intensity: Float32Array): Bitmap {
  if (intensity.length !== PIXELS) {
    throw new RangeError(`A figure has ${BITMAP_SIDE} × ${BITMAP_SIDE} pixels, not ${intensity.length} in all.`);
  }
  return Uint8Array.from(intensity, (value) => Math.round(BITMAP_WHITE * Math.min(1, Math.max(0, value))));
}

/**
 * A copy of the figure with a soft line painted on it; what is there only gets brighter.
 *
 * @param x0 in pixels from the left edge, so that the first pixel's centre is at 0.5; y0 from the top edge
 * @param radius half the width of the line in pixels
 */
export function strokeLine(bitmap: Bitmap, x0: number, y0: number, x1: number, y1: number, radius: number): Bitmap {
  return bitmap.map((value, at) => {
    const column = at % BITMAP_SIDE;
    const row = Math.floor(at / BITMAP_SIDE);
    const distance = distanceToSegment(column + 0.5, row + 0.5, x0, y0, x1, y1);
    return Math.max(value, Math.round(BITMAP_WHITE * brushCover(distance, radius)));
  });
}

/** How a figure becomes an input: a row of pixels after the other, or the whole figure at every step. */
export type BitmapMode = 'rows' | 'repeat';

/**
 * The figure as an input, values 0…1.
 *
 * @returns `rows`: `[T, 28]`, at step t the row ⌊28·t/T⌋, or the mean of the rows from there up to ⌊28·(t + 1)/T⌋
 * where T < 28, so that no row is lost; `repeat`: `[T, 784]`, every pixel at every step
 * @throws {RangeError} T below 1
 */
export function bitmapInput(bitmap: Bitmap, mode: BitmapMode, { steps }: { readonly steps: number }): Float32Array {
  if (!Number.isInteger(steps) || steps < 1) {
    throw new RangeError(`A figure is shown for a whole number of steps from 1 on, not ${steps}.`);
  }
  const channels = mode === 'rows' ? BITMAP_SIDE : PIXELS;
  const data = new Float32Array(steps * channels);
  const rowAt = (t: number) => (mode === 'rows' ? Math.floor((t * BITMAP_SIDE) / steps) : 0);
  for (let t = 0; t < steps; t += 1) {
    const rows = Math.max(1, rowAt(t + 1) - rowAt(t));
    for (let n = 0; n < channels; n += 1) {
      let sum = 0;
      for (let row = rowAt(t); row < rowAt(t) + rows; row += 1) sum += bitmap[row * BITMAP_SIDE + n];
      data[t * channels + n] = sum / rows / BITMAP_WHITE;
    }
  }
  return data;
}
