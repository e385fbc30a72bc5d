/** @jest-environment node */
/**
 * Gradients of a whole network by one real optimiser step (AdamW's first moment is then a tenth of the gradient)
 * against finite differences of the smoothed network. The forward value of the spike is replaced by the surrogate's
 * primitive; its way back stays the module's own.
 */
import * as tf from '@tensorflow/tfjs-core';
import { parameterViews } from '@/lib/networks/training/initialise';
import type { NeuronSpec } from '@/lib/networks/training/spec';
import { fillBatch } from '@/lib/datasets/batch';
import { randomStream } from '@/lib/numerics/random';
import { useCpu } from '../numerics/cpuBackend';
import { smoothGradients, smoothLoss, type SmoothNetwork, type Surrogate } from './smoothReference';
import { block, learning, neuron, planFor, toyDataset, toyTrainer } from './trainingToys';

/** What the module is asked for in place of the surrogate, and whether gradients pass where they should be cut. */
const mockWrong: { surrogate: string | null; attached: boolean } = { surrogate: null, attached: false };

jest.mock('@/lib/numerics/tensors/spike', () => {
  const tensors = jest.requireActual<typeof import('@tensorflow/tfjs-core')>('@tensorflow/tfjs-core');
  const real = jest.requireActual<typeof import('@/lib/numerics/tensors/spike')>('@/lib/numerics/tensors/spike');
  const bounded = (u: tf.Tensor, reach: tf.Tensor) => tensors.minimum(tensors.maximum(u, tensors.neg(reach)), reach);
  function primitiveOf(name: string, u: tf.Tensor, a: tf.Tensor): tf.Tensor {
    switch (name) {
      case 'atan':
        return tensors.add(tensors.div(tensors.atan(tensors.mul(tensors.mul(a, Math.PI / 2), u)), Math.PI), 0.5);
      case 'sigmoid':
        return tensors.sigmoid(tensors.mul(a, u));
      case 'piecewise-quadratic': {
        const v = tensors.mul(a, bounded(u, tensors.reciprocal(a)));
        return tensors.add(0.5, tensors.sub(v, tensors.div(tensors.mul(tensors.sign(v), tensors.square(v)), 2)));
      }
      case 'fast-sigmoid':
        return tensors.add(0.5, tensors.div(u, tensors.add(1, tensors.mul(a, tensors.abs(u)))));
      case 'gate':
        return tensors.add(bounded(u, tensors.reciprocal(a)), tensors.reciprocal(a));
      case 'box':
        return tensors.add(tensors.clipByValue(u, -0.5, 0.5), 0.5);
      default:
        throw new Error(`No primitive of ${name}.`);
    }
  }
  return {
    ...real,
    detach: (x: tf.Tensor) => (mockWrong.attached ? x : real.detach(x)),
    spike(u: tf.Tensor, name: string, width: tf.Scalar, strict: boolean) {
      const step = real.spike(u, (mockWrong.surrogate ?? name) as 'atan', width, strict);
      // No gradient of its own: what is inside is not even recorded.
      const smooth = tensors.customGrad((...args) => {
        const [v, a] = args as tf.Tensor[];
        return { value: primitiveOf(name, v, a), gradFunc: () => [tensors.zerosLike(v), tensors.zerosLike(a)] };
      })(u, width);
      return tensors.add(step, real.detach(tensors.sub(smooth, step)));
    },
  };
});

beforeAll(useCpu);
afterEach(() => Object.assign(mockWrong, { surrogate: null, attached: false }));

const KINDS = ['lif', 'psu', 'ipsu', 'rpsu', 'ppsu', 'psn'];
const SURROGATES: Surrogate[] = ['atan', 'sigmoid', 'piecewise-quadratic', 'fast-sigmoid', 'gate', 'box'];
const WIDTHS: Record<Surrogate, number> = { atan: 1.7, sigmoid: 3, 'piecewise-quadratic': 0.8, 'fast-sigmoid': 2, gate: 0.9, box: 1 };

/**
 * float32 sums of some hundred terms are right to about 1e-6 of the largest gradient of their array, central
 * differences in float64 to 1e-9. The worst that was measured is 2e-5, of a bias before batch norm, whose gradient is
 * 0 but for rounding; a wrong factor is a thousand times above the limit.
 */
const TOLERANCE = 4e-5;
/** float32 puts u within 1e-6 of its float64 value, and the differences move it by some 1e-5. */
const MARGIN = 2e-4;
/** The largest gradient of an array is above this where the array is to be tested against something. */
const LEAST = 1e-4;

interface Case {
  readonly neuron: NeuronSpec;
  readonly norm?: boolean;
  readonly loss?: 'cross-entropy' | 'mse';
  readonly smoothing?: number;
  readonly seed?: number;
}

/** Worst error of each learned array, relative to its largest gradient (at least 1e-3, below which there is nothing to see). */
async function errors({ neuron: of, norm = false, loss = 'cross-entropy', smoothing = 0, seed = 1 }: Case): Promise<Map<string, { error: number; largest: number }>> {
  const dataset = toyDataset({ steps: 5, shape: [3], train: 4, seed });
  const blocks = [block({ units: 4, norm }), block({ units: 3, norm })];
  const plan = planFor(dataset, blocks, of);
  const net: SmoothNetwork = {
    kind: of.kind, surrogate: of.surrogate as Surrogate, width: of.width, tau: of.tau, threshold: of.threshold, released: of.matrices === 'released',
    units: [4, 3], norm, loss, smoothing,
  };
  const values = new Float32Array(5 * 4 * 3);
  fillBatch(dataset, 'train', [0, 1, 2, 3], 'repeat', values);
  const x = [0, 1, 2, 3].map((b) => Array.from({ length: 5 }, (_, t) => Array.from(values.subarray((t * 4 + b) * 3, (t * 4 + b) * 3 + 3))));
  const labels = Array.from(dataset.parts.train.labels);

  // Weights that spread u over the surrogate's width, away from where its derivative jumps.
  for (let draw = 0; draw < 200; draw++) {
    const random = randomStream(seed, `gradients/${draw}`);
    const weights = new Float32Array(plan.parameters.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0));
    const views = parameterViews(plan, weights);
    for (const { name, role } of plan.parameters) {
      const view = views.get(name) as Float32Array;
      const fixed = { tau: of.tau, threshold: of.threshold, width: of.width, 'norm-gain': 1 }[role as 'tau'];
      for (let k = 0; k < view.length; k++) view[k] = fixed === undefined ? 0.6 * random.normal() : fixed * (role === 'norm-gain' ? 0.7 + 0.6 * random.uniform() : 1);
    }
    const numbers = new Map([...views].map(([name, view]) => [name, Float64Array.from(view)]));
    const smooth = smoothLoss(net, numbers, x, labels);
    if (smooth.margin < MARGIN) continue;
    const trainer = toyTrainer({ dataset, blocks, neuron: of, learning: learning({ batch: 4, loss, smoothing }), weights });
    try {
      await trainer.trainStep();
      const report = await trainer.flush();
      expect(Math.abs((report?.loss ?? NaN) - smooth.loss)).toBeLessThan(2e-5 * Math.max(1, smooth.loss));
      const moments = parameterViews(plan, (await trainer.checkpoint()).first);
      const expected = smoothGradients(net, numbers, x, labels);
      return new Map([...expected].map(([name, gradient]) => {
        const largest = gradient.reduce((m, v) => Math.max(m, Math.abs(v)), 0);
        const worst = gradient.reduce((m, v, k) => Math.max(m, Math.abs(10 * (moments.get(name) as Float32Array)[k] - v)), 0);
        return [name, { error: worst / Math.max(largest, 1e-3), largest }];
      }));
    } finally {
      trainer.dispose();
    }
  }
  throw new Error('No weights keep u away from the jumps.');
}

const worstOf = (found: Map<string, { error: number }>) => Math.max(...[...found.values()].map(({ error }) => error));

async function expectRight(c: Case): Promise<Map<string, { error: number; largest: number }>> {
  const found = await errors(c);
  if (process.env.SHOW_ERRORS) process.stdout.write(`${c.neuron.kind} ${c.neuron.surrogate} ${worstOf(found).toExponential(1)}\n`);
  for (const [name, { error, largest }] of found) expect([name, error < TOLERANCE, Number.isFinite(largest)]).toEqual([name, true, true]);
  return found;
}

const all = (kind: string, surrogate: Surrogate, more: Partial<NeuronSpec> = {}): NeuronSpec => neuron({
  kind, surrogate, width: WIDTHS[surrogate], tau: 2.5, threshold: 0.4, learnWidth: surrogate === 'atan', learnThreshold: true, ...more,
});

describe.each(KINDS)('gradients of a two-layer network of %s equal those of its smoothed form', (kind) => {
  it.each(SURROGATES)('with %s', async (surrogate) => {
    const found = await expectRight({ neuron: all(kind, surrogate) });
    // Every kind of learned array takes part, and none is tested against nothing.
    for (const name of ['1.weight', '1.bias', '2.weight', 'out.weight', 'out.bias']) expect(found.get(name)?.largest).toBeGreaterThan(LEAST);
    expect(found.has('1.threshold')).toBe(kind !== 'psn');
    expect(found.has('2.time-weight')).toBe(['ipsu', 'rpsu', 'ppsu', 'psn'].includes(kind));
    expect(found.has('1.width')).toBe(surrogate === 'atan' && kind !== 'lif');
  });

  it('with batch norm, the other matrices, MSE', async () => {
    await expectRight({ neuron: all(kind, 'atan', { matrices: 'consistent' }), norm: true, loss: 'mse', seed: 3 });
  });

  it('with smoothed labels', async () => {
    await expectRight({ neuron: all(kind, 'sigmoid'), smoothing: 0.2, seed: 4 });
  });
});

describe('learned scalars', () => {
  it('α has the gradient of atan, and is not nothing', async () => {
    for (const kind of KINDS.filter((k) => k !== 'lif')) {
      const found = await expectRight({ neuron: all(kind, 'atan', { width: 1.2 }), seed: 5 });
      expect(Math.max(found.get('1.width')?.largest ?? 0, found.get('2.width')?.largest ?? 0)).toBeGreaterThan(1e-3);
    }
  });

  it.each(['sigmoid', 'piecewise-quadratic', 'fast-sigmoid', 'gate', 'box'] as const)('α of %s gets no gradient and is not learned: it would only decay', (surrogate) => {
    const trainer = toyTrainer({ neuron: all('psu', surrogate, { learnWidth: true }) });
    expect(trainer.options.plan.parameters.some(({ role }) => role === 'width')).toBe(false);
    trainer.dispose();
  });

  it.each(['atan', 'sigmoid'] as const)('τ of the LIF, with %s', async (surrogate) => {
    const found = await expectRight({ neuron: all('lif', surrogate, { learnTau: true, tau: 3 }), seed: 6 });
    expect(found.get('1.tau')?.largest).toBeGreaterThan(1e-3);
    expect(found.get('2.tau')?.largest).toBeGreaterThan(1e-3);
  });

  it.each(['psu', 'ipsu', 'rpsu', 'ppsu'].flatMap((kind) => (['released', 'consistent'] as const).map((matrices) => [kind, matrices] as const)))('τ of %s, %s matrices', async (kind, matrices) => {
    const found = await expectRight({ neuron: all(kind, 'atan', { learnTau: true, tau: 3, matrices }), seed: 8 });
    expect(found.get('1.tau')?.largest).toBeGreaterThan(LEAST);
    expect(found.get('2.tau')?.largest).toBeGreaterThan(LEAST);
  });

  it('θ of every neuron that has one', async () => {
    for (const kind of KINDS.filter((k) => k !== 'psn')) {
      const found = await expectRight({ neuron: all(kind, 'fast-sigmoid', { threshold: 0.7 }), seed: 7 });
      expect(found.get('2.threshold')?.largest).toBeGreaterThan(LEAST);
    }
  });
});

describe('what would be caught', () => {
  it.each<[Surrogate, string]>([['atan', 'sigmoid'], ['sigmoid', 'atan'], ['gate', 'box'], ['box', 'gate'], ['piecewise-quadratic', 'gate'], ['fast-sigmoid', 'atan']])(
    'the derivative of another surrogate: %s taken for %s',
    async (surrogate, taken) => {
      mockWrong.surrogate = taken;
      expect(worstOf(await errors({ neuron: all('psu', surrogate) }))).toBeGreaterThan(1000 * TOLERANCE);
    },
  );

  it('a reset of the LIF through which gradients pass', async () => {
    mockWrong.attached = true;
    expect(worstOf(await errors({ neuron: all('lif', 'atan') }))).toBeGreaterThan(1000 * TOLERANCE);
  });

});
