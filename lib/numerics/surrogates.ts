/**
 * Surrogate gradients: what stands in for the derivative of the step S = Θ(u), u = H − θ.
 *
 * Forward values are always the step itself. Widths: α for atan, sigmoid, piecewise quadratic and gate,
 * slope k for the fast sigmoid. Formulas as listed with the reference numbers of the PSU release,
 * SpikingJelly and snnTorch.
 */
export type SurrogateName =
  | 'atan'
  | 'sigmoid'
  | 'piecewise-quadratic'
  | 'fast-sigmoid'
  | 'gate'
  | 'box'
  | 'round-box'
  | 'relu'
  | 'straight-through';

export interface Surrogate {
  readonly name: SurrogateName;
  /** α, or the slope k of the fast sigmoid; ignored by the boxes and straight-through. */
  readonly width: number;
}

export function sigmoid(x: number): number {
  return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
}

const derivatives: Record<SurrogateName, (u: number, width: number) => number> = {
  atan: (u, a) => a / 2 / (1 + ((Math.PI / 2) * a * u) ** 2),
  sigmoid: (u, a) => {
    const s = sigmoid(a * u);
    return a * s * (1 - s);
  },
  'piecewise-quadratic': (u, a) => Math.max(0, a - a * a * Math.abs(u)),
  'fast-sigmoid': (u, k) => 1 / (1 + k * Math.abs(u)) ** 2,
  gate: (u, a) => (Math.abs(u) < 1 / a ? 1 : 0),
  box: (u) => (Math.abs(u) < 0.5 ? 1 : 0),
  'round-box': (u) => (u > -0.5 && u < 4.5 ? 1 : 0),
  relu: (u, a) => (u > 0 ? a : 0),
  'straight-through': () => 1,
};

/** Backward factor dS/du. */
export function surrogateDerivative(surrogate: Surrogate, u: number): number {
  return derivatives[surrogate.name](u, surrogate.width);
}

/**
 * dS/dα where the width is learned: atan (u/2)/(1 + (π/2·α·u)²), ReLU type max(u, 0), as in the release;
 * the other widths are not learned there and give 0.
 */
export function surrogateWidthDerivative(surrogate: Surrogate, u: number): number {
  if (surrogate.name === 'atan') return u / 2 / (1 + ((Math.PI / 2) * surrogate.width * u) ** 2);
  if (surrogate.name === 'relu') return Math.max(u, 0);
  return 0;
}

/** The step Θ(u): strict fires for u > 0, non-strict for u ≥ 0. */
export function fires(u: number, strict: boolean): 0 | 1 {
  return (strict ? u > 0 : u >= 0) ? 1 : 0;
}
