import { stretches, type Pieces } from '../numerics/pieces';
import type { LayerPlan } from './plan';

/**
 * Input current of a layer, X = signal·W `[T, M]·[M, N]`, or gain·signal where neurons are fed one to one.
 * Zeros of the signal are skipped, so spikes cost only what they carry. Sums in float64.
 */
export function* layerCurrent(layer: LayerPlan, signal: ArrayLike<number>, steps: number): Pieces<Float32Array> {
  const { inputs, neurons, weights, gain } = layer;
  const out = new Float32Array(steps * neurons);
  if (!weights) {
    yield* stretches(steps, neurons, (from, to) => {
      for (let k = from * neurons; k < to * neurons; k++) out[k] = gain * signal[k];
    });
    return out;
  }
  const sums = new Float64Array(neurons);
  yield* stretches(steps, inputs * neurons, (from, to) => {
    for (let t = from; t < to; t++) {
      sums.fill(0);
      for (let m = 0; m < inputs; m++) {
        const v = signal[t * inputs + m];
        if (v === 0) continue;
        const row = m * neurons;
        for (let n = 0; n < neurons; n++) sums[n] += v * weights[row + n];
      }
      out.set(sums, t * neurons);
    }
  });
  return out;
}
