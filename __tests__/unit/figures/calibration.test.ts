import fc from 'fast-check';

import { calibrate } from '@/lib/figures/calibration';

describe('calibrate', () => {
  it('sorts cells by probability and compares with what happened', () => {
    const { bins, n, error } = calibrate(Float32Array.of(0.125, 0.375, 0.75, 1), Uint8Array.of(0, 1, 1, 1), 2);
    expect(n).toBe(4);
    expect(bins).toEqual([
      { lo: 0, hi: 0.5, count: 2, predicted: 0.25, observed: 0.5 },
      { lo: 0.5, hi: 1, count: 2, predicted: 0.875, observed: 1 },
    ]);
    // 2/4 · 0.25 + 2/4 · 0.125
    expect(error).toBe(0.1875);
  });

  it('has no rates in an empty bin and none at all without cells', () => {
    expect(calibrate(Float32Array.of(0.9), Uint8Array.of(1), 2).bins[0]).toMatchObject({ count: 0, predicted: null, observed: null });
    expect(calibrate(new Float32Array(0), new Uint8Array(0))).toMatchObject({ n: 0, error: null });
  });

  it('leaves out what is no probability and refuses unequal sizes', () => {
    expect(calibrate(Float32Array.of(NaN, 1.5, 0.5), Uint8Array.of(1, 1, 1)).n).toBe(1);
    expect(() => calibrate(new Float32Array(3), new Uint8Array(2))).toThrow('differ in size: 3 and 2');
  });

  it('has no error when the true resets are told with certainty', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 1 }), (resets) => {
        expect(calibrate(Float32Array.from(resets), Uint8Array.from(resets)).error).toBe(0);
      }),
    );
  });
});
