import type { ParallelNeuron } from './types';

/**
 * Masked PSN: H = ((λ·M_k + (1 − λ)·J) ⊙ W)·X + b, M_k[i, j] = 1 for 0 ≤ i − j < k. S = Θ(H), non-strict.
 *
 * λ grows from 0 (a PSN) to 1 (only the last k steps are seen) during training.
 */
export const maskedPsn: ParallelNeuron = {
  kind: 'masked-psn',
  label: 'masked PSN',
  sentence: 'A PSN whose matrix is masked to the last k steps.',
  uses: ['window', 'lambda'],
  usesThreshold: false,
  start: { weights: 'kaiming-uniform', bias: -1 },
  formula: ({ window, lambda }) => ({
    charge: { kind: 'banded', width: window, lambda },
    reset: null,
    fire: 'zero',
    strict: false,
  }),
};
