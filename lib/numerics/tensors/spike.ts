import * as tf from '@tensorflow/tfjs-core';
import type { Surrogate } from '../surrogates';

type Derivative = (u: tf.Tensor, width: tf.Tensor) => tf.Tensor;

/** Backward factors dS/du on tensors; the formulas of numerics/surrogates.ts. */
const derivatives: Record<Surrogate['name'], Derivative> = {
  atan: (u, a) => tf.div(tf.div(a, 2), tf.add(tf.square(tf.mul(u, tf.mul(a, Math.PI / 2))), 1)),
  sigmoid: (u, a) => {
    const s = tf.sigmoid(tf.mul(u, a));
    return tf.mul(a, tf.mul(s, tf.sub(1, s)));
  },
  'piecewise-quadratic': (u, a) => tf.relu(tf.sub(a, tf.mul(tf.square(a), tf.abs(u)))),
  'fast-sigmoid': (u, k) => tf.reciprocal(tf.square(tf.add(tf.mul(tf.abs(u), k), 1))),
  gate: (u, a) => tf.cast(tf.less(tf.abs(u), tf.reciprocal(a)), 'float32'),
  box: (u) => tf.cast(tf.less(tf.abs(u), 0.5), 'float32'),
  'round-box': (u) => tf.cast(tf.logicalAnd(tf.greater(u, -0.5), tf.less(u, 4.5)), 'float32'),
  relu: (u, a) => tf.mul(tf.cast(tf.greater(u, 0), 'float32'), a),
  'straight-through': (u) => tf.onesLike(u),
};

function widthDerivative(name: Surrogate['name'], u: tf.Tensor, width: tf.Tensor): tf.Tensor {
  if (name === 'atan') return tf.div(tf.div(u, 2), tf.add(tf.square(tf.mul(u, tf.mul(width, Math.PI / 2))), 1));
  if (name === 'relu') return tf.relu(u);
  return tf.zerosLike(u);
}

/**
 * S = Θ(u), u = H − θ, any shape, with the surrogate's derivative on the way back.
 * @param width α as a scalar tensor, so that it can be learned
 * @param strict no spike at u = 0
 */
export function spike(u: tf.Tensor, name: Surrogate['name'], width: tf.Scalar, strict: boolean): tf.Tensor {
  const op = tf.customGrad((...args) => {
    const [input, alpha, save] = args as [tf.Tensor, tf.Tensor, tf.GradSaveFunc];
    // Saved once the spikes have found room: what is saved of a step that throws would stay.
    const value = tf.cast(strict ? tf.greater(input, 0) : tf.greaterEqual(input, 0), 'float32');
    save([input, alpha]);
    return {
      value,
      gradFunc: (dy: tf.Tensor | tf.Tensor[], saved: tf.Tensor[]) => {
        const [v, a] = saved;
        const upstream = dy as tf.Tensor;
        return [
          tf.mul(upstream, derivatives[name](v, a)),
          tf.reshape(tf.sum(tf.mul(upstream, widthDerivative(name, v, a))), a.shape),
        ];
      },
    };
  });
  return op(u, width);
}

/** The value of x, through which no gradient passes. */
export function detach<T extends tf.Tensor>(x: T): T {
  const op = tf.customGrad((v) => ({
    value: tf.clone(v as tf.Tensor),
    gradFunc: (dy) => tf.zerosLike(dy as tf.Tensor),
  }));
  return op(x) as T;
}
