/** @jest-environment node */
import fc from 'fast-check';
import { trainOf } from '@/lib/recording/raster';
import { whole } from '@/lib/numerics/pieces';
import { alignTo, psth, psthInPieces, trialRaster } from '@/lib/spiketrains/compare/aligned';
import { rasterOf } from './rasters';

const raster = rasterOf([[1, 4, 5, 11, 14], [10]], { name: 'cells' });

it('cuts trials around events', () => {
  const trials = alignTo(raster, [5, 12, 4.5], { before: 2, after: 6 });
  expect(trials).toMatchObject({ neurons: 2, trials: 3 });
  expect(Array.from(trials.offsets)).toEqual([0, 2, 4, 6, 7, 8, 9]);
  expect(Array.from(trials.times)).toEqual([-1, 0, -1, 2, -0.5, 0.5, 5, -2, 5.5]);
  const first = trialRaster(raster, trials, 0);
  expect(first).toMatchObject({ name: 'cells, neuron 0', neurons: 3, start: -2, end: 6, unit: 'step', dt: null });
  expect(Array.from(trainOf(first, 1))).toEqual([-1, 2]);
  expect(Array.from(trainOf(trialRaster(raster, trials, 1), 1))).toEqual([-2]);
});

it('holds exactly the spikes that lie around each event', () => {
  fc.assert(fc.property(
    fc.array(fc.double({ min: 0, max: 20, noNaN: true }), { maxLength: 20 }),
    fc.array(fc.double({ min: -5, max: 25, noNaN: true }), { maxLength: 5 }),
    fc.double({ min: -3, max: 5, noNaN: true }),
    fc.double({ min: 3.5, max: 9, noNaN: true }),
    (train, events, before, after) => {
      const { offsets, times } = alignTo(rasterOf([train], { dt: null }), events, { before, after });
      const sorted = [...train].sort((a, b) => a - b);
      events.forEach((event, k) => {
        const slack = 1e-9 * (before + after);
        const known = sorted.filter((time) => time >= event - before - slack && time < event + after - slack).map((time) => Math.max(-before, time - event));
        const found = Array.from(times.subarray(offsets[k], offsets[k + 1]));
        expect(found).toHaveLength(known.length);
        found.forEach((time, place) => {
          expect(time).toBeCloseTo(known[place], 9);
          expect(time).toBeGreaterThanOrEqual(-before);
          expect(time).toBeLessThanOrEqual(after);
        });
      });
    },
  ));
});

it('counts spikes per neuron, trial and unit of time', () => {
  const { edges, rates, trials, left } = psth(raster, [0, 1], [5, 12], { before: 2, after: 4, bin: 2 });
  expect(Array.from(edges)).toEqual([-2, 0, 2, 4]);
  // Around 5: −1, 0; around 12: −1, 2 of neuron 0, −2 of neuron 1.
  expect(Array.from(rates)).toEqual([3 / 8, 1 / 8, 1 / 8]);
  expect({ trials, left }).toEqual({ trials: 2, left: 0 });
});

it('leaves out trials that were not observed to their ends', () => {
  expect(psth(raster, [0], [1, 5, 18], { before: 2, after: 4, bin: 2 })).toMatchObject({ trials: 1, left: 2, rates: new Float64Array([0.5, 0.5, 0]) });
  expect(psth(raster, [0], [], { before: 2, after: 4, bin: 6 })).toMatchObject({ trials: 0, rates: new Float64Array([Number.NaN]) });
});

it('gives a narrower last bin its own width', () => {
  const { edges, rates } = psth(raster, [0], [9], { before: 0, after: 6, bin: 4 });
  expect(Array.from(edges)).toEqual([0, 4, 6]);
  expect(Array.from(rates)).toEqual([1 / 4, 1 / 2]);
});

it('is not misled by a rounding at its ends', () => {
  // 0.1 + 0.2 lies above 0.3, and 0.8 − 0.1 above 0.7.
  const tenths = rasterOf([[0.1, 0.2, 0.3]], { end: 0.3, unit: 's', dt: 0.1 });
  const { trials, left, rates } = psth(tenths, [0], [0.1], { before: 0, after: 0.2, bin: 0.1 });
  expect({ trials, left, rates: Array.from(rates) }).toEqual({ trials: 1, left: 0, rates: [10, 10] });
  expect(Array.from(alignTo(tenths, [0.1], { before: 0, after: 0.2 }).times)).toEqual([0, 0.1]);
  expect(Array.from(alignTo(rasterOf([[0.7]]), [0.8], { before: 0.1, after: 0.1 }).times)).toEqual([-0.1]);
});

it('comes in pieces, the same', () => {
  const many = rasterOf([Array.from({ length: 1000 }, (_, k) => k / 50), [3]], { dt: null });
  const events = Array.from({ length: 1000 }, (_, k) => 2 + k / 100);
  const around = { before: 2, after: 6, bin: 0.5 };
  const work = psthInPieces(many, [0, 1], events, around);
  const shares: number[] = [];
  let next = work.next();
  for (; !next.done; next = work.next()) shares.push(next.value);
  expect(shares.length).toBeGreaterThan(0);
  expect(shares.every((share, k) => share > (shares[k - 1] ?? 0) && share <= 1)).toBe(true);
  expect(next.value).toEqual(psth(many, [0, 1], events, around));
  // Each trial holds 8 · 50 spikes of the one neuron.
  expect(whole(psthInPieces(many, [0], [8], around)).rates.every((rate) => rate === 50)).toBe(true);
});

it('refuses what is no time', () => {
  expect(() => psth(raster, [0], [5], { before: 1, after: 2, bin: 1e-6 })).toThrow('Bins of 0.000001 from 1 before to 2 after an event would be 3,000,000; the limit is 100,000.');
  expect(() => alignTo(raster, [1], { before: 1, after: -1 })).toThrow('From 1 before to -1 after an event is no time at all.');
  expect(() => alignTo(raster, [1, Number.NaN], { before: 1, after: 1 })).toThrow('Event 1 is at NaN, which is no time.');
  expect(() => psth(raster, [2], [5], { before: 1, after: 1, bin: 1 })).toThrow('There is no neuron 2; there are 2, counted from 0.');
  expect(() => psth(raster, [], [5], { before: 1, after: 1, bin: 1 })).toThrow('No neuron is chosen.');
  expect(() => psth(raster, [0], [5], { before: 1, after: 1, bin: 0 })).toThrow(RangeError);
  expect(() => trialRaster(raster, alignTo(raster, [5], { before: 1, after: 1 }), 2)).toThrow('There is no neuron 2');
});
