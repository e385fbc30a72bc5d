import * as tf from '@tensorflow/tfjs-core';

/**
 * Runs what computes gradients. Where it throws, tfjs (4.22) forgets the tensors it has saved for the way back, which
 * are all activations so far; here they are let go.
 */
export function onTape<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const { state } = tf.engine();
    for (const { saved } of state.activeTape ?? []) tf.dispose(saved ?? []);
    state.activeTape = [];
    throw error;
  }
}
