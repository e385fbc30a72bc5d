/**
 * AdamW (Loshchilov & Hutter 2019, decoupled decay) on one flat array of all learned numbers:
 *
 *   w ← w − η·λ·w,  m ← β₁m + (1 − β₁)g,  v ← β₂v + (1 − β₂)g²,
 *   w ← w − η/(1 − β₁ᵗ) · m / (√(v/(1 − β₂ᵗ)) + ε)
 *
 * β₁ = 0.9, β₂ = 0.999, ε = 1e-8 and the order of operations as in PyTorch.
 */
import * as tf from '@tensorflow/tfjs-core';

export const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;

export interface AdamState {
  weights: tf.Tensor1D;
  first: tf.Tensor1D;
  second: tf.Tensor1D;
  /** Steps made. */
  count: number;
}

/** One step; the old tensors of the state are disposed of. */
export function adamStep(state: AdamState, gradient: tf.Tensor1D, rate: number, decay: number): void {
  const { beta1, beta2, epsilon } = ADAM;
  const count = state.count + 1;
  const { weights, first, second } = state;
  const next = tf.tidy(() => {
    const m = tf.add(tf.mul(first, beta1), tf.mul(gradient, 1 - beta1));
    const v = tf.add(tf.mul(second, beta2), tf.mul(tf.square(gradient), 1 - beta2));
    const spread = tf.add(tf.div(tf.sqrt(v), Math.sqrt(1 - beta2 ** count)), epsilon);
    const w = tf.sub(tf.mul(weights, 1 - rate * decay), tf.mul(tf.div(m, spread), rate / (1 - beta1 ** count)));
    return { weights: w as tf.Tensor1D, first: m as tf.Tensor1D, second: v as tf.Tensor1D };
  });
  for (const old of [weights, first, second]) old.dispose();
  Object.assign(state, next, { count });
}

/** The gradient scaled so that its norm is at most `limit`; 0 for no limit. */
export function clipNorm(gradient: tf.Tensor1D, limit: number): tf.Tensor1D {
  if (!(limit > 0)) return gradient;
  return tf.tidy(() => tf.mul(gradient, tf.minimum(1, tf.div(limit, tf.add(tf.norm(gradient), 1e-6))))) as tf.Tensor1D;
}
