/**
 * The sequential cell on tensors: the recurrence of cell.ts as a loop over time, one step after another,
 * with surrogate gradients. The yardstick that the parallel forms are timed and trained against.
 */
import * as tf from '@tensorflow/tfjs-core';
import { allAtOnce, type TensorPieces } from '../../numerics/tensors/pieces';
import { detach, spike } from '../../numerics/tensors/spike';
import type { SurrogateName } from '../../numerics/surrogates';
import type { CellConstants } from './cell';

export interface SequentialTensorInputs {
  /** X, `[T, N]`. */
  readonly x: tf.Tensor2D;
  readonly threshold: tf.Scalar;
  /** Leak and gain as scalars, so that they can be learned. */
  readonly leak: tf.Scalar;
  readonly gain: tf.Scalar;
  readonly surrogate: SurrogateName;
  readonly width: tf.Scalar;
}

export interface SequentialTensorTrace {
  readonly membrane: tf.Tensor2D;
  readonly carried: tf.Tensor2D;
  readonly spikes: tf.Tensor2D;
}

/** Steps between two waits for the device. */
const TOGETHER = 64;

/** H, U and S `[T, N]`, computed step by step. Call inside a scope. */
export function* runCellOnDevice(c: CellConstants, inputs: SequentialTensorInputs): TensorPieces<SequentialTensorTrace> {
  const { threshold, leak, gain, surrogate, width } = inputs;
  const fire = (h: tf.Tensor) => spike(tf.sub(h, threshold), surrogate, width, c.strict);
  // On wasm, tfjs 4.22 copies the whole input for each row, which slows this loop beyond its own work.
  // A single step is reshaped instead: the gradient of unstack fails for one row (tfjs 4.22).
  const current = inputs.x.shape[0] === 1 ? [tf.reshape(inputs.x, [inputs.x.shape[1]])] : tf.unstack(inputs.x);
  const membranes: tf.Tensor[] = [];
  const kept: tf.Tensor[] = [];
  const spikes: tf.Tensor[] = [];
  let carried: tf.Tensor = tf.fill([inputs.x.shape[1]], c.resetValue);

  /** H, U and S of one step. */
  function step(x: tf.Tensor): [tf.Tensor, tf.Tensor, tf.Tensor] {
    const delayed = c.timing !== 'now' && c.reset !== 'none';
    const r = delayed ? detach(fire(carried)) : null;
    let h: tf.Tensor = tf.mul(leak, r && c.reset === 'zero' ? tf.mul(carried, tf.sub(1, r)) : carried);
    h = tf.add(h, tf.mul(gain, x));
    if (c.offset !== 0) h = tf.add(h, c.offset);
    if (r && c.reset === 'subtract') h = tf.sub(h, tf.mul(threshold, r));
    const s = fire(h);

    if (c.reset === 'none' || c.timing === 'delayed') return [h, h, s];
    const held = c.detached ? detach(s) : s;
    const q = c.timing === 'now' ? held : tf.sub(held, r as tf.Tensor);
    if (c.reset === 'subtract') return [h, tf.sub(h, tf.mul(threshold, q)), s];
    const cleared = tf.mul(h, tf.sub(1, q));
    return [h, c.resetValue === 0 ? cleared : tf.add(cleared, tf.mul(q, c.resetValue)), s];
  }

  for (const [t, x] of current.entries()) {
    const [h, u, s] = tf.tidy(() => step(x));
    membranes.push(h);
    kept.push(u);
    spikes.push(s);
    carried = u;
    if ((t + 1) % TOGETHER === 0 && t + 1 < current.length) yield { wait: s, done: (t + 1) / current.length };
  }
  const stack = (rows: tf.Tensor[]) => tf.stack(rows) as tf.Tensor2D;
  return { membrane: stack(membranes), carried: stack(kept), spikes: stack(spikes) };
}

/** The same at one go, with gradients where they are recorded. Call inside tf.tidy. */
export const runCellOnTensors = (c: CellConstants, inputs: SequentialTensorInputs): SequentialTensorTrace => allAtOnce(runCellOnDevice(c, inputs));
