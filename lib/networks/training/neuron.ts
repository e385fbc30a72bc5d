/** The neuron of a block on tensors, with gradients: `[T, B·N]` in, membrane potential and spikes out. */
import * as tf from '@tensorflow/tfjs-core';
import { runCellOnTensors } from '../../neurons/sequential/tensors';
import { forwardTensors } from '../../neurons/tensors';
import { neuronSettingsOf, type Architecture } from './architecture';

/** What the neuron of one block is given besides its current: tensors where learned, else constants. */
export interface NeuronTensors {
  readonly weights?: tf.Tensor;
  readonly bias?: tf.Tensor;
  readonly width: tf.Scalar;
  readonly threshold: tf.Scalar;
  /** τ where it is learned, and its value as a plain number. */
  readonly tau: { readonly tensor: tf.Scalar; readonly now: number } | null;
}

/** A smaller τ would make no leak. Values stop here; the gradient still shows the way back. */
export const LEAST_TAU = 1.01;

export interface NeuronOutput {
  readonly membrane: tf.Tensor2D;
  readonly spikes: tf.Tensor2D;
  /** Reset probability, or the reset's spikes; null where there is none. */
  readonly rho: tf.Tensor2D | null;
  readonly charge: tf.Tensor2D | null;
}

/** x, or the bound where x is smaller; the gradient passes as if there were no bound. */
function atLeast(x: tf.Scalar, bound: number): tf.Scalar {
  return tf.customGrad((v) => ({ value: tf.maximum(v as tf.Scalar, bound), gradFunc: (dy) => dy }))(x) as tf.Scalar;
}

/** Runs the neuron. Call inside a scope that keeps or disposes what is made. */
export function runNeuron(plan: Architecture, x: tf.Tensor2D, given: NeuronTensors): NeuronOutput {
  const { neuron, network } = plan;
  const common = { x, threshold: given.threshold, surrogate: network.neuron.surrogate, width: given.width };
  if (neuron.form === 'parallel') {
    const learned = given.tau && { ...given.tau, matrices: network.neuron.matrices };
    const formula = learned ? neuron.kind.formula(neuronSettingsOf(network, learned.now)) : neuron.formula;
    const trace = forwardTensors(formula, { ...common, weights: given.weights, bias: given.bias, ...(learned && { tau: learned }) });
    return { membrane: trace.membrane, spikes: trace.spikes, rho: trace.rho, charge: trace.charge };
  }
  const { cell } = neuron;
  const rate = given.tau && (tf.reciprocal(atLeast(given.tau.tensor, LEAST_TAU)) as tf.Scalar);
  const leak = rate ? (tf.sub(1, rate) as tf.Scalar) : tf.scalar(cell.leak);
  const gain = rate ?? tf.scalar(cell.gain);
  const { membrane, spikes } = runCellOnTensors(cell, { ...common, leak, gain });
  return { membrane, spikes, rho: spikes, charge: null };
}
