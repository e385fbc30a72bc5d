/**
 * @jest-environment node
 *
 * Numbers from elsewhere. ISI, SPIKE and SYNC: PySpike at commit 56464c6. Statistics: docstrings of elephant and numpy.
 * Earth mover's distance, Pearson's correlation and cross-correlation: scipy 1.17 and numpy 2.4.
 */
import { countCorrelation, crossCorrelation } from '@/lib/spiketrains/trains/correlation';
import { earthMovers } from '@/lib/spiketrains/trains/earthMovers';
import { agreement, hamming, hitTable, jaccard } from '@/lib/spiketrains/trains/hits';
import { isiDistance, isiProfile } from '@/lib/spiketrains/trains/isi';
import { spikeDistance, spikeProfile } from '@/lib/spiketrains/trains/spike';
import { cv, cv2, fano, lv } from '@/lib/spiketrains/trains/statistics';
import { spikeSync } from '@/lib/spiketrains/trains/sync';
import type { Edges } from '@/lib/spiketrains/trains/types';
import { vanRossum } from '@/lib/spiketrains/trains/vanRossum';
import { victorPurpura } from '@/lib/spiketrains/trains/victorPurpura';

const A = [0.2, 0.4, 0.6, 0.7];
const B = [0.3, 0.45, 0.8, 0.9, 0.95];
/** The first two trains of PySpike's test data. */
const ROW_0 = [64.886, 305.81, 696, 937.77, 1059.7, 1322.2, 1576.1, 1808.1, 2121.5, 2381.1, 2728.6, 2966.9, 3223.7, 3473.7, 3644.3, 3936.3];
const ROW_1 = [65.553, 307.49, 696.63, 948.66, 1070.4, 1312.2, 1712.7, 1934.3, 2117.6, 2356.9, 2727.3, 2980.6, 3226.9, 3475.7, 3726.4, 3944];

describe('ISI-distance, SPIKE-distance and SPIKE-synchronization', () => {
  it.each<[string, number[], number[], Edges, [number, number, number], digits: number]>([
    ['without equal times', A, B, [0, 1], [0.4375, 0.397286355644331, 2 / 9], 12],
    ['with equal times', [0.2, 0.4, 0.6], [0.1, 0.4, 0.5, 0.6], [0, 1], [0.7 / 3, 0.1564444444, 4 / 7], 10],
    ['with spikes on the edge', [0, 2, 5, 8], [0, 1, 5, 9], [0, 10], [0.3, 0.186309523809524, 0.75], 12],
    ['without spikes on one side', [], A, [0, 1], [0.78, 0.4143601154, 0], 10],
    ['without any spike', [], [], [0, 1], [0, 0, 1], 15],
    ['of two trains from a recording', ROW_0, ROW_1, [0, 4000], [0.13110636937512, 0.096146749941, 0.9375], 12],
  ])('%s are those of PySpike', (_name, a, b, edges, [isi, spike, sync], digits) => {
    for (const [x, y] of [[a, b], [b, a]]) {
      expect(isiDistance(x, y, edges)).toBeCloseTo(isi, digits);
      expect(spikeDistance(x, y, edges)).toBeCloseTo(spike, digits);
      expect(spikeSync(x, y, edges)).toBeCloseTo(sync, 12);
    }
  });

  it.each([[2.1], [3.1], [1.1], [0.9]])('finds the one partner of a spike at %d', (t) => {
    expect(spikeSync([1, 2, 3], [t], [0, 4])).toBe(0.5);
  });

  it('takes half an interval for too far', () => {
    expect(spikeSync([1, 2], [1.5], [0, 3])).toBe(0);
    expect(spikeSync([1, 2], [1.4999], [0, 3])).toBeCloseTo(2 / 3, 12);
  });

  const times = [0, 0.2, 0.3, 0.4, 0.45, 0.6, 0.7, 0.8, 0.9, 0.95, 1];
  const doubled = times.flatMap((t) => [t, t]).slice(1, -1);

  it('have profiles as computed by hand: the ISI-distance', () => {
    const { x, y } = isiProfile(A, B, [0, 1]);
    const by = [0.1 / 0.3, 0.1 / 0.3, 0.05 / 0.2, 0.05 / 0.2, 0.15 / 0.35, 0.25 / 0.35, 0.05 / 0.35, 0.2 / 0.3, 0.25 / 0.3, 0.25 / 0.3];
    expect(Array.from(x)).toEqual(doubled);
    by.flatMap((v) => [v, v]).forEach((v, k) => expect(y[k]).toBeCloseTo(v, 13));
  });

  it('have profiles as computed by hand: the SPIKE-distance', () => {
    const sA = [0.1, 0.1, 0.015 / 0.2, 0.05, 0.015 / 0.2, 0.15, 0.1, 0.1, 0.1, 0.1, 0.1];
    const sB = [0.1, 0.1, 0.1, 0.01 / 0.15, 0.05, 0.025 / 0.35, 0.03 / 0.35, 0.1, 0.1, 0.05, 0.05];
    const isiA = [0.2, 0.2, 0.2, 0.2, 0.2, 0.1, 0.3, 0.3, 0.3, 0.3];
    const isiB = [0.3, 0.3, 0.15, 0.15, 0.35, 0.35, 0.35, 0.1, 0.05, 0.05];
    const { x, y } = spikeProfile(A, B, [0, 1]);
    expect(Array.from(x)).toEqual(doubled);
    isiA.forEach((a, k) => {
      const value = (end: number) => (sA[end] * isiB[k] + sB[end] * a) / (0.5 * (a + isiB[k]) ** 2);
      expect(y[2 * k]).toBeCloseTo(value(k), 13);
      expect(y[2 * k + 1]).toBeCloseTo(value(k + 1), 13);
    });
  });
});

describe('Victor–Purpura and van Rossum distance', () => {
  it('are those of their formulas', () => {
    const [a, b] = [[10, 20, 30], [12, 24, 30]];
    expect(victorPurpura(a, b, 0.1)).toBeCloseTo(0.6, 12);
    expect(vanRossum(a, b, 10)).toBeCloseTo(0.98396842, 8);
    expect(vanRossum(a, b, 10, 'paper')).toBeCloseTo(0.69577074, 8);
    expect([10, 0, Infinity].map((q) => victorPurpura(A, B, q))).toEqual([expect.closeTo(5.5, 12), 1, 9]);
    expect(vanRossum(A, B, 0.1)).toBeCloseTo(2.85006302, 8);
    expect(vanRossum(A, B, Infinity)).toBe(1);
    expect(vanRossum([5], [], 3)).toBe(1);
  });
});

describe('earth mover’s distance', () => {
  it('is that of scipy', () => {
    expect(earthMovers(A, B, [0, 1])).toBeCloseTo(0.205, 14);
    expect(earthMovers([10, 20, 30], [12, 24], [0, 50])).toBeCloseTo(14 / 3, 12);
  });
});

describe('statistics', () => {
  const intervals = [0.3, 4.5, 6.7, 9.3];

  it('are those of elephant', () => {
    expect(fano([4, 3])).toBeCloseTo(0.0714285714, 9);
    expect(cv2(intervals)).toBeCloseTo(0.8226190476, 10);
    expect(lv(intervals)).toBeCloseTo(0.8306154337, 10);
    expect(cv(intervals)).toBeCloseTo(0.6346153846, 10);
  });

  it('of counts are those of numpy', () => {
    const [p, q] = [[3, 1, 4, 1, 5, 9, 2, 6], [2, 7, 1, 8, 2, 8, 1, 8]];
    const by = [0.27938013848949556, -0.0834293528879991, 0.20965531907301213, -0.07381213641676, -0.051452108121129124];
    crossCorrelation(p, q, 2).forEach((v, k) => expect(v).toBeCloseTo(by[k], 14));
    expect(countCorrelation(p, q)).toBeCloseTo(0.20965531907301216, 14);
  });

  it('of bits are as computed by hand', () => {
    const [p, q] = ['10110010', '11100010'].map((bits) => Array.from(bits, Number));
    const table = hitTable(p, q);
    expect([hamming(table), agreement(table), jaccard(table)]).toEqual([0.25, 0.75, 0.6]);
    expect(countCorrelation(p, q)).toBeCloseTo(0.5, 14);
  });
});
