/**
 * What an Experiment asks of the machine: per layer the formula or cell, its sizes, weights and learned
 * numbers. Both forms run from the same plan, and so does the arithmetic of one cell.
 */
import type { BaselineSettings, Experiment, LayerSettings } from '../experiment/schema';
import type { Formula } from '../neurons/formula';
import { learnedNumbers } from '../neurons/learned';
import { parallelNeuron, PARALLEL_NEURONS, type NeuronSettings } from '../neurons/parallel';
import type { CellConstants } from '../neurons/sequential/cell';
import { cellConstants, type SequentialSettings } from '../neurons/sequential/conventions';
import { part, stretches, whole, type Pieces } from '../numerics/pieces';
import { randomStream } from '../numerics/random';
import { layerSizes } from './sizes';

export interface LayerPlan {
  /** M inputs and N neurons. */
  readonly inputs: number;
  readonly neurons: number;
  /** W `[M, N]` row-major with the gain in it, or null where input n feeds neuron n, scaled by `gain`. */
  readonly weights: Float32Array | null;
  readonly gain: number;
  readonly threshold: number;
  readonly tau: number;
  /** The parallel network's neuron: a formula, or a sequential cell run as a loop. */
  readonly neuron: { readonly form: 'parallel'; readonly formula: Formula } | { readonly form: 'sequential'; readonly cell: CellConstants };
  /** W and b along time, where the neuron learns. */
  readonly learned: { readonly weights: Float32Array; readonly bias: Float32Array } | null;
  /** The baseline's neuron at this layer. */
  readonly baseline: CellConstants;
}

export interface NetworkPlan {
  readonly steps: number;
  readonly seed: number;
  readonly layers: readonly LayerPlan[];
}

export const isParallelKind = (kind: string) => PARALLEL_NEURONS.some((n) => n.kind === kind);

export function neuronSettings(experiment: Pick<Experiment, 'steps' | 'matrices'>, layer: LayerSettings): NeuronSettings {
  return {
    steps: experiment.steps,
    matrices: experiment.matrices,
    tau: layer.tau,
    sweeps: layer.sweeps,
    window: layer.window,
    lambda: layer.lambda,
  };
}

/** The cell of a sequential neuron with this layer's τ, in the convention chosen for the baseline. */
export function sequentialSettings(baseline: BaselineSettings, layer: LayerSettings, model?: string): SequentialSettings {
  return { ...baseline, model: (model ?? baseline.model) as SequentialSettings['model'], tau: layer.tau };
}

/** Multiply–adds that one random number is counted as. */
const DRAW_COST = 32;

/** W `[M, N]`, each entry N(0, 1)·gain/√M from the Experiment's seed. */
function* denseWeights(seed: number, index: number, inputs: number, neurons: number, gain: number): Pieces<Float32Array> {
  const random = randomStream(seed, `weights/${index}`);
  const scale = gain / Math.sqrt(inputs);
  const weights = new Float32Array(inputs * neurons);
  yield* stretches(inputs, neurons * DRAW_COST, (from, to) => {
    for (let k = from * neurons; k < to * neurons; k++) weights[k] = random.normal() * scale;
  });
  return weights;
}

/**
 * The plan of an Experiment on an input of so many channels. Check sizes first.
 * @param given what a trained neuron learned, where a layer starts from it
 */
export function* planInPieces(experiment: Experiment, channels: number, given?: { readonly weights: Float32Array; readonly bias: Float32Array }): Pieces<NetworkPlan> {
  const sizes = layerSizes(experiment, channels);
  const layers: LayerPlan[] = [];
  for (const [i, layer] of experiment.layers.entries()) {
    const { inputs, neurons } = sizes[i];
    const settings = neuronSettings(experiment, layer);
    const parallel = isParallelKind(layer.neuron) ? parallelNeuron(layer.neuron) : null;
    const share = (k: number) => k / experiment.layers.length;
    layers.push({
      inputs,
      neurons,
      weights: layer.connect === 'dense' ? yield* part(denseWeights(experiment.seed, i, inputs, neurons, layer.gain), share(i), share(i + 1)) : null,
      gain: layer.gain,
      threshold: layer.threshold,
      tau: layer.tau,
      neuron: parallel
        ? { form: 'parallel', formula: parallel.formula(settings) }
        : { form: 'sequential', cell: cellConstants(sequentialSettings(experiment.baseline, layer, layer.neuron)) },
      learned: parallel && learnedNumbers(parallel, settings, {
        start: layer.start, given, seed: layer.learnedSeed, bias: layer.bias, edits: layer.edits as [number, number, number][],
      }),
      baseline: cellConstants(sequentialSettings(experiment.baseline, layer)),
    });
  }
  return { steps: experiment.steps, seed: experiment.seed, layers };
}

/** The same at one go. */
export const planNetwork = (experiment: Experiment, channels: number): NetworkPlan => whole(planInPieces(experiment, channels));

/** Uniform draws `[T, N]` for a layer that fires by chance: the same on every backend. */
export function chanceDraws(plan: NetworkPlan, index: number): Float32Array | undefined {
  const { neuron, neurons } = plan.layers[index];
  if (neuron.form !== 'parallel' || neuron.formula.fire !== 'bernoulli') return undefined;
  const random = randomStream(plan.seed, `chance/${index}`);
  return Float32Array.from({ length: plan.steps * neurons }, () => random.uniform());
}
