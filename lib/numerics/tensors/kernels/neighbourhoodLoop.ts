import type { WindowAttributes } from '../neighbourhoods';

/** Calls `each` with the places of one value's channels in x and in its neighbourhood, for all that lie inside. */
function walk({ rows, columns, channels, down, across }: WindowAttributes, pictures: number, each: (inX: number, inOut: number) => void): void {
  const [up, left] = [(down - 1) / 2, (across - 1) / 2];
  let out = 0;
  for (let picture = 0; picture < pictures; picture++) {
    const corner = picture * rows * columns;
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        for (let dy = -up; dy <= up; dy++) {
          const y = row + dy;
          for (let dx = -left; dx <= left; dx++, out += channels) {
            const x = column + dx;
            if (y >= 0 && y < rows && x >= 0 && x < columns) each((corner + y * columns + x) * channels, out);
          }
        }
      }
    }
  }
}

/** Shapes of neighbourhoods of pictures, and of the pictures of neighbourhoods. */
export const gatheredShape = ([pictures]: number[], { rows, columns, channels, down, across }: WindowAttributes): number[] => [pictures * rows * columns, down * across * channels];
export const scatteredShape = ([all]: number[], { rows, columns, channels }: WindowAttributes): number[] => [all / (rows * columns), rows, columns, channels];

const picturesOf = (x: ArrayLike<number>, { rows, columns, channels }: WindowAttributes) => x.length / (rows * columns * channels);

/** Every value's neighbourhood, zeros beyond the edge; `out` may hold anything before. */
export function gatherLoop(x: Float32Array, out: Float32Array, window: WindowAttributes): void {
  const { channels } = window;
  out.fill(0);
  walk(window, picturesOf(x, window), (from, to) => {
    for (let c = 0; c < channels; c++) out[to + c] = x[from + c];
  });
}

/** The transpose: each value of x becomes the sum of all places it was copied to. */
export function scatterLoop(patches: Float32Array, x: Float32Array, window: WindowAttributes): void {
  const { channels } = window;
  x.fill(0);
  walk(window, picturesOf(x, window), (to, from) => {
    for (let c = 0; c < channels; c++) x[to + c] += patches[from + c];
  });
}
