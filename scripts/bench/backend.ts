/** Chooses a backend with the engine's flags, in a page or in Node. */
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-webgl';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import '../../lib/numerics/tensors/kernels/cpu';
import '../../lib/numerics/tensors/kernels/wasm';
import '../../lib/numerics/tensors/kernels/webgl';
import { prepareWebgl } from '../../lib/numerics/tensors/webglSettings';

/**
 * @param name `float64` needs no tensors; the cpu backend only counts them
 * @param wasmFolder where the .wasm files lie
 */
export async function useBackend(name: string, wasmFolder: string): Promise<void> {
  prepareWebgl();
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPaths(wasmFolder);
  const backend = name === 'float64' ? 'cpu' : name;
  if (!(await tf.setBackend(backend))) throw new Error(`This browser does not offer ${backend}.`);
}
