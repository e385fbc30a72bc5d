import * as tf from '@tensorflow/tfjs-core';

export const LEAKY_SCAN = 'LeakyScan';

/** y[t] = gain·Σ decay^(t−j)·x[j] over j ≤ t, or over j < t where strict; reversed in time for the transpose. */
export interface LeakyScanAttributes extends tf.NamedAttrMap {
  decay: number;
  gain: number;
  strict: boolean;
  reverse: boolean;
}

/**
 * The exponential kernels on tensors, x `[T, N]` → `[T, N]`, without a T×T matrix.
 *
 * A kernel of our own on each backend (see kernels/): a strided-window scan in shaders on WebGL, one
 * thread a neuron on WebGPU, a loop on wasm and cpu. Its gradient is the same scan run backwards in time.
 */
export function leakyScan(x: tf.Tensor2D, attributes: LeakyScanAttributes): tf.Tensor2D {
  return tf.engine().runKernel(LEAKY_SCAN, { x }, attributes) as tf.Tensor2D;
}

tf.registerGradient({
  kernelName: LEAKY_SCAN,
  gradFunc: (dy, _saved, attributes) => {
    const a = attributes as LeakyScanAttributes;
    return { x: () => leakyScan(dy as tf.Tensor2D, { ...a, reverse: !a.reverse }) };
  },
});
