import fc from 'fast-check';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@/lib/numerics/tensors/kernels/cpu';
import { multiply } from '@/lib/numerics/tensors/multiply';
import { GATHER, neighbourhoods, type WindowAttributes } from '@/lib/numerics/tensors/neighbourhoods';
import { gatherLoop, scatterLoop } from '@/lib/numerics/tensors/kernels/neighbourhoodLoop';
import { randomStream } from '@/lib/numerics/random';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const windows = fc.record({
  rows: fc.integer({ min: 1, max: 5 }), columns: fc.integer({ min: 1, max: 6 }), channels: fc.integer({ min: 1, max: 3 }),
  down: fc.constantFrom(1, 3, 5), across: fc.constantFrom(1, 3, 5), pictures: fc.integer({ min: 1, max: 3 }), seed: fc.integer({ min: 0, max: 1000 }),
});

const draw = (seed: number, size: number) => {
  const random = randomStream(seed, 'neighbourhoods');
  return Float32Array.from({ length: size }, () => random.normal());
};

describe('neighbourhoods', () => {
  it('hold what lies around each value, and zeros beyond the edge', () => {
    fc.assert(fc.property(windows, ({ pictures, seed, ...window }) => {
      const { rows, columns, channels, down, across } = window;
      const x = draw(seed, pictures * rows * columns * channels);
      const out = new Float32Array(x.length * down * across).fill(9);
      gatherLoop(x, out, window as WindowAttributes);
      let at = 0;
      for (let p = 0; p < pictures; p++) for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++)
        for (let dy = 0; dy < down; dy++) for (let dx = 0; dx < across; dx++) for (let k = 0; k < channels; k++) {
          const [y, z] = [r + dy - (down - 1) / 2, c + dx - (across - 1) / 2];
          const inside = y >= 0 && y < rows && z >= 0 && z < columns;
          expect(out[at++]).toBe(inside ? x[((p * rows + y) * columns + z) * channels + k] : 0);
        }
    }), { numRuns: 60 });
  });

  it('are summed back by the transpose: ⟨gather x, y⟩ = ⟨x, scatter y⟩', () => {
    fc.assert(fc.property(windows, ({ pictures, seed, ...window }) => {
      const x = draw(seed, pictures * window.rows * window.columns * window.channels);
      const y = draw(seed + 1, x.length * window.down * window.across);
      const [gathered, scattered] = [new Float32Array(y.length), new Float32Array(x.length).fill(9)];
      gatherLoop(x, gathered, window as WindowAttributes);
      scatterLoop(y, scattered, window as WindowAttributes);
      const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, v, k) => sum + v * b[k], 0);
      expect(dot(gathered, y)).toBeCloseTo(dot(x, scattered), 3);
    }), { numRuns: 60 });
  });

  it('are the same from shifts, where the backend has no kernel for them, with the same gradient', () => {
    const window = { rows: 4, columns: 5, channels: 2, down: 3, across: 3 };
    const x = draw(3, 2 * 4 * 5 * 2);
    const g = draw(4, x.length * 9);
    const run = () => tf.tidy(() => {
      const input = tf.tensor4d(x, [2, 4, 5, 2]);
      const value = neighbourhoods(input, window);
      const gradient = tf.grad((v) => tf.sum(tf.mul(neighbourhoods(v as tf.Tensor4D, window), tf.tensor2d(g, value.shape))))(input);
      return [Array.from(value.dataSync()), Array.from(gradient.dataSync())];
    });
    const kernels = run();
    const kernel = tf.getKernel(GATHER, 'cpu');
    tf.unregisterKernel(GATHER, 'cpu');
    const shifts = run();
    tf.registerKernel(kernel);
    expect(shifts[0]).toEqual(kernels[0]);
    shifts[1].forEach((v, k) => expect(v).toBeCloseTo(kernels[1][k], 5));
  });

  it('may be the first thing that is made on the way forward', () => {
    const window = { rows: 3, columns: 3, channels: 1, down: 3, across: 3 };
    const x = tf.tensor4d(draw(5, 18), [2, 3, 3, 1]);
    const weight = tf.tensor2d(draw(6, 18), [9, 2]);
    // What is made in there is gone on the way back, unless it is saved.
    const gradient = tf.grad((w) => tf.sum(multiply(tf.add(neighbourhoods(x, window), 1) as tf.Tensor2D, w as tf.Tensor2D, false)))(weight);
    const patches = new Float32Array(2 * 81);
    gatherLoop(draw(5, 18), patches, window as WindowAttributes);
    for (let m = 0; m < 9; m++) {
      let sum = 0;
      for (let r = 0; r < 18; r++) sum += patches[9 * r + m] + 1;
      expect(gradient.dataSync()[2 * m]).toBeCloseTo(sum, 4);
    }
    tf.dispose([x, weight, gradient]);
  });
});
