import { leakKernel } from '../kernels';
import type { ParallelNeuron } from './types';

/**
 * SPSN: H = σ(A·X), S drawn from Bernoulli(H). No reset, no threshold.
 *
 * Gradients are those of the expected value Σ H·G: the released class cuts the gradient at the draw.
 */
export const spsn: ParallelNeuron = {
  kind: 'spsn',
  label: 'SPSN',
  sentence: 'It has no reset and no threshold: it fires by chance with probability σ(A·X).',
  uses: ['tau', 'matrices'],
  usesThreshold: false,
  start: null,
  formula: ({ tau, matrices }) => ({ charge: leakKernel(matrices, tau), reset: null, fire: 'bernoulli', strict: true }),
};
