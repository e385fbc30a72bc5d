/** The parallel network on the tfjs backend in use. */
import * as tf from '@tensorflow/tfjs-core';
import { forwardTensors } from '../neurons/tensors';
import { runCellOnTensors } from '../neurons/sequential/tensors';
import type { LayerTrace } from '../recording/types';
import { chanceDraws, type LayerPlan, type NetworkPlan } from './plan';

/** How results come back from the backend: guards against reads that never settle. */
export type Reader = (tensor: tf.Tensor) => Promise<Float32Array>;

type LayerTensors = {
  current: tf.Tensor2D;
  charge: tf.Tensor2D;
  reset: tf.Tensor2D | null;
  probability: tf.Tensor2D | null;
  membrane: tf.Tensor2D;
  spikes: tf.Tensor2D;
};

function runLayer(plan: NetworkPlan, index: number, signal: tf.Tensor2D): LayerTensors {
  const layer = plan.layers[index];
  const { weights, gain, inputs, neurons, learned } = layer;
  const current: tf.Tensor2D = weights ? tf.matMul(signal, tf.tensor2d(weights, [inputs, neurons])) : tf.mul(signal, gain);
  const threshold = tf.scalar(layer.threshold);
  const common = { x: current, threshold, surrogate: 'atan' as const, width: tf.scalar(2) };

  if (layer.neuron.form === 'sequential') {
    const { cell } = layer.neuron;
    const scalars = { ...common, leak: tf.scalar(cell.leak), gain: tf.scalar(cell.gain) };
    const { membrane, spikes } = runCellOnTensors(cell, scalars);
    const free = cell.reset === 'none' ? membrane : runCellOnTensors({ ...cell, reset: 'none' }, scalars).membrane;
    return { current, charge: free, reset: tf.sub(free, membrane), probability: cell.reset === 'none' ? null : spikes, membrane, spikes };
  }

  const { formula } = layer.neuron;
  const draws = chanceDraws(plan, index);
  const trace = forwardTensors(formula, {
    ...common,
    ...(learned && {
      weights: formula.charge.kind === 'toeplitz' ? tf.tensor1d(learned.weights) : tf.tensor2d(learned.weights, [plan.steps, plan.steps]),
      bias: tf.tensor1d(learned.bias),
    }),
    draws: draws && tf.tensor2d(draws, [plan.steps, neurons]),
  });
  const { charge, reset, membrane, spikes } = trace;
  return { current, charge, reset, probability: formula.reset?.source.kind === 'input' ? null : trace.rho, membrane, spikes };
}

/**
 * Runs the parallel network on input `[T, M]` and reads everything back. No tensor outlives the call.
 * @param pause awaited between layers: the place to cancel
 */
export async function runParallelTensors(
  plan: NetworkPlan,
  input: Float32Array,
  read: Reader,
  pause: (layer: LayerPlan) => Promise<void>,
): Promise<LayerTrace[]> {
  const kept: tf.Tensor[] = [];
  try {
    const all: LayerTensors[] = [];
    let signal = tf.tensor2d(input, [plan.steps, plan.layers[0].inputs]);
    kept.push(signal);
    for (const [index, layer] of plan.layers.entries()) {
      await pause(layer);
      tf.tidy(() => {
        const tensors = runLayer(plan, index, signal);
        for (const tensor of Object.values(tensors)) if (tensor) kept.push(tf.keep(tensor));
        all.push(tensors);
      });
      signal = all[index].spikes;
    }
    const traces: LayerTrace[] = [];
    for (const [index, t] of all.entries()) {
      const neurons = plan.layers[index].neurons;
      const none = () => new Float32Array(plan.steps * neurons);
      const [current, charge, reset, probability, membrane, spikes] = await Promise.all([
        read(t.current), read(t.charge), t.reset ? read(t.reset) : none(),
        t.probability ? read(t.probability) : null, read(t.membrane), read(t.spikes),
      ]);
      traces.push({ neurons, current, charge, reset, probability, membrane, spikes: Uint8Array.from(spikes) });
    }
    return traces;
  } finally {
    // The same tensor may stand under two names, as charge and membrane of a neuron without reset.
    new Set(kept).forEach((tensor) => tensor.dispose());
  }
}
