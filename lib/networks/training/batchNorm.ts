import * as tf from '@tensorflow/tfjs-core';

/** Added to the variance before the root, as in PyTorch. */
const EPSILON = 1e-5;

/** Running mean and variance `[channels]` of each batch norm by block name, on the device. */
export type NormState = Map<string, { mean: tf.Tensor1D; variance: tf.Tensor1D }>;

/**
 * Batch norm over all axes but the last: gain·(x − mean)/√(variance + ε) + shift.
 *
 * Training takes the batch's own moments (biased variance) and hands them to `norms`, as kept tensors that the
 * caller owns; else the running ones are used.
 */
export function batchNorm(x: tf.Tensor, gain: tf.Tensor1D, shift: tf.Tensor1D, norms: NormState, name: string, training: boolean): tf.Tensor {
  const channels = gain.size;
  const flat = tf.reshape(x, [-1, channels]);
  const seen = training ? tf.moments(flat, 0) : norms.get(name);
  if (!seen) throw new RangeError(`Batch norm ${name} has seen nothing yet.`);
  if (training) norms.set(name, { mean: tf.keep(tf.clone(seen.mean)) as tf.Tensor1D, variance: tf.keep(tf.clone(seen.variance)) as tf.Tensor1D });
  const scale = tf.mul(gain, tf.rsqrt(tf.add(seen.variance, EPSILON)));
  return tf.reshape(tf.add(tf.mul(flat, scale), tf.sub(shift, tf.mul(seen.mean, scale))), x.shape);
}
