import * as tf from '@tensorflow/tfjs-core';
import type { TensorPieces } from '../numerics/tensors/pieces';

/** So many sweeps are made before it is asked whether they still change anything: each answer waits for the device. */
const MOST_TOGETHER = 16;
/** Cells that are swept between two questions. */
const CELLS_TOGETHER = 2 ** 20;

/** One sweep of which no gradient is recorded: its spikes are a guess that is corrected, not a path to learn through. */
function unrecorded(sweep: (rho: tf.Tensor2D) => tf.Tensor2D, rho: tf.Tensor2D): tf.Tensor2D {
  const op = tf.customGrad((r) => ({ value: sweep(r as tf.Tensor2D), gradFunc: () => tf.zeros(rho.shape) }));
  return op(rho) as tf.Tensor2D;
}

/**
 * ρ after `count` sweeps ρ ← sweep(ρ), or after fewer where nothing changes any more. One sweep's tensors
 * are on the device at a time; the guess is disposed of.
 */
export function* sweepOnDevice(guess: tf.Tensor2D, count: number, sweep: (rho: tf.Tensor2D) => tf.Tensor2D): TensorPieces<tf.Tensor2D> {
  const together = Math.max(1, Math.min(MOST_TOGETHER, Math.floor(CELLS_TOGETHER / guess.size)));
  let rho = guess;
  for (let k = 1; k <= count; k++) {
    const before = rho;
    rho = unrecorded(sweep, before);
    if (k % together === 0 && k < count) {
      const changed = tf.tidy(() => tf.max(tf.abs(tf.sub(rho, before))));
      const answer = yield { wait: changed, done: k / count };
      changed.dispose();
      if (answer === 0) count = k;
    }
    before.dispose();
  }
  return rho;
}
