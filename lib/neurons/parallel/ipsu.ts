import { lowerTriangle, resetKernel } from '../kernels';
import type { ParallelNeuron } from './types';

/**
 * IPSU as released: D = tril(W)·X + b, H = D − R·X, S = Θ(H − θ), strict.
 *
 * There is no sigmoid in the released class, so H is affine in X: a masked PSN with weight tril(W) − R.
 * The class that applies the sigmoid to the learned sum is PPSU.
 */
export const ipsu: ParallelNeuron = {
  kind: 'ipsu',
  label: 'IPSU',
  sentence: 'The leak is learned; as released it has no sigmoid and is linear before the threshold.',
  uses: ['tau', 'matrices'],
  usesThreshold: true,
  start: { weights: 'kaiming-normal', bias: 0 },
  formula: ({ tau, matrices, steps }) => ({
    charge: lowerTriangle(steps),
    reset: { kernel: resetKernel(matrices, tau), source: { kind: 'input' }, scale: 'one' },
    fire: 'threshold',
    strict: true,
  }),
};
