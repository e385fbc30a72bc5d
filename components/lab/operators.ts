import { operatorOf, type Formula, type Learned, type OperatorSpec } from '@/lib/neurons/formula';
import type { TemporalOperator } from '@/lib/numerics/operators';
import type { View } from './view';

/** Largest block of a matrix that is drawn: its first steps. */
export const DRAWN_STEPS = 256;

export interface NamedOperator {
  readonly id: 'A' | 'R' | 'C';
  readonly symbol: string;
  readonly title: string;
  readonly spec: OperatorSpec;
  readonly operator: TemporalOperator;
  readonly learned: boolean;
}

const isLearnedSpec = (spec: OperatorSpec) => spec.kind === 'dense' || spec.kind === 'banded' || spec.kind === 'toeplitz';


/** b only shifts; one number is enough where the bias is the same at all steps. */
export const learnedOf = (view: View): Learned | null => view.recording.learned[view.index];

/** The temporal matrices of the parallel neuron on show. */
export function operatorsOf(view: View, formula: Formula): NamedOperator[] {
  const learned = learnedOf(view);
  const make = (id: NamedOperator['id'], symbol: string, title: string, spec: OperatorSpec): NamedOperator => ({
    id, symbol, title, spec, operator: operatorOf(spec, view.steps, learned), learned: isLearnedSpec(spec),
  });
  const charge = formula.charge;
  const list = [isLearnedSpec(charge) ? make('A', 'W', 'learned leak', charge) : make('A', 'A', 'leak', charge)];
  const { reset } = formula;
  if (reset?.source.kind === 'sigmoid-of-learned') list.push(make('C', 'W', 'learned reset', reset.source.operator));
  if (reset) list.push(make('R', 'R', 'reset', reset.kernel));
  return list;
}

/** The first steps of an operator's matrix, row-major. */
export function drawnMatrix(operator: TemporalOperator, most: number): { values: Float64Array; size: number } {
  const size = Math.min(operator.steps, most);
  const values = new Float64Array(size * size);
  for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) values[i * size + j] = operator.at(i, j);
  return { values, size };
}
