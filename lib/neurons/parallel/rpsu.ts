import { leakKernel, lowerTriangle, resetKernel } from '../kernels';
import type { ParallelNeuron } from './types';

/**
 * RPSU: D = A·X, P = σ(tril(W)·X + b), H = D − R·P, S = Θ(H − θ), strict.
 *
 * The leak is fixed, the reset probability is learned from the input. θ does not scale R.
 */
export const rpsu: ParallelNeuron = {
  kind: 'rpsu',
  label: 'RPSU',
  sentence: 'The leak is fixed; the reset probability is learned from the input.',
  uses: ['tau', 'matrices'],
  usesThreshold: true,
  start: { weights: 'kaiming-normal', bias: 0 },
  formula: ({ tau, matrices, steps }) => ({
    charge: leakKernel(matrices, tau),
    reset: {
      kernel: resetKernel(matrices, tau),
      source: { kind: 'sigmoid-of-learned', operator: lowerTriangle(steps) },
      scale: 'one',
    },
    fire: 'threshold',
    strict: true,
  }),
};
