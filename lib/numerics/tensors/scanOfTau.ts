import * as tf from '@tensorflow/tfjs-core';
import { leakyScan } from './leakyScan';

/** An exponential kernel at the τ of the moment, and how its decay and gain change with τ. */
export interface TauScan {
  readonly decay: number;
  readonly gain: number;
  readonly strict: boolean;
  /** ∂decay/∂τ and ∂gain/∂τ. */
  readonly slopes: { readonly decay: number; readonly gain: number };
}

/**
 * The scan y = gain·K(decay)·x, `[T, N]` → `[T, N]`, of a τ that is learned. Its values come from `scan`, made from the
 * same τ as a plain number; the tensor only receives the gradient:
 *
 *   ∂L/∂τ = Σ dy·(∂y/∂decay · decay′ + y/gain · gain′),   ∂y[t]/∂decay = y[t−1] + decay·∂y[t−1]/∂decay
 *
 * which is the same scan run over y once more; a strict y is y[t] = decay·(y[t−1] + gain·x[t−1]).
 */
export function scanOfTau(x: tf.Tensor2D, tau: tf.Scalar, { decay, gain, strict, slopes }: TauScan): tf.Tensor2D {
  return tf.customGrad((...args) => {
    const [input, , save] = args as [tf.Tensor2D, tf.Scalar, tf.GradSaveFunc];
    const y = leakyScan(input, { decay, gain, strict, reverse: false });
    save([y]);
    return {
      value: y,
      gradFunc: (dy, saved) => {
        const up = dy as tf.Tensor2D;
        const [out] = saved as tf.Tensor2D[];
        // Both sums reach one step further than the scan that made y, or do not, as its kernel does.
        const byDecay = tf.div(leakyScan(out, { decay, gain: 1, strict: !strict, reverse: false }), decay);
        const slope = tf.add(tf.mul(byDecay, slopes.decay), tf.mul(out, slopes.gain / gain));
        return [leakyScan(up, { decay, gain, strict, reverse: true }), tf.reshape(tf.sum(tf.mul(up, slope)), tau.shape)];
      },
    };
  })(x, tau) as tf.Tensor2D;
}
