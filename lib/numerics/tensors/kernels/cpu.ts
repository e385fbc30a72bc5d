import { registerKernel, type NamedAttrMap, type TensorInfo } from '@tensorflow/tfjs-core';
import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import { LEAKY_SCAN, type LeakyScanAttributes } from '../leakyScan';
import { leakyLoop } from './loop';

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
