import { stepSize, type Dataset, type PartName } from './types';

/** How a picture becomes a sequence: the same at every step, or a row or column a step. */
export type Show = 'repeat' | 'rows' | 'columns';

/** What a network is fed: `[T, batch, size]`, or one frame for all T steps where `repeats`. */
export interface Presentation {
  /** T that the data give; 1 where the frame is the same at every step. */
  readonly steps: number;
  /** The same frame at every step: whatever comes before the first neuron need be computed only once. */
  readonly repeats: boolean;
  /** What one step holds, last axis fastest. */
  readonly shape: readonly number[];
}

/** The sequence that a dataset is shown as. Series are shown as they are, whatever `show` says. */
export function presentation(dataset: Dataset, show: Show): Presentation {
  const { shape, steps } = dataset;
  if (dataset.content === 'series') return { steps, repeats: false, shape };
  if (show === 'repeat' || shape.length < 3) return { steps: 1, repeats: true, shape };
  const [rows, columns, channels] = shape;
  return show === 'rows'
    ? { steps: rows, repeats: false, shape: [columns, channels] }
    : { steps: columns, repeats: false, shape: [rows, channels] };
}

/** Where value k of a frame `[rows, columns, channels]` goes when columns are steps: `[columns, rows · channels]`. */
function columnPlace(k: number, [, columns, channels]: readonly number[]): [step: number, at: number] {
  const channel = k % channels;
  const column = Math.floor(k / channels) % columns;
  const row = Math.floor(k / (channels * columns));
  return [column, row * channels + channel];
}

/**
 * Writes samples as a time-major batch `[T, B, size]`.
 * @param out of T · B · size numbers; what it held is overwritten
 * @throws RangeError where `out` has another length
 */
export function fillBatch(dataset: Dataset, part: PartName, which: ArrayLike<number>, show: Show, out: Float32Array): void {
  const { store } = dataset.parts[part];
  const shown = presentation(dataset, show);
  const size = shown.shape.reduce((a, b) => a * b, 1);
  const row = which.length * size;
  if (out.length !== shown.steps * row) throw new RangeError(`A batch of ${which.length} samples has ${shown.steps * row} numbers, not ${out.length}.`);
  out.fill(0);
  const byColumns = dataset.content === 'pictures' && show === 'columns' && dataset.shape.length === 3;
  for (let b = 0; b < which.length; b++) {
    const sample = which[b];
    const corner = b * size;
    if (store.kind === 'events') {
      for (let k = store.starts[sample]; k < store.starts[sample + 1]; k++) out[store.step[k] * row + corner + store.channel[k]] += 1;
      continue;
    }
    const values = dataset.steps * stepSize(dataset);
    const from = sample * values;
    if (byColumns) {
      for (let k = 0; k < values; k++) {
        const [step, at] = columnPlace(k, dataset.shape);
        out[step * row + corner + at] = store.values[from + k] * store.scale;
      }
      continue;
    }
    for (let t = 0; t < shown.steps; t++) {
      const source = from + t * size;
      const target = t * row + corner;
      for (let k = 0; k < size; k++) out[target + k] = store.values[source + k] * store.scale;
    }
  }
}
