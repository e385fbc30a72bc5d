/** @jest-environment node */
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { NEURON_KINDS, type Experiment, type LayerSettings } from '@/lib/experiment/schema';
import { layerCurrent } from '@/lib/networks/current';
import { runBaseline, runParallelFloat64, traceCell } from '@/lib/networks/float64';
import { chanceDraws, planNetwork, type NetworkPlan } from '@/lib/networks/plan';
import { runParallelTensors, type Reader } from '@/lib/networks/tensors';
import { whole } from '@/lib/numerics/pieces';
import type { LayerTrace } from '@/lib/recording/types';
import { experimentWith } from '../experiment/experiments';
import { gaussians, largestError, smallestMargin, wrongSpikes } from '../numerics/arrays';
import { useCpu } from '../numerics/cpuBackend';

beforeAll(useCpu);

const at = async () => undefined;
const read: Reader = async (tensor) => (await tensor.data()) as Float32Array;

const layers: fc.Arbitrary<Partial<LayerSettings>> = fc.record({
  connect: fc.constantFrom('one-to-one' as const, 'dense' as const),
  neurons: fc.integer({ min: 1, max: 6 }),
  gain: fc.double({ min: -3, max: 3, noNaN: true }),
  neuron: fc.constantFrom(...NEURON_KINDS),
  tau: fc.double({ min: 1, max: 6, noNaN: true }),
  threshold: fc.double({ min: -0.5, max: 1.5, noNaN: true }),
  sweeps: fc.integer({ min: 0, max: 4 }),
  window: fc.integer({ min: 1, max: 12 }),
  lambda: fc.double({ min: 0, max: 1, noNaN: true }),
  start: fc.constantFrom('released' as const, 'lif' as const, 'zero' as const),
  bias: fc.double({ min: -1, max: 1, noNaN: true }),
});

const networks = fc.record({
  steps: fc.integer({ min: 1, max: 10 }),
  channels: fc.integer({ min: 1, max: 5 }),
  seed: fc.nat(),
  matrices: fc.constantFrom('released' as const, 'consistent' as const),
  layers: fc.array(layers, { minLength: 1, maxLength: 3 }),
});

/** Distance of a layer's spike decisions from their thresholds, and of those inside its recurrence or sweeps. */
function margin(plan: NetworkPlan, index: number, trace: LayerTrace): number {
  const { neuron, threshold } = plan.layers[index];
  if (neuron.form === 'sequential') return smallestMargin(trace.membrane, threshold);
  const draws = chanceDraws(plan, index);
  if (draws) return smallestMargin(trace.membrane.map((p, k) => p - draws[k]), 0);
  return smallestMargin(trace.membrane, neuron.formula.fire === 'zero' ? 0 : threshold);
}

const inner = (plan: NetworkPlan, index: number) => {
  const { neuron } = plan.layers[index];
  return neuron.form === 'sequential' || neuron.formula.reset?.source.kind === 'sweeps';
};

it('the tensor form of a network equals float64, layer by layer, and leaves no tensor', async () => {
  await fc.assert(fc.asyncProperty(networks, async ({ channels, ...change }) => {
    const experiment = experimentWith(change);
    const plan = planNetwork(experiment, channels);
    const input = Float32Array.from(gaussians(experiment.seed, experiment.steps * channels, 0.4));
    const expected = await runParallelFloat64(plan, input, at);
    const before = tf.memory().numTensors;
    const actual = await runParallelTensors(plan, input, read, at);
    expect(tf.memory().numTensors).toBe(before);
    expect(actual).toHaveLength(expected.length);
    for (const [i, e] of expected.entries()) {
      // A spike that rounding turned would change all that follows: from there on nothing is held.
      const least = margin(plan, i, e);
      if (inner(plan, i) && least < 1e-4) return;
      const a = actual[i];
      expect(a.neurons).toBe(e.neurons);
      for (const field of ['current', 'charge', 'reset', 'membrane'] as const) {
        // Inner sweeps decide spikes whose margins are not recorded.
        if (inner(plan, i) && (field === 'reset' || field === 'membrane') && wrongSpikes(a.spikes, e.spikes, e.membrane, 0, -1) > 0) return;
        expect([field, largestError(a[field], e[field]) < 1e-5]).toEqual([field, true]);
      }
      expect(a.probability === null).toBe(e.probability === null);
      if (e.probability) expect(largestError(a.probability as Float32Array, e.probability)).toBeLessThan(1e-5);
      if (least < 1e-4) return;
      expect(a.spikes).toEqual(e.spikes);
    }
  }), { numRuns: 60 });
}, 60_000);

describe('tensors', () => {
  const plan = planNetwork(experimentWith({ steps: 6, layers: [{}, { neuron: 'reset-free' }, { connect: 'dense', neurons: 3, neuron: 'plif' }] }), 4);
  const input = Float32Array.from(gaussians(1, 24, 0.5));

  it('are disposed of when reading fails', async () => {
    const before = tf.memory().numTensors;
    const counted = jest.fn(read);
    await runParallelTensors(plan, input, counted, at);
    const reads = counted.mock.calls.length;
    expect(reads).toBeGreaterThan(0);
    for (let failing = 1; failing <= reads; failing++) {
      let made = 0;
      const broken: Reader = async (tensor) => {
        if (++made === failing) throw new Error('the device is gone');
        return read(tensor);
      };
      await expect(runParallelTensors(plan, input, broken, at)).rejects.toThrow('the device is gone');
      expect(tf.memory().numTensors).toBe(before);
    }
  });

  it('of a sweep are on the device for one sweep, which is not repeated once nothing changes', async () => {
    const experiment = experimentWith({ steps: 48, matrices: 'consistent', layers: [{ neuron: 'exact-lif', tau: 6, threshold: 0.3, sweeps: 4096 }] });
    const long = planNetwork(experiment, 8);
    const x = Float32Array.from(gaussians(4, 48 * 8, 0.5));
    const before = tf.memory().numTensors;
    const alive: number[] = [];
    const [swept] = await runParallelTensors(long, x, async (tensor) => {
      if (tensor.size === 1) alive.push(tf.memory().numTensors - before);
      return read(tensor);
    }, at);
    const [expected] = await runParallelFloat64(long, x, at);
    expect(swept.spikes).toEqual(expected.spikes);
    expect(largestError(swept.membrane, expected.membrane)).toBeLessThan(1e-5);
    expect(alive.length).toBeGreaterThan(0);
    expect(alive.length).toBeLessThanOrEqual(4);
    expect(Math.max(...alive)).toBeLessThan(20);
    expect(tf.memory().numTensors).toBe(before);
  });

  it.each<[string, Partial<LayerSettings>, number, number]>([
    ['a large product', { connect: 'dense', neurons: 1200 }, 190, 1200],
    ['a learned matrix', { neuron: 'psn' }, 1024, 300],
    ['a long loop', { neuron: 'lif' }, 300, 2],
    ['sweeps', { neuron: 'exact-lif', tau: 20, threshold: 0.02, sweeps: 100 }, 200, 3],
  ])('are disposed of when %s is stopped in its middle', async (_name, layer, steps, channels) => {
    const large = planNetwork(experimentWith({ steps, layers: [layer], matrices: 'consistent' }), channels);
    const x = Float32Array.from(gaussians(4, steps * channels, 0.5));
    const before = tf.memory().numTensors;
    let waits = 0;
    await expect(runParallelTensors(large, x, async (tensor) => {
      if (tensor.size === 1 && ++waits === 2) throw new Error('stop');
      return read(tensor);
    }, at)).rejects.toThrow('stop');
    expect(waits).toBe(2);
    expect(tf.memory().numTensors).toBe(before);
  }, 30_000);

  it('of a product made in blocks are those of the whole', async () => {
    const wide = planNetwork(experimentWith({ steps: 70, layers: [{ connect: 'dense', neurons: 1500, neuron: 'reset-free' }] }), 1500);
    const x = Float32Array.from(gaussians(4, 70 * 1500, 0.5));
    const [blocks] = await runParallelTensors(wide, x, read, at);
    const [expected] = await runParallelFloat64(wide, x, at);
    expect(largestError(blocks.current, expected.current)).toBeLessThan(1e-4);
  }, 30_000);

  it('are disposed of when the run is stopped between layers', async () => {
    const before = tf.memory().numTensors;
    let layer = 0;
    await expect(runParallelTensors(plan, input, read, async () => {
      if (++layer === 3) throw new Error('stop');
    })).rejects.toThrow('stop');
    expect(layer).toBe(3);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('are disposed of when a layer cannot be computed', async () => {
    const before = tf.memory().numTensors;
    const broken = { ...plan, layers: [plan.layers[0], { ...plan.layers[2], inputs: 9 }] };
    await expect(runParallelTensors(broken, input, read, at)).rejects.toThrow();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('both sides of a run', () => {
  const experiment: Experiment = experimentWith({ steps: 30, matrices: 'consistent', layers: [{ connect: 'dense', neurons: 8, gain: 3, tau: 3 }, { connect: 'dense', neurons: 5, gain: 3, tau: 3 }] });
  const input = Float32Array.from(gaussians(1, 30 * 6, 0.8));

  it('see the same current in the first layer, and their own spikes in the next', async () => {
    const plan = planNetwork(experiment, 6);
    const [parallel, baseline] = [await runParallelFloat64(plan, input, at), await runBaseline(plan, input, at)];
    expect(parallel[0].current).toEqual(baseline[0].current);
    for (const side of [parallel, baseline]) expect(side[1].current).toEqual(whole(layerCurrent(plan.layers[1], side[0].spikes, 30)));
    expect(parallel[0].spikes).not.toEqual(baseline[0].spikes);
  });

  it('are the same network when the neuron is the baseline', async () => {
    const plan = planNetwork({ ...experiment, layers: experiment.layers.map((l) => ({ ...l, neuron: 'lif' })) }, 6);
    expect(await runParallelFloat64(plan, input, at)).toEqual(await runBaseline(plan, input, at));
    const exact = planNetwork({ ...experiment, layers: experiment.layers.map((l) => ({ ...l, neuron: 'exact-lif', sweeps: 31 })) }, 6);
    const swept = await runParallelFloat64(exact, input, at);
    const lif = await runBaseline(exact, input, at);
    swept.forEach((trace, i) => {
      expect(trace.spikes).toEqual(lif[i].spikes);
      expect(largestError(trace.membrane, lif[i].membrane)).toBeLessThan(1e-6);
      expect(largestError(trace.reset, lif[i].reset)).toBeLessThan(1e-6);
      expect(largestError(trace.charge, lif[i].charge)).toBeLessThan(1e-6);
    });
  });

  it('record a membrane that is charge less reset', async () => {
    const plan = planNetwork(experiment, 6);
    for (const trace of [...(await runParallelFloat64(plan, input, at)), ...(await runBaseline(plan, input, at))]) {
      expect(largestError(trace.membrane, trace.charge.map((d, k) => d - trace.reset[k]))).toBeLessThan(1e-6);
    }
  });

  it('shows resets of a cell as probabilities 0 and 1, and none without a reset', () => {
    const plan = planNetwork(experimentWith({ baseline: { reset: 'none' } }), 1);
    const x = Float32Array.of(3, 1, 2, 0);
    const free = whole(traceCell(plan.layers[0].baseline, x, 4, 1, 1));
    expect(free.probability).toBeNull();
    expect(Array.from(free.reset)).toEqual([0, 0, 0, 0]);
    const soft = whole(traceCell(planNetwork(experimentWith(), 1).layers[0].baseline, x, 4, 1, 1));
    expect(soft.probability).toEqual(Float32Array.from(soft.spikes));
    expect(Array.from(soft.reset)).toEqual([0, 0.5, 0.25, 0.625]);
  });
});
