/**
 * The parallel neurons once more, straight from their equations with explicit T×T matrices and plain
 * loops. Nothing of lib/neurons is used, so that an error there cannot hide here.
 */
export interface Problem {
  readonly T: number;
  readonly N: number;
  readonly tau: number;
  readonly theta: number;
  readonly convention: 'released' | 'consistent';
  readonly sweeps: number;
  /** k and λ of the masked PSN. */
  readonly k: number;
  readonly lambda: number;
  /** X[t][n]. */
  readonly X: number[][];
  /** W[i][j], T×T. */
  readonly W: number[][];
  /** Shared kernel of the sliding PSN. */
  readonly kernel: number[];
  readonly b: number[];
  /** Uniform draws [t][n]. */
  readonly draws: number[][];
}

export interface Solution {
  readonly H: number[][];
  readonly S: number[][];
}

type Matrix = number[][];

const matrix = (T: number, entry: (i: number, j: number) => number): Matrix =>
  Array.from({ length: T }, (_, i) => Array.from({ length: T }, (_unused, j) => entry(i, j)));

export const multiply = (M: Matrix, X: Matrix): Matrix =>
  M.map((row) => X[0].map((_, n) => row.reduce((sum, m, j) => sum + m * X[j][n], 0)));

export const combine = (A: Matrix, B: Matrix, f: (a: number, b: number) => number): Matrix =>
  A.map((row, t) => row.map((a, n) => f(a, B[t][n])));

export const each = (A: Matrix, f: (a: number, t: number) => number): Matrix => A.map((row, t) => row.map((a) => f(a, t)));

export const logistic = (x: number) => 1 / (1 + Math.exp(-x));

/** M₁: (1/τ)^(i−j+1) as released, (1/τ)(1 − 1/τ)^(i−j) as unrolled from the LIF. */
export function M1({ T, tau, convention }: Problem): Matrix {
  return matrix(T, (i, j) => {
    if (i < j) return 0;
    return convention === 'released' ? (1 / tau) ** (i - j + 1) : (1 / tau) * (1 - 1 / tau) ** (i - j);
  });
}

/** M₂: −(1/τ)^(i−j), or −(1 − 1/τ)^(i−j), below the diagonal. */
export function M2({ T, tau, convention }: Problem): Matrix {
  return matrix(T, (i, j) => (i > j ? -((convention === 'released' ? 1 / tau : 1 - 1 / tau) ** (i - j)) : 0));
}

export const tril = (W: Matrix): Matrix => W.map((row, i) => row.map((w, j) => (j <= i ? w : 0)));

const add = (a: number, b: number) => a + b;
export const withBias = (p: Problem, D: Matrix): Matrix => each(D, (d, t) => d + p.b[t]);
const strictly = (H: Matrix, theta: number): Matrix => each(H, (h) => (h > theta ? 1 : 0));
const fired = (H: Matrix, theta: number): Solution => ({ H, S: strictly(H, theta) });
const notNegative = (H: Matrix): Solution => ({ H, S: each(H, (h) => (h >= 0 ? 1 : 0)) });

/** S ← Θ(D + θ·M₂·S − θ), K times from a first guess; H is the membrane the last sweep compared. */
function sweep(p: Problem, D: Matrix, firstH: Matrix, firstS: Matrix): Solution {
  let [H, S] = [firstH, firstS];
  for (let k = 0; k < p.sweeps; k++) {
    H = combine(D, multiply(M2(p), S), (d, r) => d + p.theta * r);
    S = strictly(H, p.theta);
  }
  return { H, S };
}

export const NAIVE: Record<string, (p: Problem) => Solution> = {
  psu(p) {
    const D = multiply(M1(p), p.X);
    const H = combine(D, multiply(M2(p), each(D, logistic)), (d, r) => d + p.theta * r);
    return sweep(p, D, H, strictly(H, p.theta));
  },
  ipsu: (p) => fired(combine(withBias(p, multiply(tril(p.W), p.X)), multiply(M2(p), p.X), add), p.theta),
  rpsu(p) {
    const P = each(withBias(p, multiply(tril(p.W), p.X)), logistic);
    return fired(combine(multiply(M1(p), p.X), multiply(M2(p), P), add), p.theta);
  },
  ppsu(p) {
    const D = withBias(p, multiply(tril(p.W), p.X));
    return fired(combine(D, multiply(M2(p), each(D, logistic)), add), p.theta);
  },
  'exact-lif'(p) {
    const D = multiply(M1(p), p.X);
    return sweep(p, D, D, each(D, () => 0));
  },
  'reset-free': (p) => fired(multiply(M1(p), p.X), p.theta),
  spsn(p) {
    const H = each(multiply(M1(p), p.X), logistic);
    return { H, S: combine(p.draws, H, (u, h) => (u < h ? 1 : 0)) };
  },
  psn: (p) => notNegative(withBias(p, multiply(p.W, p.X))),
  'masked-psn'(p) {
    const masked = p.W.map((row, i) => row.map((w, j) => w * (p.lambda * (i - j >= 0 && i - j < p.k ? 1 : 0) + 1 - p.lambda)));
    return notNegative(withBias(p, multiply(masked, p.X)));
  },
  'sliding-psn'(p) {
    const { length: k } = p.kernel;
    const past = (t: number, n: number) => (t < 0 ? 0 : p.X[t][n]);
    const H = p.X.map((row, t) => row.map((_, n) => p.kernel.reduce((sum, w, i) => sum + w * past(t - k + 1 + i, n), p.b[t])));
    return notNegative(H);
  },
};

/** What a neuron compares its membrane with. */
export const comparedWith = (kind: string, p: Problem) => (kind.endsWith('psn') ? 0 : p.theta);
