import type { LeakyScanAttributes } from '../leakyScan';

/** The scan as a loop over time, for backends that compute in JavaScript memory. Sums in float64. */
export function leakyLoop(
  x: Float32Array,
  y: Float32Array,
  steps: number,
  channels: number,
  { decay, gain, strict, reverse }: LeakyScanAttributes,
): void {
  const state = new Float64Array(channels);
  for (let k = 0; k < steps; k++) {
    const row = (reverse ? steps - 1 - k : k) * channels;
    for (let n = 0; n < channels; n++) {
      const input = gain * x[row + n];
      if (strict) {
        y[row + n] = state[n];
        state[n] = decay * (state[n] + input);
      } else {
        y[row + n] = state[n] = decay * state[n] + input;
      }
    }
  }
}
