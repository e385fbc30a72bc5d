import { registerKernel, type NamedAttrMap, type TensorInfo } from '@tensorflow/tfjs-core';
import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import { LEAKY_SCAN, type LeakyScanAttributes } from '../leakyScan';
import { GATHER, SCATTER, type WindowAttributes } from '../neighbourhoods';
import { leakyLoop } from './loop';
import { gatheredShape, gatherLoop, scatteredShape, scatterLoop } from './neighbourhoodLoop';

registerKernel({
  kernelName: LEAKY_SCAN,
  backendName: 'cpu',
  kernelFunc: ({ inputs, backend, attrs }) => {
    const x = inputs.x as TensorInfo;
    const cpu = backend as MathBackendCPU;
    const values = cpu.data.get(x.dataId).values as Float32Array;
    const out = new Float32Array(values.length);
    leakyLoop(values, out, x.shape[0], x.shape[1], attrs as NamedAttrMap as LeakyScanAttributes);
    return cpu.makeTensorInfo(x.shape, 'float32', out);
  },
});

/** A kernel that reads one array and writes another of a shape that follows from the window. */
function register(kernelName: string, input: string, shapeOf: (shape: number[], window: WindowAttributes) => number[], loop: typeof gatherLoop): void {
  registerKernel({
    kernelName,
    backendName: 'cpu',
    kernelFunc: ({ inputs, backend, attrs }) => {
      const cpu = backend as MathBackendCPU;
      const from = inputs[input] as TensorInfo;
      const window = attrs as NamedAttrMap as WindowAttributes;
      const shape = shapeOf(from.shape, window);
      const out = new Float32Array(shape.reduce((a, b) => a * b, 1));
      loop(cpu.data.get(from.dataId).values as Float32Array, out, window);
      return cpu.makeTensorInfo(shape, 'float32', out);
    },
  });
}

register(GATHER, 'x', gatheredShape, gatherLoop);
register(SCATTER, 'patches', scatteredShape, scatterLoop);
