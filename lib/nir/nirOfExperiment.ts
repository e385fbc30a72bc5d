import type { Experiment } from '../experiment/schema';
import { planNetwork, type LayerPlan } from '../networks/plan';
import { layerSizes } from '../networks/sizes';
import type { CellConstants } from '../neurons/sequential/cell';
import { count } from '../numerics/words';
import { NIR_LIMITS, type NirEdge, type NirGraph, type NirNode, type NirParameter } from './types';

/** Of the nir package whose layout is followed, `v_reset` included. */
const VERSION = '1.0.7';

export interface NirExport {
  readonly graph: NirGraph;
  /** What NIR cannot say of this network, a sentence each. */
  readonly notes: readonly string[];
  /** With what reset the graph does what the Lab did; a .nir file does not say it. */
  readonly reset: 'zero' | 'subtract';
}

export interface ExportOptions {
  /** Channels of the Experiment's input. */
  readonly channels: number;
  /** Seconds that one step of the Lab stands for; by default the 0.1 ms that other simulators write. */
  readonly dt?: number;
  /** Which of the two networks: the sequential baseline, by default, or the neurons chosen for the layers. */
  readonly side?: 'parallel' | 'baseline';
}

const vector = (length: number, value: number): NirParameter => ({ shape: [length], data: new Float64Array(length).fill(value) });

const node = (name: string, type: string, parameters: NirNode['parameters']): NirNode => ({ name, type, parameters, texts: {} });

const shaped = (name: string, type: 'Input' | 'Output', size: number) => node(name, type, { shape: { shape: [1], data: Float64Array.of(size) } });

/** W of the plan is `[inputs, neurons]`, that of NIR `[outputs, inputs]`. */
function connection(name: string, { inputs, neurons, weights, gain }: LayerPlan): NirNode {
  if (!weights) return node(name, 'Scale', { scale: vector(neurons, gain) });
  const data = new Float64Array(weights.length);
  for (let m = 0; m < inputs; m += 1) for (let n = 0; n < neurons; n += 1) data[n * inputs + m] = weights[m * neurons + n];
  return node(name, 'Linear', { weight: { shape: [neurons, inputs], data } });
}

/**
 * H = leak·U + gain·X + offset as an Euler step of τ·v' = (v_leak − v) + R·I: with a = 1 − leak, τ = dt/a, R = gain/a
 * and v_leak = offset/a; with leak 1, v' = R·I and R = gain/dt. Without a reset an integrator and a Threshold.
 */
function population(name: string, cell: CellConstants, neurons: number, threshold: number, dt: number): NirNode[] {
  const share = 1 - cell.leak;
  const membrane: NirNode['parameters'] = share === 0
    ? { r: vector(neurons, cell.gain / dt) }
    : { tau: vector(neurons, dt / share), r: vector(neurons, cell.gain / share), v_leak: vector(neurons, cell.offset / share) };
  if (cell.reset === 'none') {
    return [node(`${name}_membrane`, share === 0 ? 'I' : 'LI', membrane), node(name, 'Threshold', { threshold: vector(neurons, threshold) })];
  }
  const reset = cell.reset === 'zero' ? cell.resetValue : 0;
  return [node(name, share === 0 ? 'IF' : 'LIF', { ...membrane, v_threshold: vector(neurons, threshold), v_reset: vector(neurons, reset) })];
}

function lost(cells: readonly CellConstants[], dt: number): string[] {
  const some = (test: (cell: CellConstants) => boolean) => cells.some(test);
  return [
    `One step is written as ${dt} s; the time constants are right for Euler steps of that length only.`,
    ...(some((cell) => cell.reset === 'subtract') ? ['NIR resets to v_reset; here a spike takes the threshold away, which a .nir file cannot say: run it with reset by subtraction.'] : []),
    ...(some((cell) => cell.reset === 'none') ? ['Without a reset there is no such neuron in NIR: it is written as an integrator and a Threshold.'] : []),
    ...(some((cell) => cell.reset !== 'none' && cell.timing === 'delayed') ? ['The reset acts one step late here and at once in NIR: spikes will differ.'] : []),
    ...(some((cell) => cell.reset !== 'none' && cell.timing === 'corrected') ? ['Where a membrane is above the threshold even after its reset, snnTorch resets it once more at the next step; NIR does not.'] : []),
    ...(some((cell) => !cell.strict) ? ['NIR fires above the threshold, SpikingJelly at the threshold too: they differ where the two are exactly equal.'] : []),
    'Surrogate gradients, and whether the reset is detached, are not written: they change learning only.',
  ];
}

/**
 * The Lab's network of sequential neurons as a NIR graph: `input`, per layer a Linear or Scale `layer1_weights` and the
 * neurons `layer1`, then `output`.
 *
 * @throws {RangeError} layers of parallel neurons where side is `parallel`, a dt that is not above 0, more
 * weights than `NIR_LIMITS.numbers`
 */
export function nirOfExperiment(experiment: Experiment, { channels, dt = 1e-4, side = 'baseline' }: ExportOptions): NirExport {
  if (!(dt > 0 && dt < Infinity)) throw new RangeError(`A step of ${dt} s is none; it should be longer than 0.`);
  const weights = layerSizes(experiment, channels).reduce((sum, { inputs, neurons }, i) => sum + (experiment.layers[i].connect === 'dense' ? inputs * neurons : 0), 0);
  if (weights > NIR_LIMITS.numbers) throw new RangeError(`The network has ${count(weights)} weights; a NIR graph of up to ${count(NIR_LIMITS.numbers)} is written.`);
  const { layers } = planNetwork(experiment, channels);
  const cells = layers.map(({ neuron, baseline }, i) => {
    if (side === 'baseline') return baseline;
    if (neuron.form === 'sequential') return neuron.cell;
    throw new RangeError(`Layer ${i + 1} is of ${experiment.layers[i].neuron.toUpperCase()} neurons, for which NIR has no node; the Lab’s own link or file keeps them.`);
  });
  const nodes: NirNode[] = [shaped('input', 'Input', channels)];
  layers.forEach((layer, i) => {
    nodes.push(connection(`layer${i + 1}_weights`, layer), ...population(`layer${i + 1}`, cells[i], layer.neurons, layer.threshold, dt));
  });
  nodes.push(shaped('output', 'Output', layers[layers.length - 1].neurons));
  const edges = nodes.slice(1).map(({ name }, i): NirEdge => [nodes[i].name, name]);
  return { graph: { version: VERSION, nodes, edges }, notes: lost(cells, dt), reset: cells.some(({ reset }) => reset === 'subtract') ? 'subtract' : 'zero' };
}
