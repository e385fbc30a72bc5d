import { registerKernel, type NamedAttrMap, type TensorInfo } from '@tensorflow/tfjs-core';
import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import { ARRAY_KERNELS } from './arrayKernels';

for (const { name, input, shapeOf, loop } of ARRAY_KERNELS) {
  registerKernel({
    kernelName: name,
    backendName: 'cpu',
    kernelFunc: ({ inputs, backend, attrs }) => {
      const from = inputs[input] as TensorInfo;
      const cpu = backend as MathBackendCPU;
      const attributes = attrs as NamedAttrMap;
      const shape = shapeOf(from.shape, attributes);
      const out = new Float32Array(shape.reduce((a, b) => a * b, 1));
      loop(cpu.data.get(from.dataId).values as Float32Array, out, attributes, from.shape);
      return cpu.makeTensorInfo(shape, 'float32', out);
    },
  });
}
