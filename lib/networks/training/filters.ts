import * as tf from '@tensorflow/tfjs-core';
import { neighbourhoods } from '../../numerics/tensors/neighbourhoods';
import type { BlockPlan } from './architecture';
import { linear } from './linear';

/**
 * A filter at each step, stride 1, edges padded with zeros: `[R, …places, channels]` → `[R, …places, units]`.
 * Made of one product of matrices, which runs, with its gradient, on every backend.
 */
export function filter(x: tf.Tensor, weight: tf.Tensor2D, bias: tf.Tensor1D, { spec, input }: BlockPlan, learnsInput: boolean): tf.Tensor {
  const flat = spec.kind === 'conv1d';
  const [rows, columns, channels] = flat ? [1, ...input] : input;
  const window = { rows, columns, channels, down: flat ? 1 : spec.kernel, across: spec.kernel };
  const y = linear(neighbourhoods(tf.reshape(x, [-1, rows, columns, channels]), window), weight, bias, learnsInput);
  return tf.reshape(y, [...x.shape.slice(0, -1), spec.units]);
}
