import * as tf from '@tensorflow/tfjs-core';
import type { BlockPlan } from './architecture';
import { linear } from './linear';

/** Every value's neighbourhood side by side, `[R, …places, channels]` → `[R·places, window·channels]`, zeros beyond the edge. */
function neighbourhoods(x: tf.Tensor, kernel: number): tf.Tensor2D {
  const reach = (kernel - 1) / 2;
  const places = x.shape.slice(1, -1);
  const padded = tf.pad(x, x.shape.map((_, k): [number, number] => (k === 0 || k === x.rank - 1 ? [0, 0] : [reach, reach])));
  const shifts = places.length === 2
    ? Array.from({ length: kernel * kernel }, (_, k) => [Math.floor(k / kernel), k % kernel])
    : Array.from({ length: kernel }, (_, k) => [k]);
  const parts = shifts.map((shift) => tf.slice(padded, [0, ...shift, 0], x.shape));
  return tf.reshape(parts.length === 1 ? parts[0] : tf.concat(parts, x.rank - 1), [-1, kernel ** places.length * (x.shape[x.rank - 1])]);
}

/**
 * A filter at each step, stride 1, edges padded with zeros: `[R, …places, channels]` → `[R, …places, units]`.
 * Made of one product of matrices, which runs, with its gradient, on every backend.
 */
export function filter(x: tf.Tensor, weight: tf.Tensor2D, bias: tf.Tensor1D, { spec }: BlockPlan, learnsInput: boolean): tf.Tensor {
  const y = linear(neighbourhoods(x, spec.kernel), weight, bias, learnsInput);
  return tf.reshape(y, [...x.shape.slice(0, -1), spec.units]);
}
