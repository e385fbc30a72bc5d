/** @jest-environment node */
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { exponential, strictExponential } from '@/lib/numerics/operators';
import { surrogateDerivative, surrogateWidthDerivative, type SurrogateName } from '@/lib/numerics/surrogates';
import { leakyScan } from '@/lib/numerics/tensors/leakyScan';
import { detach, spike } from '@/lib/numerics/tensors/spike';
import { gaussians, largestError } from './arrays';
import { useCpu } from './cpuBackend';

const NAMES: SurrogateName[] = ['atan', 'sigmoid', 'piecewise-quadratic', 'fast-sigmoid', 'gate', 'box', 'round-box', 'relu', 'straight-through'];

beforeAll(useCpu);
beforeEach(() => tf.engine().startScope());
afterEach(() => tf.engine().endScope());

const row = (values: ArrayLike<number>) => tf.tensor1d(Float32Array.from(values));

describe('spike', () => {
  it('is the step itself, strict or not', () => {
    const u = row([-2, -1e-6, 0, 1e-6, 3]);
    for (const name of NAMES) {
      expect(Array.from(spike(u, name, tf.scalar(2), true).dataSync())).toEqual([0, 0, 0, 1, 1]);
      expect(Array.from(spike(u, name, tf.scalar(2), false).dataSync())).toEqual([0, 0, 1, 1, 1]);
    }
  });

  it.each(NAMES)('sends back the derivative of %s, and that of its width', (name) => {
    const u = gaussians(3, 60).map((v) => Math.fround(2 * v));
    const upstream = gaussians(4, 60);
    for (const width of [0.75, 2, 4.5]) {
      const [dU, dWidth] = tf.grads((a, b) => spike(a, name, b as tf.Scalar, true))([row(u), tf.scalar(width)], row(upstream));
      const expected = u.map((v, k) => upstream[k] * surrogateDerivative({ name, width }, v));
      const along = u.reduce((sum, v, k) => sum + upstream[k] * surrogateWidthDerivative({ name, width }, v), 0);
      expect(largestError(dU.dataSync(), expected)).toBeLessThan(1e-6);
      expect(largestError(dWidth.dataSync(), [along])).toBeLessThan(1e-5);
    }
  });

  it('keeps the shape of what it is given', () => {
    expect(spike(tf.zeros([3, 2]), 'atan', tf.scalar(2), true).shape).toEqual([3, 2]);
  });
});

describe('detach', () => {
  it('keeps the value and stops the gradient', () => {
    const f = (x: tf.Tensor) => tf.add(tf.mul(x, 3), detach(tf.mul(x, 5)));
    const x = row([1, -2]);
    expect(Array.from(f(x).dataSync())).toEqual([8, -16]);
    expect(Array.from(tf.grad(f)(x, row([1, 1])).dataSync())).toEqual([3, 3]);
  });
});

const scans = fc.record({
  steps: fc.integer({ min: 1, max: 20 }),
  channels: fc.integer({ min: 1, max: 4 }),
  decay: fc.double({ min: 0, max: 1, noNaN: true }),
  gain: fc.double({ min: -2, max: 2, noNaN: true }),
  strict: fc.boolean(),
  seed: fc.nat(),
});

describe('leakyScan', () => {
  it('equals the float64 operator, and reversed its transpose', () => {
    fc.assert(fc.property(scans, ({ steps, channels, decay, gain, strict, seed }) => {
      const operator = (strict ? strictExponential : exponential)(steps, decay, gain);
      const x = gaussians(seed, steps * channels);
      tf.tidy(() => {
        const tensor = tf.tensor2d(Float32Array.from(x), [steps, channels]);
        const forward = leakyScan(tensor, { decay, gain, strict, reverse: false });
        const backward = leakyScan(tensor, { decay, gain, strict, reverse: true });
        expect(forward.shape).toEqual([steps, channels]);
        expect(largestError(forward.dataSync(), operator.apply(x, channels))).toBeLessThan(1e-6);
        expect(largestError(backward.dataSync(), operator.transpose(x, channels))).toBeLessThan(1e-6);
      });
    }));
  });

  it('sends gradients back through the transposed operator', () => {
    fc.assert(fc.property(scans, ({ steps, channels, decay, gain, strict, seed }) => {
      const operator = (strict ? strictExponential : exponential)(steps, decay, gain);
      const upstream = gaussians(seed, steps * channels);
      tf.tidy(() => {
        const x = tf.tensor2d(Float32Array.from(gaussians(seed + 1, steps * channels)), [steps, channels]);
        const dy = tf.tensor2d(Float32Array.from(upstream), [steps, channels]);
        const dx = tf.grad((v) => leakyScan(v as tf.Tensor2D, { decay, gain, strict, reverse: false }))(x, dy);
        expect(largestError(dx.dataSync(), operator.transpose(upstream, channels))).toBeLessThan(1e-6);
      });
    }));
  });

  it('does not touch its input', () => {
    const x = tf.tensor2d([1, 2, 3], [3, 1]);
    leakyScan(x, { decay: 0.5, gain: 1, strict: false, reverse: false });
    expect(Array.from(x.dataSync())).toEqual([1, 2, 3]);
  });
});
