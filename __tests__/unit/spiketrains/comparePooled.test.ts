import fc from 'fast-check';
import { whole } from '@/lib/numerics/pieces';
import { rasterFromEvents, rasterOfSpikes } from '@/lib/recording/raster';
import { bootstrapOfTables } from '@/lib/spiketrains/compare/bootstrap';
import { measureOf, neuronTables } from '@/lib/spiketrains/compare/measures';
import { comparePair } from '@/lib/spiketrains/compare/pair';
import { f1, jaccard, precision } from '@/lib/spiketrains/trains/hits';

const raster = (name: string, bits: readonly number[], neurons: number) => rasterOfSpikes(name, bits, bits.length / neurons, neurons);

describe('the interval of a measure of cells', () => {
  test('is about the very number that the pair has', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 1 })), { minLength: 40, maxLength: 40 }), (cells) => {
      const [a, b] = [0, 1].map((side) => raster(String(side), cells.map((cell) => cell[side]), 4));
      const report = whole(comparePair(a, b));
      const tables = whole(neuronTables(a, b));
      for (const [of, value] of [[f1, report.f1], [jaccard, report.jaccard], [precision, report.precision], [(measureOf('mcc') as { of: typeof f1 }).of, report.mcc]] as const) {
        const { mean, lo, hi } = whole(bootstrapOfTables(tables, of, { resamples: 200 }));
        expect(mean).toEqual(value);
        if (!Number.isNaN(lo)) expect(lo).toBeLessThanOrEqual(hi);
      }
    }), { numRuns: 30 });
  });

  test('has no width where all neurons are alike, and is the same for the same seed', () => {
    const tables = { both: Uint32Array.of(3, 3, 3), onlyA: Uint32Array.of(1, 1, 1), onlyB: Uint32Array.of(2, 2, 2), cells: 20 };
    const { mean, lo, hi } = whole(bootstrapOfTables(tables, precision));
    expect([lo, hi]).toEqual([mean, mean]);
    expect(mean).toBeCloseTo(0.6, 12);
    const uneven = { ...tables, both: Uint32Array.of(0, 3, 9) };
    expect(whole(bootstrapOfTables(uneven, f1, { seed: 3 }))).toEqual(whole(bootstrapOfTables(uneven, f1, { seed: 3 })));
  });
});

describe('what is the same', () => {
  const events = (name: string, times: readonly number[]) => rasterFromEvents(times.map(() => 0), times, 1, { name, unit: 'ms', start: 0, end: 10, dt: null });

  test('is the same to the last bit, and not only in its cells', () => {
    const a = events('a', [1.1, 5.2]);
    expect(whole(comparePair(a, events('b', [1.1, 5.2]))).identical).toBe(true);
    const near = whole(comparePair(a, events('b', [1.7, 5.8])));
    expect([near.agreement, near.identical]).toEqual([1, false]);
    expect(near.spike).toBeGreaterThan(0);
    expect(whole(comparePair(a, events('b', [1.1]))).identical).toBe(false);
  });

  test('several spikes in a cell are told', () => {
    const { notes, bothSpikes, spikesB } = whole(comparePair(events('a', [1.1]), events('b', [1.1, 1.4])));
    expect([bothSpikes, spikesB]).toEqual([1, 2]);
    expect(notes.join(' ')).toContain('“b” holds 2 spikes in 1 cell: several in one cell count once cell by cell');
  });
});
