import * as tf from '@tensorflow/tfjs-core';

/**
 * A·B, `[R, M]·[M, N]` → `[R, N]`, with gradients of our own, dA = dC·Bᵀ and dB = Aᵀ·dC: tfjs' wasm backend is
 * ten times slower where a product takes a matrix as transposed, so here matrices are turned before.
 * @param learnsA false where nothing before A learns: its gradient is then not computed
 */
export function multiply(a: tf.Tensor2D, b: tf.Tensor2D, learnsA = true): tf.Tensor2D {
  if (!learnsA) {
    return tf.customGrad((...args) => {
      const [right, save] = args as [tf.Tensor2D, tf.GradSaveFunc];
      const value = tf.matMul(a, right);
      // A may be made on the way forward, and would be gone on the way back.
      save([a]);
      return { value, gradFunc: (dy, [left]) => tf.matMul(tf.transpose(left), dy as tf.Tensor2D) };
    })(b) as tf.Tensor2D;
  }
  return tf.customGrad((...args) => {
    const [left, right, save] = args as [tf.Tensor2D, tf.Tensor2D, tf.GradSaveFunc];
    // Saved once the product has found room: what is saved of one that throws would stay.
    const value = tf.matMul(left, right);
    save([left, right]);
    return {
      value,
      gradFunc: (dy, saved) => {
        const [l, r] = saved as tf.Tensor2D[];
        return [tf.matMul(dy as tf.Tensor2D, tf.transpose(r)), tf.matMul(tf.transpose(l), dy as tf.Tensor2D)];
      },
    };
  })(a, b) as tf.Tensor2D;
}
