import { fixed } from '@/lib/figures/format';
import type { Table } from '../figures/TableTwin';

/** Rows and columns a table shows at once; the CSV has them all. */
const MOST_ROWS = 128;
const MOST_COLUMNS = 24;

export interface NamedMatrix {
  readonly name: string;
  readonly values: ArrayLike<number>;
}

/** `[T, N]` arrays side by side as a table: one row a step. */
export function matrixTable(matrices: readonly NamedMatrix[], steps: number, neurons: number, places: number): Table {
  const shown = Math.min(neurons, Math.max(1, Math.floor(MOST_COLUMNS / matrices.length)));
  const rows = Math.min(steps, MOST_ROWS);
  const cut = shown < neurons || rows < steps;
  return {
    columns: ['step', ...matrices.flatMap(({ name }) => Array.from({ length: shown }, (_, n) => `${name} ${n}`))],
    rows: Array.from({ length: rows }, (_, t) => [
      t,
      ...matrices.flatMap(({ values }) => Array.from({ length: shown }, (_, n) => fixed(values[t * neurons + n], places))),
    ]),
    note: cut ? `The first ${rows} of ${steps} steps and ${shown} of ${neurons} neurons; the CSV has all of them.` : undefined,
  };
}

/** Lines over one axis as a table. */
export function seriesTable(axis: string, series: readonly NamedMatrix[], places: number): Table {
  const length = Math.max(0, ...series.map(({ values }) => values.length));
  const rows = Math.min(length, 1024);
  return {
    columns: [axis, ...series.map(({ name }) => name)],
    rows: Array.from({ length: rows }, (_, t) => [t, ...series.map(({ values }) => (t < values.length ? fixed(values[t], places) : ''))]),
    note: rows < length ? `The first ${rows} of ${length}; the CSV has all of them.` : undefined,
  };
}

/** The column of one neuron, `[T]`. */
export const column = (values: ArrayLike<number>, steps: number, neurons: number, n: number) =>
  Float32Array.from({ length: steps }, (_, t) => values[t * neurons + n]);

/** The row of one step, `[N]`. */
export const row = (values: ArrayLike<number>, neurons: number, t: number) =>
  Float32Array.from({ length: neurons }, (_, n) => values[t * neurons + n]);
