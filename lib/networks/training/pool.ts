import * as tf from '@tensorflow/tfjs-core';
import type { BlockPlan } from './architecture';

/** Mean over blocks of `pool` neighbours a side, `[R, …output]` → `[R, …pooled]`; what is left at an edge is dropped. */
export function averagePool(x: tf.Tensor, { spec: { pool, kind }, output, pooled }: BlockPlan): tf.Tensor {
  if (pool === 1 || kind === 'dense') return x;
  const [rows, columns, channels] = output.length === 2 ? [1, ...output] : output;
  const high = output.length === 2 ? 1 : pool;
  const means = tf.avgPool(tf.reshape(x, [-1, rows, columns, channels]) as tf.Tensor4D, [high, pool], [high, pool], 'valid');
  return tf.reshape(means, [x.shape[0], ...pooled]);
}
