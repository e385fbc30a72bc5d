import { lowerTriangle, resetKernel } from '../kernels';
import type { ParallelNeuron } from './types';

/**
 * PPSU: D = tril(W)·X + b, P = σ(D), H = D − R·P, S = Θ(H − θ), strict.
 *
 * The learned leak with a sigmoid on its sum (not on the entries of W). θ does not scale R.
 */
export const ppsu: ParallelNeuron = {
  kind: 'ppsu',
  label: 'PPSU',
  sentence: 'The leak is learned and its sigmoid is the reset probability.',
  uses: ['tau', 'matrices'],
  usesThreshold: true,
  start: { weights: 'kaiming-normal', bias: 0 },
  formula: ({ tau, matrices, steps }) => ({
    charge: lowerTriangle(steps),
    reset: { kernel: resetKernel(matrices, tau), source: { kind: 'sigmoid-of-charge' }, scale: 'one' },
    fire: 'threshold',
    strict: true,
  }),
};
