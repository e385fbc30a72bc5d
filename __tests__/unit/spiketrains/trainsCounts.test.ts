/** @jest-environment node */
import fc from 'fast-check';
import { autoCorrelogram, crossCorrelogram, isiHistogram } from '@/lib/spiketrains/trains/correlogram';
import { countCorrelation, crossCorrelation } from '@/lib/spiketrains/trains/correlation';
import { binCounts, binsBetween } from '@/lib/spiketrains/trains/counts';
import { agreement, f1, hamming, hitTable, jaccard, mcc, precision, recall, type HitTable } from '@/lib/spiketrains/trains/hits';
import { cv, cv2, fano, firingRate, intervals, lv } from '@/lib/spiketrains/trains/statistics';
import { EDGES, expectClose, gridTrains, trains } from './trainsArbitraries';

const sum = (values: ArrayLike<number>) => Array.from(values).reduce((p, q) => p + q, 0);
const bits = fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 1, maxLength: 40 });
const twoSeries = fc.integer({ min: 1, max: 30 }).chain((T) => fc.tuple(...[0, 1].map(() => fc.array(fc.integer({ min: 0, max: 4 }), { minLength: T, maxLength: T }))));

describe('statistics of a train', () => {
  it('count the spikes between the edges', () => {
    expect(firingRate([0, 1, 2, 3, 4], [1, 3])).toBe(1.5);
    expect(firingRate([], [0, 5])).toBe(0);
    expect(() => firingRate([], [5, 0])).toThrow(RangeError);
  });

  it('take the intervals between neighbours', () => {
    expect(Array.from(intervals([1, 4, 4, 9]))).toEqual([3, 0, 5]);
    expect([intervals([]).length, intervals([3]).length]).toEqual([0, 0]);
  });

  it('of a clock do not vary', () => {
    expect([cv, cv2, lv].map((of) => of([2, 2, 2]))).toEqual([0, 0, 0]);
    expect(fano([3, 3, 3])).toBe(0);
    expect([cv2([0, 0]), lv([0, 0]), cv2([0, 1]), lv([0, 1])]).toEqual([0, 0, 2, 3]);
  });

  it('are not a number where there is too little', () => {
    for (const statistic of [cv, cv2, lv]) for (const few of [[], [1]]) expect(statistic(few)).toBeNaN();
    expect([cv([0, 0]), fano([]), fano([0, 0])]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });

  it('do not depend on the unit of time', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 999 }), { minLength: 2, maxLength: 20 }), (between) => {
      for (const statistic of [cv, cv2, lv]) expect(statistic(between.map((t) => t / 8))).toBeCloseTo(statistic(between), 12);
    }));
  });
});

describe('binCounts', () => {
  it('counts each spike once', () => {
    fc.assert(fc.property(trains, fc.double({ min: 0.5, max: 200, noNaN: true }), (train, bin) => {
      const counts = binCounts(train, EDGES, bin);
      expect(sum(counts)).toBe(train.length);
      expect(counts.length).toBe(binsBetween(EDGES, bin));
      expect(counts.length * bin).toBeGreaterThan(EDGES[1] - 1e-5);
    }));
  });

  it('holds left edges, and the end in the last bin', () => {
    expect(Array.from(binCounts([0, 1, 1, 1.5, 3, 4], [0, 4], 1))).toEqual([1, 3, 0, 2]);
    expect(Array.from(binCounts([-1, 2, 2.5, 9], [2, 4.5], 1))).toEqual([2, 0, 0]);
  });

  it.each([[0.1], [1e-4], [1 / 3], [0.7]])('puts step k of a grid into bin k, dt = %d', (dt) => {
    const steps = 1000;
    const train = Array.from({ length: steps }, (_, k) => k * dt);
    const counts = binCounts(train, [0, steps * dt], dt);
    expect(counts).toHaveLength(steps);
    expect(counts.every((count) => count === 1)).toBe(true);
  });

  it('refuses what cannot be', () => {
    expect(() => binCounts([], [0, 1], 0)).toThrow('The width of a bin is 0; it should be more than 0.');
    expect(() => binCounts([], [0, 1], Number.NaN)).toThrow(RangeError);
    expect(() => binCounts([], [0, 1], 1e-12)).toThrow('up to 100000000 are possible');
    expect(() => binCounts([], [1, 0], 1)).toThrow(RangeError);
  });
});

describe('correlation of counts', () => {
  it('at lag 0 is Pearson’s, and turned round mirrors its lags', () => {
    fc.assert(fc.property(twoSeries, fc.integer({ min: 0, max: 40 }), ([p, q], lag) => {
      const forth = crossCorrelation(p, q, lag);
      const back = crossCorrelation(q, p, lag).reverse();
      expect(forth).toHaveLength(2 * lag + 1);
      forth.forEach((value, k) => expectClose(value, back[k]));
      const pearson = countCorrelation(p, q);
      expectClose(pearson, forth[lag]);
      if (!Number.isNaN(pearson)) expect(Math.abs(pearson)).toBeLessThanOrEqual(1);
      expect(Number.isNaN(pearson)).toBe(new Set(p).size < 2 || new Set(q).size < 2);
    }));
  });

  it('peaks at the lag by which the second follows', () => {
    const p = [0, 3, 0, 0, 1, 0, 0, 0, 0, 2, 0, 0];
    const values = Array.from(crossCorrelation(p, [0, 0, ...p.slice(0, -2)], 4));
    expect(values.indexOf(Math.max(...values)) - 4).toBe(2);
  });

  it('of a series and itself is 1, and of constants not a number', () => {
    expect(countCorrelation([1, 2, 7], [1, 2, 7])).toBeCloseTo(1, 14);
    expect(countCorrelation([0.1, 0.1, 0.1], [1, 2, 3])).toBeNaN();
    expect(countCorrelation([], [])).toBeNaN();
  });

  it('refuses different lengths and lags that are no bins', () => {
    expect(() => countCorrelation([1], [1, 2])).toThrow('There are 1 bins on one side and 2 on the other');
    for (const lag of [-1, 0.5, Number.NaN]) expect(() => crossCorrelation([1], [1], lag)).toThrow(RangeError);
  });
});

describe('correlograms', () => {
  const options = fc.record({ bin: fc.constantFrom(0.25, 1, 3), lag: fc.constantFrom(0, 1, 6, 40) });

  it('count all pairs by how far apart they are', () => {
    fc.assert(fc.property(gridTrains, gridTrains, options, (a, b, { bin, lag }) => {
      const { lags, counts } = crossCorrelogram(a, b, { bin, lag });
      const apart = a.flatMap((s) => b.map((t) => t - s));
      lags.forEach((middle, k) => {
        expect(counts[k]).toBe(apart.filter((d) => d >= middle - bin / 2 && d < middle + bin / 2).length);
      });
      expect(lags[(lags.length - 1) / 2]).toBe(0);
    }));
  });

  it('of a train and itself leave out each spike’s own pair', () => {
    fc.assert(fc.property(gridTrains, options, (train, each) => {
      const own = autoCorrelogram(train, each);
      const { counts } = crossCorrelogram(train, train, each);
      counts[(counts.length - 1) / 2] -= train.length;
      expect(own.counts).toEqual(counts);
    }));
  });

  it('show which follows which', () => {
    const { lags, counts } = crossCorrelogram([10, 50, 90], [12, 52, 92], { bin: 1, lag: 5 });
    expect(Array.from(lags)).toEqual([-5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5]);
    expect(Array.from(counts)).toEqual([0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0]);
  });

  it('refuse what cannot be', () => {
    for (const wrong of [{ bin: 0, lag: 1 }, { bin: -1, lag: 1 }, { bin: 1, lag: -2 }, { bin: 1e-9, lag: 1 }, { bin: Number.NaN, lag: 1 }]) {
      expect(() => crossCorrelogram([], [], wrong)).toThrow(RangeError);
    }
  });

  it('histogram of intervals reaches from 0 to the longest', () => {
    const { edges, counts } = isiHistogram([1, 2, 2, 3.9, 4], 4);
    expect([Array.from(edges), Array.from(counts)]).toEqual([[0, 1, 2, 3, 4], [0, 1, 2, 2]]);
    expect(Array.from(isiHistogram([], 2).counts)).toEqual([0, 0]);
    expect(Array.from(isiHistogram([0, 0], 2).counts)).toEqual([2, 0]);
    for (const bins of [0, 1.5, Number.NaN, 1e9]) expect(() => isiHistogram([1], bins)).toThrow(RangeError);
  });
});

describe('hits', () => {
  const none: HitTable = { both: 0, onlyA: 0, onlyB: 0, neither: 9 };
  const all = [agreement, hamming, precision, recall, f1, jaccard, mcc];

  it('are read off bins with a spike or more', () => {
    expect(hitTable([0, 1, 2, 0, 5], [0, 3, 0, 1, 1])).toEqual({ both: 2, onlyA: 1, onlyB: 1, neither: 1 });
    expect(() => hitTable([1], [])).toThrow(RangeError);
  });

  it('agree with each other and with Pearson’s correlation of the bits', () => {
    fc.assert(fc.property(bits, fc.infiniteStream(fc.integer({ min: 0, max: 1 })), (p, stream) => {
      const q = [...stream.take(p.length)];
      const table = hitTable(p, q);
      expect(sum(Object.values(table))).toBe(p.length);
      expect(agreement(table) + hamming(table)).toBeCloseTo(1, 14);
      expect(hamming(table)).toBeCloseTo(p.filter((bit, k) => bit !== q[k]).length / p.length, 14);
      expectClose(mcc(table), countCorrelation(p, q));
      const [how, much] = [precision(table), recall(table)];
      if (how + much > 0) expect(f1(table)).toBeCloseTo((2 * how * much) / (how + much), 12);
      expect(jaccard(table)).toBeCloseTo(f1(table) / (2 - f1(table)), 12);
      expect([precision(hitTable(q, p)), recall(hitTable(q, p))]).toEqual([much, how]);
    }));
  });

  it('where there are no spikes are those of equal rasters, or not a number', () => {
    expect(all.map((of) => of(none))).toEqual([1, 0, Number.NaN, Number.NaN, 1, 1, Number.NaN]);
    expect(all.map((of) => of({ ...none, onlyA: 1 }))).toEqual([0.9, 0.1, Number.NaN, 0, 0, 0, Number.NaN]);
    expect(all.map((of) => of({ ...none, onlyB: 1 }))).toEqual([0.9, 0.1, 0, Number.NaN, 0, 0, Number.NaN]);
    expect(all.map((of) => of({ ...none, both: 9, neither: 0 }))).toEqual([1, 0, 1, 1, 1, 1, Number.NaN]);
    expect(all.map((of) => of({ both: 0, onlyA: 0, onlyB: 0, neither: 0 }))).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN, 1, 1, Number.NaN]);
  });

  it('of counts as large as recordings keep their digits', () => {
    const table = { both: 4e8, onlyA: 1e8, onlyB: 1e8, neither: 4e8 };
    expect(mcc(table)).toBeCloseTo(0.6, 12);
  });
});
