/**
 * The tensor form of the parallel family: the same Formula as the float64 form, on whichever tfjs backend
 * is in use. Gradients reach X, W, b, θ and the surrogate's width.
 */
import * as tf from '@tensorflow/tfjs-core';
import { leakyScan } from '../numerics/tensors/leakyScan';
import { scanOfTau } from '../numerics/tensors/scanOfTau';
import { allAtOnce, partOnDevice, type TensorPieces } from '../numerics/tensors/pieces';
import { product } from '../numerics/tensors/product';
import { detach, spike } from '../numerics/tensors/spike';
import type { SurrogateName } from '../numerics/surrogates';
import { isLearned, isUnfired, type Formula, type OperatorSpec } from './formula';
import { tauSlopes, type MatrixConvention } from './kernels';
import { sweepOnDevice } from './sweepsOnDevice';

export interface TensorInputs {
  /** X, `[T, N]`. */
  readonly x: tf.Tensor2D;
  /** θ. */
  readonly threshold: tf.Scalar;
  /** W: `[T, T]` or `[k]`. */
  readonly weights?: tf.Tensor;
  /** b: `[T]` or a scalar. */
  readonly bias?: tf.Tensor;
  /** Surrogate and its width α. */
  readonly surrogate: SurrogateName;
  readonly width: tf.Scalar;
  /** τ where it is learned: the formula must have been made with the same value. */
  readonly tau?: LearnedTau;
  /** Uniform draws `[T, N]` for neurons that fire by chance. */
  readonly draws?: tf.Tensor2D;
}

export interface LearnedTau {
  readonly tensor: tf.Scalar;
  readonly now: number;
  readonly matrices: MatrixConvention;
}

export interface TensorTrace {
  readonly charge: tf.Tensor2D;
  readonly learnedSum: tf.Tensor2D | null;
  readonly rho: tf.Tensor2D | null;
  readonly reset: tf.Tensor2D | null;
  readonly membrane: tf.Tensor2D;
  readonly spikes: tf.Tensor2D;
}

/** The mask of a banded operator, `[T, T]`. */
function bandMask(steps: number, width: number, lambda: number): tf.Tensor2D {
  const index = tf.range(0, steps, 1, 'float32');
  const lag = tf.sub(tf.expandDims(index, 1), tf.expandDims(index, 0));
  const inside = tf.cast(tf.logicalAnd(tf.greaterEqual(lag, 0), tf.less(lag, width)), 'float32');
  if (lambda >= 1) return inside as tf.Tensor2D;
  return tf.add(tf.mul(inside, lambda), 1 - lambda) as tf.Tensor2D;
}

/** M·x for an operator specification, `[T, N]` → `[T, N]`. Exponential kernels never build a matrix. */
export const applyOperator = (spec: OperatorSpec, x: tf.Tensor2D, weights?: tf.Tensor, tau?: LearnedTau): tf.Tensor2D => allAtOnce(applyInPieces(spec, x, weights, tau));

function* applyInPieces(spec: OperatorSpec, x: tf.Tensor2D, weights?: tf.Tensor, tau?: LearnedTau): TensorPieces<tf.Tensor2D> {
  const [steps, channels] = x.shape;
  if (spec.kind === 'exponential' || spec.kind === 'strict-exponential') {
    const { decay, gain } = spec;
    const strict = spec.kind === 'strict-exponential';
    if (!tau) return leakyScan(x, { decay, gain, strict, reverse: false });
    return scanOfTau(x, tau.tensor, { decay, gain, strict, slopes: tauSlopes(tau.matrices, tau.now, strict ? 'reset' : 'leak') });
  }
  if (!weights) throw new RangeError(`A learned ${spec.kind} operator needs its weights.`);
  if (spec.kind === 'dense') return yield* product(weights as tf.Tensor2D, x);
  if (spec.kind === 'banded') {
    return yield* product(tf.mul(weights, bandMask(steps, spec.width, spec.lambda)) as tf.Tensor2D, x);
  }
  // One shared kernel: k shifted copies of x, weighted and summed in one product.
  const k = weights.size;
  const padded = tf.pad(x, [[k - 1, 0], [0, 0]]);
  const shifted = Array.from({ length: k }, (_, i) => tf.reshape(tf.slice(padded, [i, 0], [steps, channels]), [1, -1]));
  const stacked = k === 1 ? shifted[0] : tf.concat(shifted, 0);
  return tf.reshape(tf.matMul(tf.reshape(weights, [1, k]) as tf.Tensor2D, stacked as tf.Tensor2D), [steps, channels]);
}

/** A·X + b where A is learned, else A·X. */
function* sum(spec: OperatorSpec, inputs: TensorInputs): TensorPieces<tf.Tensor2D> {
  const applied = yield* applyInPieces(spec, inputs.x, inputs.weights, inputs.tau);
  if (!isLearned(spec) || !inputs.bias) return applied;
  const bias = inputs.bias.rank === 1 ? tf.expandDims(inputs.bias, 1) : inputs.bias;
  return tf.add(applied, bias);
}

/**
 * Runs a parallel neuron on tensors; the mirror of forwardFloat64. Call inside a scope.
 * @throws RangeError where learned numbers or random draws that the formula needs are absent
 */
export function* forwardTensorsInPieces(formula: Formula, inputs: TensorInputs): TensorPieces<TensorTrace> {
  const { x, threshold, surrogate, width } = inputs;
  const charge = yield* partOnDevice(sum(formula.charge, inputs), 0, 0.5);
  const nothing = { learnedSum: null, rho: null, reset: null };

  if (formula.fire === 'bernoulli') {
    if (!inputs.draws) throw new RangeError('A neuron that fires by chance needs its random draws.');
    const membrane = tf.sigmoid(charge);
    const spikes = tf.cast(tf.less(inputs.draws, membrane), 'float32') as tf.Tensor2D;
    return { charge, ...nothing, membrane, spikes };
  }

  const fire = (h: tf.Tensor2D) =>
    spike(formula.fire === 'zero' ? h : tf.sub(h, threshold), surrogate, width, formula.strict) as tf.Tensor2D;
  if (!formula.reset) return { charge, ...nothing, membrane: charge, spikes: fire(charge) };

  const { kernel, source, scale } = formula.reset;
  function withReset(rho: tf.Tensor2D) {
    const taken = applyOperator(kernel, rho, undefined, inputs.tau);
    const reset = scale === 'threshold' ? tf.mul(taken, threshold) as tf.Tensor2D : taken;
    return { rho, reset, membrane: tf.sub(charge, reset) as tf.Tensor2D };
  }

  if (source.kind === 'sweeps') {
    if (isUnfired(formula)) {
      return { charge, learnedSum: null, ...withReset(tf.zerosLike(charge)), spikes: tf.zerosLike(charge) };
    }
    const guess = source.guess === 'soft' ? detach(tf.sigmoid(charge) as tf.Tensor2D) : tf.zerosLike(charge);
    // The last sweep's spikes are those that are returned, with their gradient.
    const before = source.guess === 'soft' ? source.count : source.count - 1;
    const found = yield* partOnDevice(sweepOnDevice(guess, before, (rho) => fire(withReset(rho).membrane)), 0.5, 1);
    const state = withReset(found);
    return { charge, learnedSum: null, ...state, spikes: fire(state.membrane) };
  }

  const learnedSum = source.kind === 'sigmoid-of-learned' ? yield* partOnDevice(sum(source.operator, inputs), 0.5, 1) : null;
  const state = withReset(source.kind === 'input' ? x : tf.sigmoid(learnedSum ?? charge));
  return { charge, learnedSum, ...state, spikes: fire(state.membrane) };
}

/** The same at one go, with gradients where they are recorded. Call inside tf.tidy. */
export const forwardTensors = (formula: Formula, inputs: TensorInputs): TensorTrace => allAtOnce(forwardTensorsInPieces(formula, inputs));
