/** @jest-environment node */
import { fires, sigmoid, surrogateDerivative, surrogateWidthDerivative, type SurrogateName } from '@/lib/numerics/surrogates';

const clamp = (u: number, low: number, high: number) => Math.min(high, Math.max(low, u));

/** The function whose slope each surrogate takes, by its own formula. */
const SMOOTH: Record<SurrogateName, (u: number, width: number) => number> = {
  atan: (u, a) => Math.atan((Math.PI / 2) * a * u) / Math.PI,
  sigmoid: (u, a) => 0.5 * (1 + Math.tanh((a * u) / 2)),
  'piecewise-quadratic': (u, a) => {
    const v = clamp(u, -1 / a, 1 / a);
    return a * v - (a * a * v * Math.abs(v)) / 2;
  },
  'fast-sigmoid': (u, k) => u / (1 + k * Math.abs(u)),
  gate: (u, a) => clamp(u, -1 / a, 1 / a),
  box: (u) => clamp(u, -0.5, 0.5),
  'round-box': (u) => clamp(u, -0.5, 4.5),
  relu: (u, a) => a * Math.max(0, u),
  'straight-through': (u) => u,
};

const NAMES = Object.keys(SMOOTH) as SurrogateName[];
/** Off the corners of every derivative at the widths below. */
const POINTS = [-6.1, -1.7, -0.77, -0.44, -0.21, -0.03, 0.02, 0.19, 0.43, 0.81, 1.9, 4.4, 5.2];
const WIDTHS = [0.7, 1.3, 2, 4.2];

describe('surrogateDerivative', () => {
  it.each(NAMES)('of %s is the slope of its smooth function', (name) => {
    const h = 1e-5;
    for (const width of WIDTHS) {
      for (const u of POINTS) {
        const slope = (SMOOTH[name](u + h, width) - SMOOTH[name](u - h, width)) / (2 * h);
        expect(Math.abs(surrogateDerivative({ name, width }, u) - slope)).toBeLessThan(1e-7);
      }
    }
  });

  it.each([
    ['atan', 2, 0, 1],
    ['sigmoid', 4, 0, 1],
    ['piecewise-quadratic', 2, 0, 2],
    ['piecewise-quadratic', 2, 0.25, 1],
    ['piecewise-quadratic', 2, 0.75, 0],
    ['fast-sigmoid', 25, 0, 1],
    ['fast-sigmoid', 25, -0.04, 0.25],
    ['gate', 2, 0.49, 1],
    ['gate', 2, 0.51, 0],
    ['box', 9, -0.49, 1],
    ['box', 9, 0.51, 0],
    ['round-box', 9, 4.4, 1],
    ['round-box', 9, -0.6, 0],
    ['relu', 3, 0.1, 3],
    ['relu', 3, 0, 0],
    ['straight-through', 3, -7, 1],
  ] as const)('of %s with width %d at %d is %d', (name, width, u, expected) => {
    expect(surrogateDerivative({ name, width }, u)).toBeCloseTo(expected, 12);
  });

  it('stays finite far from the threshold', () => {
    for (const name of NAMES) {
      for (const u of [-1e6, 1e6]) expect(Number.isFinite(surrogateDerivative({ name, width: 25 }, u))).toBe(true);
    }
  });
});

describe('surrogateWidthDerivative', () => {
  it.each(['atan', 'relu'] as const)('of %s is the slope along its width', (name) => {
    const h = 1e-5;
    for (const width of WIDTHS) {
      for (const u of POINTS) {
        const slope = (SMOOTH[name](u, width + h) - SMOOTH[name](u, width - h)) / (2 * h);
        expect(Math.abs(surrogateWidthDerivative({ name, width }, u) - slope)).toBeLessThan(1e-7);
      }
    }
  });

  it('is zero where the width is not learned', () => {
    for (const name of NAMES.filter((n) => n !== 'atan' && n !== 'relu')) {
      for (const u of POINTS) expect(surrogateWidthDerivative({ name, width: 2 }, u)).toBe(0);
    }
  });
});

describe('fires', () => {
  it('differs between strict and non-strict at the threshold only', () => {
    expect([-1e-12, 0, 1e-12].map((u) => fires(u, true))).toEqual([0, 0, 1]);
    expect([-1e-12, 0, -0, 1e-12].map((u) => fires(u, false))).toEqual([0, 1, 1, 1]);
    expect(fires(Number.NaN, true)).toBe(0);
  });
});

describe('sigmoid', () => {
  it('is exact at 0, symmetric, and never overflows', () => {
    expect(sigmoid(0)).toBe(0.5);
    for (const x of [0.1, 3, 40, 800]) {
      expect(sigmoid(x) + sigmoid(-x)).toBeCloseTo(1, 14);
      expect(sigmoid(x)).toBeCloseTo(0.5 * (1 + Math.tanh(x / 2)), 14);
    }
    expect(sigmoid(-1000)).toBe(0);
    expect(sigmoid(1000)).toBe(1);
  });
});
