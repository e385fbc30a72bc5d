import { backwardFloat64, forwardFloat64, type Run } from '../neurons/float64';
import { leakKernel, resetKernel } from '../neurons/kernels';
import { operatorOf } from '../neurons/formula';
import { backCell, runCell } from '../neurons/sequential/cell';
import { sigmoid, surrogateDerivative, surrogateWidthDerivative, fires } from '../numerics/surrogates';
import type { ForwardRule, Job } from './cases';

/** Named results, under the names that the case files use. */
export type Outputs = Record<string, ArrayLike<number>>;

const total = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0);

const FORWARD: Record<ForwardRule, (x: number) => number> = {
  strict: (x) => fires(x, true),
  'non-strict': (x) => fires(x, false),
  sign: Math.sign,
  round: (x) => Math.ceil(Math.min(4.5, Math.max(-0.5, x))),
};

/** Runs a job through the float64 form. */
export function runFloat64(job: Job): Outputs {
  if (job.kind === 'surrogate') {
    return {
      spike: job.x.map(FORWARD[job.forward]),
      derivative: job.x.map((u) => surrogateDerivative(job.surrogate, u)),
      d_alpha: job.x.map((u) => surrogateWidthDerivative(job.surrogate, u)),
    };
  }
  if (job.kind === 'matrices') {
    const m1 = operatorOf(leakKernel('released', job.tau), job.steps, null);
    const m2 = operatorOf(resetKernel('released', job.tau), job.steps, null);
    const impulse = Float64Array.from({ length: job.steps }, (_, t) => (t === 0 ? 1 : 0));
    return {
      M1: m1.matrix(),
      M2: m2.matrix().map((v) => -v),
      M1_first_column: m1.apply(impulse, 1),
      M2_first_column: m2.apply(impulse, 1).map((v) => -v),
    };
  }
  const { x, g, steps, channels, threshold, surrogate } = job;
  if (job.kind === 'sequential') {
    const trace = runCell(job.cell, x, steps, channels, threshold);
    const grads = backCell(job.cell, x, trace, g, steps, channels, threshold, surrogate);
    const k = job.leakLogit === null ? 0 : sigmoid(job.leakLogit);
    return {
      H: trace.membrane, V: trace.carried, U: trace.carried, S: trace.spikes, dX: grads.input,
      d_threshold: [grads.threshold], d_beta: [grads.leak], d_alpha: [grads.width],
      d_w: [(grads.gain - grads.leak) * k * (1 - k)],
    };
  }
  const run: Run = {
    formula: job.formula, steps, channels, threshold,
    learned: job.weights && { weights: job.weights, bias: job.bias?.length === 1 ? job.bias[0] : (job.bias ?? 0) },
    draws: job.formula.fire === 'bernoulli' ? new Float64Array(x.length) : undefined,
  };
  const trace = forwardFloat64(run, x);
  const grads = backwardFloat64(run, x, trace, g, surrogate);
  const mean = job.formula.fire === 'bernoulli' ? [total(trace.membrane) / trace.membrane.length] : [];
  return {
    d1: trace.charge, d2: trace.learnedSum ?? [], p: trace.rho ?? [], H: trace.membrane, S: trace.spikes,
    bernoulli_mean: mean, dX: grads.input, dW: grads.weights ?? [], d_threshold: [grads.threshold], d_alpha: [grads.width],
    db: grads.bias ? (job.bias?.length === 1 ? [total(grads.bias)] : grads.bias) : [],
  };
}
