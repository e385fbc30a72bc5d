import type { ParallelNeuron } from './types';

/**
 * Sliding PSN: H[t] = Σ_i W_i·X[t − k + 1 + i] + b with zero input before t = 0. S = Θ(H), non-strict.
 *
 * One kernel of k weights shared by all steps, starting at …, ¼, ½, 1.
 */
export const slidingPsn: ParallelNeuron = {
  kind: 'sliding-psn',
  label: 'sliding PSN',
  sentence: 'One short learned kernel slides over time.',
  uses: ['window'],
  usesThreshold: false,
  start: { weights: 'halving', bias: -1 },
  formula: () => ({ charge: { kind: 'toeplitz' }, reset: null, fire: 'zero', strict: false }),
};
