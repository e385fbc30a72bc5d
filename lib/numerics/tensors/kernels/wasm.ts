import { registerKernel, type NamedAttrMap, type TensorInfo } from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { LEAKY_SCAN, type LeakyScanAttributes } from '../leakyScan';
import { GATHER, SCATTER, type WindowAttributes } from '../neighbourhoods';
import { leakyLoop } from './loop';
import { gatheredShape, gatherLoop, scatteredShape, scatterLoop } from './neighbourhoodLoop';

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

/** A kernel that reads one array and writes another of a shape that follows from the window. */
function register(kernelName: string, input: string, shapeOf: (shape: number[], window: WindowAttributes) => number[], loop: typeof gatherLoop): void {
  registerKernel({
    kernelName,
    backendName: 'wasm',
    kernelFunc: ({ inputs, backend, attrs }) => {
      const wasm = backend as BackendWasm;
      const from = inputs[input] as TensorInfo;
      const window = attrs as NamedAttrMap as WindowAttributes;
      const out = wasm.makeOutput(shapeOf(from.shape, window), 'float32');
      loop(wasm.typedArrayFromHeap(from) as Float32Array, wasm.typedArrayFromHeap(out) as Float32Array, window);
      return out;
    },
  });
}

register(GATHER, 'x', gatheredShape, gatherLoop);
register(SCATTER, 'patches', scatteredShape, scatterLoop);
