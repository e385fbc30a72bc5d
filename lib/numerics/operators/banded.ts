import { matrixOf, type TemporalOperator } from './types';

/** How a learned T×T matrix is masked. */
export interface Band {
  /** Steps that are seen, the present one included: 0 ≤ i − j < width. */
  readonly width: number;
  /** λ in [0, 1]: entries outside the band keep the factor 1 − λ. 1 masks fully. */
  readonly lambda: number;
}

/**
 * Banded operator: M = (λ·B + (1 − λ)·J) ⊙ W, B[i, j] = 1 for 0 ≤ i − j < width, J all ones.
 * width = T and λ = 1 is the lower triangle tril(W).
 *
 * Fully masked it costs width·T·N multiply–adds; otherwise T²·N.
 * @param weights W, row-major `[T, T]`
 */
export function banded(steps: number, weights: ArrayLike<number>, band: Band): TemporalOperator {
  const outside = band.lambda >= 1 ? 0 : 1 - band.lambda;
  const factor = (lag: number) => (lag >= 0 && lag < band.width ? 1 : outside);
  const at = (i: number, j: number) => weights[i * steps + j] * factor(i - j);
  const first = (i: number) => (outside === 0 ? Math.max(0, i - band.width + 1) : 0);
  const last = (i: number) => (outside === 0 ? i : steps - 1);

  function run(y: Float64Array, x: ArrayLike<number>, channels: number, from: number, to: number, transposed: boolean) {
    for (let i = from; i < to; i++) {
      for (let j = first(i); j <= last(i); j++) {
        const m = at(i, j);
        if (m === 0) continue;
        const target = (transposed ? j : i) * channels;
        const source = (transposed ? i : j) * channels;
        for (let n = 0; n < channels; n++) y[target + n] += m * x[source + n];
      }
    }
    return y;
  }

  return {
    kind: 'banded',
    steps,
    at,
    apply: (x, channels) => run(new Float64Array(steps * channels), x, channels, 0, steps, false),
    fill: (y, x, channels, from, to) => void run(y.fill(0, from * channels, to * channels), x, channels, from, to, false),
    transpose: (y, channels) => run(new Float64Array(steps * channels), y, channels, 0, steps, true),
    matrix: () => matrixOf(steps, at),
    cost: (channels) => ({
      multiplyAdds: (outside === 0 ? Math.min(band.width, steps) : steps) * steps * channels,
      denseMultiplyAdds: steps * steps * channels,
      depth: Math.ceil(Math.log2(Math.max(1, outside === 0 ? Math.min(band.width, steps) : steps))) + 1,
      stored: steps * steps,
    }),
  };
}

/** The lower triangle of W: a step sees itself and the past. */
export function lowerTriangular(steps: number, weights: ArrayLike<number>): TemporalOperator {
  return banded(steps, weights, { width: steps, lambda: 1 });
}

/** Dense operator M = W: every step sees every step, the future included. */
export function dense(steps: number, weights: ArrayLike<number>): TemporalOperator {
  return { ...banded(steps, weights, { width: steps, lambda: 0 }), kind: 'dense' };
}
