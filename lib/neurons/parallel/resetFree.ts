import { leakKernel } from '../kernels';
import type { ParallelNeuron } from './types';

/** LIF without its reset: H = A·X, S = Θ(H − θ), strict. Linear, hence parallel. */
export const resetFree: ParallelNeuron = {
  kind: 'reset-free',
  label: 'LIF, no reset',
  sentence: 'The leak alone: leave the reset out and time unrolls into one product.',
  uses: ['tau', 'matrices'],
  usesThreshold: true,
  start: null,
  formula: ({ tau, matrices }) => ({ charge: leakKernel(matrices, tau), reset: null, fire: 'threshold', strict: true }),
};
