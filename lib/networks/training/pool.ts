import * as tf from '@tensorflow/tfjs-core';
import type { BlockPlan } from './architecture';

/** Mean over blocks of `pool` neighbours a side, `[R, …output]` → `[R, …pooled]`; what is left at an edge is dropped. */
export function averagePool(x: tf.Tensor, plan: BlockPlan): tf.Tensor {
  const { pool, kind } = plan.spec;
  if (pool === 1 || kind === 'dense') return x;
  const rows = x.shape[0];
  const places = plan.pooled.slice(0, -1);
  const channels = plan.pooled[plan.pooled.length - 1];
  const kept = tf.slice(x, x.shape.map(() => 0), [rows, ...places.map((n) => n * pool), channels]);
  const split = tf.reshape(kept, [rows, ...places.flatMap((n) => [n, pool]), channels]);
  return tf.mean(split, places.map((_, k) => 2 + 2 * k));
}
