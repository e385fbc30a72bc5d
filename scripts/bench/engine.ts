/** In the browser: one forward pass of a neuron, timed on one backend. The page side of engine.mjs. */
import { useBackend } from './backend';
import * as tf from '@tensorflow/tfjs-core';
import { forwardFloat64 } from '../../lib/neurons/float64';
import { operatorOf } from '../../lib/neurons/formula';
import { leakKernel, resetKernel } from '../../lib/neurons/kernels';
import { learnedNumbers } from '../../lib/neurons/learned';
import { parallelNeuron, type NeuronSettings } from '../../lib/neurons/parallel';
import { runCell } from '../../lib/neurons/sequential/cell';
import { cellConstants } from '../../lib/neurons/sequential/conventions';
import { runCellOnTensors } from '../../lib/neurons/sequential/tensors';
import { forwardTensors } from '../../lib/neurons/tensors';
import { randomStream } from '../../lib/numerics/random';

export interface Task {
  readonly backend: 'webgl' | 'wasm' | 'cpu' | 'float64';
  /** psu, ipsu, rpsu; `psu-dense`: PSU as two T×T products; `lif`: the loop over time. */
  readonly neuron: string;
  readonly steps: number;
  readonly channels: number;
  /** A first run longer than this is not repeated, in milliseconds. */
  readonly limit: number;
  /** Repeat for about this long, in milliseconds. */
  readonly patience: number;
}

export interface Timing {
  /** Milliseconds a run; null where the first run took longer than the limit. */
  readonly median: number | null;
  readonly runs: number;
  readonly first: number;
  /** Share of cells that spike, to see that something was computed. */
  readonly rate: number;
}

const TAU = 2;
const THRESHOLD = 0.5;
const MOST_SAMPLES = 15;
const FEWEST_SAMPLES = 3;
/** A sample is at least about this long, in milliseconds: the browser's clock has steps of 0.1. */
const SAMPLE_MS = 4;
const MOST_IN_SAMPLE = 50;

const lif = cellConstants({
  model: 'lif', library: 'psu', reset: 'soft', decayInput: true, detachReset: true, delayReset: true, resetValue: 0, tau: TAU,
});

const settingsOf = (steps: number): NeuronSettings => ({ steps, tau: TAU, matrices: 'released', sweeps: 0, window: 8, lambda: 1 });

function learnedOf(neuron: string, steps: number) {
  return learnedNumbers(parallelNeuron(neuron), settingsOf(steps), { start: 'released', seed: 1, bias: 0, edits: [] });
}

/** A run that ends in the spikes' numbers, and how to let go of what it keeps. */
interface Prepared {
  run(): Promise<ArrayLike<number>>;
  dispose(): void;
}

function prepareFloat64({ neuron, steps, channels }: Task, input: Float32Array): Prepared {
  const dispose = () => undefined;
  if (neuron === 'lif') return { run: async () => runCell(lif, input, steps, channels, THRESHOLD).spikes, dispose };
  const formula = parallelNeuron(neuron).formula(settingsOf(steps));
  const learned = learnedOf(neuron, steps);
  return { run: async () => forwardFloat64({ formula, steps, channels, threshold: THRESHOLD, learned }, input).spikes, dispose };
}

/** The forward pass on tensors that are made once. Call inside tf.tidy. */
function forward({ neuron, steps, channels }: Task, input: Float32Array): { kept: tf.Tensor[]; spikes(): tf.Tensor } {
  const x = tf.tensor2d(input, [steps, channels]);
  const [threshold, width, leak, gain] = [THRESHOLD, 2, lif.leak, lif.gain].map((v) => tf.scalar(v));
  const common = { x, threshold, width, surrogate: 'atan' as const };
  const kept: tf.Tensor[] = [x, threshold, width, leak, gain];
  if (neuron === 'lif') return { kept, spikes: () => runCellOnTensors(lif, { ...common, leak, gain }).spikes };
  if (neuron === 'psu-dense') {
    const [a, r] = [leakKernel, resetKernel].map((kernel) =>
      tf.tensor2d(Float32Array.from(operatorOf(kernel('released', TAU), steps, null).matrix()), [steps, steps]));
    const spikes = () => {
      const charge = tf.matMul(a, x);
      const membrane = tf.sub(charge, tf.mul(threshold, tf.matMul(r, tf.sigmoid(charge) as tf.Tensor2D)));
      return tf.cast(tf.greater(membrane, threshold), 'float32');
    };
    return { kept: [...kept, a, r], spikes };
  }
  const formula = parallelNeuron(neuron).formula(settingsOf(steps));
  const learned = learnedOf(neuron, steps);
  const numbers = learned && { weights: tf.tensor2d(learned.weights, [steps, steps]), bias: tf.tensor1d(learned.bias) };
  if (numbers) kept.push(numbers.weights, numbers.bias);
  return { kept, spikes: () => forwardTensors(formula, { ...common, ...numbers }).spikes };
}

function prepareTensors(task: Task, input: Float32Array): Prepared {
  const { kept, spikes } = forward(task, input);
  return {
    async run() {
      const result = tf.tidy(spikes);
      const values = await result.data();
      result.dispose();
      return values;
    },
    dispose: () => kept.forEach((tensor) => tensor.dispose()),
  };
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

/** So many runs, one after another: milliseconds each, and the last one's spikes. */
async function timed(run: Prepared['run'], count: number): Promise<{ ms: number; spikes: ArrayLike<number> }> {
  const start = performance.now();
  let spikes = await run();
  for (let k = 1; k < count; k++) spikes = await run();
  return { ms: (performance.now() - start) / count, spikes };
}

/** Times a task: from tensors on the device to spikes in JavaScript's memory, after one run to warm up. */
async function time(task: Task): Promise<Timing> {
  const { steps, channels, limit, patience } = task;
  const random = randomStream(3, 'bench');
  const input = Float32Array.from({ length: steps * channels }, () => 0.5 + random.normal());
  const before = tf.memory().numTensors;
  const { run, dispose } = task.backend === 'float64' ? prepareFloat64(task, input) : prepareTensors(task, input);
  try {
    const { ms: first, spikes } = await timed(run, 1);
    const rate = Array.from(spikes).reduce((a, b) => a + b, 0) / spikes.length;
    if (first > limit) return { median: null, runs: 0, first, rate };
    const began = performance.now();
    const { ms: second } = await timed(run, 1);
    const count = Math.min(MOST_IN_SAMPLE, Math.ceil(SAMPLE_MS / Math.max(0.1, second)));
    const samples = count === 1 ? [second] : [];
    // A long run says enough when it is repeated once.
    const fewest = first > patience ? 1 : FEWEST_SAMPLES;
    while (samples.length < fewest || (samples.length < MOST_SAMPLES && performance.now() - began < patience)) samples.push((await timed(run, count)).ms);
    return { median: median(samples), runs: samples.length * count, first, rate };
  } finally {
    dispose();
    if (tf.memory().numTensors !== before) throw new Error('Tensors were left behind.');
  }
}

Object.assign(globalThis, { benchEngine: { useBackend, time } });
