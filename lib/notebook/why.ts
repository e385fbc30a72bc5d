import { explainCell } from '../networks/explain';
import type { ParallelExplanation, SequentialExplanation } from '../neurons/explain';
import { value, type Place, type Run } from './run';

/** Why this value? The arithmetic behind H[t, n]. @throws RangeError where the run has no such cell */
export function explain(from: Run, t: number, n = 0, place: Place = {}): ParallelExplanation | SequentialExplanation {
  value(from, 'membrane', t, n, place);
  return explainCell(from, from.experiment, t, n, place);
}
