/** The neuron of a block on tensors, with gradients: `[T, B·N]` in, membrane potential and spikes out. */
import * as tf from '@tensorflow/tfjs-core';
import { runCellOnTensors } from '../../neurons/sequential/tensors';
import { forwardTensors } from '../../neurons/tensors';
import type { Architecture } from './architecture';

/** What the neuron of one block is given besides its current: tensors where learned, else constants. */
export interface NeuronTensors {
  readonly weights?: tf.Tensor;
  readonly bias?: tf.Tensor;
  readonly width: tf.Scalar;
  readonly threshold: tf.Scalar;
  readonly tau: tf.Scalar | null;
}

export interface NeuronOutput {
  readonly membrane: tf.Tensor2D;
  readonly spikes: tf.Tensor2D;
  /** Reset probability, or the reset's spikes; null where there is none. */
  readonly rho: tf.Tensor2D | null;
  readonly charge: tf.Tensor2D | null;
}

/** Runs the neuron. Call inside a scope that keeps or disposes what is made. */
export function runNeuron(plan: Architecture, x: tf.Tensor2D, given: NeuronTensors): NeuronOutput {
  const { neuron, network } = plan;
  const common = { x, threshold: given.threshold, surrogate: network.neuron.surrogate, width: given.width };
  if (neuron.form === 'parallel') {
    const trace = forwardTensors(neuron.formula, { ...common, weights: given.weights, bias: given.bias });
    return { membrane: trace.membrane, spikes: trace.spikes, rho: trace.rho, charge: trace.charge };
  }
  const { cell } = neuron;
  const leak = given.tau ? (tf.sub(1, tf.reciprocal(given.tau)) as tf.Scalar) : tf.scalar(cell.leak);
  const gain = given.tau ? (tf.reciprocal(given.tau) as tf.Scalar) : tf.scalar(cell.gain);
  const { membrane, spikes } = runCellOnTensors(cell, { ...common, leak, gain });
  return { membrane, spikes, rho: spikes, charge: null };
}
