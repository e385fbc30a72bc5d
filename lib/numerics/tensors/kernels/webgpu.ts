import { registerKernel, type TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { getMainHeaderString, type WebGPUProgram } from '@tensorflow/tfjs-backend-webgpu/dist/webgpu_program';
import { LEAKY_SCAN, type LeakyScanAttributes } from '../leakyScan';

const THREADS = 64;

/** One thread a neuron runs the recurrence over time. */
class LeakyScanProgram implements WebGPUProgram {
  variableNames = ['x'];
  uniforms = 'steps : i32, channels : i32, direction : i32, strict : i32, decay : f32, gain : f32,';
  workgroupSize: [number, number, number] = [THREADS, 1, 1];
  dispatchLayout = { x: [1] };
  dispatch: [number, number, number];
  shaderKey = 'leakyScan';

  constructor(public outputShape: number[]) {
    this.dispatch = [Math.ceil(outputShape[1] / THREADS), 1, 1];
  }

  getUserCode(): string {
    return `
      ${getMainHeaderString('n')} {
        if (n >= uniforms.channels) { return; }
        var state = 0.0;
        for (var k = 0; k < uniforms.steps; k = k + 1) {
          let t = select(k, uniforms.steps - 1 - k, uniforms.direction < 0);
          let at = t * uniforms.channels + n;
          let current = uniforms.gain * f32(x[at]);
          if (uniforms.strict > 0) {
            result[at] = state;
            state = uniforms.decay * (state + current);
          } else {
            state = uniforms.decay * state + current;
            result[at] = state;
          }
        }
      }`;
  }
}

registerKernel({
  kernelName: LEAKY_SCAN,
  backendName: 'webgpu',
  kernelFunc: ({ inputs, backend, attrs }) => {
    const x = inputs.x as TensorInfo;
    const { decay, gain, strict, reverse } = attrs as LeakyScanAttributes;
    return (backend as WebGPUBackend).runWebGPUProgram(new LeakyScanProgram(x.shape), [x], 'float32', [
      { type: 'int32', data: [x.shape[0]] },
      { type: 'int32', data: [x.shape[1]] },
      { type: 'int32', data: [reverse ? -1 : 1] },
      { type: 'int32', data: [strict ? 1 : 0] },
      { type: 'float32', data: [decay] },
      { type: 'float32', data: [gain] },
    ]);
  },
});
