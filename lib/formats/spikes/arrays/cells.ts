import type { Pieces } from '@/lib/numerics/pieces';
import { FormatError } from '../../FormatError';
import type { Layout } from './axes';

/** The cells of a dense array as they lie in a file; none is copied. */
export interface Cells {
  readonly shape: readonly number[];
  /** Whether the first axis runs fastest in the file; else the last does. */
  readonly fortran: boolean;
  /** The value at a place in the order of the file. */
  readonly at: (place: number) => number;
}

/** Cells of about one piece of work. */
const piece = 1 << 18;

/**
 * Visits the cells of one item in the order of the file, so that the steps of each neuron come in ascending order
 * whichever axis is time.
 */
function* visit({ shape, fortran, at }: Cells, layout: Layout, cell: (value: number, step: number, neuron: number) => void): Pieces<void> {
  const { stepStride, neuronStride, fixed } = layout;
  // The slowest axis first.
  const order = shape.map((_, axis) => axis);
  if (fortran) order.reverse();
  const strides: number[] = [];
  let elements = 1;
  for (let k = order.length - 1; k >= 0; k--) {
    strides[k] = elements;
    elements *= shape[order[k]];
  }
  const inner = order[order.length - 1];
  const outer = order.slice(0, -1);
  const index = outer.map((axis) => fixed[axis] ?? 0);
  const [from, to] = fixed[inner] === null ? [0, shape[inner]] : [fixed[inner], fixed[inner] + 1];
  let left = piece;
  for (;;) {
    let [place, step, neuron] = [0, 0, 0];
    outer.forEach((axis, k) => {
      place += index[k] * strides[k];
      step += index[k] * stepStride[axis];
      neuron += index[k] * neuronStride[axis];
    });
    const [dStep, dNeuron] = [stepStride[inner], neuronStride[inner]];
    for (let i = from; i < to;) {
      const stop = Math.min(to, i + left);
      left -= stop - i;
      for (; i < stop; i++) cell(at(place + i), step + i * dStep, neuron + i * dNeuron);
      if (left === 0) {
        yield place / elements;
        left = piece;
      }
    }
    let k = outer.length - 1;
    for (; k >= 0; k--) {
      if (fixed[outer[k]] !== null) continue;
      index[k] += 1;
      if (index[k] < shape[outer[k]]) break;
      index[k] = 0;
    }
    if (k < 0) return;
  }
}

/** What the values of the cells are, found in a first look at all of them. */
export interface CellSummary {
  /** Cells above 0, and the sum of their values, rounded. */
  readonly active: number;
  readonly sum: number;
  /** Cells of 2 or more. */
  readonly several: number;
  readonly largest: number;
  /** Cells below 0, and cells that are no whole number. */
  readonly negative: number;
  readonly broken: number;
  /** Values that are no whole number, at most `manyValues` of them. */
  readonly brokenValues: number;
}

/** From so many different values on that are no whole numbers, they are taken for a quantity and not for spikes of several sizes. */
export const manyValues = 16;

/**
 * Looks at all cells and counts the spikes of each neuron: one for each cell above 0.
 *
 * @param perNeuron `[N]`, to be counted into; @param sums `[N]`, to which the values, rounded, are added
 * @throws {FormatError} values that are not finite
 */
export function* summariseCells(cells: Cells, layout: Layout, perNeuron: Uint32Array, sums: Float64Array, file: string): Pieces<CellSummary> {
  let [active, sum, several, largest, negative, broken] = [0, 0, 0, 0, 0, 0];
  const different = new Set<number>();
  yield* visit(cells, layout, (value, step, neuron) => {
    if (value === 0) return;
    if (!Number.isFinite(value)) {
      throw new FormatError(file, `step ${step}, neuron ${neuron}`, `the value at step ${step}, neuron ${neuron} (from 0) is ${value}; all should be finite numbers.`);
    }
    if (!Number.isInteger(value)) {
      broken++;
      if (different.size < manyValues) different.add(value);
    }
    if (value < 0) {
      negative++;
      return;
    }
    const spikes = Math.max(1, Math.round(value));
    active++;
    sum += spikes;
    perNeuron[neuron]++;
    sums[neuron] += spikes;
    if (value >= 2) several++;
    if (value > largest) largest = value;
  });
  return { active, sum, several, largest, negative, broken, brokenValues: different.size };
}

/**
 * Writes the spikes of the cells into trains: a cell at step t is a spike at time t.
 *
 * @param next `[N]`, where the next time of each train belongs; it is moved on
 * @param counts whether a value of c stands for c spikes
 */
export function* fillTimes(cells: Cells, layout: Layout, next: Uint32Array, times: Float64Array, counts: boolean): Pieces<void> {
  yield* visit(cells, layout, (value, step, neuron) => {
    if (!(value > 0)) return;
    for (let k = counts ? Math.max(1, Math.round(value)) : 1; k > 0; k--) times[next[neuron]++] = step;
  });
}
