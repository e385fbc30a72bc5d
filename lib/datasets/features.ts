import { stretches, type Pieces } from '@/lib/numerics/pieces';

import { fillBatch, presentation, type Show } from './batch';
import type { Dataset, PartName } from './types';

/** Samples that are laid out at a time. */
const BATCH = 16;

/**
 * What a reader that is blind to time sees: the mean of each sample over its steps.
 *
 * x̄[i, k] = (1 / T) · Σ_t x[t, i, k]
 *
 * @returns `[samples, size]`
 */
export function* timeMean(dataset: Dataset, part: PartName, show: Show): Pieces<Float32Array> {
  const { steps, shape } = presentation(dataset, show);
  const size = shape.reduce((a, b) => a * b, 1);
  const samples = dataset.parts[part].labels.length;
  const means = new Float32Array(samples * size);
  yield* stretches(Math.ceil(samples / BATCH), BATCH * steps * size, (from, to) => {
    for (let first = from * BATCH; first < Math.min(samples, to * BATCH); first += BATCH) {
      const which = Array.from({ length: Math.min(BATCH, samples - first) }, (_, i) => first + i);
      const row = which.length * size;
      const batch = new Float32Array(steps * row);
      fillBatch(dataset, part, which, show, batch);
      for (let k = 0; k < batch.length; k += 1) means[first * size + (k % row)] += batch[k] / steps;
    }
  });
  return means;
}

/** Mean and 1 / deviation of each feature; 0 for a feature that never changes. */
export interface Standard {
  readonly mean: Float64Array;
  readonly inverse: Float64Array;
}

/** @param features `[samples, size]` */
export function standardOf(features: Float32Array, size: number): Standard {
  const samples = features.length / size;
  const mean = new Float64Array(size);
  const square = new Float64Array(size);
  for (let k = 0; k < features.length; k += 1) mean[k % size] += features[k] / samples;
  for (let k = 0; k < features.length; k += 1) square[k % size] += (features[k] - mean[k % size]) ** 2 / samples;
  return { mean, inverse: square.map((variance) => (variance > 1e-12 ? 1 / Math.sqrt(variance) : 0)) };
}

/** (x − mean) / deviation, with the numbers of the train part. Values beyond ±10 deviations are cut. */
export function standardise(features: Float32Array, size: number, { mean, inverse }: Standard): Float32Array {
  return features.map((value, k) => Math.max(-10, Math.min(10, (value - mean[k % size]) * inverse[k % size])));
}
