import { matrixOf, type TemporalOperator } from './types';

/**
 * Toeplitz operator of one shared kernel: M[i, j] = kernel[k − 1 − (i − j)] for 0 ≤ i − j < k, else 0,
 * so that the last weight multiplies the present step. Costs k·T·N multiply–adds. k may exceed T.
 */
export function toeplitz(steps: number, kernel: ArrayLike<number>): TemporalOperator {
  const k = kernel.length;
  const at = (i: number, j: number) => (i - j >= 0 && i - j < k ? kernel[k - 1 - (i - j)] : 0);

  function run(y: Float64Array, x: ArrayLike<number>, channels: number, from: number, to: number, direction: 1 | -1) {
    for (let t = from; t < to; t++) {
      for (let lag = 0; lag < k; lag++) {
        const source = t - direction * lag;
        if (source < 0 || source >= steps) break;
        const m = kernel[k - 1 - lag];
        for (let n = 0; n < channels; n++) y[t * channels + n] += m * x[source * channels + n];
      }
    }
    return y;
  }

  return {
    kind: 'toeplitz',
    steps,
    at,
    apply: (x, channels) => run(new Float64Array(steps * channels), x, channels, 0, steps, 1),
    fill: (y, x, channels, from, to) => void run(y.fill(0, from * channels, to * channels), x, channels, from, to, 1),
    transpose: (y, channels) => run(new Float64Array(steps * channels), y, channels, 0, steps, -1),
    matrix: () => matrixOf(steps, at),
    cost: (channels) => ({
      multiplyAdds: Math.min(k, steps) * steps * channels,
      denseMultiplyAdds: steps * steps * channels,
      depth: Math.ceil(Math.log2(Math.max(1, Math.min(k, steps)))) + 1,
      stored: k,
    }),
  };
}
