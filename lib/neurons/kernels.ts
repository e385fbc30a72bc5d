import type { OperatorSpec } from './formula';

/**
 * Which exponential kernels stand for leak and reset.
 *
 * `released`: the matrices of the authors' code, decay 1/τ — M₁[i, j] = (1/τ)^(i−j+1), M₂[i, j] = −(1/τ)^(i−j).
 * `consistent`: the matrices that unroll the LIF h[t] = (1 − 1/τ)·h[t−1] + x[t]/τ, decay 1 − 1/τ.
 * The two are the same at τ = 2 only.
 */
export type MatrixConvention = 'released' | 'consistent';

/** Decay per step of both kernels. */
export function kernelDecay(convention: MatrixConvention, tau: number): number {
  return convention === 'released' ? 1 / tau : 1 - 1 / tau;
}

/** How decay and gain of a kernel change with τ; R's gain is 1 whatever τ is. */
export function tauSlopes(convention: MatrixConvention, tau: number, kernel: 'leak' | 'reset'): { decay: number; gain: number } {
  return { decay: (convention === 'released' ? -1 : 1) / tau ** 2, gain: kernel === 'leak' ? -1 / tau ** 2 : 0 };
}

/** A: gain 1/τ, decay as by the convention; A[i, j] = (1/τ)·decay^(i−j) for i ≥ j. */
export function leakKernel(convention: MatrixConvention, tau: number): OperatorSpec {
  return { kind: 'exponential', decay: kernelDecay(convention, tau), gain: 1 / tau };
}

/** R = −M₂: R[i, j] = decay^(i−j) for i > j. */
export function resetKernel(convention: MatrixConvention, tau: number): OperatorSpec {
  return { kind: 'strict-exponential', decay: kernelDecay(convention, tau), gain: 1 };
}

/** tril(W). */
export function lowerTriangle(steps: number): OperatorSpec {
  return { kind: 'banded', width: steps, lambda: 1 };
}
