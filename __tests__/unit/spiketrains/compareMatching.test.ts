/** @jest-environment node */
import fc from 'fast-check';
import { BOTH, ONLY, SHIFTED } from '@/lib/spiketrains/compare/cells';
import { commonFrame } from '@/lib/spiketrains/compare/common';
import { matchRasters } from '@/lib/spiketrains/compare/matching';
import type { Raster } from '@/lib/recording/raster';
import { bits, gridTrains, rasterOf } from './rasters';

const match = (a: Raster, b: Raster, within: number) => matchRasters(a, b, commonFrame([a, b]), { within });
const STEPS = 20;

it('tells spikes of both, of one, and shifted ones apart', () => {
  const a = rasterOf([[1, 5, 9, 9, 15], [2]]);
  const b = rasterOf([[1, 6, 12, 15], []]);
  const found = match(a, b, 1);
  expect(Array.from(found.kindsA)).toEqual([BOTH, SHIFTED, ONLY, ONLY, BOTH, ONLY]);
  expect(Array.from(found.kindsB)).toEqual([BOTH, SHIFTED, ONLY, BOTH]);
  expect(found).toMatchObject({ both: 2, onlyA: 3, onlyB: 2, shifted: 1, meanShift: 1, firstDivergence: { step: 2, time: 2, neuron: 1 } });
  // Three steps apart, 9 and 12 are a pair too, and both spikes of step 9 are in it.
  expect(match(a, b, 3)).toMatchObject({ shifted: 2, meanShift: 2, kindsA: new Uint8Array([BOTH, SHIFTED, SHIFTED, SHIFTED, BOTH, ONLY]) });
});

it('gives no cell two partners', () => {
  expect(match(rasterOf([[4, 6]]), rasterOf([[5]]), 1)).toMatchObject({ onlyA: 2, onlyB: 1, shifted: 1, meanShift: 1 });
});

it('finds no divergence between equal rasters, whatever the number of spikes in a step', () => {
  expect(match(rasterOf([[3, 3, 8]]), rasterOf([[3, 8, 8]]), 2)).toMatchObject({ both: 2, onlyA: 0, onlyB: 0, shifted: 0, meanShift: Number.NaN, firstDivergence: null });
});

it('finds the first step, and in it the first neuron', () => {
  const [a, b] = [rasterOf([[9], [4], [4]]), rasterOf([[], [], []])];
  expect(match(a, b, 0).firstDivergence).toEqual({ step: 4, time: 4, neuron: 1 });
  expect(matchRasters(a, b, commonFrame([a, b]), { within: 0, neurons: new Uint32Array([2, 0, 1]) }).firstDivergence).toEqual({ step: 4, time: 4, neuron: 1 });
});

it('converts units, and leaves neurons that only one has alone', () => {
  const a = rasterOf([[0.002, 0.005], [0.001]], { end: 0.02, unit: 's', dt: 0.001 });
  const b = rasterOf([[2, 6]], { end: 20, unit: 'ms', dt: 1 });
  const found = match(a, b, 1);
  expect(Array.from(found.kindsA)).toEqual([BOTH, SHIFTED, ONLY]);
  expect(found).toMatchObject({ both: 1, onlyA: 1, onlyB: 1, firstDivergence: { step: 5, neuron: 0 } });
});

describe('of any two rasters', () => {
  const pair = fc.tuple(gridTrains(3, STEPS), gridTrains(3, STEPS), fc.integer({ min: 0, max: 5 }));

  /** The most pairs of lonely cells at most `within` apart, by trying each way (Kuhn's algorithm). */
  function mostPairs(a: readonly number[], b: readonly number[], within: number): number {
    const partner = new Map<number, number>();
    const place = (x: number, tried: Set<number>): boolean => b.some((y) => {
      if (Math.abs(x - y) > within || tried.has(y)) return false;
      tried.add(y);
      const other = partner.get(y);
      if (other !== undefined && !place(other, tried)) return false;
      partner.set(y, x);
      return true;
    });
    return within > 0 ? a.filter((x) => place(x, new Set())).length : 0;
  }

  it('agrees with the dense arrays', () => {
    fc.assert(fc.property(pair, ([p, q, within]) => {
      const found = match(rasterOf(p), rasterOf(q), within);
      const [inA, inB] = [bits(p, STEPS), bits(q, STEPS)];
      let [both, onlyA, onlyB, shifted] = [0, 0, 0, 0];
      let first: { step: number; neuron: number } | null = null;
      for (let n = 0; n < 3; n++) {
        const [aloneA, aloneB]: [number[], number[]] = [[], []];
        for (let t = 0; t < STEPS; t++) {
          if (inA[n][t] && inB[n][t]) both++;
          else if (inA[n][t]) aloneA.push(t);
          else if (inB[n][t]) aloneB.push(t);
          if (inA[n][t] !== inB[n][t] && (!first || t < first.step)) first = { step: t, neuron: n };
        }
        onlyA += aloneA.length;
        onlyB += aloneB.length;
        shifted += mostPairs(aloneA, aloneB, within);
      }
      expect(found).toMatchObject({ both, onlyA, onlyB, shifted });
      expect(found.firstDivergence).toEqual(first && { ...(first as object), time: (first as { step: number }).step });
    }));
  });

  it('gives each spike one kind, the same one in the same cell, and as many as are counted', () => {
    fc.assert(fc.property(pair, ([p, q, within]) => {
      const [a, b] = [rasterOf(p), rasterOf(q)];
      const found = match(a, b, within);
      const cells = (raster: Raster, kinds: Uint8Array, kind: number) => {
        const of = new Map<string, number>();
        for (let n = 0; n < raster.neurons; n++) {
          for (let k = raster.offsets[n]; k < raster.offsets[n + 1]; k++) {
            const cell = `${n}/${raster.times[k]}`;
            expect(of.get(cell) ?? kinds[k]).toBe(kinds[k]);
            of.set(cell, kinds[k]);
          }
        }
        return [...of.values()].filter((value) => value === kind).length;
      };
      for (const [raster, kinds, only] of [[a, found.kindsA, found.onlyA], [b, found.kindsB, found.onlyB]] as const) {
        expect(cells(raster, kinds, BOTH)).toBe(found.both);
        expect(cells(raster, kinds, SHIFTED)).toBe(found.shifted);
        expect(cells(raster, kinds, ONLY) + cells(raster, kinds, SHIFTED)).toBe(only);
      }
      if (within === 0) expect(found.shifted).toBe(0);
    }));
  });

  it('is the mirror image with a and b exchanged', () => {
    fc.assert(fc.property(pair, ([p, q, within]) => {
      const [there, back] = [match(rasterOf(p), rasterOf(q), within), match(rasterOf(q), rasterOf(p), within)];
      expect(back).toMatchObject({ kindsA: there.kindsB, kindsB: there.kindsA, onlyA: there.onlyB, onlyB: there.onlyA, firstDivergence: there.firstDivergence });
      if (there.shifted > 0) expect(back.meanShift).toBeCloseTo(-there.meanShift, 12);
    }));
  });

  it('has no fewer pairs where they may lie farther apart', () => {
    fc.assert(fc.property(pair, ([p, q, within]) => {
      expect(match(rasterOf(p), rasterOf(q), within + 1).shifted).toBeGreaterThanOrEqual(match(rasterOf(p), rasterOf(q), within).shifted);
    }));
  });
});

it('matches five million spikes on a grid of fifteen million steps', () => {
  const [neurons, each, steps] = [1000, 2500, 15_000_000];
  const offsets = Uint32Array.from({ length: neurons + 1 }, (_, n) => n * each);
  const long = (phase: number): Raster => {
    const times = new Float64Array(neurons * each);
    for (let k = 0; k < times.length; k++) times[k] = (k % each) * 6000 + (k % 2) * phase;
    return { name: 'long', neurons, unit: 'step', dt: 1, start: 0, end: steps, traces: [], offsets, times };
  };
  const found = match(long(0), long(1), 1);
  expect(found).toMatchObject({ both: 1_250_000, onlyA: 1_250_000, onlyB: 1_250_000, shifted: 1_250_000, meanShift: 1, firstDivergence: { step: 6000, neuron: 0 } });
});
