import type * as tf from '@tensorflow/tfjs-core';
import { contextLost, isWebgpu } from './backends';

/** The device took the WebGL context away: everything on it is gone. */
export class ContextLostError extends Error {
  override readonly name = 'ContextLostError';
  constructor() {
    super('the device took the graphics context away');
  }
}

/** How often a pending read looks whether the context is still there. */
const LOOK_MS = 200;
/** After this long a pending read is asked for synchronously, which always ends. */
const PATIENCE_MS = 1200;

/** Up to this many numbers are read at once: waiting for the device's fence would cost more than they do. */
const SMALL = 1 << 18;

/** A synchronous read always ends; on a lost context it gives zeros, so the context is asked afterwards. */
function readNow(tensor: tf.Tensor): Float32Array {
  const values = tensor.dataSync() as Float32Array;
  if (contextLost()) throw new ContextLostError();
  return values;
}

/**
 * Reads a tensor. On a lost context an asynchronous read never settles and a synchronous one gives zeros,
 * without an error: so a pending read is watched, and a long one is forced.
 * @throws ContextLostError within two seconds of the loss
 */
export async function readTensor(tensor: tf.Tensor): Promise<Float32Array> {
  if (contextLost()) throw new ContextLostError();
  // WebGPU cannot read synchronously.
  if (tensor.size <= SMALL && !isWebgpu()) return readNow(tensor);
  let timer: ReturnType<typeof setInterval> | undefined;
  const started = performance.now();
  const watched = new Promise<Float32Array>((resolve, reject) => {
    timer = setInterval(() => {
      if (contextLost()) reject(new ContextLostError());
      else if (!isWebgpu() && performance.now() - started > PATIENCE_MS) {
        try {
          resolve(readNow(tensor));
        } catch (error) {
          reject(error);
        }
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
