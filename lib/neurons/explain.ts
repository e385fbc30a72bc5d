/**
 * Why this value? The arithmetic behind one membrane potential, read off the neuron's own description:
 * the row of each matrix against the column of what it multiplies.
 */
import { biasAt, isLearned, isUnfired, operatorOf, thresholdOf, type Formula, type Learned } from './formula';
import { runCell, type CellConstants } from './sequential/cell';
import { fires } from '../numerics/surrogates';

/** One product of a sum over time. */
export interface Term {
  /** Step j of the value. */
  readonly step: number;
  /** M[t, j], the scale s included. */
  readonly coefficient: number;
  readonly value: number;
  readonly product: number;
}

export interface TermSum {
  /** Newest step first; only terms whose coefficient is not zero. */
  readonly terms: Term[];
  /** b at this step, 0 where there is none. */
  readonly bias: number;
  readonly total: number;
}

export interface ParallelExplanation {
  readonly form: 'parallel';
  readonly charge: TermSum;
  /** s·R·ρ; null for neurons without a reset. */
  readonly reset: TermSum | null;
  /** D before a final sigmoid (SPSN), the same as the membrane elsewhere. */
  readonly membrane: number;
  readonly threshold: number;
  readonly spike: 0 | 1;
}

/** What the arithmetic is read from: one neuron's columns `[T]`. */
export interface Columns {
  /** X of this neuron. */
  readonly current: ArrayLike<number>;
  /** ρ of this neuron; null without a reset. */
  readonly rho: ArrayLike<number> | null;
}

function terms(row: (j: number) => number, values: ArrayLike<number>, steps: number): Term[] {
  const out: Term[] = [];
  for (let j = steps - 1; j >= 0; j--) {
    const coefficient = row(j);
    if (coefficient !== 0) out.push({ step: j, coefficient, value: values[j], product: coefficient * values[j] });
  }
  return out;
}

const total = (list: readonly Term[]) => list.reduce((sum, t) => sum + t.product, 0);

/** H[t] = Σ A[t, j]·X[j] + b[t] − s·Σ R[t, j]·ρ[j] for one neuron. */
export function explainParallel(
  formula: Formula,
  steps: number,
  threshold: number,
  learned: Learned | null,
  columns: Columns,
  t: number,
): ParallelExplanation {
  const a = operatorOf(formula.charge, steps, learned);
  const chargeTerms = terms((j) => a.at(t, j), columns.current, steps);
  const bias = isLearned(formula.charge) ? biasAt(learned, t) : 0;
  const charge = { terms: chargeTerms, bias, total: total(chargeTerms) + bias };
  const compared = thresholdOf(formula, threshold);

  if (formula.fire === 'bernoulli') {
    const membrane = 1 / (1 + Math.exp(-charge.total));
    return { form: 'parallel', charge, reset: null, membrane, threshold: compared, spike: 0 };
  }
  let reset: TermSum | null = null;
  if (formula.reset && columns.rho) {
    const r = operatorOf(formula.reset.kernel, steps, null);
    const s = formula.reset.scale === 'threshold' ? threshold : 1;
    const resetTerms = terms((j) => s * r.at(t, j), columns.rho, steps);
    reset = { terms: resetTerms, bias: 0, total: total(resetTerms) };
  }
  const membrane = charge.total - (reset?.total ?? 0);
  return { form: 'parallel', charge, reset, membrane, threshold: compared, spike: isUnfired(formula) ? 0 : fires(membrane - compared, formula.strict) };
}

/** The four phases of one step of a sequential neuron. */
export interface SequentialExplanation {
  readonly form: 'sequential';
  /** U carried in, and leak·U (with a late zero reset already in it). */
  readonly before: number;
  readonly leak: number;
  readonly leaked: number;
  readonly input: number;
  readonly gain: number;
  readonly offset: number;
  /** θ·R of a subtractive reset that acts one step late; 0 elsewhere. */
  readonly lateReset: number;
  readonly membrane: number;
  readonly threshold: number;
  readonly spike: 0 | 1;
  /** U carried on, after the reset. */
  readonly after: number;
}

/** Leak, charge, fire, reset of one neuron at step t. */
export function explainSequential(cell: CellConstants, current: ArrayLike<number>, threshold: number, t: number): SequentialExplanation {
  const { membrane, carried, spikes } = runCell(cell, current, t + 1, 1, threshold);
  const before = t === 0 ? cell.resetValue : carried[t - 1];
  const late = cell.timing !== 'now' && cell.reset !== 'none' && fires(before - threshold, cell.strict) === 1;
  return {
    form: 'sequential',
    before,
    leak: cell.leak,
    leaked: cell.leak * (late && cell.reset === 'zero' ? 0 : before),
    input: current[t],
    gain: cell.gain,
    offset: cell.offset,
    lateReset: late && cell.reset === 'subtract' ? threshold : 0,
    membrane: membrane[t],
    threshold,
    spike: spikes[t] as 0 | 1,
    after: carried[t],
  };
}
