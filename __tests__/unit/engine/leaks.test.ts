/** @jest-environment node */
import * as tf from '@tensorflow/tfjs-core';
import { execute, type Runner } from '@/lib/engine/execute';
import { readTensor } from '@/lib/engine/read';
import { defaultExperiment, defaultLayer, type Experiment } from '@/lib/experiment/schema';
import { DEFAULT_LIMITS } from '@/lib/networks/sizes';
import { runParallelTensors } from '@/lib/networks/tensors';
import { PARALLEL_NEURONS } from '@/lib/neurons/parallel';
import { useCpu } from '../numerics/cpuBackend';

beforeEach(useCpu);

const RUNS = 1000;
const NEURONS = [...PARALLEL_NEURONS.map((n) => n.kind), 'lif', 'if', 'plif'] as const;

const runner: Runner = {
  backend: 'cpu',
  bits: 32,
  limits: DEFAULT_LIMITS,
  run: (plan, input, pause) => runParallelTensors(plan, input, readTensor, pause),
};

/** A small network; each run another neuron, length and threshold. */
function experimentOf(k: number): Experiment {
  const base = defaultExperiment();
  const neuron = NEURONS[k % NEURONS.length];
  return {
    ...base,
    steps: 4 + (k % 5),
    input: { ...base.input, neurons: 3 },
    layers: [
      { ...defaultLayer(), neuron, sweeps: neuron === 'exact-lif' ? 2 : 0, threshold: 0.3 + (k % 7) / 10 },
      { ...defaultLayer(), connect: 'dense', neurons: 4, neuron, gain: 3 },
    ],
  };
}

const run = (k: number, pause: () => Promise<void> = async () => undefined) => execute(experimentOf(k), null, runner, pause);

describe('tensors', () => {
  it(`are as many after ${RUNS} runs, of every neuron, as before`, async () => {
    for (let k = 0; k < NEURONS.length; k++) await run(k);
    const before = tf.memory();
    for (let k = 0; k < RUNS; k++) await run(k);
    const after = tf.memory();
    expect([after.numTensors, after.numDataBuffers, after.numBytes]).toEqual([before.numTensors, before.numDataBuffers, before.numBytes]);
  }, 60_000);

  it('are as many after runs that were stopped half way', async () => {
    await run(0);
    const before = tf.memory().numTensors;
    for (let k = 0; k < 50; k++) {
      let left = k % 5;
      const stop = async () => {
        if (left-- === 0) throw new Error('stopped');
      };
      await expect(run(k, stop)).rejects.toThrow('stopped');
    }
    expect(tf.memory().numTensors).toBe(before);
  });
});
