import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@/lib/numerics/tensors/kernels/cpu';
import * as tf from '@tensorflow/tfjs-core';

/** tfjs on plain JavaScript, with gradients and the project's own kernel. */
export async function useCpu(): Promise<void> {
  if (!(await tf.setBackend('cpu'))) throw new Error('The cpu backend did not start.');
}

/** Runs work and disposes of every tensor it made. */
export async function withTensors<T>(work: () => Promise<T> | T): Promise<T> {
  tf.engine().startScope();
  try {
    return await work();
  } finally {
    tf.engine().endScope();
  }
}
