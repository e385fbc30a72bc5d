import { randomStream } from '../numerics/random';
import { learnedOperator, weightCount } from './formula';
import { kernelDecay } from './kernels';
import type { NeuronSettings, ParallelNeuron } from './parallel/types';

/** Where the learned numbers start, and what the reader changed since. */
export interface LearnedSpec {
  /** `released`: random as the authors' code starts. `lif`: the LIF's own kernel. `zero`: nothing. `file`: as `given`. */
  readonly start: 'released' | 'lif' | 'zero' | 'file';
  /** Trained numbers; where their sizes do not fit, nothing is taken from them. */
  readonly given?: { readonly weights: Float32Array; readonly bias: Float32Array };
  /** Seeds the random start. */
  readonly seed: number;
  /** Added to the neuron's own starting bias. */
  readonly bias: number;
  /** Single cells set by hand: row (output step), column (input step), value. */
  readonly edits: readonly (readonly [number, number, number])[];
}

/**
 * W and b of one layer.
 *
 * Kaiming normal, fan-out: N(0, 2/T), the lower triangle used (PSU release). Kaiming uniform:
 * U(±√(1/T)) (SpikingJelly's PSN, a = √5). Halving: …, ¼, ½, 1 (SpikingJelly's sliding PSN).
 * @returns null where the neuron learns nothing
 */
export function learnedNumbers(
  neuron: ParallelNeuron,
  settings: NeuronSettings,
  spec: LearnedSpec,
): { weights: Float32Array; bias: Float32Array } | null {
  const operator = learnedOperator(neuron.formula(settings));
  if (!neuron.start || !operator) return null;
  const { steps, tau, matrices, window } = settings;
  const shared = operator.kind === 'toeplitz';
  const weights = new Float32Array(weightCount(operator, steps, window));

  if (spec.start === 'lif') {
    const decay = kernelDecay(matrices, tau);
    if (shared) weights.forEach((_, i) => (weights[i] = decay ** (window - 1 - i) / tau));
    else for (let i = 0; i < steps; i++) for (let j = 0; j <= i; j++) weights[i * steps + j] = decay ** (i - j) / tau;
  } else if (spec.start === 'released') {
    const random = randomStream(spec.seed, 'learned');
    const start = neuron.start.weights;
    if (start === 'halving') weights.forEach((_, i) => (weights[i] = 2 ** (i - window + 1)));
    else if (start === 'kaiming-normal') weights.forEach((_, k) => (weights[k] = random.normal() * Math.sqrt(2 / steps)));
    else weights.forEach((_, k) => (weights[k] = (2 * random.uniform() - 1) / Math.sqrt(steps)));
    // The release zeroes what its mask never shows; a cleared triangle is what a reader expects to see.
    if (start === 'kaiming-normal') {
      for (let i = 0; i < steps; i++) weights.fill(0, i * steps + i + 1, (i + 1) * steps);
    }
  }
  const given = spec.start === 'file' && spec.given?.weights.length === weights.length && spec.given.bias.length === steps ? spec.given : null;
  if (given) weights.set(given.weights);
  for (const [i, j, value] of spec.edits) {
    if (shared ? j < window : i < steps && j < steps) weights[shared ? j : i * steps + j] = value;
  }
  const bias = new Float32Array(steps).fill(neuron.start.bias + spec.bias);
  if (given) given.bias.forEach((b, t) => (bias[t] = b + spec.bias));
  return { weights, bias };
}
