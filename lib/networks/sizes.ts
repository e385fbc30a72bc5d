/** How large an Experiment's run would be, and what is too large; nothing is allocated. */
import { MAX_NEURONS } from '../experiment/fields';
import { ExperimentError, type Experiment } from '../experiment/schema';
import { PARALLEL_NEURONS } from '../neurons/parallel';
import { count } from '../numerics/words';

/** Sizes of every layer. */
export function layerSizes(experiment: Experiment, channels: number): { inputs: number; neurons: number }[] {
  let inputs = channels;
  return experiment.layers.map((layer) => {
    const size = { inputs, neurons: layer.connect === 'dense' ? layer.neurons : inputs };
    inputs = size.neurons;
    return size;
  });
}

/** What a machine allows. */
export interface MachineLimits {
  /** Largest side of a texture, or Infinity. A tensor may hold its square. */
  readonly textureSide: number;
  /** Bytes a run may keep, recordings and learned matrices included. */
  readonly bytes: number;
  /** Multiply–adds a run may take. */
  readonly operations: number;
}

export const DEFAULT_LIMITS: MachineLimits = { textureSide: 8192, bytes: 1.5e9, operations: 4e11 };

/** Multiply–adds that one cell of one sweep is counted as, on the backend and for the curve together. */
const SWEEP_COST = 8;

const thousands = (n: number) => count(Math.round(n));

/**
 * Checks sizes before anything is allocated.
 * @throws ExperimentError with one sentence that names the limit and a way on
 */
export function checkSizes(experiment: Experiment, channels: number, limits: MachineLimits): void {
  const T = experiment.steps;
  let bytes = T * channels * 4;
  let operations = 0;
  layerSizes(experiment, channels).forEach(({ inputs, neurons }, i) => {
    if (neurons > MAX_NEURONS) {
      throw new ExperimentError(`Layer ${i + 1} would have ${thousands(neurons)} neurons; the limit is ${thousands(MAX_NEURONS)}.`);
    }
    const layer = experiment.layers[i];
    const neuron = PARALLEL_NEURONS.find(({ kind }) => kind === layer.neuron);
    const learns = neuron ? neuron.start !== null && neuron.kind !== 'sliding-psn' : false;
    for (const [what, size] of [['its recording', T * neurons], ['its weights', layer.connect === 'dense' ? inputs * neurons : 0], ['its T×T matrix', learns ? T * T : 0]] as const) {
      if (size > limits.textureSide ** 2) {
        throw new ExperimentError(`Layer ${i + 1} is too large: ${what} needs ${thousands(size)} numbers and this backend holds ${thousands(limits.textureSide ** 2)} in one piece. Use fewer steps or neurons.`);
      }
    }
    // Sweeps made by the layer and for its curve; T of them settle whatever there is.
    const sweeps = (neuron?.uses as readonly string[] | undefined)?.includes('sweeps') ? Math.min(layer.sweeps, T) : 0;
    // Two networks with six arrays each, and what the backend keeps while it computes.
    bytes += T * neurons * 4 * (sweeps > 0 ? 20 : 14) + (layer.connect === 'dense' ? inputs * neurons * 12 : 0) + (learns ? T * T * 16 : 0);
    operations += T * (layer.connect === 'dense' ? inputs * neurons * 2 : 0) + (learns ? T * T * neurons : 0) + sweeps * T * neurons * SWEEP_COST;
  });
  if (bytes > limits.bytes) {
    throw new ExperimentError(`This run would keep ${thousands(bytes / 1e6)} MB; the limit here is ${thousands(limits.bytes / 1e6)} MB. Use fewer steps, neurons or layers.`);
  }
  if (operations > limits.operations) {
    throw new ExperimentError(`This run would take ${thousands(operations / 1e9)} billion multiply–adds; the limit here is ${thousands(limits.operations / 1e9)} billion. Use fewer steps, neurons or sweeps.`);
  }
}
