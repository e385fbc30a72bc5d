/** What a NetworkSpec means for one kind of input: the shape after every block and every learned array. */
import { parallelNeuron, type ParallelNeuron } from '../../neurons/parallel';
import type { Formula } from '../../neurons/formula';
import { learnedOperator, weightCount } from '../../neurons/formula';
import { cellConstants } from '../../neurons/sequential/conventions';
import type { CellConstants } from '../../neurons/sequential/cell';
import { isParallelKind } from '../plan';
import type { BlockSpec, NetworkSpec, NeuronSpec } from './spec';

/** What a learned array is for; decides how it starts and how it is shown. */
export type Role = 'weight' | 'bias' | 'norm-gain' | 'norm-shift' | 'time-weight' | 'time-bias' | 'width' | 'tau' | 'threshold';

export interface Parameter {
  /** Such as `1.weight`: the block from 1, or `out`. */
  readonly name: string;
  readonly role: Role;
  readonly shape: readonly number[];
  /** Inputs that one output sums; 0 where that means nothing. */
  readonly fanIn: number;
}

export interface BlockPlan {
  readonly spec: BlockSpec;
  /** What comes in and what the neuron gives, of one step of one sample, last axis fastest: `[features]`, `[length, channels]` or `[rows, columns, channels]`. */
  readonly input: readonly number[];
  readonly output: readonly number[];
  /** After the pool. */
  readonly pooled: readonly number[];
  /** Multiply–adds of the linear map, one step of one sample. */
  readonly operations: number;
  /** Connections that one incoming value feeds, on average: synaptic operations of one spike. */
  readonly fanOut: number;
}

export interface Architecture {
  readonly network: NetworkSpec;
  readonly input: readonly number[];
  readonly classes: number;
  readonly blocks: readonly BlockPlan[];
  readonly parameters: readonly Parameter[];
  /** The neuron: a formula, or a cell run as a loop. */
  readonly neuron: { readonly form: 'parallel'; readonly kind: ParallelNeuron; readonly formula: Formula } | { readonly form: 'sequential'; readonly cell: CellConstants };
}

const size = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);

/** A network that cannot be built, in one sentence for people. */
export class ArchitectureError extends Error {
  override readonly name = 'ArchitectureError';
}

/** The shape that a block sees: filters want an axis of channels. */
function seen(kind: BlockSpec['kind'], shape: readonly number[], place: string): readonly number[] {
  if (kind === 'dense') return [size(shape)];
  if (kind === 'conv2d') {
    if (shape.length === 3) return shape;
    throw new ArchitectureError(`${place}: a two-dimensional filter needs pictures, and what comes in has ${shape.length === 1 ? 'one axis' : 'two axes'}. Use conv1d or dense.`);
  }
  if (shape.length === 1) return [shape[0], 1];
  if (shape.length === 2) return shape;
  throw new ArchitectureError(`${place}: a one-dimensional filter needs a row of values, and what comes in is a picture. Use conv2d, or show it by rows or columns.`);
}

/** Places of a filter's window that lie inside the picture, on average over the picture: fewer than kernel² at its edges. */
function insideShare(places: readonly number[], kernel: number): number {
  const reach = (kernel - 1) / 2;
  return places.reduce((product, n) => {
    let inside = 0;
    for (let k = 0; k < n; k++) inside += Math.min(n - 1, k + reach) - Math.max(0, k - reach) + 1;
    return (product * inside) / n;
  }, 1);
}

function planBlock(spec: BlockSpec, shape: readonly number[], place: string): BlockPlan {
  const input = seen(spec.kind, shape, place);
  const output = [...input.slice(0, -1), spec.units];
  const pooled = spec.pool === 1 || spec.kind === 'dense' ? output : output.map((n, k) => (k < output.length - 1 ? Math.floor(n / spec.pool) : n));
  if (pooled.some((n) => n < 1)) throw new ArchitectureError(`${place}: a pool of ${spec.pool} leaves nothing of ${output.slice(0, -1).join('×')} values.`);
  const window = spec.kind === 'dense' ? 1 : spec.kernel ** (input.length - 1);
  const fanIn = window * input[input.length - 1];
  return { spec, input, output, pooled, operations: fanIn * size(output), fanOut: spec.units * (spec.kind === 'dense' ? 1 : insideShare(input.slice(0, -1), spec.kernel)) };
}

/** Constants of the LIF that is trained: the release's soft reset, its spike detached. */
export function trainedCell(neuron: NeuronSpec): CellConstants {
  return cellConstants({
    model: neuron.kind as 'lif', library: 'psu', reset: 'soft', decayInput: true, detachReset: true, delayReset: true, resetValue: 0, tau: neuron.tau,
  });
}

/** Arrays of block k's neuron. T×T matrices are shared by all its neurons, as in the release. */
function neuronParameters(network: NetworkSpec, form: Architecture['neuron'], block: string): Parameter[] {
  const { neuron, steps } = network;
  const found: Parameter[] = [];
  const add = (role: Role, shape: number[]) => found.push({ name: `${block}.${role}`, role, shape, fanIn: 0 });
  if (form.form === 'parallel') {
    const operator = learnedOperator(form.formula);
    if (operator) {
      add('time-weight', operator.kind === 'toeplitz' ? [weightCount(operator, steps, WINDOW)] : [steps, steps]);
      add('time-bias', [steps]);
    }
    // The other surrogates' widths receive no gradient, so they would only decay.
    if (neuron.learnWidth && neuron.surrogate === 'atan') add('width', []);
  }
  const uses = form.form === 'sequential' || form.kind.uses.includes('tau');
  if (neuron.learnTau && uses) add('tau', []);
  if (neuron.learnThreshold && (form.form === 'sequential' || form.kind.usesThreshold)) add('threshold', []);
  return found;
}

/** Steps that a sliding or masked PSN sees. */
const WINDOW = 8;

/** @param tau in place of the one a network starts with, where it is learned */
export const neuronSettingsOf = ({ neuron, steps }: NetworkSpec, tau = neuron.tau) =>
  ({ steps, matrices: neuron.matrices, tau, sweeps: 0, window: Math.min(WINDOW, steps), lambda: 1 });

/**
 * The shapes and learned arrays of a network for inputs of one shape.
 * @throws ArchitectureError where the blocks do not fit what comes in
 */
export function architecture(network: NetworkSpec, input: readonly number[], classes: number): Architecture {
  const parallel = isParallelKind(network.neuron.kind) ? parallelNeuron(network.neuron.kind) : null;
  const neuron: Architecture['neuron'] = parallel
    ? { form: 'parallel', kind: parallel, formula: parallel.formula(neuronSettingsOf(network)) }
    : { form: 'sequential', cell: trainedCell(network.neuron) };

  const blocks: BlockPlan[] = [];
  const parameters: Parameter[] = [];
  let shape = input;
  network.blocks.forEach((spec, k) => {
    const block = planBlock(spec, shape, `Block ${k + 1}`);
    const name = String(k + 1);
    const fanIn = block.operations / size(block.output);
    parameters.push({ name: `${name}.weight`, role: 'weight', shape: [fanIn, spec.units], fanIn });
    parameters.push({ name: `${name}.bias`, role: 'bias', shape: [spec.units], fanIn });
    if (spec.norm) {
      parameters.push({ name: `${name}.norm-gain`, role: 'norm-gain', shape: [spec.units], fanIn: 0 });
      parameters.push({ name: `${name}.norm-shift`, role: 'norm-shift', shape: [spec.units], fanIn: 0 });
    }
    parameters.push(...neuronParameters(network, neuron, name));
    blocks.push(block);
    shape = block.pooled;
  });
  const fanIn = size(shape);
  parameters.push({ name: 'out.weight', role: 'weight', shape: [fanIn, classes], fanIn });
  parameters.push({ name: 'out.bias', role: 'bias', shape: [classes], fanIn });
  return { network, input, classes, blocks, parameters, neuron };
}

/** Learned numbers of all arrays together. */
export const parameterCount = ({ parameters }: Architecture): number => parameters.reduce((sum, { shape }) => sum + size(shape), 0);

export { size as sizeOf };
