import { leakKernel, resetKernel } from '../kernels';
import type { ParallelNeuron } from './types';

/**
 * PSU: D = A·X, P = σ(D), H = D − θ·R·P, S = Θ(H − θ), strict.
 *
 * The reset of the soft-reset LIF with each spike replaced by its probability. θ scales R here and in no
 * other learned relative. With K > 0 the probabilities are replaced by true spikes, sweep by sweep.
 * At rest σ(0) = ½ keeps resetting: H tends to −θ/2 at τ = 2.
 */
export const psu: ParallelNeuron = {
  kind: 'psu',
  label: 'PSU',
  sentence: 'The reset is a probability, so all steps are computed at once.',
  uses: ['tau', 'matrices', 'sweeps'],
  usesThreshold: true,
  start: null,
  formula: ({ tau, matrices, sweeps }) => ({
    charge: leakKernel(matrices, tau),
    reset: {
      kernel: resetKernel(matrices, tau),
      source: sweeps > 0 ? { kind: 'sweeps', count: sweeps, guess: 'soft' } : { kind: 'sigmoid-of-charge' },
      scale: 'threshold',
    },
    fire: 'threshold',
    strict: true,
  }),
};
