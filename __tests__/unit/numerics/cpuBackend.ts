import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@/lib/numerics/tensors/kernels/cpu';
import * as tf from '@tensorflow/tfjs-core';

/** tfjs on plain JavaScript, with gradients and the project's own kernel. */
export async function useCpu(): Promise<void> {
  if (!(await tf.setBackend('cpu'))) throw new Error('The cpu backend did not start.');
}
