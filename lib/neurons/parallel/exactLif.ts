import { leakKernel, resetKernel } from '../kernels';
import type { ParallelNeuron } from './types';

/**
 * Exact parallel LIF by sweeps: S⁰ = 0, S ← Θ(A·X − θ·R·S − θ), K times or until nothing changes.
 *
 * R is strictly lower-triangular, so sweep k settles at least step k: at most T sweeps give the soft-reset
 * LIF exactly (with LIF-consistent matrices: the LIF of the PSU release at any τ).
 */
export const exactLif: ParallelNeuron = {
  kind: 'exact-lif',
  label: 'LIF by sweeps',
  sentence: 'Guess the spikes, reset with them, fire again: the fixed point is the sequential LIF.',
  uses: ['tau', 'matrices', 'sweeps'],
  usesThreshold: true,
  start: null,
  formula: ({ tau, matrices, sweeps }) => ({
    charge: leakKernel(matrices, tau),
    reset: {
      kernel: resetKernel(matrices, tau),
      source: { kind: 'sweeps', count: sweeps, guess: 'silence' },
      scale: 'threshold',
    },
    fire: 'threshold',
    strict: true,
  }),
};
