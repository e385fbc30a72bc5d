/** @jest-environment node */
import { relativeError } from '@/lib/numerics/errors';

describe('relativeError', () => {
  it('is the largest difference relative to the largest expected value, if that is above 1', () => {
    expect(relativeError([1, 2, 3], [1, 2, 3])).toBe(0);
    expect(relativeError([0.25, 0], [0, 0.5])).toBe(0.5);
    expect(relativeError([1, -10], [3, -8])).toBe(0.25);
    expect(relativeError([], [])).toBe(0);
  });

  it('is not-a-number where a value is, wherever it stands', () => {
    for (let at = 0; at < 3; at++) {
      const values = [1, 2, 3].map((v, k) => (k === at ? Number.NaN : v));
      expect(relativeError(values, [1, 2, 3])).toBeNaN();
      expect(relativeError([1, 2, 3], values)).toBeNaN();
    }
  });

  it('is not-a-number where a value is missing, infinite where one is', () => {
    expect(relativeError([1, 2], [1, 2, 3])).toBeNaN();
    expect(relativeError([1, Infinity], [1, 2])).toBe(Infinity);
  });

  it('leaves out the cells that do not count', () => {
    expect(relativeError([Number.NaN, 2.5], [0, 2], (k) => k === 0)).toBe(0.25);
  });
});
