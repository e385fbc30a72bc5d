/** Neurons as plain functions of an input `[T, N]`, for cells that want numbers rather than a network. */
import { backwardFloat64, forwardFloat64, type Run as FormulaRun } from '../../neurons/float64';
import { learnedNumbers } from '../../neurons/learned';
import { parallelNeuron, type NeuronSettings } from '../../neurons/parallel';
import { backCell, runCell } from '../../neurons/sequential/cell';
import { cellConstants, type SequentialSettings } from '../../neurons/sequential/conventions';
import { randomStream } from '../../numerics/random';
import { surrogateDerivative, type Surrogate, type SurrogateName } from '../../numerics/surrogates';

interface LifOptions extends Partial<Omit<SequentialSettings, 'tau'>> {
  readonly tau?: number;
  readonly theta?: number;
  /** N: the input has T·N numbers. */
  readonly neurons?: number;
}

const stepsOf = (x: ArrayLike<number>, neurons: number) => {
  if (!x?.length || x.length % neurons !== 0) throw new RangeError(`An input for ${neurons} neurons has a multiple of ${neurons} numbers, not ${x?.length}.`);
  return x.length / neurons;
};

function cellOf({ tau = 2, model = 'lif', library = 'psu', reset = 'soft', decayInput = true, detachReset = true, delayReset = true, resetValue = 0 }: LifOptions) {
  return cellConstants({ model, library, reset, decayInput, detachReset, delayReset, resetValue, tau });
}

/** The sequential neuron, step by step: { membrane, carried, spikes }. */
export function lif(x: ArrayLike<number>, options: LifOptions = {}) {
  const { theta = 1, neurons = 1 } = options;
  return runCell(cellOf(options), x, stepsOf(x, neurons), neurons, theta);
}

interface ParallelOptions extends Partial<Omit<NeuronSettings, 'steps'>> {
  readonly theta?: number;
  readonly neurons?: number;
  /** How learned numbers start. */
  readonly start?: 'released' | 'lif' | 'zero';
  readonly seed?: number;
  readonly bias?: number;
  /** W itself, `[T, T]` row by row or `[k]`. */
  readonly weights?: ArrayLike<number>;
}

function setUp(kind: string, x: ArrayLike<number>, o: ParallelOptions): FormulaRun {
  const { theta = 1, neurons = 1, tau = 2, matrices = 'released', sweeps = 0, window = 8, lambda = 1, start = 'released', seed = 1, bias = 0 } = o;
  const steps = stepsOf(x, neurons);
  const neuron = parallelNeuron(kind);
  const settings = { steps, tau, matrices, sweeps, window, lambda };
  const numbers = learnedNumbers(neuron, settings, { start, seed, bias, edits: [] });
  const random = randomStream(seed, 'chance/0');
  return {
    formula: neuron.formula(settings), steps, channels: neurons, threshold: theta,
    learned: numbers && (o.weights ? { ...numbers, weights: o.weights } : numbers),
    draws: Float32Array.from({ length: x.length }, () => random.uniform()),
  };
}

/** A parallel neuron, all steps at once: { charge, rho, reset, membrane, spikes }. */
export function parallel(kind: string, x: ArrayLike<number>, options: ParallelOptions = {}) {
  return forwardFloat64(setUp(kind, x, options), x);
}

interface GradientOptions {
  readonly surrogate?: SurrogateName;
  readonly width?: number;
}

const named = ({ surrogate = 'atan', width = 2 }: GradientOptions): Surrogate => ({ name: surrogate, width });

/** Gradients of Σ S·G of a parallel neuron: { input, weights, bias, threshold }. */
export function parallelGradient(kind: string, x: ArrayLike<number>, g: ArrayLike<number>, options: ParallelOptions & GradientOptions = {}) {
  const prepared = setUp(kind, x, options);
  return backwardFloat64(prepared, x, forwardFloat64(prepared, x), g, named(options));
}

/** Gradients of Σ S·G of the LIF, followed back through time: { input, threshold, leak }. */
export function lifGradient(x: ArrayLike<number>, g: ArrayLike<number>, options: LifOptions & GradientOptions = {}) {
  const { theta = 1, neurons = 1 } = options;
  const constants = cellOf(options);
  const steps = stepsOf(x, neurons);
  return backCell(constants, x, runCell(constants, x, steps, neurons, theta), g, steps, neurons, theta, named(options));
}

/** dS/du of a surrogate at u = H − θ. */
export const surrogate = (name: SurrogateName, u: number, width = 2) => surrogateDerivative({ name, width }, u);
