import { matrixOf, type TemporalOperator } from './types';

/**
 * Exponential kernel: M[i, j] = gain · decay^(i − j) for i ≥ j, else 0.
 *
 * Applied as the recurrence y[t] = decay·y[t−1] + gain·x[t]: T·N multiply–adds, no matrix.
 * As a scan tree its depth is ⌈log₂ T⌉.
 * @param decay per step, in [0, 1]
 */
export function exponential(steps: number, decay: number, gain: number): TemporalOperator {
  return leakySum('exponential', steps, decay, gain);
}

/**
 * Strict exponential kernel: M[i, j] = gain · decay^(i − j) for i > j, else 0 (zero diagonal): what a
 * reset at step j still takes away at step i.
 *
 * Applied as y[t] = decay·(y[t−1] + gain·x[t−1]).
 */
export function strictExponential(steps: number, decay: number, gain: number): TemporalOperator {
  return leakySum('strict-exponential', steps, decay, gain);
}

function leakySum(
  kind: 'exponential' | 'strict-exponential',
  steps: number,
  decay: number,
  gain: number,
): TemporalOperator {
  const lag = kind === 'exponential' ? 0 : 1;
  const at = (i: number, j: number) => (i - j < lag ? 0 : gain * decay ** (i - j));

  /** The k-th steps from `first` up to `end`, counted along the direction of time that is meant. */
  function run(y: Float64Array, x: ArrayLike<number>, channels: number, first: number, end: number, direction: 1 | -1) {
    const back = direction * channels;
    for (let k = first; k < end; k++) {
      const row = (direction === 1 ? k : steps - 1 - k) * channels;
      for (let n = 0; n < channels; n++) {
        const before = k === 0 ? 0 : y[row - back + n];
        if (lag === 0) y[row + n] = decay * before + gain * x[row + n];
        else y[row + n] = k === 0 ? 0 : decay * (before + gain * x[row - back + n]);
      }
    }
    return y;
  }

  return {
    kind,
    steps,
    at,
    apply: (x, channels) => run(new Float64Array(steps * channels), x, channels, 0, steps, 1),
    fill: (y, x, channels, from, to) => void run(y, x, channels, from, to, 1),
    // Transposing a Toeplitz matrix reverses time.
    transpose: (y, channels) => run(new Float64Array(steps * channels), y, channels, 0, steps, -1),
    matrix: () => matrixOf(steps, at),
    cost: (channels) => ({
      multiplyAdds: steps * channels,
      denseMultiplyAdds: steps * steps * channels,
      depth: Math.ceil(Math.log2(Math.max(1, steps))),
      stored: 2,
    }),
  };
}
