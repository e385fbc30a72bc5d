/** Small data with the features that figures must show, made without chance. */

const STEPS = 24;
const CHANNELS = 10;

const wave = (t: number, n: number): number => Math.sin(0.55 * t + 0.7 * n) + 0.4 * Math.cos(1.3 * t - n);

const matrix = <A>(make: (cells: number[]) => A, cell: (t: number, n: number) => number): A =>
  make(Array.from({ length: STEPS * CHANNELS }, (_, k) => cell(Math.floor(k / CHANNELS), k % CHANNELS)));

const floats = (cells: number[]): Float32Array => Float32Array.from(cells);
const bytes = (cells: number[]): Uint8Array => Uint8Array.from(cells);
const shape = { steps: STEPS, channels: CHANNELS };

export const charge = { values: matrix(floats, wave), ...shape };
export const lifSpikes = { values: matrix(bytes, (t, n) => (wave(t, n) > 0.8 ? 1 : 0)), ...shape };
export const parallelSpikes = { values: matrix(bytes, (t, n) => (wave(t, n) > 0.95 || (t === 7 && n === 4) ? 1 : 0)), ...shape };

export const series = (phase: number): Float32Array => Float32Array.from({ length: STEPS }, (_, t) => wave(t, phase));

/** A strict exponential kernel as a matrix: 0.5^(t − s) below the diagonal. */
export const kernel = {
  size: 12,
  values: Float64Array.from({ length: 144 }, (_, k) => {
    const lag = Math.floor(k / 12) - (k % 12);
    return lag > 0 ? 0.5 ** lag : 0;
  }),
};
