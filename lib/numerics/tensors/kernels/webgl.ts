import { registerKernel, type TensorInfo } from '@tensorflow/tfjs-core';
import type { GPGPUProgram, MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { LEAKY_SCAN, type LeakyScanAttributes } from '../leakyScan';

/** Terms summed per pass: three passes reach T = 4096. */
const RADIX = 16;

/**
 * One pass of the scan: out[t] = gain·Σ_k factor^k·in[t − lag − k·stride], k < RADIX.
 * Passes with stride 1, RADIX, RADIX² … compose to the whole exponential sum.
 */
class StridedWindow implements GPGPUProgram {
  variableNames = ['x'];
  enableShapeUniforms = true;
  customUniforms = [
    { name: 'stride', type: 'int' as const },
    { name: 'lag', type: 'int' as const },
    { name: 'steps', type: 'int' as const },
    { name: 'direction', type: 'int' as const },
    { name: 'factor', type: 'float' as const },
    { name: 'gain', type: 'float' as const },
  ];
  userCode = `
    void main() {
      ivec2 coords = getOutputCoords();
      float sum = 0.0;
      float weight = gain;
      int t = coords.x - direction * lag;
      for (int k = 0; k < ${RADIX}; k++) {
        if (t < 0 || t >= steps) break;
        sum += weight * getX(t, coords.y);
        weight *= factor;
        t -= direction * stride;
      }
      setOutput(sum);
    }`;
  constructor(public outputShape: number[]) {}
}

registerKernel({
  kernelName: LEAKY_SCAN,
  backendName: 'webgl',
  kernelFunc: ({ inputs, backend, attrs }) => {
    const webgl = backend as MathBackendWebGL;
    const { decay, gain, strict, reverse } = attrs as LeakyScanAttributes;
    let current = inputs.x as TensorInfo;
    const steps = current.shape[0];
    for (let stride = 1; stride === 1 || stride < steps; stride *= RADIX) {
      const first = stride === 1;
      const next = webgl.compileAndRun(new StridedWindow(current.shape), [current], 'float32', [
        [stride],
        [first && strict ? 1 : 0],
        [steps],
        [reverse ? -1 : 1],
        [decay ** stride],
        [first ? gain * (strict ? decay : 1) : 1],
      ]);
      if (!first) webgl.disposeIntermediateTensorInfo(current);
      current = next;
    }
    return current;
  },
});
