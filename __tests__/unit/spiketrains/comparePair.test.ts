/** @jest-environment node */
import fc from 'fast-check';
import { readNpy } from '@/lib/formats/npy';
import { paced, whole } from '@/lib/numerics/pieces';
import { compareSpikes } from '@/lib/recording/compare';
import { rasterFromDense, type Raster } from '@/lib/recording/raster';
import { commonFrame } from '@/lib/spiketrains/compare/common';
import { equalWindows, measureOf, neuronValues, windowValues } from '@/lib/spiketrains/compare/measures';
import { comparePair, TRAIN_VALUES, type PairOptions } from '@/lib/spiketrains/compare/pair';
import { MEASURES, type MeasureId } from '@/lib/spiketrains/catalogue';
import { realFile, whenPresent } from '../formats/whenPresent';
import { bits, gridTrains, rasterOf } from './rasters';

const compare = (a: Raster, b: Raster, options?: PairOptions) => whole(comparePair(a, b, options));

describe('a pair worked out by hand', () => {
  // Ten steps of two neurons. Cells: both {0:1, 0:9}, only a {0:3, 1:4}, only b {0:4}.
  const a = rasterOf([[1, 3, 9], [4]], { name: 'left', end: 10 });
  const b = rasterOf([[1, 4, 9, 9], []], { name: 'right', end: 10 });
  const report = compare(a, b, { within: 1, q: 0.5, tau: 2 });

  it('counts cells', () => {
    expect(report).toMatchObject({ a: 'left', b: 'right', neurons: 2, steps: 10, bothSpikes: 2, onlyA: 2, onlyB: 1, shifted: 1, meanShift: 1, spikesA: 4, spikesB: 4, rateA: 0.2, rateB: 0.2 });
    expect(report).toMatchObject({ firstDivergenceStep: 3, firstDivergenceNeuron: 0, firstDivergenceTime: 3 });
    expect(report.agreement).toBeCloseTo(17 / 20, 12);
    expect(report.hamming).toBeCloseTo(3 / 20, 12);
    // Neuron 0: 3 of 10 and 3 of 10; neuron 1: 1 of 10 and none.
    expect(report.chance).toBeCloseTo((0.09 + 0.49 + 0.9) / 2, 12);
  });

  it('takes a as the reference of b', () => {
    expect(report.precision).toBeCloseTo(2 / 3, 12);
    expect(report.recall).toBeCloseTo(2 / 4, 12);
    expect(report.f1).toBeCloseTo(4 / 7, 12);
    expect(report.jaccard).toBeCloseTo(2 / 5, 12);
    expect(report.mcc).toBeCloseTo((2 * 15 - 2 * 1) / Math.sqrt(4 * 3 * 17 * 16), 12);
  });

  it('keeps the two spikes of one step for measures of trains', () => {
    expect(report.perNeuron[0]).toMatchObject({ neuron: 0, na: 3, nb: 4 });
    expect(report.perNeuron[0].victorPurpura).toBeCloseTo(0.5 + 1, 12);
    expect(report.perNeuron[1]).toMatchObject({ neuron: 1, na: 1, nb: 0, victorPurpura: 1, sync: 0 });
    expect(report.perNeuron[1].vanRossum).toBeCloseTo(1, 12);
    expect(report.victorPurpura).toBeCloseTo(1.25, 12);
  });
});

it('finds by how much b follows a', () => {
  const train = [2, 3, 11, 20, 24, 37];
  const a = rasterOf([train], { end: 60 });
  const b = rasterOf([train.map((time) => time + 4)], { end: 60 });
  expect(compare(a, b).crossCorrelation.lag).toBe(4);
  expect(compare(b, a).crossCorrelation.lag).toBe(-4);
  expect(compare(a, a)).toMatchObject({ crossCorrelation: { lag: 0 }, countCorrelation: 1 });
});

it('takes q and τ per grid step unless told', () => {
  const a = rasterOf([[0.1]], { end: 0.5, unit: 's', dt: null });
  const report = compare(a, rasterOf([[0.103]], { end: 0.5, unit: 's', dt: null }));
  expect(report).toMatchObject({ dt: 0.001, steps: 500, tau: 0.005, q: 100, within: 2, shifted: 0 });
  expect(report.victorPurpura).toBeCloseTo(0.3, 9);
});

describe('of any two rasters', () => {
  const steps = 15;
  const pair = fc.tuple(gridTrains(3, steps), gridTrains(3, steps));
  const dense = (trains: readonly (readonly number[])[]) => {
    const cells = bits(trains, steps);
    return Uint8Array.from({ length: steps * 3 }, (_, k) => Number(cells[k % 3][Math.floor(k / 3)]));
  };

  it('agrees with the comparison of dense arrays', () => {
    fc.assert(fc.property(pair, ([p, q]) => {
      const report = compare(rasterOf(p, { end: steps }), rasterOf(q, { end: steps }));
      const known = compareSpikes(dense(p), dense(q), steps, 3);
      expect([report.bothSpikes, report.onlyA, report.onlyB]).toEqual([known.both, known.onlyA, known.onlyB]);
      expect(report.agreement).toBeCloseTo(known.agreement, 12);
      expect(report.chance).toBeCloseTo(known.chance, 12);
      expect(known.firstDivergence).toEqual(report.firstDivergenceStep === null ? null : { step: report.firstDivergenceStep, neuron: report.firstDivergenceNeuron });
    }));
  });

  it('is symmetric in all but precision and recall, which change places', () => {
    fc.assert(fc.property(pair, ([p, q]) => {
      const [a, b] = [rasterOf(p, { end: steps }), rasterOf(q, { end: steps })];
      const [there, back] = [compare(a, b), compare(b, a)];
      for (const id of [...TRAIN_VALUES, 'agreement', 'f1', 'jaccard', 'mcc', 'hamming'] as const) {
        if (Number.isNaN(there[id])) expect(back[id]).toBeNaN();
        else expect(back[id]).toBeCloseTo(there[id], 10);
      }
      expect([back.precision, back.recall]).toEqual([there.recall, there.precision]);
    }));
  });

  it('finds a raster equal to itself', () => {
    fc.assert(fc.property(gridTrains(2, steps), (p) => {
      const a = rasterOf(p, { end: steps });
      expect(compare(a, a)).toMatchObject({ agreement: 1, hamming: 0, onlyA: 0, onlyB: 0, f1: 1, jaccard: 1, isi: 0, spike: 0, sync: 1, victorPurpura: 0, vanRossum: 0, earthMovers: 0, firstDivergenceStep: null });
    }));
  });

  it('has the values of single measures, of windows and of chosen neurons', () => {
    fc.assert(fc.property(pair, ([p, q]) => {
      const [a, b] = [rasterOf(p, { end: steps }), rasterOf(q, { end: steps })];
      const report = compare(a, b);
      for (const id of TRAIN_VALUES) {
        expect(Array.from(whole(neuronValues(a, b, id)))).toEqual(report.perNeuron.map((one) => one[id]));
        expect(whole(windowValues(a, b, id, [0, steps]))[0]).toBeCloseTo(report[id], 12);
      }
      for (const id of ['agreement', 'f1', 'precision', 'mcc'] as const) expect(whole(windowValues(a, b, id, [0, steps]))).toEqual(new Float64Array([report[id]]));
      const some = compare(a, b, { neurons: new Uint32Array([2, 0]) });
      expect(some.perNeuron).toEqual([report.perNeuron[2], report.perNeuron[0]]);
    }));
  });
});

describe('a window', () => {
  const a = rasterOf([[0, 3, 7, 12]]);
  const b = rasterOf([[1, 3, 7, 12]]);

  it('is compared as if it were all there is', () => {
    const [p, q] = [rasterOf([[3, 7]], { start: 2, end: 10 }), rasterOf([[3, 7]], { start: 2, end: 10 })];
    expect(compare(a, b, { window: [2, 10] })).toEqual(compare(p, q));
  });

  it('counts steps from the start of what was observed', () => {
    expect(compare(rasterOf([[12]]), rasterOf([[13]]), { window: [10, 15] })).toMatchObject({ firstDivergenceStep: 12, firstDivergenceTime: 12, steps: 5 });
  });

  it('gives a value each', () => {
    expect(Array.from(whole(windowValues(a, b, 'agreement', [0, 5, 10, 20])))).toEqual([1 - 2 / 5, 1, 1]);
    expect(Array.from(equalWindows(commonFrame([a, b]), 3))).toEqual([0, 7, 13, 20]);
    expect(Array.from(equalWindows(commonFrame([a, b]), 100))).toHaveLength(21);
  });
});

it('measures every measure of the catalogue, neuron by neuron', () => {
  const [a, b] = [rasterOf([[1, 5, 9], [2]]), rasterOf([[1, 6], [2]])];
  for (const { id, between } of MEASURES) {
    const values = whole(neuronValues(a, b, id));
    const direct = between([1, 5, 9], [1, 6], { edges: [0, 20], q: 0.1, tau: 5, bin: 1 });
    expect(values[0]).toBeCloseTo(direct, 12);
  }
  expect(() => measureOf('none' as MeasureId)).toThrow(/^The measures are isi, .*; “none” is none of them\.$/);
});

it('refuses what cannot be compared', () => {
  const [a, b] = [rasterOf([[1]]), rasterOf([[1]], { name: 'b', unit: 'ms' })];
  expect(() => compare(a, b)).toThrow('“a” is counted in steps and “b” in ms');
  expect(() => compare(a, a, { q: -1 })).toThrow('The cost q of moving a spike must be 0 or more, not -1.');
  expect(() => compare(a, a, { tau: Number.NaN })).toThrow('The time constant τ must be 0 or more, not NaN.');
  expect(() => compare(a, a, { within: 0.5 })).toThrow('must be a whole number from 0, not 0.5.');
});

it('gives way and can be stopped', async () => {
  const trains = Array.from({ length: 200 }, (_, n) => Array.from({ length: 500 }, (_u, k) => k * 3 + (n % 3)));
  const raster = rasterOf(trains, { end: 1500 });
  const shares: number[] = [];
  for (const work = comparePair(raster, raster), next = { done: false }; !next.done; ) {
    const { value, done } = work.next();
    if (typeof value === 'number') shares.push(value);
    next.done = done ?? false;
  }
  expect(shares.length).toBeGreaterThan(5);
  expect(shares).toEqual([...shares].sort((p, q) => p - q));
  expect(Math.max(...shares)).toBeLessThanOrEqual(1);
  jest.spyOn(performance, 'now').mockImplementation(() => (shares.push(0), shares.length * 100));
  await expect(paced(comparePair(raster, raster), async () => { throw new Error('stopped'); })).rejects.toThrow('stopped');
});

whenPresent('one network run by several simulators', () => {
  /** Time is the longer axis; a value above 0 is a spike. */
  function raster(name: string): Raster {
    const { data, shape: [rows, columns] } = readNpy(realFile(`nir/braille/${name}.npy`), name);
    const across = rows < columns;
    return rasterFromDense((t, n) => data[across ? n * columns + t : t * columns + n], Math.max(rows, columns), Math.min(rows, columns), { name });
  }

  // Means over neurons of values of PySpike and of elephant's formulas; counts and agreement by numpy.
  it.each([
    ['norse_activity_noDelay_bias_zero', 'snntorch_activity_noDelay_bias_zero', [0.9976356907894737, 107, 11, 12, 2, 118, 119], [0.006051180872713033, 0.00227327431930864, 0.9602018557797178, 0.26315789473684215, 0.24930044928122397]],
    ['lava_activity_noDelay_bias_zero', 'norse_activity_noDelay_bias_zero', [0.9846833881578947, 39, 70, 79, 2, 109, 118], [0.0829419007775684, 0.03462041353664308, 0.8345295199311821, 2.557894736842105, 1.050287668062305]],
    ['norse_activity_noDelay_noBias_subtract', 'rockpool_activity_noDelay_noBias_subtract', [0.9923828125, 65, 38, 40, 8, 103, 105], [0.04707742088427282, 0.017900729415530454, 0.8598624882169774, 0.7274999999999999, 0.5378646415681857]],
  ])('%s with %s', (a, b, cells, means) => {
    const report = compare(raster(a), raster(b), { q: 0.1, tau: 5 });
    expect([report.agreement, report.bothSpikes, report.onlyA, report.onlyB, report.firstDivergenceStep, report.spikesA, report.spikesB]).toEqual(cells);
    for (const [k, id] of (['isi', 'spike', 'sync', 'victorPurpura', 'vanRossum'] as const).entries()) expect(Math.abs(report[id] - means[k])).toBeLessThan(1e-9);
  });

  it('has the other values that numpy gives', () => {
    const report = compare(raster('norse_activity_noDelay_bias_zero'), raster('snntorch_activity_noDelay_bias_zero'));
    const known = {
      chance: 0.9782787122224507, precision: 0.8991596638655462, recall: 0.9067796610169492, f1: 0.9029535864978903, jaccard: 0.823076923076923,
      mcc: 0.9017651021467382, hamming: 0.0023643092105263158, countCorrelation: 0.8834907272507645, meanShift: -0.5,
    } as const;
    for (const [name, value] of Object.entries(known)) expect(Math.abs(report[name as keyof typeof known] - value)).toBeLessThan(1e-12);
    expect(report).toMatchObject({ shifted: 6, firstDivergenceNeuron: 2, crossCorrelation: { lag: 0 } });
  });
});
