import { explainParallel, explainSequential, type ParallelExplanation, type SequentialExplanation } from '../neurons/explain';
import { cellConstants } from '../neurons/sequential/conventions';
import { sequentialSettings } from '../networks/plan';
import { formulaOf, series, type Place, type Run } from './run';

/** Why this value? The arithmetic behind H[t, n]. */
export function explain(from: Run, t: number, n = 0, { side = 'parallel', layer = 0 }: Place = {}): ParallelExplanation | SequentialExplanation {
  const settings = from.experiment.layers[layer];
  const formula = formulaOf(from, layer);
  const current = series(from, 'current', n, { side, layer });
  if (side === 'baseline' || !formula) return explainSequential(cellConstants(sequentialSettings(from.experiment.baseline, settings, side === 'baseline' ? undefined : settings.neuron)), current, settings.threshold, t);
  const rho = formula.reset?.source.kind === 'input' ? current : from.parallel[layer].probability && series(from, 'probability', n, { layer });
  return explainParallel(formula, from.steps, settings.threshold, from.learned[layer], { current, rho }, t);
}
