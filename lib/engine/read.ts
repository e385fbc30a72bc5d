import type * as tf from '@tensorflow/tfjs-core';
import { contextLost } from './backends';

/** The device took the WebGL context away: everything on it is gone. */
export class ContextLostError extends Error {
  override readonly name = 'ContextLostError';
}

/** How often a pending read looks whether the context is still there. */
const LOOK_MS = 200;
/** After this long a pending read is asked for synchronously, which always ends. */
const PATIENCE_MS = 1200;

/**
 * Reads a tensor. On a lost context an asynchronous read never settles and a synchronous one gives zeros,
 * without an error: so a pending read is watched, and a long one is forced.
 * @throws ContextLostError within two seconds of the loss
 */
export async function readTensor(tensor: tf.Tensor): Promise<Float32Array> {
  if (contextLost()) throw new ContextLostError();
  let timer: ReturnType<typeof setInterval> | undefined;
  const started = performance.now();
  const watched = new Promise<Float32Array>((resolve, reject) => {
    timer = setInterval(() => {
      if (contextLost()) reject(new ContextLostError());
      else if (performance.now() - started > PATIENCE_MS) {
        const values = tensor.dataSync() as Float32Array;
        if (contextLost()) reject(new ContextLostError());
        else resolve(values);
      }
    }, LOOK_MS);
  });
  try {
    const values = (await Promise.race([tensor.data(), watched])) as Float32Array;
    if (contextLost()) throw new ContextLostError();
    return values;
  } finally {
    clearInterval(timer);
  }
}
