/** The parallel network on the tfjs backend in use. */
import * as tf from '@tensorflow/tfjs-core';
import { forwardTensorsInPieces } from '../neurons/tensors';
import { runCellOnDevice } from '../neurons/sequential/tensors';
import { paced, sparing } from '../numerics/pieces';
import { pacedOnDevice, partOnDevice, type TensorPieces } from '../numerics/tensors/pieces';
import { product } from '../numerics/tensors/product';
import type { LayerTrace } from '../recording/types';
import { layerCurrent } from './current';
import { chanceDraws, type LayerPlan, type NetworkPlan } from './plan';

/** How results come back from the backend: guards against reads that never settle. */
export type Reader = (tensor: tf.Tensor) => Promise<Float32Array>;

type LayerTensors = {
  current: tf.Tensor2D;
  charge: tf.Tensor2D;
  probability: tf.Tensor2D | null;
  membrane: tf.Tensor2D;
  spikes: tf.Tensor2D;
};

/** Up to this many numbers travel in one read; each read waits for the device. */
const TOGETHER = 1 << 20;

/** What is read back of a layer. What follows exactly from other numbers is not: reads are what a small run waits for. */
const wanted = ({ weights }: LayerPlan, t: LayerTensors) => [t.membrane, t.spikes, ...(weights ? [t.current] : []), t.charge, ...(t.probability ? [t.probability] : [])];

/** Reads tensors, all in one piece where they are small. */
async function readTogether(tensors: readonly tf.Tensor2D[], read: Reader, pause: (done: number) => Promise<void>): Promise<Map<tf.Tensor2D, Float32Array>> {
  const all = new Map<tf.Tensor2D, Float32Array>();
  if (tensors.reduce((sum, { size }) => sum + size, 0) > TOGETHER) {
    for (const [k, tensor] of tensors.entries()) {
      await pause(k / tensors.length);
      all.set(tensor, await read(tensor));
    }
    return all;
  }
  const joined = tf.tidy(() => tf.concat(tensors.map((tensor) => tf.reshape(tensor, [-1]))));
  try {
    const values = await read(joined);
    let at = 0;
    for (const tensor of tensors) all.set(tensor, values.slice(at, (at += tensor.size)));
    return all;
  } finally {
    joined.dispose();
  }
}

/** Whether a layer's neuron takes anything away: membrane = charge − reset. */
const resets = ({ neuron }: LayerPlan) => (neuron.form === 'parallel' ? neuron.formula.reset !== null : neuron.cell.reset !== 'none');

function* runLayer(plan: NetworkPlan, index: number, signal: tf.Tensor2D): TensorPieces<LayerTensors> {
  const layer = plan.layers[index];
  const { weights, gain, inputs, neurons, learned } = layer;
  const current: tf.Tensor2D = weights
    ? yield* partOnDevice(product(signal, tf.tensor2d(weights, [inputs, neurons])), 0, 0.5)
    : gain === 1 ? signal : tf.mul(signal, gain);
  const threshold = tf.scalar(layer.threshold);
  const common = { x: current, threshold, surrogate: 'atan' as const, width: tf.scalar(2) };

  if (layer.neuron.form === 'sequential') {
    const { cell } = layer.neuron;
    const scalars = { ...common, leak: tf.scalar(cell.leak), gain: tf.scalar(cell.gain) };
    const { membrane, spikes } = yield* partOnDevice(runCellOnDevice(cell, scalars), 0.5, 0.75);
    const free = cell.reset === 'none' ? membrane : (yield* partOnDevice(runCellOnDevice({ ...cell, reset: 'none' }, scalars), 0.75, 1)).membrane;
    return { current, charge: free, probability: cell.reset === 'none' ? null : spikes, membrane, spikes };
  }

  const { formula } = layer.neuron;
  const draws = chanceDraws(plan, index);
  const trace = yield* partOnDevice(forwardTensorsInPieces(formula, {
    ...common,
    ...(learned && {
      weights: formula.charge.kind === 'toeplitz' ? tf.tensor1d(learned.weights) : tf.tensor2d(learned.weights, [plan.steps, plan.steps]),
      bias: tf.tensor1d(learned.bias),
    }),
    draws: draws && tf.tensor2d(draws, [plan.steps, neurons]),
  }), 0.5, 1);
  const { charge, membrane, spikes } = trace;
  return { current, charge, probability: formula.reset?.source.kind === 'input' ? null : trace.rho, membrane, spikes };
}

/**
 * Runs the parallel network on input `[T, M]` and reads everything back. No tensor outlives the call.
 * @param pause awaited with the share done between layers, and every 50 ms within them: the place to cancel
 */
export async function runParallelTensors(
  plan: NetworkPlan,
  input: Float32Array,
  read: Reader,
  pause: (done: number) => Promise<void>,
): Promise<LayerTrace[]> {
  const kept: tf.Tensor[] = [];
  try {
    const all: LayerTensors[] = [];
    let signal = tf.tensor2d(input, [plan.steps, plan.layers[0].inputs]);
    kept.push(signal);
    // Reading back is counted as one layer more.
    const share = (index: number) => (done: number) => pause((index + done) / (plan.layers.length + 1));
    for (const index of plan.layers.keys()) {
      await share(index)(0);
      const tensors = await pacedOnDevice(runLayer(plan, index, signal), read, share(index));
      for (const tensor of Object.values(tensors)) if (tensor) kept.push(tensor);
      all.push(tensors);
      signal = tensors.spikes;
    }
    const traces: LayerTrace[] = [];
    let fed: ArrayLike<number> = input;
    const reading = sparing(share(plan.layers.length));
    const values = await readTogether([...new Set(all.flatMap((t, index) => wanted(plan.layers[index], t)))], read, reading);
    for (const [index, t] of all.entries()) {
      const layer = plan.layers[index];
      const of = (tensor: tf.Tensor2D) => values.get(tensor) as Float32Array;
      const current = layer.weights ? of(t.current) : await paced(layerCurrent(layer, fed, plan.steps), reading);
      const membrane = of(t.membrane);
      const charge = t.charge === t.membrane ? membrane.slice() : of(t.charge);
      const spikes = new Uint8Array(of(t.spikes));
      const reset = resets(layer) ? charge.map((d, k) => d - membrane[k]) : new Float32Array(charge.length);
      traces.push({ neurons: layer.neurons, current, charge, reset, probability: t.probability && of(t.probability), membrane, spikes });
      fed = spikes;
    }
    return traces;
  } finally {
    // The same tensor may stand under two names, as charge and membrane of a neuron without reset.
    new Set(kept).forEach((tensor) => tensor.dispose());
  }
}
