/** @jest-environment node */
import * as tf from '@tensorflow/tfjs-core';
import { decodeCheckpoint, encodeCheckpoint } from '@/lib/engine/training/file';
import type { Checkpoint } from '@/lib/engine/training/protocol';
import type { Recipe } from '@/lib/experiment/recipe';
import { noPause, toyDataset } from '../networks/trainingToys';
import { useCpu } from '../numerics/cpuBackend';
import { timeless, toyRecipe, toyRun, trainUntil } from './trainingRuns';

beforeAll(useCpu);

/** A run with everything that could be lost on the way: running statistics, masks, the schedule's place, moments. */
const full = (kind: 'lif' | 'ipsu' | 'psu', norm = true): Recipe => toyRecipe({
  blocks: [{ units: 6, norm, dropout: 0.3 }, { units: 5, norm, dropout: 0.2 }],
  neuron: { kind, learnThreshold: true, learnTau: true },
  learning: { epochs: 4, batch: 5, rate: 0.03, schedule: 'cosine', warmup: 1, smoothing: 0.1, clip: 1, decay: 0.02 },
});

/** Curves keep six digits in a file. */
const SHORT = 1e-5;

function expectSamePoints(actual: Checkpoint, expected: Checkpoint, exactFrom: number): void {
  expect(actual.history.map(({ epoch }) => epoch)).toEqual(expected.history.map(({ epoch }) => epoch));
  actual.history.forEach((point, k) => {
    if (point.epoch >= exactFrom) return expect(timeless(point)).toEqual(timeless(expected.history[k]));
    for (const key of ['loss', 'validationLoss', 'accuracy', 'validationAccuracy'] as const) {
      expect(Math.abs((point[key] ?? 0) - (expected.history[k][key] ?? 0))).toBeLessThan(SHORT * Math.max(1, expected.history[k][key] ?? 0));
    }
  });
}

describe.each(['lif', 'ipsu', 'psu'] as const)('a run of %s that was stopped', (kind) => {
  it.each([[true, 5], [true, 1], [true, 3], [false, 8]] as const)('and went on from its file gives what it would have given (batch norm %s, after step %d)', async (norm, steps) => {
    const dataset = toyDataset({ train: 13 });
    const recipe = full(kind, norm);
    const whole = toyRun(recipe, dataset);
    const expected = await trainUntil(whole);

    const first = toyRun(recipe, dataset);
    await trainUntil(first, steps);
    const bytes = encodeCheckpoint(await first.checkpoint());
    first.dispose();
    const second = toyRun(recipe, dataset, decodeCheckpoint(bytes, 'run.npz'));
    expect(second.step).toBe(steps);
    const actual = await trainUntil(second);

    expect(actual.state).toEqual(expected.state);
    // Epochs that ended after the stop are the same to the last digit.
    expectSamePoints(actual, expected, Math.floor(steps / 3) + 1);
    expect(timeless(actual.history[4])).toEqual(timeless(expected.history[4]));
    expect({ ...actual.test, confusion: null }).toEqual({ ...expected.test, confusion: null });
    expect(Array.from(actual.test?.confusion ?? [])).toEqual(Array.from(expected.test?.confusion ?? [1]));
    whole.dispose();
    second.dispose();
  });
});

/** Place of block 1's τ in an IPSU: after 3·6 weights, 6 biases, 12 numbers of the batch norm, 25 and 5 along time, and α. */
const TAU = 18 + 6 + 12 + 25 + 5 + 1;

describe('what would be caught', () => {
  it.each<[string, (c: Checkpoint) => Checkpoint]>([
    ['moments that are lost', (c) => ({ ...c, state: { ...c.state, first: c.state.first.map(() => 0) } })],
    ['running statistics that are lost', (c) => ({ ...c, state: { ...c.state, norms: { ...c.state.norms, 1: { mean: new Float32Array(6), variance: new Float32Array(6).fill(1) } } } })],
    ['a τ that is lost', (c) => ({ ...c, state: { ...c.state, weights: c.state.weights.map((w, k) => (k === TAU ? 2 : w)) } })],
    ['another place in the schedule and the order', (c) => ({ ...c, state: { ...c.state, step: c.state.step - 1 } })],
    ['sums of the epoch that are lost', (c) => ({ ...c, partial: { samples: 0, loss: 0, right: 0 } })],
  ])('%s', async (_name, change) => {
    const dataset = toyDataset({ train: 13 });
    const whole = toyRun(full('ipsu'), dataset);
    const expected = await trainUntil(whole);
    const first = toyRun(full('ipsu'), dataset);
    await trainUntil(first, 4);
    const second = toyRun(full('ipsu'), dataset, change(await first.checkpoint()));
    const actual = await trainUntil(second);
    expect({ state: actual.state, history: actual.history.map(timeless) }).not.toEqual({ state: expected.state, history: expected.history.map(timeless) });
    [whole, first, second].forEach((run) => run.dispose());
  });
});

describe('a run', () => {
  it('keeps a whole epoch to go back to, whatever came after', async () => {
    const run = toyRun(full('psu'), toyDataset({ train: 13 }));
    const kept = await trainUntil(run, 3);
    const weights = JSON.stringify(kept.state.weights);
    await run.train(0);
    await run.train(0);
    expect(run.lastGood).toBe(kept);
    expect(JSON.stringify(run.lastGood.state.weights)).toBe(weights);
    const before = tf.memory().numTensors;
    run.rebuild();
    expect(tf.memory().numTensors).toBe(before);
    expect(run.step).toBe(3);
    expect((await run.checkpoint()).state).toEqual(kept.state);
    run.dispose();
  });

  it('refuses a checkpoint of another network in one sentence', async () => {
    const run = toyRun();
    const kept = await run.checkpoint();
    run.dispose();
    const other = toyRecipe({ blocks: [{ units: 7 }] });
    expect(() => toyRun(other, toyDataset(), { ...kept, recipe: other })).toThrow(/^This checkpoint holds \d+ learned numbers; its network on these data has \d+\.$/);
  });

  it.each([
    ['no running statistics', {}],
    ['running statistics of another length', { 1: { mean: new Float32Array(2), variance: new Float32Array(2) }, 2: { mean: new Float32Array(5), variance: new Float32Array(5) } }],
  ])('refuses a checkpoint with %s', async (_name, norms) => {
    const recipe = full('psu');
    const run = toyRun(recipe);
    const kept = await run.checkpoint();
    run.dispose();
    expect(() => toyRun(recipe, toyDataset(), { ...kept, state: { ...kept.state, norms } })).toThrow(RangeError);
  });

  it('saved between its last step and the look that ends the epoch makes up for that look', async () => {
    const recipe = toyRecipe({ learning: { epochs: 2 } });
    const whole = toyRun(recipe);
    const expected = await trainUntil(whole);
    for (const steps of [3, 6]) {
      const first = toyRun(recipe);
      await trainUntil(first, steps - 1);
      await first.train(0);
      const saved = decodeCheckpoint(encodeCheckpoint(await first.checkpoint()), 'run.npz');
      const second = toyRun(recipe, toyDataset(), saved);
      expect(second.atEpochEnd).toBe(true);
      if (second.atEpochEnd) await second.endEpoch(noPause);
      await trainUntil(second);
      const actual = second.lastGood;
      expect(actual.history.map(({ epoch }) => epoch)).toEqual([0, 1, 2]);
      expect(timeless(actual.history[2])).toEqual(timeless(expected.history[2]));
      [first, second].forEach((run) => run.dispose());
    }
    whole.dispose();
  });

  it('keeps matrices of epochs 0, 1, 2, 4, … and of the last one', async () => {
    const run = toyRun(toyRecipe({ neuron: { kind: 'ipsu' }, learning: { epochs: 7, batch: 12 } }));
    const { history } = await trainUntil(run);
    expect(history.map(({ epoch, matrices }) => [epoch, matrices[0].length])).toEqual([[0, 25], [1, 25], [2, 25], [3, 0], [4, 25], [5, 0], [6, 0], [7, 25]]);
    run.dispose();
  });
});
