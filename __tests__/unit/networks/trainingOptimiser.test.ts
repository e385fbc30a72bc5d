/** @jest-environment node */
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { adamStep, clipNorm, type AdamState } from '@/lib/networks/training/adamw';
import { lossOf, rightOf } from '@/lib/networks/training/loss';
import { learningRate } from '@/lib/networks/training/schedule';
import { gaussians, largestError } from '../numerics/arrays';
import { useCpu } from '../numerics/cpuBackend';
import { learning, toyDataset, toyTrainer } from './trainingToys';

beforeAll(useCpu);

const stateOf = (weights: ArrayLike<number>): AdamState => {
  const zeros = () => tf.zeros([weights.length]) as tf.Tensor1D;
  return { weights: tf.tensor1d(Float32Array.from(weights)), first: zeros(), second: zeros(), count: 0 };
};
const disposeOf = ({ weights, first, second }: AdamState) => tf.dispose([weights, first, second]);

function step(state: AdamState, gradient: ArrayLike<number>, rate: number, decay: number): Float32Array {
  const g = tf.tensor1d(Float32Array.from(gradient));
  adamStep(state, g, rate, decay);
  g.dispose();
  return state.weights.dataSync() as Float32Array;
}

describe('AdamW', () => {
  it('makes its first steps as by hand', () => {
    const state = stateOf([1, -2]);
    // m̂ = g and v̂ = g² after one step, so each weight moves by η towards −sign(g), after the decay 1 − η·λ.
    expect(largestError(step(state, [0.5, -0.01], 0.1, 0.02), [1 * 0.998 - 0.1, -2 * 0.998 + 0.1])).toBeLessThan(1e-6);
    // m = 0.9·0.05 + 0.1·0.25 = 0.07 over 1 − 0.81; v = 0.999·0.00025 + 0.001·0.0625 = 0.00031225 over 1 − 0.998001.
    const moved = 0.07 / 0.19 / Math.sqrt(0.00031225 / 0.001999);
    const [first] = step(state, [0.25, 0], 0.1, 0.02);
    expect(first).toBeCloseTo(0.898 * 0.998 - 0.1 * moved, 6);
    expect(state.count).toBe(2);
    disposeOf(state);
  });

  it('decays weights apart from the gradient: without one they shrink by 1 − η·λ a step and nothing else', () => {
    const state = stateOf([3, -4, 0]);
    let now: Float32Array = new Float32Array(3);
    for (let k = 0; k < 10; k++) now = step(state, [0, 0, 0], 0.1, 0.5);
    expect(largestError(now, [3 * 0.95 ** 10, -4 * 0.95 ** 10, 0])).toBeLessThan(1e-6);
    disposeOf(state);
  });

  it('follows a float64 re-derivation for 50 steps on a random quadratic', () => {
    const n = 7;
    const root = gaussians(4, n * n);
    const centre = gaussians(5, n);
    // ½(w − c)ᵀMᵀM(w − c).
    const gradient = (w: ArrayLike<number>) => {
      const d = Array.from({ length: n }, (_, k) => w[k] - centre[k]);
      const md = Array.from({ length: n }, (_, i) => d.reduce((sum, v, j) => sum + root[i * n + j] * v, 0));
      return Array.from({ length: n }, (_, j) => md.reduce((sum, v, i) => sum + root[i * n + j] * v, 0));
    };
    const [rate, decay] = [0.05, 0.1];
    const run = (coupled: boolean) => {
      const w = Array.from(gaussians(6, n));
      const [m, v] = [new Array<number>(n).fill(0), new Array<number>(n).fill(0)];
      for (let t = 1; t <= 50; t++) {
        gradient(w).forEach((g0, k) => {
          const g = coupled ? g0 + decay * w[k] : g0;
          m[k] = 0.9 * m[k] + 0.1 * g;
          v[k] = 0.999 * v[k] + 0.001 * g * g;
          const next = coupled ? w[k] : w[k] * (1 - rate * decay);
          w[k] = next - (rate * (m[k] / (1 - 0.9 ** t))) / (Math.sqrt(v[k] / (1 - 0.999 ** t)) + 1e-8);
        });
      }
      return w;
    };
    const state = stateOf(gaussians(6, n));
    let actual: Float32Array = new Float32Array(n);
    for (let t = 0; t < 50; t++) actual = step(state, gradient(state.weights.dataSync()), rate, decay);
    disposeOf(state);
    expect(largestError(actual, run(false))).toBeLessThan(2e-5);
    // L2 in the gradient is another optimiser, and would be seen.
    expect(largestError(actual, run(true))).toBeGreaterThan(1e-3);
  });

  it('leaves as many tensors as it found', () => {
    const state = stateOf([1, 2, 3]);
    const before = tf.memory().numTensors;
    for (let k = 0; k < 20; k++) step(state, [1, -1, 0.5], 0.01, 0.01);
    expect(tf.memory().numTensors).toBe(before);
    disposeOf(state);
  });
});

describe('clipping of the gradient', () => {
  const clipped = (g: number[], limit: number) => tf.tidy(() => Array.from(clipNorm(tf.tensor1d(g), limit).dataSync()));

  it('scales a long one to the limit, in its direction', () => {
    expect(largestError(clipped([3, 4], 1), [0.6, 0.8])).toBeLessThan(1e-5);
    expect(largestError(clipped([-30, 40], 10), [-6, 8])).toBeLessThan(1e-4);
  });

  it('leaves a short one and a limit of 0 as they are', () => {
    expect(largestError(clipped([0.3, 0.4], 1), [0.3, 0.4])).toBeLessThan(1e-7);
    expect(clipped([3, 4], 0)).toEqual([3, 4]);
    expect(clipped([0, 0], 1)).toEqual([0, 0]);
  });

  it('is what the trainer does before the moments', async () => {
    const [free, limited] = [0, 0.05].map((clip) => toyTrainer({ learning: learning({ clip, batch: 12 }) }));
    await free.trainStep();
    await limited.trainStep();
    const [a, b] = [(await free.checkpoint()).first, (await limited.checkpoint()).first];
    const norm = (v: Float32Array) => 10 * Math.hypot(...v);
    expect(norm(a)).toBeGreaterThan(0.06);
    expect(norm(b)).toBeCloseTo(0.05, 5);
    expect(largestError(b, a.map((v) => (v * 0.05) / norm(a)))).toBeLessThan(1e-6);
    free.dispose();
    limited.dispose();
  });
});

describe('the learning rate', () => {
  it('rises evenly while warming up', () => {
    const how = learning({ rate: 0.1, warmup: 2, epochs: 6 });
    expect([0, 1, 9, 19].map((s) => learningRate(how, s, 10))).toEqual([0.1 / 20, 0.2 / 20, 0.1 * (10 / 20), 0.1]);
    expect(learningRate(how, 20, 10)).toBe(0.1);
    expect(learningRate(how, 59, 10)).toBe(0.1);
  });

  it('follows half a cosine from the rate to the least', () => {
    const how = learning({ rate: 0.1, minRate: 0.02, warmup: 1, epochs: 5, schedule: 'cosine' });
    expect(learningRate(how, 10, 10)).toBeCloseTo(0.1, 12);
    expect(learningRate(how, 30, 10)).toBeCloseTo(0.06, 12);
    expect(learningRate(how, 50, 10)).toBeCloseTo(0.02, 12);
    expect(learningRate(how, 500, 10)).toBeCloseTo(0.02, 12);
    expect(learningRate({ ...how, warmup: 0 }, 0, 10)).toBe(0.1);
  });

  it('stays between its ends, rises while warming up and never after', () => {
    const settings = fc.record({
      rate: fc.double({ min: 1e-5, max: 1, noNaN: true }), part: fc.double({ min: 0, max: 1, noNaN: true }),
      warmup: fc.integer({ min: 0, max: 6 }), epochs: fc.integer({ min: 1, max: 6 }), per: fc.integer({ min: 1, max: 9 }),
      schedule: fc.constantFrom('constant' as const, 'cosine' as const),
    });
    fc.assert(fc.property(settings, ({ rate, part, warmup, epochs, per, schedule }) => {
      const how = learning({ rate, minRate: rate * part, warmup, epochs, schedule });
      let before = 0;
      for (let s = 0; s < epochs * per; s++) {
        const now = learningRate(how, s, per);
        expect(Number.isFinite(now) && now > 0 && now <= rate * (1 + 1e-12)).toBe(true);
        if (s < warmup * per) expect(now).toBeGreaterThan(before);
        else if (s > warmup * per) expect(now).toBeLessThanOrEqual(before * (1 + 1e-12));
        if (s >= warmup * per) expect(now).toBeGreaterThanOrEqual((schedule === 'cosine' ? rate * part : rate) * (1 - 1e-12));
        before = now;
      }
    }));
  });

  it('is what a step of the trainer moves by: its first step is η towards −sign(g)', async () => {
    const trainer = toyTrainer({ learning: learning({ rate: 0.02, warmup: 1, batch: 4, decay: 0 }) });
    const before = (await trainer.checkpoint()).weights;
    await trainer.trainStep();
    const { weights, first } = await trainer.checkpoint();
    // Three steps an epoch: the first of warm-up is a third of the rate.
    const moved = Array.from(weights, (w, k) => w - before[k]);
    const strong = Array.from(first.keys()).filter((k) => Math.abs(first[k]) > 1e-4);
    expect(strong.length).toBeGreaterThan(5);
    for (const k of strong) expect(moved[k]).toBeCloseTo((-Math.sign(first[k]) * 0.02) / 3, 5);
    trainer.dispose();
  });
});

describe('the loss', () => {
  const of = (z: number[][], labels: number[], how: Parameters<typeof lossOf>[2]) => tf.tidy(() => lossOf(tf.tensor2d(z), tf.tensor1d(labels, 'int32'), how).dataSync()[0]);

  it('cross-entropy by hand', () => {
    const soft = (z: number[], k: number) => -Math.log(Math.exp(z[k]) / z.reduce((sum, v) => sum + Math.exp(v), 0));
    expect(of([[0, 0, 0]], [1], { loss: 'cross-entropy', smoothing: 0 })).toBeCloseTo(Math.log(3), 6);
    expect(of([[1, 2, -1], [0.5, -3, 2]], [0, 2], { loss: 'cross-entropy', smoothing: 0 })).toBeCloseTo((soft([1, 2, -1], 0) + soft([0.5, -3, 2], 2)) / 2, 6);
  });

  it('with smoothing ε: (1 − ε)·onehot + ε/K', () => {
    const z = [1, 2, -1];
    const logs = z.map((v) => v - Math.log(z.reduce((sum, w) => sum + Math.exp(w), 0)));
    const q = [0.3 / 3, 0.7 + 0.3 / 3, 0.3 / 3];
    expect(of([z], [1], { loss: 'cross-entropy', smoothing: 0.3 })).toBeCloseTo(-q.reduce((sum, v, k) => sum + v * logs[k], 0), 6);
  });

  it('stays finite for certain and for wrong answers', () => {
    expect(of([[200, -200]], [0], { loss: 'cross-entropy', smoothing: 0 })).toBeCloseTo(0, 6);
    expect(of([[200, -200]], [1], { loss: 'cross-entropy', smoothing: 0 })).toBeCloseTo(400, 3);
  });

  it('mean squared error by hand, with no smoothing', () => {
    expect(of([[1, 0.5], [0, 2]], [0, 1], { loss: 'mse', smoothing: 0.5 })).toBeCloseTo((0 + 0.25 + 0 + 1) / 4, 6);
  });

  it('counts right answers', () => {
    expect(tf.tidy(() => rightOf(tf.tensor2d([[1, 2], [3, 1], [0, 5]]), tf.tensor1d([1, 1, 1], 'int32')).dataSync()[0])).toBe(2);
  });

  it('of a step is the mean over its samples, and of several steps the mean over all of them', async () => {
    const dataset = toyDataset({ train: 10 });
    const trainer = toyTrainer({ dataset, learning: learning({ batch: 4, rate: 1e-12 }) });
    const single = [];
    for (let k = 0; k < 3; k++) {
      await trainer.trainStep();
      single.push(await trainer.flush());
    }
    expect(single.map((r) => r?.samples)).toEqual([4, 4, 2]);
    const again = toyTrainer({ dataset, learning: learning({ batch: 4, rate: 1e-12 }) });
    for (let k = 0; k < 3; k++) await again.trainStep();
    const all = await again.flush();
    expect(all?.samples).toBe(10);
    expect(all?.loss).toBeCloseTo(single.reduce((sum, r) => sum + (r?.loss ?? 0) * (r?.samples ?? 0), 0) / 10, 6);
    expect(all?.right).toBe(single.reduce((sum, r) => sum + (r?.right ?? 0), 0));
    expect(await again.flush()).toBeNull();
    trainer.dispose();
    again.dispose();
  });
});
