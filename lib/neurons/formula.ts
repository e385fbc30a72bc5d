/**
 * One formula for the whole parallel family:
 *
 *   D = A·X + b,   ρ = reset source,   H = D − s·R·ρ,   S = Θ(H − θ)
 *
 * with A and R acting along time only. A neuron is a Formula: plain data that says which operator stands
 * at which place. The float64 form, the tensor form, the pictures of the matrices and the arithmetic of
 * one cell are all read off this description, so they cannot disagree about what the neuron is.
 *
 * X, D, ρ, H, S are `[T, N]`, time-major; W is `[T, T]` or `[k]`; b is `[T]` or one number.
 */
import {
  banded,
  dense,
  exponential,
  strictExponential,
  toeplitz,
  type TemporalOperator,
} from '../numerics/operators';

/** A temporal operator as data. `learned` operators take the neuron's weight W. */
export type OperatorSpec =
  | { readonly kind: 'exponential'; readonly decay: number; readonly gain: number }
  | { readonly kind: 'strict-exponential'; readonly decay: number; readonly gain: number }
  | { readonly kind: 'dense' }
  | { readonly kind: 'banded'; readonly width: number; readonly lambda: number }
  | { readonly kind: 'toeplitz' };

/** What the reset kernel R acts on. */
export type ResetSource =
  /** P = σ(D): PSU, PPSU. */
  | { readonly kind: 'sigmoid-of-charge' }
  /** P = σ(tril(W)·X + b): RPSU. */
  | { readonly kind: 'sigmoid-of-learned'; readonly operator: OperatorSpec }
  /** The input itself, no sigmoid: IPSU as released. */
  | { readonly kind: 'input' }
  /** True spikes found by K sweeps S ← Θ(D − s·R·S − θ), from silence or from the soft reset's spikes. */
  | { readonly kind: 'sweeps'; readonly count: number; readonly guess: 'silence' | 'soft' };

export interface Formula {
  readonly charge: OperatorSpec;
  readonly reset: {
    readonly kernel: OperatorSpec;
    readonly source: ResetSource;
    /** s: the threshold in PSU and the exact LIF, 1 in the others. */
    readonly scale: 'threshold' | 'one';
  } | null;
  /** `threshold`: Θ(H − θ). `zero`: Θ(H), the bias plays −θ. `bernoulli`: H = σ(D), S drawn with probability H. */
  readonly fire: 'threshold' | 'zero' | 'bernoulli';
  /** Strict: no spike at H = θ. */
  readonly strict: boolean;
}

/** Learned numbers of one layer, shared by all its neurons. */
export interface Learned {
  /** `[T, T]` row-major, or `[k]` for a shared kernel. */
  readonly weights: ArrayLike<number>;
  /** One number a step, or one for all. */
  readonly bias: ArrayLike<number> | number;
}

export function isLearned(spec: OperatorSpec): boolean {
  return spec.kind === 'dense' || spec.kind === 'banded' || spec.kind === 'toeplitz';
}

/** Whether a step may weigh later ones: a full matrix, or a mask that is not closed. */
export const seesFuture = (spec: OperatorSpec): boolean => spec.kind === 'dense' || (spec.kind === 'banded' && spec.lambda < 1);

/** The learned operator of a formula, if it has one: A for IPSU, PPSU and the PSNs, the reset's for RPSU. */
export function learnedOperator(formula: Formula): OperatorSpec | null {
  if (isLearned(formula.charge)) return formula.charge;
  const source = formula.reset?.source;
  return source?.kind === 'sigmoid-of-learned' ? source.operator : null;
}

/** How many numbers W has at T steps with a kernel of length k: `[T, T]` or `[k]`. */
export function weightCount(spec: OperatorSpec, steps: number, kernel: number): number {
  return spec.kind === 'toeplitz' ? kernel : steps * steps;
}

/**
 * The operator a specification describes.
 * @throws RangeError where a learned operator is asked for without weights
 */
export function operatorOf(spec: OperatorSpec, steps: number, learned: Learned | null): TemporalOperator {
  switch (spec.kind) {
    case 'exponential':
      return exponential(steps, spec.decay, spec.gain);
    case 'strict-exponential':
      return strictExponential(steps, spec.decay, spec.gain);
    default: {
      if (!learned) throw new RangeError(`A learned ${spec.kind} operator needs its weights.`);
      if (spec.kind === 'dense') return dense(steps, learned.weights);
      if (spec.kind === 'banded') return banded(steps, learned.weights, spec);
      return toeplitz(steps, learned.weights);
    }
  }
}

/** b at step t; 0 without learned numbers. */
export function biasAt(learned: Learned | null, t: number): number {
  if (!learned) return 0;
  return typeof learned.bias === 'number' ? learned.bias : learned.bias[t];
}

/** Whether the neuron fires by chance: H is then a probability, and no threshold decides. */
export const byChance = (formula: Formula): boolean => formula.fire === 'bernoulli';

/** Sweeps from silence of which none is made yet: nothing has fired. */
export function isUnfired({ reset }: Formula): boolean {
  return reset?.source.kind === 'sweeps' && reset.source.guess === 'silence' && reset.source.count === 0;
}

/** The value H is compared with. */
export function thresholdOf(formula: Formula, threshold: number): number {
  return formula.fire === 'threshold' ? threshold : 0;
}
