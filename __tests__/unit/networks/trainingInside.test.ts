/** @jest-environment node */
/** Evaluation and looks inside, against numbers worked out from the equations in float64. */
import * as tf from '@tensorflow/tfjs-core';
import { fillBatch } from '@/lib/datasets/batch';
import type { Dataset, PartName } from '@/lib/datasets/types';
import { evaluate } from '@/lib/networks/training/evaluate';
import { parameterViews } from '@/lib/networks/training/initialise';
import { firstNotFinite, lookAt, placeOf, probe } from '@/lib/networks/training/probe';
import type { NeuronSpec } from '@/lib/networks/training/spec';
import { batchOf, type Trainer } from '@/lib/networks/training/trainer';
import { randomStream } from '@/lib/numerics/random';
import { largestError } from '../numerics/arrays';
import { useCpu } from '../numerics/cpuBackend';
import { block, learning, neuron, noPause, planFor, toyDataset, toyTrainer } from './trainingToys';

beforeAll(useCpu);

const UNITS = [4, 3];
type Numbers = Map<string, Float32Array>;

/** Another threshold in each block. */
const learnedThreshold = (of: NeuronSpec, k: number) => Math.fround([1.5, 0.8][k] * of.threshold);

/** Weights that make about half of the neurons fire. */
function spread(of: NeuronSpec, dataset: Dataset, seed = 1): { flat: Float32Array; numbers: Numbers } {
  const plan = planFor(dataset, UNITS.map((units) => block({ units })), of);
  const flat = new Float32Array(plan.parameters.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0));
  const numbers = parameterViews(plan, flat);
  const random = randomStream(seed, 'inside');
  for (const { name, role } of plan.parameters) {
    const view = numbers.get(name) as Float32Array;
    // Learned scalars lie away from what the recipe says.
    const own = { threshold: learnedThreshold(of, name.startsWith('1') ? 0 : 1), tau: of.tau + 1, width: of.width }[role as 'tau'];
    view.forEach((_, k) => (view[k] = own ?? random.normal()));
  }
  return { flat, numbers };
}

function samplesOf(dataset: Dataset, part: PartName, count: number): number[][][] {
  const size = dataset.shape[0];
  const values = new Float32Array(dataset.steps * count * size);
  fillBatch(dataset, part, Array.from({ length: count }, (_, k) => k), 'repeat', values);
  return Array.from({ length: count }, (_, b) => Array.from({ length: dataset.steps }, (_v, t) => Array.from(values.subarray((t * count + b) * size, (t * count + b + 1) * size))));
}

interface Layer {
  /** `[step][neuron]` */
  readonly fed: number[][];
  readonly current: number[][];
  readonly membrane: number[][];
  readonly spikes: number[][];
}

/** One sample through LIF or IPSU by the equations. */
function forwardOf(of: NeuronSpec, numbers: Numbers, sample: number[][]): { layers: Layer[]; logits: number[] } {
  const T = sample.length;
  let fed = sample;
  const layers = UNITS.map((units, k): Layer => {
    const get = (role: string) => numbers.get(`${k + 1}.${role}`);
    const [w, b] = [get('weight') as Float32Array, get('bias') as Float32Array];
    const current = fed.map((step) => Array.from({ length: units }, (_, n) => step.reduce((sum, v, m) => sum + v * w[m * units + n], b[n])));
    const theta = get('threshold')?.[0] ?? of.threshold;
    const tau = get('tau')?.[0] ?? of.tau;
    const membrane = current.map((step) => step.map(() => 0));
    for (let n = 0; n < units; n++) {
      let kept = 0;
      for (let t = 0; t < T; t++) {
        if (of.kind === 'lif') {
          membrane[t][n] = kept + (current[t][n] - kept) / tau;
          kept = membrane[t][n] - (membrane[t][n] > theta ? theta : 0);
        } else {
          const [W, bias] = [get('time-weight') as Float32Array, get('time-bias') as Float32Array];
          membrane[t][n] = bias[t];
          for (let j = 0; j <= t; j++) membrane[t][n] += (W[t * T + j] - (j < t ? (1 / tau) ** (t - j) : 0)) * current[j][n];
        }
      }
    }
    const layer = { fed, current, membrane, spikes: membrane.map((step) => step.map((h) => (h > theta ? 1 : 0))) };
    fed = layer.spikes;
    return layer;
  });
  const [w, b] = [numbers.get('out.weight') as Float32Array, numbers.get('out.bias') as Float32Array];
  const mean = fed[0].map((_, n) => fed.reduce((sum, step) => sum + step[n], 0) / T);
  return { layers, logits: Array.from(b, (v, c) => mean.reduce((sum, m, n) => sum + m * w[n * b.length + c], v)) };
}

const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const softmax = (z: number[]) => z.map((v) => Math.exp(v) / z.reduce((sum, w) => sum + Math.exp(w), 0));

function trainerOf(of: NeuronSpec, dataset: Dataset, how = learning()): { trainer: Trainer; numbers: Numbers } {
  const { flat, numbers } = spread(of, dataset);
  return { trainer: toyTrainer({ dataset, blocks: UNITS.map((units) => block({ units })), neuron: of, learning: how, weights: flat }), numbers };
}

describe('evaluation', () => {
  // More than two batches, the last one not full.
  const dataset = toyDataset({ validation: 213, test: 6 });

  it.each([['lif', 'cross-entropy'], ['ipsu', 'mse']] as const)('of %s with %s says what the equations say of every sample', async (kind, loss) => {
    const of = neuron({ kind, threshold: 0.4 });
    const { trainer, numbers } = trainerOf(of, dataset, learning({ loss, smoothing: 0.3 }));
    const labels = Array.from(dataset.parts.validation.labels);
    const all = samplesOf(dataset, 'validation', 213).map((sample) => forwardOf(of, numbers, sample));
    const done: number[] = [];
    const found = await evaluate(trainer, 'validation', async (share) => void done.push(share));

    // As many at a time as a step takes, within 10 to 100.
    expect(done).toEqual([...Array.from({ length: 21 }, (_, k) => (10 * (k + 1)) / 213), 1]);
    expect(found.samples).toBe(213);
    const answers = all.map(({ logits }) => logits.indexOf(Math.max(...logits)));
    expect(found.accuracy).toBe(mean(answers.map((a, k) => (a === labels[k] ? 1 : 0))));
    const confusion = new Array(9).fill(0);
    answers.forEach((a, k) => confusion[labels[k] * 3 + a]++);
    expect(Array.from(found.confusion)).toEqual(confusion);
    expect(confusion.reduce((a, b) => a + b)).toBe(213);
    const losses = all.map(({ logits }, k) => (loss === 'mse' ? mean(logits.map((z, c) => (z - (c === labels[k] ? 1 : 0)) ** 2)) : -Math.log(softmax(logits)[labels[k]])));
    expect(found.loss).toBeCloseTo(mean(losses), 4);
    for (const k of [0, 1]) {
      const layers = all.map(({ layers: list }) => list[k]);
      expect(found.rates[k]).toBeCloseTo(mean(layers.flatMap(({ spikes }) => spikes.flat())), 5);
      expect(found.fired[k]).toBeCloseTo(mean(layers.flatMap(({ spikes }) => spikes[0].map((_, n) => (spikes.some((step) => step[n] > 0) ? 1 : 0)))), 5);
      // Something is tested: neither silent nor always firing.
      expect(found.rates[k]).toBeGreaterThan(0.05);
      expect(found.rates[k]).toBeLessThan(0.95);
      expect(found.fired[k]).toBeGreaterThan(found.rates[k]);
    }
    // Every value that arrives at a map reaches all of its neurons: spikes are added, other values multiplied.
    const fanOut = [UNITS[0], UNITS[1], 3];
    const arriving = all.map(({ layers: list }) => [list[0].fed.flat(), list[1].fed.flat(), list[1].spikes.flat()]);
    const cost = (wanted: (v: number) => boolean) => mean(arriving.map((maps) => maps.reduce((sum, values, k) => sum + fanOut[k] * values.filter(wanted).length, 0)));
    expect(found.operations.additions).toBeCloseTo(cost((v) => v === 1), 2);
    expect(found.operations.multiplications).toBeCloseTo(cost((v) => v !== 0 && v !== 1), 2);
    const wrong = answers.map((answer, sample) => ({ sample, label: labels[sample], answer, certainty: softmax(all[sample].logits)[answer] }))
      .filter(({ label, answer }) => label !== answer).sort((a, b) => b.certainty - a.certainty);
    expect(found.mistakes).toHaveLength(Math.min(24, wrong.length));
    found.mistakes.forEach((mistake, k) => {
      expect(mistake.certainty).toBeCloseTo(wrong[k].certainty, 4);
      expect(mistake).toMatchObject({ label: labels[mistake.sample], answer: answers[mistake.sample] });
    });
    trainer.dispose();
  });

  it('may look at the first samples only', async () => {
    const { trainer } = trainerOf(neuron({ kind: 'lif' }), dataset);
    const few = await evaluate(trainer, 'validation', noPause, 30);
    expect(few.samples).toBe(30);
    expect(few.confusion.reduce((a, b) => a + b)).toBe(30);
    trainer.dispose();
  });

  it('leaves no tensor, also where it is cancelled', async () => {
    const { trainer } = trainerOf(neuron({ kind: 'ipsu' }), dataset);
    const before = tf.memory().numTensors;
    await evaluate(trainer, 'validation', noPause);
    expect(tf.memory().numTensors).toBe(before);
    await expect(evaluate(trainer, 'validation', async () => Promise.reject(new Error('cancelled')))).rejects.toThrow('cancelled');
    expect(tf.memory().numTensors).toBe(before);
    trainer.dispose();
  });
});

describe('the probe', () => {
  const dataset = toyDataset({ validation: 7 });

  it('gives the norm of ∂L/∂X at each step, as the chain rule does on IPSU', async () => {
    const of = neuron({ kind: 'ipsu', threshold: 0.4, width: 1.5 });
    const { trainer, numbers } = trainerOf(of, dataset, learning({ loss: 'mse' }));
    const { labels } = dataset.parts.validation;
    const T = dataset.steps;
    const squares = UNITS.map(() => new Array(T).fill(0));
    samplesOf(dataset, 'validation', 7).forEach((sample, s) => {
      const { layers, logits } = forwardOf(of, numbers, sample);
      const out = numbers.get('out.weight') as Float32Array;
      const dz = logits.map((z, c) => (2 * (z - (c === labels[s] ? 1 : 0))) / (3 * 7));
      let dS = layers[1].spikes.map((step) => step.map((_, n) => dz.reduce((sum, d, c) => sum + d * out[n * 3 + c], 0) / T));
      for (const k of [1, 0]) {
        const W = numbers.get(`${k + 1}.time-weight`) as Float32Array;
        const weight = numbers.get(`${k + 1}.weight`) as Float32Array;
        const dH = layers[k].membrane.map((step, t) => step.map((h, n) => (dS[t][n] * 1.5) / 2 / (1 + ((Math.PI / 2) * 1.5 * (h - 0.4)) ** 2)));
        const dX = layers[k].current.map((step, j) => step.map((_, n) => {
          let sum = 0;
          for (let t = j; t < T; t++) sum += (W[t * T + j] - (j < t ? 0.5 ** (t - j) : 0)) * dH[t][n];
          return sum;
        }));
        dX.forEach((step, t) => (squares[k][t] += step.reduce((sum, v) => sum + v * v, 0)));
        if (k > 0) dS = dX.map((step) => layers[0].spikes[0].map((_, m) => step.reduce((sum, v, n) => sum + v * weight[m * UNITS[1] + n], 0)));
      }
    });
    const { gradients } = await probe(trainer);
    for (const k of [0, 1]) {
      const expected = squares[k].map(Math.sqrt);
      expect(largestError(gradients[k], expected)).toBeLessThan(1e-5 * Math.max(...expected));
      expect(Math.max(...expected)).toBeGreaterThan(1e-3);
    }
    trainer.dispose();
  });

  it.each([['lif', true], ['ipsu', true], ['ipsu', false]] as const)('counts membranes of %s, and those above the threshold, learned or not (%s)', async (kind, learnThreshold) => {
    const of = neuron({ kind, threshold: 0.4, learnThreshold, learnTau: kind === 'lif' });
    const { trainer, numbers } = trainerOf(of, dataset);
    const all = samplesOf(dataset, 'validation', 7).map((sample) => forwardOf(of, numbers, sample));
    const { membranes } = await probe(trainer);
    for (const k of [0, 1]) {
      const values = all.flatMap(({ layers }) => layers[k].membrane.flat());
      const theta = learnThreshold ? learnedThreshold(of, k) : 0.4;
      expect(membranes.above[k]).toBeCloseTo(mean(values.map((h) => (h > theta ? 1 : 0))), 6);
      const inside = values.filter((h) => h >= membranes.edges[0] - 1e-6 && h <= membranes.edges[1] + 1e-6).length;
      const counted = membranes.counts[k].reduce((a, b) => a + b);
      expect(Math.abs(counted - inside)).toBeLessThanOrEqual(1);
      expect(counted).toBeGreaterThan(0.9 * values.length);
      expect(membranes.edges[0]).toBeLessThan(theta);
      expect(membranes.edges[1]).toBeGreaterThan(theta);
    }
    trainer.dispose();
  });

  it('changes nothing and leaves no tensor', async () => {
    const { trainer } = trainerOf(neuron({ kind: 'psu' }), dataset);
    const [state, before] = [await trainer.checkpoint(), tf.memory().numTensors];
    await probe(trainer);
    expect(tf.memory().numTensors).toBe(before);
    expect(await trainer.checkpoint()).toEqual(state);
    trainer.dispose();
  });
});

describe('a look at one sample', () => {
  const dataset = toyDataset({ test: 6 });

  it.each([['lif', true], ['lif', false], ['ipsu', false]] as const)('of %s (τ and θ learned: %s) holds the equations’ numbers', async (kind, learned) => {
    const of = neuron({ kind, threshold: 0.4, learnTau: learned, learnThreshold: learned });
    const { trainer, numbers } = trainerOf(of, dataset);
    const before = tf.memory().numTensors;
    const batch = batchOf(dataset, 'test', Uint32Array.of(2), 'repeat');
    const look = await lookAt(trainer, batch);
    tf.dispose([batch.input, batch.labels]);
    expect(tf.memory().numTensors).toBe(before);
    const sample = samplesOf(dataset, 'test', 6)[2];
    const { layers, logits } = forwardOf(of, numbers, sample);
    expect(largestError(look.input.data, sample.flat())).toBe(0);
    look.layers.forEach((layer, k) => {
      expect(largestError(layer.current, layers[k].current.flat())).toBeLessThan(1e-5);
      expect(largestError(layer.membrane, layers[k].membrane.flat())).toBeLessThan(1e-5);
      expect(Array.from(layer.spikes)).toEqual(layers[k].spikes.flat());
      expect(largestError(layer.charge.map((d, i) => d - layer.reset[i]), layer.membrane)).toBeLessThan(1e-6);
    });
    if (kind === 'lif') {
      // The charge is the same cell that never resets, with the τ that was learned.
      const tau = learned ? of.tau + 1 : of.tau;
      const charge = layers[0].current.map((step) => step.map(() => 0));
      for (let n = 0; n < UNITS[0]; n++) for (let t = 0; t < charge.length; t++) charge[t][n] = (t > 0 ? (1 - 1 / tau) * charge[t - 1][n] : 0) + layers[0].current[t][n] / tau;
      expect(largestError(look.layers[0].charge, charge.flat())).toBeLessThan(1e-5);
    }
    const theta = learned ? learnedThreshold(of, 0) : 0.4;
    expect(look.learned[0]).toMatchObject({ threshold: theta, tau: learned ? of.tau + 1 : of.tau });
    const T = dataset.steps;
    expect(largestError(look.evidence.slice((T - 1) * 3), logits)).toBeLessThan(1e-5);
    // Its first row is the answer to the first step alone.
    const [w, b] = [numbers.get('out.weight') as Float32Array, numbers.get('out.bias') as Float32Array];
    expect(largestError(look.evidence.slice(0, 3), Array.from(b, (v, c) => layers[1].spikes[0].reduce((sum, s, n) => sum + s * w[n * 3 + c], v)))).toBeLessThan(1e-5);
    trainer.dispose();
  });

  it.each(['lif', 'psu'])('of %s whose τ was learned below what makes a leak says the τ it runs with', async (kind) => {
    const of = neuron({ kind, learnTau: true });
    const { flat, numbers } = spread(of, dataset);
    (numbers.get('1.tau') as Float32Array)[0] = 0.4;
    const trainer = toyTrainer({ dataset, blocks: UNITS.map((units) => block({ units })), neuron: of, weights: flat });
    const batch = batchOf(dataset, 'test', Uint32Array.of(0), 'repeat');
    const { layers: [layer], learned } = await lookAt(trainer, batch);
    expect(learned[0].tau).toBe(1.01);
    // The first step's charge is X/τ.
    expect(largestError(layer.charge.slice(0, 4), layer.current.slice(0, 4).map((x) => x / 1.01))).toBeLessThan(1e-6);
    tf.dispose([batch.input, batch.labels]);
    trainer.dispose();
  });

  it('of filters and pools ends in the answer that evaluation gives', async () => {
    const pictures = toyDataset({ shape: [5, 5, 1], content: 'pictures', test: 4 });
    const trainer = toyTrainer({ dataset: pictures, steps: 3, blocks: [block({ kind: 'conv2d', units: 3, norm: true, pool: 2 })], neuron: neuron({ kind: 'lif', threshold: 0.1 }) });
    const batch = batchOf(pictures, 'test', Uint32Array.of(1), 'repeat');
    const look = await lookAt(trainer, batch);
    const { confusion, loss } = await evaluate(trainer, 'test', noPause);
    const all = [];
    for (let k = 0; k < 4; k++) {
      const one = batchOf(pictures, 'test', Uint32Array.of(k), 'repeat');
      all.push(Array.from((await lookAt(trainer, one)).evidence.slice(6)));
      tf.dispose([one.input, one.labels]);
    }
    expect(look.input).toMatchObject({ steps: 1, channels: 25 });
    expect(look.layers[0].neurons).toBe(75);
    const labels = pictures.parts.test.labels;
    expect(loss).toBeCloseTo(mean(all.map((z, k) => -Math.log(softmax(z)[labels[k]]))), 4);
    all.forEach((z, k) => expect(confusion[labels[k] * 3 + z.indexOf(Math.max(...z))]).toBeGreaterThan(0));
    tf.dispose([batch.input, batch.labels]);
    trainer.dispose();
  });
});

describe('where numbers stop being finite', () => {
  const dataset = toyDataset();
  const found = async (name: string, value: number, kind = 'lif') => {
    const of = neuron({ kind });
    const { flat, numbers } = spread(of, dataset);
    (numbers.get(name) as Float32Array)[0] = value;
    const trainer = toyTrainer({ dataset, blocks: UNITS.map((units) => block({ units })), neuron: of, weights: flat });
    const place = await firstNotFinite(trainer);
    trainer.dispose();
    return place;
  };

  it.each<[string, number, string, string]>([
    ['1.weight', NaN, 'lif', 'the weights of block 1'],
    ['2.bias', Infinity, 'lif', 'the biases of block 2'],
    ['2.time-weight', NaN, 'ipsu', 'the T×T matrix of block 2'],
    ['out.bias', NaN, 'lif', 'the biases of the last linear layer'],
  ])('%s = %d of %s', async (name, value, kind, place) => {
    expect(await found(name, value, kind)).toBe(place);
  });

  it('is null where all are finite', async () => {
    expect(await found('1.weight', 1)).toBeNull();
  });

  it('every learned array has a name in words', () => {
    expect(placeOf('3.norm-gain')).toBe('gains of the batch norm of block 3');
    expect(placeOf('1.width')).toBe('surrogate width α of block 1');
    expect(placeOf('2.tau')).toBe('time constant τ of block 2');
    expect(placeOf('out.weight')).toBe('weights of the last linear layer');
  });
});
