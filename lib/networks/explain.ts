import type { Experiment } from '../experiment/schema';
import { explainParallel, explainSequential, type ParallelExplanation, type SequentialExplanation } from '../neurons/explain';
import { parallelNeuron } from '../neurons/parallel';
import { cellConstants } from '../neurons/sequential/conventions';
import type { Recording, Side } from '../recording/types';
import { isParallelKind, neuronSettings, sequentialSettings } from './plan';

/**
 * Why this value? The arithmetic behind H[t, n] of one layer and side of a Recording, read off the neuron that its
 * Experiment names.
 */
export function explainCell(
  recording: Recording,
  experiment: Experiment,
  t: number,
  n: number,
  { side = 'parallel', layer = 0 }: { readonly side?: Side; readonly layer?: number } = {},
): ParallelExplanation | SequentialExplanation {
  const settings = experiment.layers[layer];
  const trace = recording[side][layer];
  const column = (values: ArrayLike<number>) => Float32Array.from({ length: recording.steps }, (_, j) => values[j * trace.neurons + n]);
  const current = column(trace.current);
  if (side === 'baseline' || !isParallelKind(settings.neuron)) {
    const model = side === 'baseline' ? undefined : settings.neuron;
    return explainSequential(cellConstants(sequentialSettings(experiment.baseline, settings, model)), current, settings.threshold, t);
  }
  const formula = parallelNeuron(settings.neuron).formula(neuronSettings(experiment, settings));
  const rho = formula.reset?.source.kind === 'input' ? current : trace.probability && column(trace.probability);
  return explainParallel(formula, recording.steps, settings.threshold, recording.learned[layer], { current, rho }, t);
}
