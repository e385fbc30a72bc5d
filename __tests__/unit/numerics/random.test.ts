/** @jest-environment node */
import { randomStream } from '@/lib/numerics/random';

/** The first draws, as 32-bit integers and as normal numbers. */
const PINNED_UNIFORM = [4197066901, 2240595002, 3050646464, 4085792050];
const PINNED_NORMAL = [0.7672751657951855, 1.6717053117210243, 0.02309944745000922];

const take = (count: number, draw: () => number) => Array.from({ length: count }, draw);
const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;

describe('randomStream', () => {
  it('gives the same stream for the same seed and label', () => {
    const [a, b] = [randomStream(7, 'weights/0'), randomStream(7, 'weights/0')];
    expect(take(50, a.uniform)).toEqual(take(50, b.uniform));
    expect(take(51, a.normal)).toEqual(take(51, b.normal));
    expect(take(50, () => a.integer(10))).toEqual(take(50, () => b.integer(10)));
  });

  it('keeps to its first values, on which links to random experiments rely', () => {
    const draw = randomStream(7, 'weights/0');
    expect(take(4, draw.uniform).map((u) => u * 2 ** 32)).toEqual(PINNED_UNIFORM);
    const other = randomStream(4294967295, 'chance/2');
    take(3, other.normal).forEach((v, i) => expect(v).toBeCloseTo(PINNED_NORMAL[i], 12));
  });

  it('gives other streams for other seeds and other labels', () => {
    const first = take(20, randomStream(7, 'a').uniform);
    for (const [seed, label] of [[8, 'a'], [7, 'b'], [7, ''], [0, 'a'], [7, 'aa']] as const) {
      const other = take(20, randomStream(seed, label).uniform);
      expect(other.filter((u, i) => u === first[i])).toEqual([]);
    }
  });

  it('has no stake in how much another stream was used', () => {
    const a = randomStream(3, 'a');
    take(1000, a.uniform);
    expect(take(5, randomStream(3, 'b').uniform)).toEqual(take(5, randomStream(3, 'b').uniform));
    expect(take(5, randomStream(3, 'a').uniform)).not.toEqual(take(5, a.uniform));
  });

  it('shows no correlation between neighbouring seeds or labels', () => {
    for (const [left, right] of [
      [randomStream(1, 'x'), randomStream(2, 'x')],
      [randomStream(1, 'layer/0'), randomStream(1, 'layer/1')],
    ]) {
      const product = mean(take(4000, () => (left.uniform() - 0.5) * (right.uniform() - 0.5) * 12));
      expect(Math.abs(product)).toBeLessThan(0.1);
    }
  });

  it('draws uniform numbers in [0, 1) with the moments of U[0, 1)', () => {
    const values = take(20000, randomStream(11, 'moments').uniform);
    expect(values.every((u) => u >= 0 && u < 1)).toBe(true);
    expect(mean(values)).toBeCloseTo(0.5, 1);
    expect(Math.abs(mean(values.map((u) => (u - 0.5) ** 2)) - 1 / 12)).toBeLessThan(0.005);
  });

  it('draws normal numbers with mean 0, variance 1 and normal tails', () => {
    const values = take(20000, randomStream(11, 'moments').normal);
    expect(values.every(Number.isFinite)).toBe(true);
    expect(Math.abs(mean(values))).toBeLessThan(0.05);
    expect(Math.abs(mean(values.map((v) => v * v)) - 1)).toBeLessThan(0.06);
    const beyond = mean(values.map((v) => (Math.abs(v) > 1.96 ? 1 : 0)));
    expect(Math.abs(beyond - 0.05)).toBeLessThan(0.015);
  });

  it('draws every whole number below the limit about equally often', () => {
    const draw = randomStream(5, 'dice');
    const counts = new Array<number>(6).fill(0);
    for (let k = 0; k < 12000; k++) counts[draw.integer(6)]++;
    expect(counts).toHaveLength(6);
    for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(300);
  });
});
