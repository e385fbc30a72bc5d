import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@/lib/numerics/tensors/kernels/cpu';
import { kernelDecay, tauSlopes, type MatrixConvention } from '@/lib/neurons/kernels';
import { strictExponential, exponential } from '@/lib/numerics/operators';
import { randomStream } from '@/lib/numerics/random';
import { scanOfTau } from '@/lib/numerics/tensors/scanOfTau';

const [T, N] = [11, 3];
const random = randomStream(4, 'scan-of-tau');
const x = Float32Array.from({ length: T * N }, () => random.normal());
const g = Float32Array.from({ length: T * N }, () => random.normal());

/** L = Σ g·y in float64. */
function objective(tau: number, matrices: MatrixConvention, kernel: 'leak' | 'reset'): number {
  const decay = kernelDecay(matrices, tau);
  const matrix = (kernel === 'leak' ? exponential(T, decay, 1 / tau) : strictExponential(T, decay, 1)).matrix();
  let sum = 0;
  for (let i = 0; i < T; i++) for (let j = 0; j <= i; j++) for (let n = 0; n < N; n++) sum += g[i * N + n] * matrix[i * T + j] * x[j * N + n];
  return sum;
}

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe.each([['released'], ['consistent']] as const)('the scan of a learned τ, matrices as %s', (matrices) => {
  it.each([['leak', 1.5], ['leak', 2], ['leak', 4], ['reset', 1.5], ['reset', 2], ['reset', 4]] as const)('has the slope of %s at τ = %d', (kernel, tau) => {
    const strict = kernel === 'reset';
    const scan = { decay: kernelDecay(matrices, tau), gain: strict ? 1 : 1 / tau, strict, slopes: tauSlopes(matrices, tau, kernel) };
    const [dx, dTau] = tf.tidy(() => tf.grads((a, t) => tf.sum(tf.mul(scanOfTau(a as tf.Tensor2D, t as tf.Scalar, scan), tf.tensor2d(g, [T, N]))) as tf.Scalar)([tf.tensor2d(x, [T, N]), tf.scalar(tau)])
      .map((t) => t.dataSync()));
    const h = 1e-5;
    const slope = (objective(tau + h, matrices, kernel) - objective(tau - h, matrices, kernel)) / (2 * h);
    expect(Math.abs(slope)).toBeGreaterThan(1e-3);
    expect(dTau[0] / slope).toBeCloseTo(1, 4);
    // The gradient of x is the transpose, as without a learned τ.
    const matrix = (strict ? strictExponential(T, scan.decay, 1) : exponential(T, scan.decay, 1 / tau)).matrix();
    for (let j = 0; j < T; j++) {
      let expected = 0;
      for (let i = 0; i < T; i++) expected += matrix[i * T + j] * g[i * N];
      expect(dx[j * N]).toBeCloseTo(expected, 5);
    }
  });
});
