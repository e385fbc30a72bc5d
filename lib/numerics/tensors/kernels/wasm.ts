import { registerKernel, type TensorInfo } from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { LEAKY_SCAN, type LeakyScanAttributes } from '../leakyScan';
import { leakyLoop } from './loop';

registerKernel({
  kernelName: LEAKY_SCAN,
  backendName: 'wasm',
  kernelFunc: ({ inputs, backend, attrs }) => {
    const x = inputs.x as TensorInfo;
    const wasm = backend as BackendWasm;
    // The output is made first: growing the heap would detach a view taken before.
    const out = wasm.makeOutput(x.shape, 'float32');
    const from = wasm.typedArrayFromHeap(x) as Float32Array;
    const to = wasm.typedArrayFromHeap(out) as Float32Array;
    leakyLoop(from, to, x.shape[0], x.shape[1], attrs as LeakyScanAttributes);
    return out;
  },
});
