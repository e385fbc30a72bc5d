/** A learning network's forward pass on tensors. All activations are time-major, `[T, B, …]`. */
import * as tf from '@tensorflow/tfjs-core';
import { sizeOf, type Architecture, type BlockPlan } from './architecture';
import { batchNorm, type NormState } from './batchNorm';
import { filter } from './filters';
import { linear } from './linear';
import { LEAST_TAU, runNeuron, type NeuronOutput } from './neuron';
import { averagePool } from './pool';

export interface ForwardOptions {
  /** Dropout masks and batch statistics as in training. */
  readonly training: boolean;
  /** Means and variances that batch norm uses outside of training, and those it saw where training. */
  readonly norms: NormState;
  /** A mask `[B, features]` of 0 and 1/(1 − share) for block k, the same at every step; null for none. */
  readonly mask: (block: number, batch: number, features: number) => tf.Tensor2D | null;
  /** Called with what each block was fed and what its neuron did; tensors die with the scope. */
  readonly look?: (block: number, output: BlockOutput) => void;
  /** Called with what the last linear map is fed at each step, `[T, B·features]`. */
  readonly lookLast?: (fed: tf.Tensor) => void;
  /** τ of each block as a plain number, where τ is learned. */
  readonly taus?: readonly number[];
  /** Added to the current of a block's neuron, `[T, B·N]`: its gradient is the current's. */
  readonly nudge?: (block: number) => tf.Tensor2D | null;
}

export interface BlockOutput extends NeuronOutput {
  /** What the block was fed. */
  readonly fed: tf.Tensor;
  /** X, `[T, B·N]`. */
  readonly current: tf.Tensor2D;
}

/** Learned arrays on the device, by name. */
export type DeviceParameters = ReadonlyMap<string, tf.Tensor>;

function parameter<T extends tf.Tensor>(parameters: DeviceParameters, name: string): T {
  const found = parameters.get(name);
  if (!found) throw new RangeError(`There is no learned array called ${name}.`);
  return found as T;
}

/** τ of block k where it is learned. */
function learnedTau({ network }: Architecture, parameters: DeviceParameters, { taus }: ForwardOptions, k: number) {
  const tensor = parameters.get(`${k + 1}.tau`) as tf.Scalar | undefined;
  return tensor ? { tensor, now: Math.max(LEAST_TAU, taus?.[k] ?? network.neuron.tau) } : null;
}

/** Input current of a block's neuron, `[S·B, …output]`, from `[S, B, …]`; S is 1 where the frame repeats, else T. */
function current(plan: BlockPlan, name: string, x: tf.Tensor, rows: number, parameters: DeviceParameters, learnsInput: boolean): tf.Tensor {
  const weight = parameter<tf.Tensor2D>(parameters, `${name}.weight`);
  const bias = parameter<tf.Tensor1D>(parameters, `${name}.bias`);
  if (plan.spec.kind === 'dense') return linear(tf.reshape(x, [rows, sizeOf(plan.input)]), weight, bias, learnsInput);
  return filter(tf.reshape(x, [rows, ...plan.input]), weight, bias, plan, learnsInput);
}

/**
 * Logits `[B, classes]`: the mean over time of the last linear map, which is that map of the mean. Call inside tf.tidy or a gradient.
 * @param input `[S, B, …]`, S = T, or 1 where the same frame is shown at every step
 */
export function forward(plan: Architecture, parameters: DeviceParameters, input: tf.Tensor, options: ForwardOptions): tf.Tensor2D {
  const { steps, neuron: { threshold, width } } = plan.network;
  const batch = input.shape[1] as number;
  let x = input;
  let shown = input.shape[0];
  plan.blocks.forEach((block, k) => {
    const name = String(k + 1);
    let i = current(block, name, x, shown * batch, parameters, k > 0);
    const normed = block.spec.norm;
    if (normed) {
      i = batchNorm(i, parameter(parameters, `${name}.norm-gain`), parameter(parameters, `${name}.norm-shift`), options.norms, name, options.training);
    }
    const features = sizeOf(block.output);
    let series = tf.reshape(i, [shown, batch * features]) as tf.Tensor2D;
    if (shown < steps) series = tf.tile(series, [steps, 1]);
    shown = steps;
    const nudge = options.nudge?.(k);
    if (nudge) series = tf.add(series, nudge);
    const output = runNeuron(plan, series, {
      weights: parameters.get(`${name}.time-weight`),
      bias: parameters.get(`${name}.time-bias`),
      width: (parameters.get(`${name}.width`) ?? tf.scalar(width)) as tf.Scalar,
      threshold: (parameters.get(`${name}.threshold`) ?? tf.scalar(threshold)) as tf.Scalar,
      tau: learnedTau(plan, parameters, options, k),
    });
    options.look?.(k, { ...output, fed: x, current: series });
    x = averagePool(tf.reshape(output.spikes, [steps * batch, ...block.output]), block);
    const left = sizeOf(block.pooled);
    const mask = options.training ? options.mask(k, batch, left) : null;
    if (mask) x = tf.mul(tf.reshape(x, [steps, batch, left]), tf.expandDims(mask, 0));
  });
  const features = x.size / (shown * batch);
  options.lookLast?.(x);
  const mean = tf.mean(tf.reshape(x, [shown, batch * features]), 0);
  return linear(tf.reshape(mean, [batch, features]), parameter(parameters, 'out.weight'), parameter(parameters, 'out.bias'), plan.blocks.length > 0);
}
