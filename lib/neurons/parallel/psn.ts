import type { ParallelNeuron } from './types';

/**
 * PSN: H = W·X + b, S = Θ(H), W full `[T, T]`. b plays minus the threshold, one a step.
 *
 * Non-strict as in SpikingJelly; the class of the same name beside PSU is strict.
 */
export const psn: ParallelNeuron = {
  kind: 'psn',
  label: 'PSN',
  sentence: 'No reset: one learned matrix over all steps, so it also sees the future.',
  uses: [],
  usesThreshold: false,
  start: { weights: 'kaiming-uniform', bias: -1 },
  formula: () => ({ charge: { kind: 'dense' }, reset: null, fire: 'zero', strict: false }),
};
