import { registerKernel, type NamedAttrMap, type TensorInfo } from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { ARRAY_KERNELS } from './arrayKernels';

for (const { name, input, shapeOf, loop } of ARRAY_KERNELS) {
  registerKernel({
    kernelName: name,
    backendName: 'wasm',
    kernelFunc: ({ inputs, backend, attrs }) => {
      const from = inputs[input] as TensorInfo;
      const wasm = backend as BackendWasm;
      const attributes = attrs as NamedAttrMap;
      // The output is made first: growing the heap would detach a view taken before.
      const out = wasm.makeOutput(shapeOf(from.shape, attributes), 'float32');
      loop(wasm.typedArrayFromHeap(from) as Float32Array, wasm.typedArrayFromHeap(out) as Float32Array, attributes, from.shape);
      return out;
    },
  });
}
