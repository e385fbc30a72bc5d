/** @jest-environment node */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeNpy } from '@/lib/formats/writeNpy';
import { emptyMeasures, measureFile, verifyPairs, verifyTrains, type FindRaster } from '@/lib/reference/spiketrains';
import { realFile, whenPresent } from '../unit/formats/whenPresent';
import { folder } from './folder';

const name = 'spiketrain_measures.json';
const stored = path.join(folder, name);

function read(json: unknown) {
  const file = measureFile(json);
  if (!file) throw new Error('It is a file of measures.');
  return file;
}

function judgedTrains(...trains: unknown[]) {
  const verdict = emptyMeasures();
  verifyTrains(read({ trains }), verdict);
  return verdict;
}

function judgedPairs(find: FindRaster, ...pairs: unknown[]) {
  const verdict = emptyMeasures();
  verifyPairs(read({ pairs }), find, verdict);
  return verdict;
}

if (existsSync(stored)) {
  const file = read(JSON.parse(readFileSync(stored, 'utf8')));

  it('agrees with the measures of other libraries', () => {
    const verdict = emptyMeasures();
    verifyTrains(file, verdict);
    expect(verdict.failures).toEqual([]);
    expect(verdict.measures.size).toBeGreaterThanOrEqual(5);
    for (const { cases } of verdict.measures.values()) expect(cases).toBe(file.trains.length);
  });

  whenPresent('rasters of one network in several simulators', () => {
    it('have the measures of other libraries', () => {
      const verdict = emptyMeasures();
      verifyPairs(file, (raster) => realFile(`nir/braille/${raster}`), verdict);
      expect(verdict.failures).toEqual([]);
      expect(verdict.measures.get('firstDivergenceStep')?.cases).toBe(file.pairs.length);
      expect(verdict.measures.get('spike')?.cases).toBeGreaterThan(100);
    });
  });
} else {
  it.skip(`${stored} is absent`, () => undefined);
}

/** Van Rossum's distance from its three sums, in Python. */
const good = { kind: 'known', a: [10, 20, 30], b: [12, 24, 30], edges: [0, 40], q: 0.1, tau: 10, expected: { victorPurpura: 0.6, vanRossum: 0.98396842013471 } };

describe('measureFile', () => {
  it.each([null, 3, [], {}, { family: 'PSU', cases: [] }, { trains: {} }, { trains: [], pairs: 3 }, { pairs: null }])('does not take %j for a file of measures', (json) => {
    expect(measureFile(json)).toBeNull();
  });

  it('takes trains, pairs, or both', () => {
    expect(measureFile({ trains: [1], source: 'somewhere' })).toEqual({ trains: [1], pairs: [] });
    expect(measureFile({ pairs: [2] })).toEqual({ trains: [], pairs: [2] });
  });
});

describe('trains', () => {
  it('pass where they agree', () => {
    const { measures, failures } = judgedTrains(good, good);
    expect(failures).toEqual([]);
    expect([...measures.keys()]).toEqual(['victorPurpura', 'vanRossum']);
    expect(measures.get('vanRossum')).toEqual({ cases: 2, worst: expect.closeTo(0, 9) });
  });

  it.each<[number | string | null]>([[0.6 + 3e-9], [0.6 - 3e-9], [0], ['0.6'], [null]])('fail where %j is expected', (victorPurpura) => {
    const { measures, failures } = judgedTrains({ ...good, expected: { victorPurpura } });
    expect(failures).toHaveLength(1);
    expect(failures[0]).toMatch(/^trains 1 \(known\): victorPurpura is 0\.(6|59)\d*, expected was .*\.$/);
    expect(measures.get('victorPurpura')?.worst).not.toBeLessThan(1e-9);
  });

  it('are held relative to large numbers', () => {
    const a = Array.from({ length: 5000 }, (_, k) => k);
    const many = { a, b: [], edges: [0, 5000], q: 1, tau: 1 };
    expect(judgedTrains({ ...many, expected: { victorPurpura: 5000 + 4e-6 } }).failures).toEqual([]);
    expect(judgedTrains({ ...many, expected: { victorPurpura: 5000 + 6e-6 } }).failures).toHaveLength(1);
  });

  it.each<[string, unknown, RegExp]>([
    ['nothing', null, /^trains 1: could not be checked: there is no case\.$/],
    ['no spikes', { ...good, a: 3 }, /^trains 1: could not be checked: "a" is not a list of numbers\.$/],
    ['words for spikes', { ...good, b: ['x'] }, /^trains 1: could not be checked: "b" is not/],
    ['one edge', { ...good, edges: [0] }, /^trains 1: could not be checked: "edges" are not two numbers\.$/],
    ['nothing expected', { ...good, expected: undefined }, /^trains 1: could not be checked: there is no "expected"\.$/],
    ['no known measure', { ...good, expected: { taste: 3 } }, /^trains 1 \(known\): there is nothing to compare with\.$/],
    ['no cost', { ...good, q: null }, /^trains 1 \(known\): victorPurpura could not be computed: The cost q is NaN/],
    ['a spike outside', { ...good, edges: [0, 25], expected: { isi: 0 } }, /^trains 1 \(known\): isi could not be computed: The train ends at 30/],
  ])('find %s, and judge the rest', (_name, bad, sentence) => {
    const { measures, failures } = judgedTrains(bad, good);
    expect(failures).toHaveLength(1);
    expect(failures[0]).toMatch(sentence);
    expect(measures.get('vanRossum')?.cases).toBeGreaterThan(0);
  });
});

/** [T, N]; a value of 2 is one spike. */
const A = writeNpy(Float32Array.from([1, 0, 0, 0, 2, 0, 0, 1, 0, 0]), [5, 2]);
/** [N, T]: time is the longer axis. */
const B = writeNpy(Float64Array.from([1, 0, 0, 0, 0, 0, 0, 0, 1, 1]), [2, 5]);
const find: FindRaster = (raster) => ({ 'a.npy': A, 'b.npy': B, 'bad.npy': A.subarray(0, 100), 'small.npy': writeNpy(new Float32Array(6), [3, 2]) })[raster] ?? null;
const pair = {
  a: 'a.npy', b: 'b.npy', edges: [0, 5], q: 0.1, tau: 5, agreement: 0.8, bothSpikes: 2, onlyA: 1, onlyB: 1, firstDivergenceStep: 2,
  perNeuron: [{ neuron: 0, na: 2, nb: 1, victorPurpura: 1, sync: 2 / 3 }, { neuron: 1, na: 1, nb: 2, victorPurpura: 1, sync: 2 / 3 }],
};

describe('pairs of rasters', () => {
  it('pass where they agree, whichever axis is time', () => {
    const { measures, failures } = judgedPairs(find, pair);
    expect(failures).toEqual([]);
    expect([...measures].map(([measure, { cases }]) => [measure, cases])).toEqual([
      ['agreement', 1], ['bothSpikes', 1], ['onlyA', 1], ['onlyB', 1], ['firstDivergenceStep', 1], ['na', 2], ['nb', 2], ['sync', 2], ['victorPurpura', 2],
    ]);
  });

  it('of the same raster diverge nowhere', () => {
    const same = { ...pair, b: 'a.npy', agreement: 1, bothSpikes: 3, onlyA: 0, onlyB: 0, firstDivergenceStep: null, perNeuron: [] };
    expect(judgedPairs(find, same).failures).toEqual([]);
    expect(judgedPairs(find, { ...same, firstDivergenceStep: 0 }).failures).toEqual(['pair 1 (a.npy, a.npy): firstDivergenceStep is none, expected was 0.']);
  });

  it.each(['agreement', 'bothSpikes', 'onlyA', 'onlyB', 'firstDivergenceStep'] as const)('fail where %s is another', (field) => {
    expect(judgedPairs(find, { ...pair, [field]: pair[field] + 1e-6 }).failures).toHaveLength(1);
  });

  it.each(['na', 'nb', 'victorPurpura', 'sync'])('fail where %s of a neuron is another', (field) => {
    const { failures } = judgedPairs(find, { ...pair, perNeuron: [pair.perNeuron[0], { ...pair.perNeuron[1], [field]: 7 }] });
    expect(failures).toEqual([expect.stringContaining(`pair 1 (a.npy, b.npy), neuron 1: ${field} is `)]);
  });

  it.each<[string, unknown, RegExp]>([
    ['no raster', { ...pair, b: 'c.npy' }, /^pair 1: could not be checked: c\.npy was not found\.$/],
    ['no name', { ...pair, b: 3 }, /could not be checked: a raster has no name\.$/],
    ['a damaged raster', { ...pair, a: 'bad.npy' }, /^pair 1: could not be checked: .*bad\.npy/],
    ['rasters of two sizes', { ...pair, b: 'small.npy' }, /a\.npy has 5 steps and 2 neurons, small\.npy has 3 and 2\.$/],
    ['a neuron too many', { ...pair, perNeuron: [{ neuron: 2 }] }, /there is no neuron 2 among 2\.$/],
    ['no neurons', { ...pair, perNeuron: null }, /"perNeuron" is not a list\.$/],
  ])('find %s, and judge the rest', (_name, bad, sentence) => {
    const { measures, failures } = judgedPairs(find, bad, pair);
    expect(failures).toHaveLength(1);
    expect(failures[0]).toMatch(sentence);
    expect(measures.get('sync')?.cases).toBe(2);
  });
});

describe('npm run reference', () => {
  let place = '';
  beforeAll(() => {
    place = mkdtempSync(path.join(tmpdir(), 'measures-'));
    for (const part of ['cases', 'data', 'data/nir', 'data/nir/braille']) mkdirSync(path.join(place, part));
    writeFileSync(path.join(place, 'data/a.npy'), A);
    writeFileSync(path.join(place, 'data/nir/braille/b.npy'), B);
  });
  afterAll(() => rmSync(place, { recursive: true }));

  function reference(json: unknown, ...args: string[]) {
    writeFileSync(path.join(place, 'cases', name), JSON.stringify(json));
    const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/reference.mjs', path.join(place, 'cases'), ...args], { encoding: 'utf8' });
    expect(stderr).toBe('');
    return { status, lines: stdout.split('\n').map((line) => line.trim().replace(/ +/g, ' ')) };
  }

  it('prints a line a measure, with rasters from wherever they lie', () => {
    const { status, lines } = reference({ trains: [good], pairs: [pair] }, '--data', path.join(place, 'data'));
    expect(lines).toEqual(expect.arrayContaining(['measure cases worst absolute error', expect.stringMatching(/^victorPurpura 3 \d/), 'onlyA 1 0.0e+0', 'Measures within tolerance.']));
    expect(status).toBe(0);
  });

  it('says what it did not check', () => {
    const { status, lines } = reference({ trains: [good], pairs: [pair] });
    expect(lines).toContain(`${name}: 1 pair of rasters not checked: --data <folder> says where the rasters lie.`);
    expect(status).toBe(0);
  });

  it('fails beyond tolerance, and names rasters that are not there or lead elsewhere', () => {
    const wrong = { ...good, expected: { vanRossum: 0.98 } };
    const { status, lines } = reference({ trains: [wrong], pairs: [{ ...pair, a: '../data/a.npy' }, { ...pair, b: 'c.npy' }] }, '--data', path.join(place, 'data'));
    expect(lines).toEqual(expect.arrayContaining([
      expect.stringMatching(/^trains 1 \(known\): vanRossum is 0\.98396842/),
      'pair 1: could not be checked: ../data/a.npy was not found.',
      'pair 2: could not be checked: c.npy was not found.',
      '3 findings beyond tolerance.',
    ]));
    expect(status).toBe(1);
  });

  it('finds that a file holds no cases', () => {
    const { status, lines } = reference({ trains: [] });
    expect(lines).toContain('The file holds no cases.');
    expect(status).toBe(1);
  });
});
