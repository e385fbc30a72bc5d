import * as tf from '@tensorflow/tfjs-core';
import type { LearningSpec } from './spec';

/**
 * Mean loss of a batch.
 *
 * Cross-entropy with smoothing ε: −Σ q·log softmax(z), q = (1 − ε)·onehot + ε/K. MSE: mean over samples and
 * classes of (z − onehot)².
 */
export function lossOf(logits: tf.Tensor2D, labels: tf.Tensor1D, { loss, smoothing }: Pick<LearningSpec, 'loss' | 'smoothing'>): tf.Scalar {
  const classes = logits.shape[1];
  const onehot = tf.cast(tf.oneHot(labels, classes), 'float32');
  if (loss === 'mse') return tf.mean(tf.square(tf.sub(logits, onehot))) as tf.Scalar;
  const target = smoothing > 0 ? tf.add(tf.mul(onehot, 1 - smoothing), smoothing / classes) : onehot;
  return tf.neg(tf.mean(tf.sum(tf.mul(target, tf.logSoftmax(logits)), 1))) as tf.Scalar;
}

/** How many of a batch are right. */
export function rightOf(logits: tf.Tensor2D, labels: tf.Tensor1D): tf.Scalar {
  return tf.sum(tf.cast(tf.equal(tf.argMax(logits, 1), labels), 'float32')) as tf.Scalar;
}
