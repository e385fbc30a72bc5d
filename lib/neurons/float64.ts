/**
 * The float64 form of the parallel family, step by step in plain TypeScript: the reference every tensor
 * backend is held to. Exponential operators run as recurrences, learned ones as row sums.
 */
import { part, stretches, whole, type Pieces } from '../numerics/pieces';
import { fires, sigmoid, surrogateDerivative, surrogateWidthDerivative, type Surrogate } from '../numerics/surrogates';
import { biasAt, isLearned, isUnfired, operatorOf, thresholdOf, type Formula, type Learned, type OperatorSpec } from './formula';
import { startSweeps } from './sweeps';

export interface Float64Trace {
  /** D = A·X + b, `[T, N]`. */
  readonly charge: Float64Array;
  /** The reset source's own sum before the sigmoid (RPSU's D₂), null elsewhere. */
  readonly learnedSum: Float64Array | null;
  /** ρ: probability, input or spikes; null without a reset. */
  readonly rho: Float64Array | null;
  /** s·R·ρ, `[T, N]`. */
  readonly reset: Float64Array;
  /** H, `[T, N]`. */
  readonly membrane: Float64Array;
  /** S, 0 or 1. */
  readonly spikes: Uint8Array;
}

export interface Run {
  readonly formula: Formula;
  readonly steps: number;
  readonly channels: number;
  readonly threshold: number;
  readonly learned: Learned | null;
  /** Uniform draws in [0, 1) for neurons that fire by chance, `[T, N]`. */
  readonly draws?: ArrayLike<number>;
}

/** A·X + b where A is learned, else A·X. */
function* sum(spec: OperatorSpec, x: ArrayLike<number>, run: Run): Pieces<Float64Array> {
  const { steps, channels, learned } = run;
  const operator = operatorOf(spec, steps, learned);
  const out = new Float64Array(steps * channels);
  yield* stretches(steps, operator.cost(channels).multiplyAdds / steps, (from, to) => operator.fill(out, x, channels, from, to));
  if (isLearned(spec)) {
    for (let t = 0, k = 0; t < steps; t++) {
      const b = biasAt(learned, t);
      for (let n = 0; n < channels; n++, k++) out[k] += b;
    }
  }
  return out;
}

/** Θ(H − θ) for every cell. */
function spikesOf(membrane: Float64Array, threshold: number, strict: boolean): Uint8Array {
  const s = new Uint8Array(membrane.length);
  for (let k = 0; k < s.length; k++) s[k] = fires(membrane[k] - threshold, strict);
  return s;
}

/**
 * Runs a parallel neuron on X `[T, N]` in float64.
 * @throws RangeError where learned numbers or random draws that the formula needs are absent
 */
export function* forwardFloat64InPieces(run: Run, x: ArrayLike<number>): Pieces<Float64Trace> {
  const { formula, steps, channels } = run;
  const size = steps * channels;
  const charge = yield* part(sum(formula.charge, x, run), 0, 0.5);
  const empty = { learnedSum: null, rho: null, reset: new Float64Array(size) };

  if (formula.fire === 'bernoulli') {
    const { draws } = run;
    if (!draws) throw new RangeError('A neuron that fires by chance needs its random draws.');
    const membrane = charge.map(sigmoid);
    return { charge, ...empty, membrane, spikes: Uint8Array.from(membrane, (p, k) => (draws[k] < p ? 1 : 0)) };
  }

  const threshold = thresholdOf(formula, run.threshold);
  if (!formula.reset) return { charge, ...empty, membrane: charge.slice(), spikes: spikesOf(charge, threshold, formula.strict) };

  const { source, scale } = formula.reset;
  const kernel = operatorOf(formula.reset.kernel, steps, null);
  const s = scale === 'threshold' ? run.threshold : 1;

  if (source.kind === 'sweeps') {
    const [rho, reset, membrane, spikes] = [new Float64Array(size), new Float64Array(size), new Float64Array(size), new Uint8Array(size)];
    const settings = { kernel, scale: s, threshold, strict: formula.strict, guess: source.guess };
    for (let n = 0; n < channels; n++) {
      yield 0.5 + n / channels / 2;
      const own = startSweeps(charge, n, channels, settings);
      for (let k = 0; k < source.count && own.sweep(); k++);
      for (let t = 0, k = n; t < steps; t++, k += channels) {
        rho[k] = own.rho[t];
        reset[k] = s * own.taken[t];
        membrane[k] = own.membrane[t];
        spikes[k] = own.spikes[t];
      }
    }
    return { charge, learnedSum: null, rho, reset, membrane, spikes };
  }

  const learnedSum = source.kind === 'sigmoid-of-learned' ? yield* part(sum(source.operator, x, run), 0.5, 1) : null;
  const rho = source.kind === 'input' ? new Float64Array(x) : (learnedSum ?? charge).map(sigmoid);
  const reset = kernel.apply(rho, channels);
  const membrane = new Float64Array(size);
  for (let k = 0; k < size; k++) membrane[k] = charge[k] - (reset[k] *= s);
  return { charge, learnedSum, rho, reset, membrane, spikes: spikesOf(membrane, threshold, formula.strict) };
}

/** The same at one go. */
export const forwardFloat64 = (run: Run, x: ArrayLike<number>): Float64Trace => whole(forwardFloat64InPieces(run, x));

export interface Float64Gradients {
  /** dL/dX, `[T, N]`. */
  readonly input: Float64Array;
  /** dL/dW, same shape as W; null without learned numbers. */
  readonly weights: Float64Array | null;
  /** dL/db, `[T]` (sum it for one shared bias). */
  readonly bias: Float64Array | null;
  /** dL/dθ through every path. */
  readonly threshold: number;
  /** dL/dα, the surrogate's width. */
  readonly width: number;
}

/**
 * Gradients of L = Σ S·G (for neurons that fire by chance: L = Σ H·G), with the surrogate's derivative in
 * place of the step's. Sweeps are treated as fixed spikes: no gradient passes through ρ there, and the
 * silence before a first sweep depends on nothing.
 * @param g upstream weights G, `[T, N]`
 */
export function backwardFloat64(
  run: Run,
  x: ArrayLike<number>,
  trace: Float64Trace,
  g: ArrayLike<number>,
  surrogate: Surrogate,
): Float64Gradients {
  const { formula, steps, channels } = run;
  const size = steps * channels;
  const threshold = thresholdOf(formula, run.threshold);
  const input = new Float64Array(size);
  const dCharge = new Float64Array(size);
  let dThreshold = 0;
  let width = 0;
  let weights: Float64Array | null = null;
  let bias: Float64Array | null = null;

  if (isUnfired(formula)) return { input, weights, bias, threshold: 0, width };

  for (let k = 0; k < size; k++) {
    const h = trace.membrane[k];
    if (formula.fire === 'bernoulli') {
      dCharge[k] = g[k] * h * (1 - h);
      continue;
    }
    dCharge[k] = g[k] * surrogateDerivative(surrogate, h - threshold);
    if (formula.fire === 'threshold') dThreshold -= dCharge[k];
    width += g[k] * surrogateWidthDerivative(surrogate, h - threshold);
  }

  /** Adds what flows through spec·X (+ b): to X, and to W and b where learned. */
  function through(spec: OperatorSpec, dy: Float64Array) {
    const dx = operatorOf(spec, steps, run.learned).transpose(dy, channels);
    for (let k = 0; k < size; k++) input[k] += dx[k];
    if (!isLearned(spec)) return;
    weights = weightGradient(spec, run, x, dy);
    bias = new Float64Array(steps);
    for (let t = 0; t < steps; t++) for (let n = 0; n < channels; n++) bias[t] += dy[t * channels + n];
  }

  if (formula.reset && trace.rho) {
    const { source, scale, kernel } = formula.reset;
    if (scale === 'threshold') {
      const taken = operatorOf(kernel, steps, null).apply(trace.rho, channels);
      for (let k = 0; k < size; k++) dThreshold -= dCharge[k] * taken[k];
    }
    if (source.kind !== 'sweeps') {
      const s = scale === 'threshold' ? run.threshold : 1;
      const dRho = operatorOf(kernel, steps, null).transpose(dCharge, channels).map((v) => -s * v);
      if (source.kind === 'input') {
        for (let k = 0; k < size; k++) input[k] += dRho[k];
      } else {
        const rho = trace.rho;
        const dSum = dRho.map((v, k) => v * rho[k] * (1 - rho[k]));
        if (source.kind === 'sigmoid-of-learned') through(source.operator, dSum);
        else for (let k = 0; k < size; k++) dCharge[k] += dSum[k];
      }
    }
  }
  through(formula.charge, dCharge);
  return { input, weights, bias, threshold: dThreshold, width };
}

/** dL/dW for y = (mask ⊙ W)·x, or for the shared kernel of a Toeplitz operator. */
function weightGradient(spec: OperatorSpec, run: Run, x: ArrayLike<number>, dy: Float64Array): Float64Array {
  const { steps, channels } = run;
  const inner = (i: number, j: number) => {
    let total = 0;
    for (let n = 0; n < channels; n++) total += dy[i * channels + n] * x[j * channels + n];
    return total;
  };
  if (spec.kind === 'toeplitz') {
    const k = run.learned!.weights.length;
    const grad = new Float64Array(k);
    for (let lag = 0; lag < Math.min(k, steps); lag++) {
      for (let i = lag; i < steps; i++) grad[k - 1 - lag] += inner(i, i - lag);
    }
    return grad;
  }
  // The mask is the operator whose weights are all one.
  const ones = { weights: new Float64Array(steps * steps).fill(1), bias: 0 };
  const mask = operatorOf(spec, steps, ones);
  const grad = new Float64Array(steps * steps);
  for (let i = 0; i < steps; i++) {
    for (let j = 0; j < steps; j++) {
      const m = mask.at(i, j);
      if (m !== 0) grad[i * steps + j] = m * inner(i, j);
    }
  }
  return grad;
}
