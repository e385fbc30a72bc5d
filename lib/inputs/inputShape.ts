/** The size of an input `[T, N]`: T time steps, N channels, stored as `data[t * channels + n]`. */
export interface InputShape {
  readonly steps: number;
  readonly channels: number;
}

/** @throws {RangeError} T or N is not a whole number of at least 1 */
export function checkShape({ steps, channels }: InputShape): void {
  if (!Number.isInteger(steps) || steps < 1) {
    throw new RangeError(`An input needs a whole number of time steps from 1 on, not ${steps}.`);
  }
  if (!Number.isInteger(channels) || channels < 1) {
    throw new RangeError(`An input needs a whole number of neurons from 1 on, not ${channels}.`);
  }
}

/**
 * The share of the full input that neuron n gets: 1 + spread·(2n/(N − 1) − 1), so that it rises evenly
 * from 1 − spread at the first neuron to 1 + spread at the last. A lone neuron gets 1.
 *
 * @param spread 0 (all neurons alike) to 1 (from nothing to twice the input)
 */
export function neuronLevel(n: number, channels: number, spread: number): number {
  return channels > 1 ? 1 + spread * ((2 * n) / (channels - 1) - 1) : 1;
}
