/** An Experiment and what it gave: what figures and code cells of a notebook work with. */
import { execute, float64Runner } from '../engine/execute';
import { decodeLink, encodeLink } from '../experiment/link';
import { EXPERIMENT_VERSION, parseExperiment, type Experiment } from '../experiment/schema';
import { neuronSettings, isParallelKind } from '../networks/plan';
import { byChance, thresholdOf, type Formula } from '../neurons/formula';
import { parallelNeuron } from '../neurons/parallel';
import type { LayerTrace, Recording, Side } from '../recording/types';

export interface Run extends Recording {
  readonly experiment: Experiment;
}

/** An Experiment from a link's part after `#`, `v=1&…`, or from plain data with the defaults left out. */
export function toExperiment(what: string | object): Experiment {
  return typeof what === 'string' ? decodeLink(what.replace(/^#/, '')).experiment : parseExperiment({ version: EXPERIMENT_VERSION, ...what });
}

/**
 * Runs an Experiment in float64.
 * @throws ExperimentError in one sentence where it cannot be
 */
export async function run(what: string | object): Promise<Run> {
  const experiment = toExperiment(what);
  return { ...(await execute(experiment, null, float64Runner, async () => undefined)), experiment };
}

/** Runs a run's Experiment with some keys of its link changed: `layers.0.tau=4&input.mean=1`. */
export const changed = ({ experiment }: Run, keys: string): Promise<Run> => run(`${encodeLink(experiment)}&${keys}`);

export const FIELDS_OF_A_RUN = ['current', 'charge', 'reset', 'probability', 'membrane', 'spikes'] as const;
export type RunField = (typeof FIELDS_OF_A_RUN)[number];

export interface Place {
  readonly side?: Side;
  readonly layer?: number;
}

/** One layer of one side. @throws RangeError naming the limit */
export function layerOf(from: Recording, { side = 'parallel', layer = 0 }: Place = {}): LayerTrace {
  const layers = from?.[side];
  if (!layers) throw new RangeError(`A run has two sides, parallel and baseline; "${String(side)}" is neither.`);
  if (!layers[layer]) throw new RangeError(`This run has ${layers.length} layers; layer ${layer} is not one of them (they count from 0).`);
  return layers[layer];
}

/** `[T, N]` of one field. @throws RangeError naming what there is */
export function field(from: Recording, name: RunField, place: Place = {}): Float32Array | Uint8Array {
  const values = FIELDS_OF_A_RUN.includes(name) ? layerOf(from, place)[name] : undefined;
  if (values === undefined) throw new RangeError(`A run has ${FIELDS_OF_A_RUN.join(', ')}; "${String(name)}" is none of them.`);
  if (values === null) throw new RangeError('This neuron has no reset probability.');
  return values;
}

const within = (what: string, k: number, size: number) => {
  if (!(Number.isInteger(k) && k >= 0 && k < size)) throw new RangeError(`${what} runs from 0 to ${size - 1}; ${String(k)} lies outside.`);
};

/** One neuron over time, `[T]`. */
export function series(from: Recording, name: RunField, neuron = 0, place: Place = {}): Float32Array {
  const { neurons } = layerOf(from, place);
  within('The neuron', neuron, neurons);
  const values = field(from, name, place);
  return Float32Array.from({ length: from.steps }, (_, t) => values[t * neurons + neuron]);
}

/** All neurons at one step, `[N]`. */
export function snapshot(from: Recording, name: RunField, step: number, place: Place = {}): Float32Array {
  const { neurons } = layerOf(from, place);
  within('The step', step, from.steps);
  return new Float32Array(field(from, name, place).subarray(step * neurons, (step + 1) * neurons));
}

/** One number: field at step t of neuron n. */
export function value(from: Recording, name: RunField, step: number, neuron = 0, place: Place = {}): number {
  within('The step', step, from.steps);
  return series(from, name, neuron, place)[step];
}

/** Steps at which a neuron fires. */
export const spikeTimes = (from: Recording, neuron = 0, place: Place = {}): number[] =>
  Array.from(series(from, 'spikes', neuron, place).entries()).filter(([, s]) => s > 0).map(([t]) => t);

/** The formula of a layer's parallel neuron; null for a sequential one. @throws RangeError as layerOf */
export function formulaOf(from: Run, layer = 0): Formula | null {
  layerOf(from, { layer });
  const { experiment } = from;
  const settings = experiment.layers[layer];
  return isParallelKind(settings.neuron) ? parallelNeuron(settings.neuron).formula(neuronSettings(experiment, settings)) : null;
}

/** What the parallel side's H is compared with. */
export function thresholdAt(from: Run, layer = 0): number {
  const formula = formulaOf(from, layer);
  const { threshold } = from.experiment.layers[layer];
  return formula ? (byChance(formula) ? 0.5 : thresholdOf(formula, threshold)) : threshold;
}
