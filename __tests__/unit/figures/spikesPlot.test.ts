import fc from 'fast-check';
import { rasterFromEvents } from '@/lib/recording/raster';
import { barAt, barEdges, barsWindow } from '@/lib/figures/spikes/bars';
import { linePath, lineValue, shownPoints } from '@/lib/figures/spikes/plot';
import { rateOf } from '@/lib/figures/spikes/rate';
import { nearestValue } from '@/lib/figures/spikes/traces';

describe('the rate', () => {
  const raster = rasterFromEvents([0, 0, 1, 1, 1], [0, 12, 10, 25, 30], 2, { name: 'r', start: 0, end: 30, unit: 'ms', dt: null });

  it('is spikes of each bin for each neuron, the end included', () => {
    const { x, y } = rateOf(raster, null, 10, [0, 30]);
    expect([...x]).toEqual([0, 10, 20, 30]);
    expect([...y]).toEqual([0.5, 1, 1]);
  });

  it('counts the neurons that are asked for, also one that is not there', () => {
    expect([...rateOf(raster, Uint32Array.of(1), 10, [0, 30]).y]).toEqual([0, 1, 2]);
    expect([...rateOf(raster, Uint32Array.of(1, 7), 10, [0, 30]).y]).toEqual([0, 0.5, 1]);
  });

  it('knows only the bins that the window shows, on the same edges', () => {
    const { x, y } = rateOf(raster, null, 10, [12, 19]);
    expect([[...x], [...y]]).toEqual([[10, 20], [1]]);
    expect([...rateOf(raster, null, 10, [15, 21]).x]).toEqual([10, 20, 30]);
  });

  it('puts times of a grid into the bins where they belong, k · 0.1 too', () => {
    const n = 30;
    const grid = rasterFromEvents(new Array<number>(n).fill(0), Array.from({ length: n }, (_, k) => k * 0.1), 1, { name: 'r', start: 0, end: 3, unit: 's', dt: 0.1 });
    expect([...rateOf(grid, null, 0.1, [0, 3]).y]).toEqual(new Array(n).fill(1));
    expect([...rateOf(grid, null, 0.3, [0, 3]).y]).toEqual(new Array(10).fill(3));
    // 0.7 / 0.1 is 6.999…
    const read = rasterFromEvents(new Array<number>(n).fill(0), Array.from({ length: n }, (_, k) => k / 10), 1, { name: 'r', start: 0, end: 3, unit: 's', dt: 0.1 });
    expect([...rateOf(read, null, 0.1, [0, 3]).y]).toEqual(new Array(n).fill(1));
  });

  it('adds up to all spikes in any bins', () => {
    fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 30, noNaN: true }), { maxLength: 80 }), fc.double({ min: 0.5, max: 50, noNaN: true }), (times, bin) => {
      const one = rasterFromEvents(times.map(() => 0), times, 1, { name: 'r', start: 0, end: 30, unit: 'ms', dt: null });
      expect(rateOf(one, null, bin, [0, 30]).y.reduce((sum, value) => sum + value, 0)).toBeCloseTo(times.length, 9);
    }));
  });

  it('refuses bins that are none or too many', () => {
    expect(() => rateOf(raster, null, 0, [0, 30])).toThrow(RangeError);
    expect(() => rateOf(raster, null, Number.NaN, [0, 30])).toThrow('must be above zero');
    expect(() => rateOf(raster, null, 1e-7, [0, 30])).toThrow('there may be 1000000');
  });
});

describe('a line', () => {
  const x = Float64Array.of(0, 10, 20);

  it('is read between its points, or holds until the next', () => {
    const y = Float64Array.of(0, 1, 5);
    expect([-1, 0, 5, 15, 20, 21].map((at) => lineValue(x, y, 'linear', at))).toEqual([Number.NaN, 0, 0.5, 3, 5, Number.NaN]);
    expect([-1, 0, 9.9, 10, 20, 30].map((at) => lineValue(x, y, 'step', at))).toEqual([Number.NaN, 0, 0, 1, 5, 5]);
    expect([10, 19, 20, 20.1].map((at) => lineValue(x, Float64Array.of(3, 4), 'step', at))).toEqual([4, 4, 4, Number.NaN]);
  });

  it('jumps where an x is repeated', () => {
    expect(lineValue(Float64Array.of(0, 10, 10, 20), Float64Array.of(0, 1, 5, 6), 'linear', 10)).toBe(5);
    expect(lineValue(Float64Array.of(0, 10, 10, 20), Float64Array.of(0, 1, 5, 6), 'linear', 5)).toBe(0.5);
  });

  it('reaches both edges of a window between its points', () => {
    expect(shownPoints(x, Float64Array.of(0, 1, 5), 'linear', [5, 15], 100)).toEqual([[5, 0.5], [10, 1], [15, 3]]);
    expect(shownPoints(x, Float64Array.of(3, 4), 'step', [5, 50], 100)).toEqual([[5, 3], [10, 4], [20, 4]]);
  });

  it('keeps the highest and the lowest of what it thins', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 9999 }), fc.integer({ min: 0, max: 9999 }), (low, high) => {
      fc.pre(low !== high);
      const y = Float64Array.from({ length: 10_000 }, (_, k) => (k === low ? -9 : k === high ? 9 : Math.sin(k)));
      const points = shownPoints(Float64Array.from(y.keys()), y, 'linear', [0, 9999], 50);
      expect(points.length).toBeLessThan(220);
      expect([points.some(([, v]) => v === -9), points.some(([, v]) => v === 9)]).toEqual([true, true]);
      for (let k = 1; k < points.length; k++) expect(points[k][0]).toBeGreaterThanOrEqual(points[k - 1][0]);
    }), { numRuns: 20 });
  });

  it('is broken by what has no value', () => {
    const same = Object.assign((v: number) => v, { ticks: () => [] });
    const scales = { x: same, y: same };
    expect(linePath([[0, 1], [1, 2], [2, Number.NaN], [3, 4], [5, 4]], 'linear', scales)).toBe('M0,1L1,2M3,4L5,4');
    expect(linePath([[0, 1], [1, 2], [2, Number.NaN], [3, 4], [5, 4]], 'step', scales)).toBe('M0,1H1V2H2M3,4H5');
  });
});

describe('bars', () => {
  const y = Float64Array.of(4, 5, 6);
  const of = (...x: number[]) => ({ label: 'a', place: 0, x: Float64Array.from(x), y });

  it('may say their edges, their left edges or their centres', () => {
    expect([...barEdges(of(0, 1, 3, 7))]).toEqual([0, 1, 3, 7]);
    expect([...barEdges(of(0, 2, 4))]).toEqual([0, 2, 4, 6]);
    expect([...barEdges(of(-1, 0, 1), 'centre')]).toEqual([-1.5, -0.5, 0.5, 1.5]);
    expect([...barEdges({ ...of(3), y: Float64Array.of(1) })]).toEqual([3, 4]);
  });

  it('are found by a place on the axis', () => {
    expect([-0.1, 0, 0.9, 3, 6.9, 7].map((at) => barAt(of(0, 1, 3, 7), 'left', at))).toEqual([-1, 0, 0, 2, 2, -1]);
    const bars = { figure: 'bars', label: 'b', xLabel: 'x', yLabel: 'y' } as const;
    expect(barsWindow({ ...bars, series: [of(0, 1, 3, 7), of(-2, -1, 0)] })).toEqual([-2, 7]);
    expect(barsWindow({ ...bars, series: [] })).toEqual([0, 1]);
  });
});

test('the nearest value of a trace', () => {
  const trace = { label: 'v', place: 0, start: 10, dt: 0.5, values: new Float32Array(5) };
  expect([9.8, 10.2, 10.3, 12, 12.3].map((time) => nearestValue(trace, time) + 0)).toEqual([0, 0, 1, 4, -1]);
});
