/** @jest-environment node */
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { architecture, ArchitectureError, parameterCount, sizeOf, type BlockPlan } from '@/lib/networks/training/architecture';
import { batchNorm, type NormState } from '@/lib/networks/training/batchNorm';
import { filter } from '@/lib/networks/training/filters';
import { initialParameters, parameterViews } from '@/lib/networks/training/initialise';
import { linear } from '@/lib/networks/training/linear';
import { averagePool } from '@/lib/networks/training/pool';
import type { BlockSpec } from '@/lib/networks/training/spec';
import { epochOrder } from '@/lib/networks/training/trainer';
import { multiply } from '@/lib/numerics/tensors/multiply';
import { gaussians, largestError } from '../numerics/arrays';
import { useCpu } from '../numerics/cpuBackend';
import { block, learning, neuron, planFor, toyDataset, toyTrainer } from './trainingToys';

beforeAll(useCpu);

const f32 = (v: ArrayLike<number>) => Float32Array.from(v);
const planOf = (spec: Partial<BlockSpec>, input: readonly number[]): BlockPlan =>
  architecture({ steps: 2, blocks: [block(spec)], neuron: neuron() }, input, 2).blocks[0];

/** Gradients of Σ y·g with respect to some tensors, as arrays. */
function gradients(make: (...x: tf.Tensor[]) => tf.Tensor, inputs: tf.Tensor[], g: ArrayLike<number>): Float32Array[] {
  return tf.tidy(() => tf.grads((...x) => tf.sum(tf.mul(tf.reshape(make(...x), [-1]), tf.tensor1d(f32(g)))))(inputs).map((t) => t.dataSync() as Float32Array));
}

/** The same by differences in float64. */
function differences(make: (...x: Float64Array[]) => ArrayLike<number>, inputs: readonly ArrayLike<number>[], g: ArrayLike<number>, h = 1e-5): Float64Array[] {
  const value = (all: Float64Array[]) => Array.from(make(...all)).reduce((sum, v, k) => sum + v * g[k], 0);
  return inputs.map((of, i) => Float64Array.from({ length: of.length }, (_, k) => {
    const at = (by: number) => value(inputs.map((x, j) => Float64Array.from(x, (v, n) => (j === i && n === k ? v + by : v))));
    return (at(h) - at(-h)) / (2 * h);
  }));
}

describe('multiply', () => {
  const naive = (a: ArrayLike<number>, b: ArrayLike<number>, [r, m, n]: number[]) =>
    Float64Array.from({ length: r * n }, (_, k) => Array.from({ length: m }).reduce((sum: number, _v, i) => sum + a[Math.floor(k / n) * m + i] * b[i * n + (k % n)], 0));
  const sizes = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }));

  it('is the product, with the gradients of the product', () => {
    fc.assert(fc.property(sizes, fc.nat(), (size, seed) => {
      const [r, m, n] = size;
      const [a, b, g] = [gaussians(seed, r * m), gaussians(seed + 1, m * n), gaussians(seed + 2, r * n)];
      const inputs = [tf.tensor2d(f32(a), [r, m]), tf.tensor2d(f32(b), [m, n])];
      const value = tf.tidy(() => multiply(inputs[0], inputs[1]).dataSync());
      expect(largestError(value, naive(a, b, size))).toBeLessThan(1e-5);
      const actual = gradients((x, y) => multiply(x as tf.Tensor2D, y as tf.Tensor2D), inputs, g);
      const expected = differences((x, y) => naive(x, y, size), [a, b], g);
      actual.forEach((d, i) => expect(largestError(d, expected[i])).toBeLessThan(1e-5));
      tf.dispose(inputs);
    }), { numRuns: 30 });
  });

  it('gives the left side no gradient where nothing before it learns, and the right one the same', () => {
    const inputs = [tf.tensor2d([[1, 2], [3, 4], [5, 6]]), tf.tensor2d([[1, -1], [0.5, 2]])];
    const g = [1, 2, -1, 0.5, 3, 1];
    // tfjs refuses to name a gradient that does not exist, so the left one is joined by hand.
    const [left, right] = gradients((x, y) => tf.add(multiply(x as tf.Tensor2D, y as tf.Tensor2D, false), tf.mul(tf.sum(x), 0)), inputs, g);
    expect(Array.from(left)).toEqual([0, 0, 0, 0, 0, 0]);
    const [, same] = gradients((x, y) => multiply(x as tf.Tensor2D, y as tf.Tensor2D), inputs, g);
    expect(Array.from(right)).toEqual(Array.from(same));
    tf.dispose(inputs);
  });
});

describe('a linear map', () => {
  it('is X·W + b', () => {
    const y = tf.tidy(() => linear(tf.tensor2d([[1, 2], [0, -1]]), tf.tensor2d([[1, 0, 2], [3, 1, -1]]), tf.tensor1d([0.5, -0.5, 0]), true).dataSync());
    expect(Array.from(y)).toEqual([7.5, 1.5, 0, -2.5, -1.5, 1]);
  });
});

describe('filters', () => {
  /** Cross-correlation with zeros beyond the edges; weights `[window (rows, columns), channels, units]`. */
  function convolve(x: ArrayLike<number>, w: ArrayLike<number>, b: ArrayLike<number>, [rows, columns, channels]: readonly number[], kernel: number, units: number, high: number): Float64Array {
    const [up, side] = [(high - 1) / 2, (kernel - 1) / 2];
    return Float64Array.from({ length: rows * columns * units }, (_, at) => {
      const [u, c, r] = [at % units, Math.floor(at / units) % columns, Math.floor(at / units / columns)];
      let sum = b[u];
      for (let i = 0; i < high; i++) for (let j = 0; j < kernel; j++) {
        const [y, z] = [r + i - up, c + j - side];
        if (y < 0 || z < 0 || y >= rows || z >= columns) continue;
        for (let k = 0; k < channels; k++) sum += x[(y * columns + z) * channels + k] * w[((i * kernel + j) * channels + k) * units + u];
      }
      return sum;
    });
  }

  it.each<[BlockSpec['kind'], number[], number]>([
    ['conv2d', [4, 5, 2], 3], ['conv2d', [3, 3, 1], 5], ['conv2d', [2, 4, 3], 1], ['conv2d', [1, 6, 2], 3],
    ['conv1d', [6, 2], 3], ['conv1d', [5, 1], 5], ['conv1d', [4, 3], 1], ['conv1d', [2, 2], 7],
  ])('%s over %j, side %d, equals the sum written out, with its gradients', (kind, shape, kernel) => {
    const units = 3;
    const plan = planOf({ kind, kernel, units }, shape);
    const full = shape.length === 2 ? [1, ...shape] : shape;
    const high = kind === 'conv1d' ? 1 : kernel;
    const size = sizeOf(shape);
    const window = high * kernel * shape[shape.length - 1];
    const [x, w, b, g] = [gaussians(1, 2 * size), gaussians(2, window * units), gaussians(3, units), gaussians(4, 2 * sizeOf(plan.output))];
    const both = (xs: ArrayLike<number>, ws: ArrayLike<number>, bs: ArrayLike<number>) =>
      [0, 1].flatMap((i) => Array.from(convolve(Array.from(xs).slice(i * size, (i + 1) * size), ws, bs, full, kernel, units, high)));
    const inputs = [tf.tensor(f32(x), [2, ...shape]), tf.tensor2d(f32(w), [window, units]), tf.tensor1d(f32(b))];
    const make = (a: tf.Tensor, c: tf.Tensor, d: tf.Tensor) => filter(a, c as tf.Tensor2D, d as tf.Tensor1D, plan, true);
    const value = tf.tidy(() => make(inputs[0], inputs[1], inputs[2]));
    expect(value.shape).toEqual([2, ...plan.output]);
    expect(largestError(value.dataSync(), both(x, w, b))).toBeLessThan(1e-5);
    const expected = differences(both, [x, w, b], g);
    gradients(make as (...t: tf.Tensor[]) => tf.Tensor, inputs, g).forEach((d, i) => expect(largestError(d, expected[i])).toBeLessThan(1e-5));
    tf.dispose([value, ...inputs]);
  });
});

describe('the average pool', () => {
  it.each<[BlockSpec['kind'], number[], number]>([['conv2d', [4, 6, 2], 2], ['conv2d', [5, 4, 1], 2], ['conv2d', [7, 7, 3], 3], ['conv1d', [6, 2], 2], ['conv1d', [7, 1], 4]])(
    'of %s over %j by %d is the mean of what it joins, and drops what is left at an edge',
    (kind, shape, pool) => {
      const units = shape[shape.length - 1];
      const plan = planOf({ kind, pool, units }, shape);
      const [rows, columns] = shape.length === 3 ? shape : [1, shape[0]];
      const high = shape.length === 3 ? pool : 1;
      const [outRows, outColumns] = [Math.floor(rows / high), Math.floor(columns / pool)];
      expect(plan.pooled).toEqual(shape.length === 3 ? [outRows, outColumns, units] : [outColumns, units]);
      const naive = (x: ArrayLike<number>) => Float64Array.from({ length: outRows * outColumns * units }, (_, at) => {
        const [u, c, r] = [at % units, Math.floor(at / units) % outColumns, Math.floor(at / units / outColumns)];
        let sum = 0;
        for (let i = 0; i < high; i++) for (let j = 0; j < pool; j++) sum += x[((r * high + i) * columns + c * pool + j) * units + u];
        return sum / (high * pool);
      });
      const x = gaussians(2, sizeOf(shape));
      const g = gaussians(3, outRows * outColumns * units);
      const input = tf.tensor(f32(x), [1, ...shape]);
      const value = tf.tidy(() => averagePool(input, plan));
      expect(value.shape).toEqual([1, ...plan.pooled]);
      expect(largestError(value.dataSync(), naive(x))).toBeLessThan(1e-6);
      expect(largestError(gradients((t) => averagePool(t, plan), [input], g)[0], differences(naive, [x], g)[0])).toBeLessThan(1e-6);
      tf.dispose([input, value]);
    },
  );

  it('of 1, or of a dense block, changes nothing', () => {
    const x = tf.tensor2d([[1, 2, 3]]);
    expect(averagePool(x, planOf({ kind: 'dense', pool: 4, units: 3 }, [3]))).toBe(x);
    x.dispose();
  });
});

describe('batch norm', () => {
  const [rows, channels] = [10, 3];
  const x = gaussians(1, rows * channels, 0.7).map((v, k) => v * (1 + (k % channels)));
  const [gain, shift, g] = [[0.8, 1.2, -0.5], [0.1, -0.3, 0.4], gaussians(2, rows * channels)];
  function naive(values: ArrayLike<number>, gains: ArrayLike<number>, shifts: ArrayLike<number>): Float64Array {
    const out = new Float64Array(values.length);
    for (let c = 0; c < channels; c++) {
      const column = Array.from({ length: rows }, (_, r) => values[r * channels + c]);
      const mean = column.reduce((a, b) => a + b) / rows;
      const variance = column.reduce((sum, v) => sum + (v - mean) ** 2, 0) / rows;
      column.forEach((v, r) => (out[r * channels + c] = (gains[c] * (v - mean)) / Math.sqrt(variance + 1e-5) + shifts[c]));
    }
    return out;
  }

  it('while training: the batch’s own moments, forwards and back', () => {
    const seen: NormState = new Map();
    const inputs = [tf.tensor(f32(x), [5, 2, channels]), tf.tensor1d(gain), tf.tensor1d(shift)];
    const make = (norms: NormState) => (a: tf.Tensor, b: tf.Tensor, c: tf.Tensor) => batchNorm(a, b as tf.Tensor1D, c as tf.Tensor1D, norms, '1', true);
    const value = tf.tidy(() => make(seen)(inputs[0], inputs[1], inputs[2]));
    expect(value.shape).toEqual([5, 2, channels]);
    expect(largestError(value.dataSync(), naive(x, gain, shift))).toBeLessThan(1e-5);
    const again: NormState = new Map();
    const expected = differences(naive, [x, gain, shift], g);
    gradients(make(again) as (...t: tf.Tensor[]) => tf.Tensor, inputs, g).forEach((d, i) => expect(largestError(d, expected[i])).toBeLessThan(2e-5));
    const handed = (norms: NormState) => [...norms.values()].flatMap(({ mean, variance }) => [mean, variance]);
    tf.dispose([value, ...inputs, ...handed(seen), ...handed(again)]);
  });

  it('afterwards: the running moments', () => {
    const norms: NormState = new Map([['1', { mean: tf.tensor1d([0.5, 1, -1]), variance: tf.tensor1d([2, 0.25, 1]) }]]);
    const value = tf.tidy(() => batchNorm(tf.tensor2d(f32(x), [rows, channels]), tf.tensor1d(gain), tf.tensor1d(shift), norms, '1', false).dataSync());
    const expected = x.map((v, k) => {
      const c = k % channels;
      return (gain[c] * (v - [0.5, 1, -1][c])) / Math.sqrt([2, 0.25, 1][c] + 1e-5) + shift[c];
    });
    expect(largestError(value, expected)).toBeLessThan(1e-5);
    expect(() => tf.tidy(() => batchNorm(tf.zeros([1, 3]), tf.tensor1d(gain), tf.tensor1d(shift), norms, '2', false))).toThrow('Batch norm 2');
    tf.dispose([...norms.values()].flatMap(({ mean, variance }) => [mean, variance]));
  });

  it.each([false, true])('its running moments move by a tenth towards each batch’s, the variance unbiased (one frame for all steps: %s)', async (still) => {
    const dataset = toyDataset(still ? { content: 'pictures', shape: [2, 2, 1], train: 4 } : { steps: 3, shape: [3], train: 4 });
    const trainer = toyTrainer({ dataset, steps: 3, blocks: [block({ units: 2, norm: true }), block({ units: 2, norm: true })], learning: learning({ batch: 4 }) });
    const start = await trainer.checkpoint();
    expect(start.norms['1']).toEqual({ mean: new Float32Array(2), variance: new Float32Array(2).fill(1) });
    const inputs = still ? 4 : 3;
    const frames = 4 * (still ? 1 : 3);
    const views = parameterViews(trainer.options.plan, start.weights);
    const [weight, bias] = [views.get('1.weight') as Float32Array, views.get('1.bias') as Float32Array];
    const { store } = dataset.parts.train;
    if (store.kind !== 'bytes') throw new Error('Bytes were expected.');
    await trainer.trainStep();
    const { norms } = await trainer.checkpoint();
    for (const c of [0, 1]) {
      const current = Array.from({ length: frames }, (_, f) => Array.from({ length: inputs }).reduce((sum: number, _v, m) => sum + store.values[f * inputs + m] * store.scale * weight[m * 2 + c], bias[c]));
      const mean = current.reduce((a, b) => a + b, 0) / frames;
      const variance = current.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (frames - 1);
      expect(norms['1'].mean[c]).toBeCloseTo(0.1 * mean, 5);
      expect(norms['1'].variance[c]).toBeCloseTo(0.9 + 0.1 * variance, 5);
    }
    expect(Object.keys(norms)).toEqual(['1', '2']);
    trainer.dispose();
  });
});

describe('where a network starts', () => {
  const plan = planFor(toyDataset({ shape: [50] }), [block({ units: 40, norm: true }), block({ units: 30 })], neuron({ kind: 'rpsu', learnTau: true, learnThreshold: true, tau: 3, threshold: 0.7, width: 1.5 }));

  it('weights and biases are uniform within ±1/√fan-in and fill that range', () => {
    const views = parameterViews(plan, initialParameters(plan, 1));
    for (const [name, fanIn] of [['1', 50], ['2', 40], ['out', 30]] as const) {
      const bound = 1 / Math.sqrt(fanIn);
      const values = Array.from(views.get(`${name}.weight`) as Float32Array);
      expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(bound);
      if (name !== 'out') {
        expect(Math.max(...values)).toBeGreaterThan(0.97 * bound);
        expect(Math.min(...values)).toBeLessThan(-0.97 * bound);
        // Variance of a uniform law: bound²/3; of 1200 draws within a tenth.
        const variance = values.reduce((sum, v) => sum + v * v, 0) / values.length;
        expect(Math.abs(variance / (bound ** 2 / 3) - 1)).toBeLessThan(0.1);
      }
      expect(Math.max(...Array.from(views.get(`${name}.bias`) as Float32Array, Math.abs))).toBeLessThanOrEqual(bound);
    }
    expect(Array.from(views.get('1.norm-gain') as Float32Array)).toEqual(new Array(40).fill(1));
    expect(Array.from(views.get('1.norm-shift') as Float32Array)).toEqual(new Array(40).fill(0));
    for (const b of ['1', '2']) {
      expect([views.get(`${b}.tau`)?.[0], views.get(`${b}.threshold`)?.[0], views.get(`${b}.width`)?.[0]]).toEqual([3, Math.fround(0.7), 1.5]);
    }
  });

  it('depends on the seed and on nothing else', () => {
    expect(initialParameters(plan, 1)).toEqual(initialParameters(plan, 1));
    expect(initialParameters(plan, 2)).not.toEqual(initialParameters(plan, 1));
    // Another neuron learns other arrays; those that both have start alike, so that a race is fair.
    const other = planFor(toyDataset({ shape: [50] }), plan.network.blocks, neuron({ kind: 'lif' }));
    const [a, b] = [parameterViews(plan, initialParameters(plan, 1)), parameterViews(other, initialParameters(other, 1))];
    for (const name of ['1.weight', '1.bias', '2.weight', '2.bias', 'out.weight', 'out.bias']) expect(b.get(name)).toEqual(a.get(name));
    expect(a.get('1.time-weight')).not.toEqual(a.get('2.time-weight'));
  });

  it('may be the LIF’s own matrix', () => {
    const lif = planFor(toyDataset({ steps: 3 }), [block()], neuron({ kind: 'ipsu', start: 'lif', tau: 4, matrices: 'consistent' }));
    const W = parameterViews(lif, initialParameters(lif, 1)).get('1.time-weight') as Float32Array;
    expect(largestError(W, [0.25, 0, 0, 0.1875, 0.25, 0, 0.140625, 0.1875, 0.25])).toBeLessThan(1e-7);
  });

  it('views cover the flat array once and in order', () => {
    const flat = Float32Array.from({ length: parameterCount(plan) }, (_, k) => k);
    const joined = [...parameterViews(plan, flat).values()].flatMap((view) => Array.from(view));
    expect(joined).toEqual(Array.from(flat));
  });
});

describe('an architecture', () => {
  it('knows the shapes after every block and what they cost', () => {
    const { blocks, parameters } = architecture({ steps: 4, blocks: [block({ kind: 'conv2d', units: 6, kernel: 3, pool: 2, norm: true }), block({ kind: 'dense', units: 10 })], neuron: neuron({ kind: 'ipsu' }) }, [9, 8, 2], 5);
    expect(blocks[0]).toMatchObject({ input: [9, 8, 2], output: [9, 8, 6], pooled: [4, 4, 6], operations: 9 * 8 * 6 * 18 });
    // 3×3 windows lose their outer places at the edges: 25 of 27 in a row of nine, 22 of 24 in one of eight.
    expect(blocks[0].fanOut).toBeCloseTo(6 * (25 / 9) * (22 / 8), 10);
    expect(blocks[1]).toMatchObject({ input: [96], output: [10], pooled: [10], operations: 960, fanOut: 10 });
    expect(parameters.map(({ name, shape }) => `${name} ${shape.join('×')}`)).toEqual([
      '1.weight 18×6', '1.bias 6', '1.norm-gain 6', '1.norm-shift 6', '1.time-weight 4×4', '1.time-bias 4', '1.width ',
      '2.weight 96×10', '2.bias 10', '2.time-weight 4×4', '2.time-bias 4', '2.width ', 'out.weight 10×5', 'out.bias 5',
    ]);
  });

  it.each<[string, BlockSpec[], number[], RegExp]>([
    ['a picture’s filter over a row', [block({ kind: 'conv2d' })], [8, 1], /^Block 1: a two-dimensional filter needs pictures, .* two axes/],
    ['a picture’s filter over a list', [block(), block({ kind: 'conv2d' })], [8], /^Block 2: a two-dimensional filter needs pictures, .* one axis/],
    ['a row’s filter over a picture', [block({ kind: 'conv1d' })], [8, 8, 1], /^Block 1: a one-dimensional filter needs a row/],
    ['a pool that leaves nothing', [block({ kind: 'conv2d', pool: 2 }), block({ kind: 'conv2d', pool: 4 })], [6, 6, 1], /^Block 2: a pool of 4 leaves nothing of 3×3 values/],
  ])('%s is refused in one sentence that says where', (_name, blocks, input, sentence) => {
    const make = () => architecture({ steps: 3, blocks, neuron: neuron() }, input, 3);
    expect(make).toThrow(ArchitectureError);
    expect(make).toThrow(sentence);
    try {
      make();
    } catch (error) {
      expect((error as Error).message).toMatch(/^[A-Z][^\n]*\.$/);
    }
  });

  it('takes a list of values as a row of one channel', () => {
    expect(planOf({ kind: 'conv1d', units: 5, kernel: 3, pool: 2 }, [7])).toMatchObject({ input: [7, 1], output: [7, 5], pooled: [3, 5] });
  });
});

describe('the order of samples', () => {
  it('is a permutation, another one each epoch and seed, the same when asked again', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 300 }), fc.nat(), fc.nat({ max: 500 }), (count, seed, epoch) => {
      const order = epochOrder(count, seed, epoch);
      expect(Array.from(order).sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, k) => k));
      expect(epochOrder(count, seed, epoch)).toEqual(order);
      if (count > 30) {
        expect(epochOrder(count, seed, epoch + 1)).not.toEqual(order);
        expect(epochOrder(count, seed + 1, epoch)).not.toEqual(order);
      }
    }));
  });

  it('puts every sample at every place about equally often', () => {
    const counts = new Uint32Array(36);
    for (let epoch = 0; epoch < 6000; epoch++) epochOrder(6, 3, epoch).forEach((sample, place) => counts[6 * place + sample]++);
    // 1000 each, standard deviation 29: five of them either way.
    for (const n of counts) expect(Math.abs(n - 1000)).toBeLessThan(145);
  });
});

describe('dropout', () => {
  it('silences its share of outputs for all steps, keeps the mean, and is the same after an interruption', async () => {
    const dataset = toyDataset({ steps: 2, train: 8 });
    const blocks = [block({ units: 200, dropout: 0.4 })];
    const trainer = toyTrainer({ dataset, blocks, learning: learning({ batch: 8 }) });
    const masks = (t: typeof trainer) => (t as unknown as { mask(block: number, batch: number, features: number): tf.Tensor2D | null }).mask(0, 8, 200);
    const mask = masks(trainer) as tf.Tensor2D;
    const values = mask.dataSync();
    const silent = values.filter((v) => v === 0).length / values.length;
    // 1600 draws: standard deviation 0.012.
    expect(Math.abs(silent - 0.4)).toBeLessThan(0.05);
    expect(values.every((v) => v === 0 || Math.abs(v - 1 / 0.6) < 1e-6)).toBe(true);
    const again = toyTrainer({ dataset, blocks, learning: learning({ batch: 8 }) });
    const same = masks(again) as tf.Tensor2D;
    expect(same.dataSync()).toEqual(values);
    await again.trainStep();
    const next = masks(again) as tf.Tensor2D;
    expect(next.dataSync()).not.toEqual(values);
    const resumed = toyTrainer({ dataset, blocks, learning: learning({ batch: 8 }), change: (state) => ({ ...state, step: 1 }) });
    const after = masks(resumed) as tf.Tensor2D;
    expect(after.dataSync()).toEqual(next.dataSync());
    tf.dispose([mask, same, next, after]);
    for (const t of [trainer, again, resumed]) t.dispose();
  });

  it('of 0 makes no mask', () => {
    const trainer = toyTrainer();
    expect((trainer as unknown as { mask(...at: number[]): tf.Tensor2D | null }).mask(0, 4, 4)).toBeNull();
    trainer.dispose();
  });
});
