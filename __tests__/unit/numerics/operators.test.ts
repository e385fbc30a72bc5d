/** @jest-environment node */
import fc from 'fast-check';
import { banded, dense, exponential, lowerTriangular, strictExponential, toeplitz, type TemporalOperator } from '@/lib/numerics/operators';
import { randomStream, type Random } from '@/lib/numerics/random';
import { gaussians, largestError } from './arrays';

interface Made {
  readonly operator: TemporalOperator;
  /** M[i, j] written straight from the definition. */
  readonly entry: (i: number, j: number) => number;
}

const numbers = (random: Random, count: number) => Float64Array.from({ length: count }, () => random.normal());

const MAKERS: Record<string, (steps: number, random: Random) => Made> = {
  exponential(steps, random) {
    const [decay, gain] = [random.uniform(), random.normal()];
    return { operator: exponential(steps, decay, gain), entry: (i, j) => (i >= j ? gain * Math.pow(decay, i - j) : 0) };
  },
  'strict exponential'(steps, random) {
    const [decay, gain] = [random.uniform(), random.normal()];
    return { operator: strictExponential(steps, decay, gain), entry: (i, j) => (i > j ? gain * Math.pow(decay, i - j) : 0) };
  },
  dense(steps, random) {
    const w = numbers(random, steps * steps);
    return { operator: dense(steps, w), entry: (i, j) => w[i * steps + j] };
  },
  'lower triangular'(steps, random) {
    const w = numbers(random, steps * steps);
    return { operator: lowerTriangular(steps, w), entry: (i, j) => (j <= i ? w[i * steps + j] : 0) };
  },
  banded(steps, random) {
    const w = numbers(random, steps * steps);
    const width = 1 + random.integer(steps + 2);
    return { operator: banded(steps, w, { width, lambda: 1 }), entry: (i, j) => (j <= i && i < j + width ? w[i * steps + j] : 0) };
  },
  'banded with a part-closed mask'(steps, random) {
    const w = numbers(random, steps * steps);
    const [width, lambda] = [1 + random.integer(steps + 2), random.uniform()];
    const mask = (i: number, j: number) => lambda * (j <= i && i < j + width ? 1 : 0) + (1 - lambda);
    return { operator: banded(steps, w, { width, lambda }), entry: (i, j) => mask(i, j) * w[i * steps + j] };
  },
  toeplitz(steps, random) {
    const k = 1 + random.integer(steps + 6);
    const kernel = numbers(random, k);
    return { operator: toeplitz(steps, kernel), entry: (i, j) => (i >= j && i - j <= k - 1 ? kernel[k - 1 - i + j] : 0) };
  },
};

const sizes = fc.record({ steps: fc.integer({ min: 1, max: 12 }), channels: fc.integer({ min: 1, max: 4 }), seed: fc.nat() });

/** M·x by three loops. */
function product(entry: Made['entry'], x: ArrayLike<number>, steps: number, channels: number): Float64Array {
  const y = new Float64Array(steps * channels);
  for (let i = 0; i < steps; i++)
    for (let j = 0; j < steps; j++)
      for (let n = 0; n < channels; n++) y[i * channels + n] += entry(i, j) * x[j * channels + n];
  return y;
}

const inner = (a: ArrayLike<number>, b: ArrayLike<number>) => Array.from(a).reduce((sum, v, k) => sum + v * b[k], 0);

describe.each(Object.entries(MAKERS))('%s', (_name, make) => {
  it('has the entries of its definition, one by one and as a matrix', () => {
    fc.assert(fc.property(sizes, ({ steps, seed }) => {
      const { operator, entry } = make(steps, randomStream(seed, 'operator'));
      const expected = Float64Array.from({ length: steps * steps }, (_, k) => entry(Math.floor(k / steps), k % steps));
      const single = Float64Array.from({ length: steps * steps }, (_, k) => operator.at(Math.floor(k / steps), k % steps));
      expect(operator.steps).toBe(steps);
      expect(largestError(operator.matrix(), expected)).toBeLessThan(1e-12);
      expect(largestError(single, expected)).toBeLessThan(1e-12);
    }));
  });

  it('applies itself as its matrix does, and its transpose as the transposed matrix', () => {
    fc.assert(fc.property(sizes, ({ steps, channels, seed }) => {
      const { operator, entry } = make(steps, randomStream(seed, 'operator'));
      const x = gaussians(seed, steps * channels);
      const y = gaussians(seed + 1, steps * channels);
      expect(largestError(operator.apply(x, channels), product(entry, x, steps, channels))).toBeLessThan(1e-12);
      expect(largestError(operator.transpose(y, channels), product((i, j) => entry(j, i), y, steps, channels))).toBeLessThan(1e-12);
    }));
  });

  it('fills its rows in stretches as it does at one go, whatever stood there', () => {
    fc.assert(fc.property(sizes, fc.nat(11), ({ steps, channels, seed }, cut) => {
      const { operator } = make(steps, randomStream(seed, 'operator'));
      const x = gaussians(seed, steps * channels);
      const y = new Float64Array(steps * channels).fill(9);
      const half = Math.min(cut, steps);
      operator.fill(y, x, channels, 0, half);
      expect(Array.from(y.subarray(half * channels)).every((v) => v === 9)).toBe(true);
      operator.fill(y, x, channels, half, steps);
      expect(y).toEqual(operator.apply(x, channels));
    }));
  });

  it('satisfies ⟨Mx, y⟩ = ⟨x, Mᵀy⟩', () => {
    fc.assert(fc.property(sizes, ({ steps, channels, seed }) => {
      const { operator } = make(steps, randomStream(seed, 'operator'));
      const x = gaussians(seed, steps * channels);
      const y = gaussians(seed + 1, steps * channels);
      const [left, right] = [inner(operator.apply(x, channels), y), inner(x, operator.transpose(y, channels))];
      expect(Math.abs(left - right)).toBeLessThan(1e-10 * Math.max(1, Math.abs(left)));
    }));
  });

  it('leaves its input as it was', () => {
    const { operator } = make(5, randomStream(1, 'operator'));
    const x = gaussians(1, 10);
    const before = x.slice();
    operator.apply(x, 2);
    operator.transpose(x, 2);
    expect(x).toEqual(before);
  });
});

describe('three steps by hand', () => {
  const x = [1, 2, 4];
  const W = [1, 2, 3, 4, 5, 6, 7, 8, 9];
  const list = (values: Float64Array) => Array.from(values, (v) => v + 0);

  it('leaks with τ = 2', () => {
    const leak = exponential(3, 0.5, 0.5);
    expect(list(leak.matrix())).toEqual([0.5, 0, 0, 0.25, 0.5, 0, 0.125, 0.25, 0.5]);
    expect(list(leak.apply(x, 1))).toEqual([0.5, 1.25, 2.625]);
    expect(list(leak.transpose(x, 1))).toEqual([1.5, 2, 2]);
  });

  it('resets with τ = 2, its diagonal zero', () => {
    const reset = strictExponential(3, 0.5, 1);
    expect(list(reset.matrix())).toEqual([0, 0, 0, 0.5, 0, 0, 0.25, 0.5, 0]);
    expect(list(reset.apply(x, 1))).toEqual([0, 0.5, 1.25]);
    expect(list(reset.transpose(x, 1))).toEqual([2, 2, 0]);
  });

  it('keeps the neurons apart', () => {
    expect(list(exponential(2, 0.5, 1).apply([1, 10, 2, 20], 2))).toEqual([1, 10, 2.5, 25]);
    expect(list(toeplitz(2, [3, 1]).apply([1, 10, 2, 20], 2))).toEqual([1, 10, 5, 50]);
  });

  it('masks a learned matrix fully and in part', () => {
    expect(list(banded(3, W, { width: 2, lambda: 1 }).matrix())).toEqual([1, 0, 0, 4, 5, 0, 0, 8, 9]);
    expect(list(banded(3, W, { width: 2, lambda: 0.75 }).matrix())).toEqual([1, 0.5, 0.75, 4, 5, 1.5, 1.75, 8, 9]);
    expect(list(lowerTriangular(3, W).apply(x, 1))).toEqual([1, 14, 59]);
    expect(list(dense(3, W).apply(x, 1))).toEqual([17, 38, 59]);
  });

  it('multiplies the present step by the last weight of a shared kernel, however long it is', () => {
    expect(list(toeplitz(3, [1, 2, 3]).matrix())).toEqual([3, 0, 0, 2, 3, 0, 1, 2, 3]);
    expect(list(toeplitz(3, [7, 8, 1, 2, 3]).matrix())).toEqual([3, 0, 0, 2, 3, 0, 1, 2, 3]);
    expect(list(toeplitz(3, [7, 8, 1, 2, 3]).apply(x, 1))).toEqual([3, 8, 17]);
  });

  it('forgets everything with decay 0 and nothing with decay 1', () => {
    expect(list(exponential(3, 0, 2).apply(x, 1))).toEqual([2, 4, 8]);
    expect(list(exponential(3, 1, 1).apply(x, 1))).toEqual([1, 3, 7]);
    expect(list(exponential(3, 0, 2).matrix())).toEqual([2, 0, 0, 0, 2, 0, 0, 0, 2]);
  });
});

describe('cost', () => {
  const W = new Float64Array(64);
  it.each([
    ['exponential', exponential(8, 0.5, 1), [24, 192, 3, 2]],
    ['strict exponential', strictExponential(8, 0.5, 1), [24, 192, 3, 2]],
    ['dense', dense(8, W), [192, 192, 4, 64]],
    ['lower triangular', lowerTriangular(8, W), [192, 192, 4, 64]],
    ['band of 3', banded(8, W, { width: 3, lambda: 1 }), [72, 192, 3, 64]],
    ['band of 3, half closed', banded(8, W, { width: 3, lambda: 0.5 }), [192, 192, 4, 64]],
    ['shared kernel of 3', toeplitz(8, [1, 2, 3]), [72, 192, 3, 3]],
    ['shared kernel longer than the run', toeplitz(8, new Float64Array(20)), [192, 192, 4, 20]],
    ['exponential over 9 steps', exponential(9, 0.5, 1), [27, 243, 4, 2]],
    ['exponential over one step', exponential(1, 0.5, 1), [3, 3, 0, 2]],
  ] as const)('of %s on three neurons', (_name, operator, [multiplyAdds, denseMultiplyAdds, depth, stored]) => {
    expect(operator.cost(3)).toEqual({ multiplyAdds, denseMultiplyAdds, depth, stored });
  });
});
