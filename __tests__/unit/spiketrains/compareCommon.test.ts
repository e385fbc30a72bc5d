/** @jest-environment node */
import fc from 'fast-check';
import { cellOf, commonFrame, inFrame, neuronsOf, trainIn, windowFrame } from '@/lib/spiketrains/compare/common';
import { whole } from '@/lib/numerics/pieces';
import { MEASURES } from '@/lib/spiketrains/catalogue';
import { windowValues } from '@/lib/spiketrains/compare/measures';
import { comparePair } from '@/lib/spiketrains/compare/pair';
import { rasterOf } from './rasters';

const seconds = rasterOf([[0.001, 0.25, 0.5]], { name: 'seconds', end: 1, unit: 's', dt: null });
const millis = rasterOf([[1, 250, 500]], { name: 'millis', end: 1000, unit: 'ms', dt: null });
const micros = rasterOf([[1000, 250_000, 500_000]], { name: 'micros', end: 1_000_000, unit: 'µs', dt: null });
const steps = rasterOf([[1, 250, 500]], { name: 'steps', end: 1000 });

describe('one unit', () => {
  it('is that of the first raster with a real one, to the last bit', () => {
    const frame = commonFrame([steps, millis, seconds, micros], { dt: 1 });
    expect(frame).toMatchObject({ unit: 'ms', edges: [0, 1000] });
    for (const raster of [steps, millis, seconds, micros]) expect(Array.from(inFrame(raster, frame).times)).toEqual([1, 250, 500]);
    const inSeconds = commonFrame([seconds, micros, millis]);
    for (const raster of [seconds, millis, micros]) expect(Array.from(inFrame(raster, inSeconds).times)).toEqual([0.001, 0.25, 0.5]);
    expect(inFrame(seconds, inSeconds)).toBe(seconds);
  });

  it('is the step where all are counted in steps', () => {
    expect(commonFrame([steps, steps])).toMatchObject({ unit: 'step', edges: [0, 1000], dt: 1, steps: 1000, notes: [] });
  });

  it('cannot be found for steps of unknown length', () => {
    expect(() => commonFrame([steps, millis])).toThrow('“steps” is counted in steps and “millis” in ms: set how long one step of “steps” is.');
    expect(commonFrame([steps, seconds], { dt: 0.002 })).toMatchObject({ unit: 's', edges: [0, 2], dt: 0.002, steps: 1000 });
  });

  it('is the one that is asked for, whichever raster comes first', () => {
    for (const rasters of [[millis, seconds], [seconds, millis], [micros], [millis, steps]]) {
      const frame = commonFrame(rasters, { unit: 's', dt: 0.001 });
      expect(frame).toMatchObject({ unit: 's', edges: [0, 1], dt: 0.001, steps: 1000 });
      for (const raster of rasters) expect(Array.from(inFrame(raster, frame).times)).toEqual([0.001, 0.25, 0.5]);
    }
    expect(commonFrame([steps], { unit: 'step' })).toMatchObject({ unit: 'step', edges: [0, 1000] });
    expect(() => commonFrame([steps], { unit: 's' })).toThrow('“steps” is counted in steps and s are asked for: set how long one step of “steps” is.');
    expect(() => commonFrame([steps, millis], { unit: 's' })).toThrow('“steps” is counted in steps and s are asked for: set how long one step of “steps” is.');
    expect(() => commonFrame([steps, millis], { unit: 'step', dt: 1 })).toThrow('“millis” is in ms and cannot be counted in steps.');
  });

  it('gives q, tau, bin and the window their unit', () => {
    const one = rasterOf([[0.1, 0.25, 0.5], [0.75]], { name: 'one', end: 1, unit: 's', dt: null });
    const two = rasterOf([[104, 246, 520, 900], [740]], { name: 'two', end: 1000, unit: 'ms', dt: null });
    const options = { unit: 's', q: 20, tau: 0.02, bin: 0.005, window: [0.2, 0.8] } as const;
    const [there, back] = [whole(comparePair(one, two, options)), whole(comparePair(two, one, options))];
    expect(there).toMatchObject({ unit: 's', edges: [0.2, 0.8], dt: 0.005, steps: 120, q: 20, tau: 0.02, spikesA: 3, spikesB: 3 });
    expect(back).toMatchObject({ unit: 's', edges: [0.2, 0.8], dt: 0.005, steps: 120, q: 20, tau: 0.02, spikesA: 3, spikesB: 3 });
    // Moves of 4 and 20 ms in neuron 0, of 10 ms in neuron 1, at 20 a second.
    expect(there.victorPurpura).toBeCloseTo((0.48 + 0.2) / 2, 12);
    for (const key of ['isi', 'spike', 'sync', 'victorPurpura', 'vanRossum', 'earthMovers', 'countCorrelation', 'bothSpikes', 'shifted'] as const) expect(back[key]).toBeCloseTo(there[key], 12);
  });
});

describe('the grid', () => {
  it('takes the step that rasters share, or the longest, and says so', () => {
    const coarse = rasterOf([[0]], { name: 'coarse', dt: 2 });
    const fine = rasterOf([[0]], { name: 'fine' });
    expect(commonFrame([fine, coarse])).toMatchObject({ dt: 2, steps: 10, notes: ['The steps differ: “fine” has 1 step and “coarse” has 2 steps. The longest, 2 steps, is the grid.'] });
  });

  it('is 1 ms where times lie anywhere, in each unit', () => {
    for (const [raster, dt] of [[seconds, 0.001], [millis, 1], [micros, 1000]] as const) expect(commonFrame([raster, raster])).toMatchObject({ dt, steps: 1000 });
  });

  it('is a thousandth of the span where nothing is known', () => {
    const bare = rasterOf([[0.5]], { end: 2, dt: null });
    expect(commonFrame([bare, bare])).toMatchObject({ dt: 0.002, steps: 1000 });
  });

  it('has the bin that was asked for', () => {
    expect(commonFrame([millis, millis], { bin: 3 })).toMatchObject({ dt: 3, steps: 334 });
    expect(() => commonFrame([millis, millis], { bin: 1e-6 })).toThrow('Cells of 0.000001 ms make 1,000,000,000 steps of “millis” and “millis”; the limit is 16,777,216.');
    expect(() => commonFrame([millis, millis], { bin: -1 })).toThrow('The width of a bin must be a positive number, not -1.');
  });

  it('becomes coarser where its own step would make too many cells', () => {
    const clock = rasterOf([[0]], { name: 'clock', end: 3e8, unit: 'µs', dt: 1 });
    expect(commonFrame([clock, clock])).toMatchObject({ dt: 100, steps: 3_000_000, notes: [expect.stringContaining('300,000,000 steps')] });
  });

  it('puts k·dt into cell k, and the end into the last', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 5000 }), fc.constantFrom(0.1, 0.3, 0.001, 1e-4, 1 / 3, 7), (cells, dt) => {
      const raster = rasterOf([[]], { end: cells * dt, dt });
      const frame = commonFrame([raster, raster]);
      expect(frame.steps).toBe(cells);
      for (let k = 0; k < cells; k += 7) expect(cellOf(k * dt, frame)).toBe(k);
      expect(cellOf(frame.edges[1], frame)).toBe(cells - 1);
    }), { numRuns: 30 });
  });
});

describe('span and neurons', () => {
  it('are the union and the smaller number, with a sentence each', () => {
    const small = rasterOf([[1], []], { name: 'small', end: 8 });
    const large = rasterOf([[1], [2], [3]], { name: 'large', start: -2, end: 10 });
    expect(commonFrame([small, large])).toMatchObject({
      edges: [-2, 10], neurons: 2, steps: 12,
      notes: [
        'The numbers of neurons differ: “small” has 2 and “large” has 3. The first 2 are compared.',
        'The spans differ: “small” runs from 0 to 8 steps and “large” runs from −2 to 10 steps. Where one was not observed it counts as silent.',
      ],
    });
  });

  it('must not be empty', () => {
    const none = rasterOf([[]], { end: 0 });
    expect(() => commonFrame([none, none])).toThrow('Nothing was observed in “a” and “a”: the span from 0 to 0 steps is empty.');
    expect(() => commonFrame([rasterOf([]), steps])).toThrow('There is no neuron that “a” and “steps” all have.');
    expect(() => commonFrame([])).toThrow('There are no rasters to compare.');
  });

  it('refuse neurons that not all have', () => {
    const frame = commonFrame([steps, steps]);
    expect(() => neuronsOf(frame, new Uint32Array([1]))).toThrow('Neuron 1 cannot be compared; there are 1, counted from 0.');
    expect(() => neuronsOf(frame, new Uint32Array())).toThrow('No neuron is chosen.');
  });
});

describe('a window', () => {
  const raster = rasterOf([[0, 3, 4, 7, 19]]);
  const frame = commonFrame([raster, raster]);

  it('is widened to whole cells and holds its start, not its end', () => {
    const part = windowFrame(frame, [3.5, 6.2]);
    expect(part).toMatchObject({ edges: [3, 7], steps: 4, firstStep: 3 });
    expect(Array.from(trainIn(raster, 0, part))).toEqual([3, 4]);
    expect(cellOf(4, part)).toBe(1);
  });

  it('holds the end of what was observed', () => {
    const last = rasterOf([[0, 20]]);
    expect(Array.from(trainIn(last, 0, windowFrame(frame, [10, 30])))).toEqual([20]);
  });

  it('shares no spike with the next one, and loses none', () => {
    fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 20, noNaN: true })), fc.integer({ min: 1, max: 19 }), (train, cut) => {
      const own = rasterOf([train], { dt: null });
      const [left, right] = [windowFrame(frame, [0, cut]), windowFrame(frame, [cut, 20])].map((part) => Array.from(trainIn(own, 0, part)));
      expect([...left, ...right]).toEqual(Array.from(own.times));
    }));
  });

  describe.each([0.001, 0.1, 1 / 3, 1e-4])('in steps of %d, of spikes that lie a rounding beside theirs', (dt) => {
    const cells = 60;
    const over = Math.round(1 / dt);
    const onGrid = { end: cells * dt, dt };
    // The same steps twice: k/1000 and k times 0.001 are not always one number.
    const pairOf = (trains: readonly (readonly number[])[]) => [
      rasterOf(trains.map((train) => train.map((k) => k / over)), { ...onGrid, name: 'divided' }),
      rasterOf(trains.map((train) => train.map((k) => k * dt)), { ...onGrid, name: 'multiplied' }),
    ] as const;
    const trains = fc.array(fc.array(fc.nat(cells - 1), { maxLength: 30 }), { minLength: 2, maxLength: 2 });
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: cells - 1 }), { maxLength: 12 }).map((between) => [0, ...between.sort((a, b) => a - b), cells]);

    it('shares them out among the windows, each to its own', () => {
      fc.assert(fc.property(trains, cuts, (steps, edges) => {
        for (const own of pairOf(steps)) {
          const all = commonFrame([own, own]);
          for (let n = 0; n < own.neurons; n++) {
            const sorted = [...steps[n]].sort((a, b) => a - b);
            for (let w = 0; w + 1 < edges.length; w++) {
              const part = windowFrame(all, [edges[w] * dt, edges[w + 1] * dt]);
              const train = Array.from(trainIn(own, n, part));
              expect(train.map((time) => edges[w] + cellOf(time, part))).toEqual(sorted.filter((k) => k >= edges[w] && k < edges[w + 1]));
              expect(train.every((time) => time >= part.edges[0] && time <= part.edges[1])).toBe(true);
            }
          }
        }
      }), { numRuns: 60 });
    });

    it('finds equal rasters equal in every window', () => {
      // Two spikes in one step leave no interval between them: only those at the same time to the last bit are in step.
      const single = trains.map((both) => both.map((train) => [...new Set(train)]));
      fc.assert(fc.property(single, cuts, (steps, edges) => {
        const [divided, multiplied] = pairOf(steps);
        const windows = edges.map((k) => k * dt);
        for (const { id } of MEASURES) {
          const same = whole(windowValues(multiplied, multiplied, id, windows));
          const values = whole(windowValues(divided, multiplied, id, windows));
          // The van Rossum distance is a root: a rounding of 1e-16 becomes 1e-8.
          values.forEach((value, w) => (Number.isNaN(same[w]) ? expect(value).toBeNaN() : expect(value).toBeCloseTo(same[w], 5)));
        }
        for (let w = 0; w + 1 < edges.length; w++) {
          expect(whole(comparePair(divided, multiplied, { window: [windows[w], windows[w + 1]] }))).toMatchObject({ onlyA: 0, onlyB: 0, firstDivergenceStep: null });
        }
      }), { numRuns: 25 });
    });
  });

  it('copies a train only for a spike before its start', () => {
    const dt = 0.001;
    const before = rasterOf([[9 / 1000, 0.0125]], { end: 0.1, dt });
    const part = windowFrame(commonFrame([before]), [9 * dt, 0.02]);
    expect(before.times[0]).toBeLessThan(part.edges[0]);
    expect(Array.from(trainIn(before, 0, part))).toEqual([part.edges[0], 0.0125]);
    expect(before.times[0]).toBe(9 / 1000);
    expect(trainIn(before, 0, windowFrame(commonFrame([before]), [0.012, 0.02])).buffer).toBe(before.times.buffer);
  });

  it('must hold something', () => {
    expect(() => windowFrame(frame, [5, 5])).toThrow('The window from 5 to 5 steps holds nothing of what was observed, 0 to 20 steps.');
    expect(() => windowFrame(frame, [30, 40])).toThrow(RangeError);
  });
});
