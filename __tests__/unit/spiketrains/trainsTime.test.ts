/** @jest-environment node */
import fc from 'fast-check';
import { isiDistance, isiProfile } from '@/lib/spiketrains/trains/isi';
import { spikeDistance, spikeProfile } from '@/lib/spiketrains/trains/spike';
import { spikeSync, syncProfile } from '@/lib/spiketrains/trains/sync';
import type { Edges, Profile, Train } from '@/lib/spiketrains/trains/types';
import { EDGES, gridTrains, scaled, scaledEdges, trains } from './trainsArbitraries';

type Between = (a: Train, b: Train, edges: Edges) => number;

const MEASURES: [string, Between, same: number][] = [
  ['ISI-distance', isiDistance, 0],
  ['SPIKE-distance', spikeDistance, 0],
  ['SPIKE-synchronization', spikeSync, 1],
];

const trapezoids = ({ x, y }: Profile) => {
  let sum = 0;
  for (let k = 1; k < x.length; k++) sum += ((y[k] + y[k - 1]) / 2) * (x[k] - x[k - 1]);
  return sum;
};

describe.each(MEASURES)('%s', (_name, between, same) => {
  it('is symmetric and from 0 to 1', () => {
    fc.assert(fc.property(trains, trains, (a, b) => {
      const value = between(a, b, EDGES);
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(1 + 1e-12);
      expect(between(b, a, EDGES)).toBeCloseTo(value, 12);
    }));
  });

  it('of a train and itself is exactly that of equal trains', () => {
    fc.assert(fc.property(trains, (a) => expect(between(a, a, EDGES)).toBe(same)));
  });

  it('does not depend on the unit of time or where it begins', () => {
    fc.assert(fc.property(gridTrains, gridTrains, fc.constantFrom(0.25, 2, 1024), fc.integer({ min: -64, max: 64 }), (a, b, by, shift) => {
      expect(between(scaled(a, by, shift), scaled(b, by, shift), scaledEdges(EDGES, by, shift))).toBeCloseTo(between(a, b, EDGES), 12);
    }));
  });

  it('reads typed arrays as it reads lists', () => {
    fc.assert(fc.property(trains, trains, (a, b) => {
      expect(between(Float64Array.from(a), Float64Array.from(b), EDGES)).toBe(between(a, b, EDGES));
    }), { numRuns: 30 });
  });

  it('refuses edges that do not ascend and spikes outside them', () => {
    expect(() => between([], [], [1, 1])).toThrow('The edges 1 and 1 should be finite and ascend.');
    expect(() => between([], [], [0, Infinity])).toThrow(RangeError);
    expect(() => between([], [], [Number.NaN, 1])).toThrow(RangeError);
    expect(() => between([-1], [], [0, 1])).toThrow('The train begins at -1, before its observation does, at 0.');
    expect(() => between([], [0.5, 2], [0, 1])).toThrow('The train ends at 2, after its observation does, at 1.');
    expect(() => between([Number.NaN], [], [0, 1])).toThrow(RangeError);
  });
});

describe('a profile', () => {
  it.each<[string, Between, (a: Train, b: Train, edges: Edges) => Profile]>([
    ['ISI-distance', isiDistance, isiProfile],
    ['SPIKE-distance', spikeDistance, spikeProfile],
  ])('of the %s covers what was observed, and its mean is the distance', (_name, between, profile) => {
    fc.assert(fc.property(trains, trains, (a, b) => {
      const { x, y } = profile(a, b, EDGES);
      expect([x[0], x[x.length - 1], y.length]).toEqual([...EDGES, x.length]);
      for (let k = 1; k < x.length; k++) if (x[k] < x[k - 1]) throw new Error('Times should ascend.');
      expect(trapezoids({ x, y }) / EDGES[1]).toBeCloseTo(between(a, b, EDGES), 12);
    }));
    expect(() => profile([], [], [1, 0])).toThrow(RangeError);
  });

  it('of SPIKE-synchronization has a point a spike, in order, and its mean is the measure', () => {
    fc.assert(fc.property(trains, trains, (a, b) => {
      const { x, y } = syncProfile(a, b, EDGES);
      expect(Array.from(x)).toEqual([...a, ...b].sort((p, q) => p - q));
      expect(y.every((value) => value === 0 || value === 1)).toBe(true);
      if (y.length > 0) expect(y.reduce((p, q) => p + q, 0) / y.length).toBe(spikeSync(a, b, EDGES));
    }));
    expect(syncProfile([], [], [0, 1]).x).toHaveLength(0);
  });
});

describe('at the edges', () => {
  it('one spike of each, as computed by hand', () => {
    // Stretches 0–2: ν 2 and 6; 2–6: 8 and 6; 6–10: 8 and 4.
    expect(isiDistance([2], [6], [0, 10])).toBeCloseTo((2 * (4 / 6) + 4 * (2 / 8) + 4 * (4 / 8)) / 10, 14);
    // Spike 2 is 2 from the edge, which is where b has its auxiliary spike; spike 6 is 4 from 2 and from the end.
    const at = (sA: number, sB: number, a: number, b: number) => (sA * b + sB * a) / (0.5 * (a + b) ** 2);
    expect(spikeDistance([2], [6], [0, 10])).toBeCloseTo((2 * at(2, 4, 2, 6) + 4 * at(2, 4, 8, 6) + 4 * at(2, 4, 8, 4)) / 10, 14);
    expect(spikeSync([2], [6], [0, 10])).toBe(1);
    expect(spikeSync([2], [7], [0, 10])).toBe(0);
  });

  it('a train without spikes is as one with spikes at both edges, and one with its only spike at the start', () => {
    fc.assert(fc.property(trains, (b) => {
      for (const between of [isiDistance, spikeDistance]) {
        const value = between([], b, EDGES);
        expect(between([...EDGES], b, EDGES)).toBe(value);
        expect(between([EDGES[0]], b, EDGES)).toBe(value);
      }
    }));
  });

  it('an interval at an edge is as long as its neighbour where that is longer', () => {
    // ν of a is 10 from 0 to 19, then 11 up to 30; that of b is 15 throughout.
    expect(isiDistance([9, 19], [10, 25], [0, 30])).toBeCloseTo((19 * (5 / 15) + 11 * (4 / 15)) / 30, 14);
    // Without it b would have 10 before its first spike and 5 after its last.
    const uncorrected = (9 * (1 / 10) + 1 * 0 + 9 * (5 / 15) + 6 * (4 / 15) + 5 * (6 / 11)) / 30;
    expect(isiDistance([9, 19], [10, 25], [0, 30])).not.toBeCloseTo(uncorrected, 2);
  });
});

describe('several spikes at one time', () => {
  it('count once for the intervals', () => {
    fc.assert(fc.property(gridTrains, gridTrains, (a, b) => {
      const once = [...new Set(a)];
      expect(isiDistance(a, b, EDGES)).toBe(isiDistance(once, b, EDGES));
      expect(spikeDistance(a, b, EDGES)).toBe(spikeDistance(once, b, EDGES));
    }));
  });

  it('are partners one to one', () => {
    expect(spikeSync([1, 1], [1], [0, 2])).toBeCloseTo(2 / 3, 14);
    expect(spikeSync([1, 1], [1, 1, 1], [0, 2])).toBeCloseTo(4 / 5, 14);
    expect(spikeSync([1, 1], [1.001], [0, 2])).toBe(0);
  });
});
