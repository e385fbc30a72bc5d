/** @jest-environment node */
import fc from 'fast-check';
import { randomStream } from '@/lib/numerics/random';
import { earthMovers } from '@/lib/spiketrains/trains/earthMovers';
import type { Train } from '@/lib/spiketrains/trains/types';
import { vanRossum } from '@/lib/spiketrains/trains/vanRossum';
import { victorPurpura } from '@/lib/spiketrains/trains/victorPurpura';
import { EDGES, gridTrains, scaled, scaledEdges, trains } from './trainsArbitraries';

const costs = fc.oneof(fc.constantFrom(0, 0.001, 0.02, 0.25, 1, 8, 1e6, Infinity), fc.double({ min: 0, max: 4, noNaN: true }));
const constants = fc.oneof(fc.constantFrom(0, 1e-3, 1, 32, 1e6, Infinity), fc.double({ min: 0.01, max: 500, noNaN: true }));

/** Many spikes, as dense as a pair of spikes a unit of time. */
function poisson(seed: number, count: number): number[] {
  const random = randomStream(seed, 'test');
  return Array.from({ length: count }, () => random.uniform() * (count / 2)).sort((x, y) => x - y);
}

/** The whole table, as the definition reads. */
function fullTable(a: Train, b: Train, q: number): number {
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const apart = Math.abs(a[i - 1] - b[j - 1]);
      row.push(Math.min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (apart === 0 ? 0 : q * apart)));
    }
    above = row;
  }
  return above[b.length];
}

/** The three sums, as the definition reads. */
function doubleSum(a: Train, b: Train, tau: number): number {
  const kernel = (x: Train, y: Train) => {
    let sum = 0;
    for (let i = 0; i < x.length; i++) for (let j = 0; j < y.length; j++) sum += x[i] === y[j] ? 1 : Math.exp(-Math.abs(x[i] - y[j]) / tau);
    return sum;
  };
  return kernel(a, a) + kernel(b, b) - 2 * kernel(a, b);
}

/** Symmetric, 0 for equal trains, never below, and no longer than any way round. */
function expectMetric(between: (a: Train, b: Train) => number, a: number[], b: number[], c: number[]): void {
  const value = between(a, b);
  expect(between(b, a)).toBeCloseTo(value, 9);
  expect(between(a, a)).toBe(0);
  expect(value).toBeGreaterThanOrEqual(0);
  expect(value).toBeLessThanOrEqual(between(a, c) + between(c, b) + 1e-9);
}

describe('Victor–Purpura distance', () => {
  it('is a metric', () => {
    fc.assert(fc.property(trains, trains, trains, costs, (a, b, c, q) => expectMetric((x, y) => victorPurpura(x, y, q), a, b, c)));
  });

  it('in its band is that of the full table', () => {
    fc.assert(fc.property(trains, trains, costs, (a, b, q) => expect(victorPurpura(a, b, q)).toBeCloseTo(fullTable(a, b, q), 9)), { numRuns: 1000 });
  });

  it.each([0, 1e-5, 0.001, 0.01, 0.05, 0.3, 2, 40, Infinity])('in its band is that of the full table for hundreds of spikes, q = %d', (q) => {
    for (const [n, m] of [[300, 300], [300, 260], [120, 300], [300, 1]]) {
      const [a, b] = [poisson(n, n), poisson(m + 1, m)];
      expect(victorPurpura(a, b, q)).toBeCloseTo(fullTable(a, b, q), 8);
    }
  });

  it('finds a way far from the diagonal', () => {
    // b lacks the first half of a: all pairs are out of step by 100.
    const a = Array.from({ length: 200 }, (_, k) => k);
    const b = a.slice(100).map((t) => t + 0.125);
    for (const q of [0.01, 0.5, 1]) expect(victorPurpura(a, b, q)).toBeCloseTo(fullTable(a, b, q), 9);
    expect(victorPurpura(a, b, 1)).toBe(100 + 100 / 8);
  });

  it('grows with q from the difference of the counts to their sum less twice the equal times', () => {
    fc.assert(fc.property(trains, trains, fc.array(costs, { minLength: 2, maxLength: 2 }), (a, b, two) => {
      const [low, high] = two.sort((p, q) => p - q);
      expect(victorPurpura(a, b, low)).toBeLessThanOrEqual(victorPurpura(a, b, high) + 1e-9);
      expect(victorPurpura(a, b, 0)).toBe(Math.abs(a.length - b.length));
    }));
    expect(victorPurpura([1, 1, 2, 3], [1, 2, 2], Infinity)).toBe(3);
    expect(victorPurpura([1, 2], [], 5)).toBe(2);
  });

  it('does not depend on the unit of time or where it begins', () => {
    fc.assert(fc.property(gridTrains, gridTrains, costs, fc.constantFrom(0.25, 2, 1024), fc.integer({ min: -64, max: 64 }), (a, b, q, by, shift) => {
      expect(victorPurpura(scaled(a, by, shift), scaled(b, by, shift), q / by)).toBeCloseTo(victorPurpura(a, b, q), 9);
    }));
  });

  it('refuses a negative cost', () => {
    expect(() => victorPurpura([], [], -1)).toThrow('The cost q is -1; it should be 0 or more.');
    expect(() => victorPurpura([1], [2], Number.NaN)).toThrow(RangeError);
  });
});

describe('van Rossum distance', () => {
  it('is a metric', () => {
    fc.assert(fc.property(trains, trains, trains, constants, (a, b, c, tau) => expectMetric((x, y) => vanRossum(x, y, tau), a, b, c)));
  });

  it('in one pass is that of the double sums', () => {
    fc.assert(fc.property(trains, trains, constants.filter((tau) => tau > 0), (a, b, tau) => {
      // The sums subtract: the square is what they have digits for.
      expect(vanRossum(a, b, tau) ** 2).toBeCloseTo(doubleSum(a, b, tau), 9);
    }), { numRuns: 500 });
  });

  it.each([0.01, 1, 30, 5000])('in one pass is that of the double sums for hundreds of spikes, τ = %d', (tau) => {
    const [a, b] = [poisson(1, 700), poisson(2, 600)];
    const expected = Math.sqrt(doubleSum(a, b, tau));
    expect(Math.abs(vanRossum(a, b, tau) - expected) / expected).toBeLessThan(1e-9);
  });

  it('keeps its digits where the double sums lose theirs', () => {
    // A thousand spikes each, a billionth of τ apart: D = 1000·√(2·(1 − e^(−1e-9))).
    const [a, b] = [new Float64Array(1000), new Float64Array(1000).fill(1e-9)];
    const expected = 1000 * Math.sqrt(-2 * Math.expm1(-1e-9));
    expect(Math.abs(vanRossum(a, b, 1) / expected - 1)).toBeLessThan(1e-12);
    expect(Math.abs(Math.sqrt(Math.max(0, doubleSum(a, b, 1))) / expected - 1)).toBeGreaterThan(1e-9);
  });

  it('has the limits of a short and a long τ', () => {
    fc.assert(fc.property(trains, trains, (a, b) => expect(vanRossum(a, b, Infinity)).toBe(Math.abs(a.length - b.length))));
    expect(vanRossum([1, 2, 3], [4, 5], 0)).toBeCloseTo(Math.sqrt(5), 14);
    expect(vanRossum([1, 2, 3], [3, 5], 0)).toBeCloseTo(Math.sqrt(3), 14);
    expect(vanRossum([1, 2], [], 1e-9)).toBeCloseTo(Math.sqrt(2), 14);
  });

  it('of the paper is 1/√2 of elephant’s', () => {
    fc.assert(fc.property(trains, trains, constants, (a, b, tau) => {
      expect(vanRossum(a, b, tau, 'paper') * Math.SQRT2).toBeCloseTo(vanRossum(a, b, tau, 'elephant'), 9);
    }));
  });

  it('does not depend on the unit of time or where it begins', () => {
    fc.assert(fc.property(gridTrains, gridTrains, constants, fc.constantFrom(0.25, 2, 1024), fc.integer({ min: -64, max: 64 }), (a, b, tau, by, shift) => {
      expect(vanRossum(scaled(a, by, shift), scaled(b, by, shift), tau * by)).toBeCloseTo(vanRossum(a, b, tau), 9);
    }));
  });

  it('refuses a negative time constant', () => {
    expect(() => vanRossum([], [], -1)).toThrow('The time constant tau is -1; it should be 0 or more.');
    expect(() => vanRossum([1], [2], Number.NaN)).toThrow(RangeError);
  });
});

describe('earth mover’s distance', () => {
  const between = (a: Train, b: Train) => earthMovers(a, b, EDGES);

  it('is a metric, up to the span', () => {
    fc.assert(fc.property(trains, trains, trains, (a, b, c) => {
      expectMetric(between, a, b, c);
      expect(between(a, b)).toBeLessThanOrEqual(EDGES[1]);
    }));
  });

  it('of as many spikes is the mean move in order', () => {
    fc.assert(fc.property(trains, trains, (a, b) => {
      const n = Math.min(a.length, b.length);
      fc.pre(n > 0);
      const moves = a.slice(0, n).map((t, k) => Math.abs(t - b[k]));
      expect(between(a.slice(0, n), b.slice(0, n))).toBeCloseTo(moves.reduce((p, q) => p + q, 0) / n, 9);
    }));
  });

  it('does not count spikes', () => {
    fc.assert(fc.property(trains, trains, (a, b) => {
      const twice = a.flatMap((t) => [t, t]);
      expect(between(twice, b)).toBeCloseTo(between(a, b), 9);
    }));
  });

  it('has the unit of time and does not depend on where it begins', () => {
    fc.assert(fc.property(gridTrains, gridTrains, fc.constantFrom(0.25, 2, 1024), fc.integer({ min: -64, max: 64 }), (a, b, by, shift) => {
      expect(earthMovers(scaled(a, by, shift), scaled(b, by, shift), scaledEdges(EDGES, by, shift)) / by).toBeCloseTo(between(a, b), 9);
    }));
  });

  it('has the span where one has no spikes, and 0 where neither has', () => {
    expect([earthMovers([], [], [2, 5]), earthMovers([3], [], [2, 5]), earthMovers([], [3, 4], [2, 5])]).toEqual([0, 3, 3]);
    expect(earthMovers([2], [5], [2, 5])).toBe(3);
    expect(() => earthMovers([], [], [5, 2])).toThrow(RangeError);
    expect(() => earthMovers([6], [3], [2, 5])).toThrow(RangeError);
  });
});
