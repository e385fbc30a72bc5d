/** @jest-environment node */
import fc from 'fast-check';
import { MEASURES, type Measure, type MeasureId, type MeasureSettings } from '@/lib/spiketrains/catalogue';
import { hitTable } from '@/lib/spiketrains/trains/hits';
import { EDGES, expectClose, gridTrains } from './trainsArbitraries';

const settings: MeasureSettings = { edges: EDGES, q: 0.5, tau: 4, bin: 4 };
const measure = (id: MeasureId): Measure => {
  const found = MEASURES.find((each) => each.id === id);
  if (!found) throw new Error(`There is no measure ${id}.`);
  return found;
};

it('names each measure once', () => {
  expect(MEASURES.map(({ id }) => id)).toEqual([
    'isi', 'spike', 'sync', 'victorPurpura', 'vanRossum', 'vanRossumPaper', 'earthMovers', 'countCorrelation',
    'agreement', 'hamming', 'precision', 'recall', 'f1', 'jaccard', 'mcc',
  ]);
  expect(new Set(MEASURES.map(({ name }) => name)).size).toBe(MEASURES.length);
});

describe.each(MEASURES.map((each): [MeasureId, Measure] => [each.id, each]))('%s', (_id, { between, better, range, symmetric, parameters, citation, question }) => {
  it('asks a question and says where it is from', () => {
    expect(question).toMatch(/^[A-Z].*\?$/);
    expect(citation.text).toMatch(/\(\d{4}\)\. .*\.$/);
    expect(citation.doi ?? '10.1/a').toMatch(/^10\.\d+\/\S+$/);
  });

  it('stays in its range, and equal trains have its best value', () => {
    const [lo, hi] = [range[0], range[1] ?? Infinity];
    fc.assert(fc.property(gridTrains, gridTrains, (a, b) => {
      for (const value of [between(a, b, settings), between(a, a, settings)]) {
        if (Number.isNaN(value)) continue;
        expect(value).toBeGreaterThanOrEqual(lo - 1e-12);
        expect(value).toBeLessThanOrEqual(hi + 1e-12);
      }
      const same = between(a, a, settings);
      if (!Number.isNaN(same)) expect(same).toBeCloseTo(better === 'low' ? lo : hi, 12);
    }));
  });

  it('says whether a and b can be exchanged', () => {
    const asymmetric: [number[], number[]] = [[8, 40, 72], [8, 50]];
    fc.assert(fc.property(gridTrains, gridTrains, (a, b) => {
      if (symmetric) expectClose(between(b, a, settings), between(a, b, settings));
    }));
    if (!symmetric) expect(between(...asymmetric, settings)).not.toBe(between(asymmetric[1], asymmetric[0], settings));
  });

  it('needs the parameters it names, and no others', () => {
    const [a, b] = [[8, 40, 72], [9, 50]];
    const value = between(a, b, settings);
    for (const name of ['q', 'tau', 'bin'] as const) {
      const other = { ...settings, [name]: 2 * settings[name] };
      const without = { ...settings, [name]: Number.NaN };
      if (parameters.includes(name)) {
        expect(() => between(a, b, without)).toThrow(RangeError);
      } else {
        expect([between(a, b, other), between(a, b, without)]).toEqual([value, value]);
      }
    }
  });
});

it('reads measures of a grid off one table or off two trains', () => {
  const [a, b] = [[0, 9, 17, 127], [1, 9, 60]];
  const table = hitTable([1, 0, 1, 0, 1, 0, 0, 1], [1, 0, 1, 0, 0, 0, 1, 0]);
  for (const each of MEASURES) {
    if (each.kind === 'grid') expect(each.of({ both: 2, onlyA: 2, onlyB: 1, neither: 27 })).toBe(each.between(a, b, settings));
  }
  const precision = measure('precision');
  if (precision.kind !== 'grid') throw new Error('Precision counts cells.');
  expect(precision.of(table)).toBeCloseTo(2 / 3, 14);
  expect(measure('recall').between(a, b, settings)).toBe(0.5);
});

it('tells its measures from each other', () => {
  const [a, b] = [[8, 40, 72], [9, 50]];
  const values = MEASURES.map(({ between }) => between(a, b, settings));
  // Precision of 1/2 and the like may be equal by chance; the distances are not.
  expect(new Set(values.slice(0, 8)).size).toBe(8);
});
