import type { LearningSpec } from './spec';

/**
 * Learning rate of one optimiser step, counted from 0.
 *
 * Warm-up: rate · (s + 1)/w over the first w = warmup · stepsPerEpoch steps. Cosine after it:
 * min + ½(rate − min)(1 + cos(π·(s − w)/(S − w))), S all steps; constant: rate.
 */
export function learningRate(learning: LearningSpec, step: number, stepsPerEpoch: number): number {
  const warm = learning.warmup * stepsPerEpoch;
  if (step < warm) return (learning.rate * (step + 1)) / warm;
  if (learning.schedule === 'constant') return learning.rate;
  const share = Math.min(1, (step - warm) / Math.max(1, learning.epochs * stepsPerEpoch - warm));
  const least = Math.min(learning.minRate, learning.rate);
  return least + 0.5 * (learning.rate - least) * (1 + Math.cos(Math.PI * share));
}
