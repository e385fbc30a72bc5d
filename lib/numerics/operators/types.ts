/** What an operator costs on an input `[T, N]`. */
export interface OperatorCost {
  /** Multiply–adds of the structured form that `apply` runs. */
  readonly multiplyAdds: number;
  /** Multiply–adds of the same product with an explicit T×T matrix. */
  readonly denseMultiplyAdds: number;
  /** Length of the longest chain of dependent steps when everything else runs at once. */
  readonly depth: number;
  /** Numbers kept besides input and output. */
  readonly stored: number;
}

/**
 * A linear map along time, the same for every neuron: y = M·x with M of shape `[T, T]`
 * (row = output time, column = input time) and x, y of shape `[T, N]`, time-major.
 */
export interface TemporalOperator {
  readonly kind: 'exponential' | 'strict-exponential' | 'dense' | 'banded' | 'toeplitz';
  /** T. */
  readonly steps: number;
  /** M[i, j]. */
  at(i: number, j: number): number;
  /** M·x: `[T, N]` → `[T, N]`. */
  apply(x: ArrayLike<number>, channels: number): Float64Array;
  /** Rows `from` up to `to` of M·x into y `[T, N]`, whose earlier rows are there already. */
  fill(y: Float64Array, x: ArrayLike<number>, channels: number, from: number, to: number): void;
  /** Mᵀ·y: `[T, N]` → `[T, N]`, what gradients travel through. */
  transpose(y: ArrayLike<number>, channels: number): Float64Array;
  /** M itself, row-major `[T, T]`; for pictures and timing only. */
  matrix(): Float64Array;
  cost(channels: number): OperatorCost;
}

/** M[i, j] for all i, j, row-major. */
export function matrixOf(steps: number, at: (i: number, j: number) => number): Float64Array {
  const m = new Float64Array(steps * steps);
  for (let i = 0; i < steps; i++) for (let j = 0; j < steps; j++) m[i * steps + j] = at(i, j);
  return m;
}
