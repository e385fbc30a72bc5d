import * as tf from '@tensorflow/tfjs-core';
import { multiply } from '../../numerics/tensors/multiply';

/**
 * Y = X·W + b, `[R, M]·[M, N]` → `[R, N]`.
 * @param learnsInput false where nothing before X learns
 */
export function linear(x: tf.Tensor2D, weight: tf.Tensor2D, bias: tf.Tensor1D, learnsInput: boolean): tf.Tensor2D {
  return tf.add(multiply(x, weight, learnsInput), bias);
}
