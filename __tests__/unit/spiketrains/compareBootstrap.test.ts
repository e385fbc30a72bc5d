/** @jest-environment node */
import fc from 'fast-check';
import { whole } from '@/lib/numerics/pieces';
import { randomStream } from '@/lib/numerics/random';
import { bootstrapInterval, type BootstrapOptions } from '@/lib/spiketrains/compare/bootstrap';

const interval = (values: ArrayLike<number>, options?: BootstrapOptions) => whole(bootstrapInterval(values, options));
const values = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 1, maxLength: 40 });

it('lies around the mean, within the values, and is the same for the same seed', () => {
  fc.assert(fc.property(values, fc.integer({ min: 0, max: 1e6 }), (list, seed) => {
    const found = interval(list, { seed, resamples: 400 });
    expect(found.lo).toBeLessThanOrEqual(found.mean + 1e-9);
    expect(found.hi).toBeGreaterThanOrEqual(found.mean - 1e-9);
    expect(found.lo).toBeGreaterThanOrEqual(Math.min(...list) - 1e-9);
    expect(found.hi).toBeLessThanOrEqual(Math.max(...list) + 1e-9);
    expect(interval(list, { seed, resamples: 400 })).toEqual(found);
  }), { numRuns: 50 });
});

it('differs with the seed', () => {
  const list = Array.from({ length: 30 }, (_, k) => k ** 1.5);
  expect(interval(list, { seed: 1 }).lo).not.toBe(interval(list, { seed: 2 }).lo);
});

it('is the value itself where all are equal', () => {
  expect(interval([0.1, 0.1, 0.1])).toMatchObject({ mean: 0.1, lo: 0.1, hi: 0.1 });
});

it('leaves out what is no number, and says how many', () => {
  const { used, left, mean, lo, hi } = interval([1, Number.NaN, 3, Number.NaN]);
  expect({ used, left, mean }).toEqual({ used: 2, left: 2, mean: 2 });
  expect([lo, hi]).toEqual([1, 3]);
  expect(interval([Number.NaN])).toMatchObject({ mean: Number.NaN, lo: Number.NaN, hi: Number.NaN, used: 0, left: 1 });
  expect(interval([])).toMatchObject({ mean: Number.NaN, used: 0, left: 0 });
});

it('widens with the level', () => {
  const list = Array.from({ length: 25 }, (_, k) => Math.sin(k));
  const [narrow, wide] = [interval(list, { level: 0.5 }), interval(list, { level: 0.99 })];
  expect(wide.hi - wide.lo).toBeGreaterThan(narrow.hi - narrow.lo);
});

it('is as wide as theory says: 2·1.96·σ/√n for many normal values', () => {
  const random = randomStream(3, 'normal');
  const list = Float64Array.from({ length: 400 }, () => random.normal());
  const { lo, hi, mean } = interval(list, { resamples: 4000 });
  const sigma = Math.sqrt(list.reduce((sum, value) => sum + (value - mean) ** 2, 0) / list.length);
  expect((hi - lo) / ((2 * 1.96 * sigma) / 20)).toBeCloseTo(1, 1);
});

it('holds the true mean about as often as it says', () => {
  const random = randomStream(11, 'coverage');
  let held = 0;
  for (let trial = 0; trial < 300; trial++) {
    const list = Float64Array.from({ length: 50 }, () => random.uniform());
    const { lo, hi } = interval(list, { resamples: 300, level: 0.9, seed: trial });
    if (lo <= 0.5 && hi >= 0.5) held++;
  }
  // 0.9 of 300 is 270, with a standard deviation of 5.2.
  expect(held).toBeGreaterThan(248);
  expect(held).toBeLessThan(290);
});

it('gives way', () => {
  const work = bootstrapInterval(new Float64Array(10_000).fill(1), { resamples: 500 });
  expect(work.next()).toMatchObject({ done: false, value: 0.1 });
});

it('refuses levels and numbers of resamples that mean nothing', () => {
  expect(() => interval([1], { level: 1 })).toThrow('The level of an interval lies between 0 and 1; 1 does not.');
  expect(() => interval([1], { resamples: 0 })).toThrow('The number of resamples must be a whole number from 1, not 0.');
});
