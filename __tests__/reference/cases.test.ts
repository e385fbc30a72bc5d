/** @jest-environment node */
import * as tf from '@tensorflow/tfjs-core';
import { caseFile, FAMILIES } from '@/lib/reference/cases';
import { verifyFloat64, verifyTensors } from '@/lib/reference/run';
import { useCpu } from '../unit/numerics/cpuBackend';
import { caseFiles, folder, present } from './folder';

if (present) {
  const files = caseFiles();

  it('has a file for each of the families', () => {
    expect(files.map(([, file]) => file.family).sort()).toEqual(Object.keys(FAMILIES).sort());
  });

  describe.each(files)('%s', (_name, file) => {
    beforeAll(useCpu);

    it('agrees with float64', async () => {
      const { cases, failures, spikeMismatches } = await verifyFloat64(file);
      expect(failures).toEqual([]);
      expect(spikeMismatches ?? 0).toBe(0);
      expect(cases).toBe(file.cases.length);
      expect(cases).toBeGreaterThan(0);
    });

    it('agrees with the tensor form on cpu, which leaves no tensor', async () => {
      const before = tf.memory().numTensors;
      const { cases, failures, spikeMismatches } = await verifyTensors(file, 'cpu');
      expect(failures).toEqual([]);
      expect(spikeMismatches ?? 0).toBe(0);
      expect(cases).toBe(file.cases.length);
      expect(tf.memory().numTensors).toBe(before);
    }, 30_000);
  });
} else {
  it(`finds no reference numbers to check against in ${folder}`, () => {
    expect(present).toBe(false);
  });
}

describe('caseFile', () => {
  it.each([null, 3, 'PSU', [], {}, { family: 'PSU' }, { family: 'pus', cases: [] }, { family: 'toString', cases: [] }, { family: 'PSU', cases: {} }])(
    'does not take %j for a case file',
    (json) => {
      expect(caseFile(json)).toBeNull();
    },
  );

  it('takes a family and its cases', () => {
    const json = { family: 'PSU', cases: [], source: 'somewhere' };
    expect(caseFile(json)).toEqual({ family: 'PSU', cases: [] });
  });
});

describe('a family with a bad case', () => {
  const good = { id: 'good', T: 2, tau: 2, threshold: 0.5, X: { shape: [2, 1], data: [1, 1] }, G: { shape: [2, 1], data: [1, 1] }, H: { shape: [2, 1], data: [0.5, 0.75] } };
  const family = 'LIF soft reset, BrainCog (PSU release)';
  const verdicts = (cases: unknown[]) => {
    const file = caseFile({ family, cases });
    if (!file) throw new Error('It is a case file.');
    return Promise.all([verifyFloat64(file), verifyTensors(file, 'cpu')]);
  };
  beforeAll(useCpu);

  it.each<[string, unknown, RegExp]>([
    ['nothing', null, /^case 2 of the file: could not be checked: /],
    ['no input', { id: 'bad', T: 2 }, /^bad: could not be checked: case bad has no array "X"\.$/],
    ['no data', { ...good, id: 'bad', X: { shape: [2, 1], data: null } }, /^bad: could not be checked: /],
    ['an endless time', { ...good, id: 'bad', T: 1e15 }, /^bad: /],
    ['nothing to compare with', { ...good, id: 'bad', H: undefined }, /^bad: there is nothing to compare with\.$/],
    ['an empty array to compare with', { ...good, id: 'bad', H: { shape: [0], data: [] } }, /^bad: /],
  ])('finds %s, and judges the rest', async (_name, bad, sentence) => {
    for (const verdict of await verdicts([good, bad, { ...good, id: 'last', H: { shape: [2, 1], data: [0.5, 9] } }])) {
      expect(verdict.cases).toBe(3);
      expect(verdict.failures.some((failure) => sentence.test(failure))).toBe(true);
      expect(verdict.failures.at(-1)).toMatch(/^last: H is off by/);
      expect(verdict.failures.some((failure) => failure.startsWith('good'))).toBe(false);
    }
  });

  it('finds that there is none', async () => {
    for (const { failures } of await verdicts([])) expect(failures).toEqual(['The file holds no cases.']);
  });
});

describe('a case that lacks something', () => {
  const bare = { id: 'a', X: { shape: [1, 1], data: [1] }, G: { shape: [1, 1], data: [1] } };

  it('is named', () => {
    expect(() => FAMILIES.PSU({ id: 'a' })).toThrow('case a has no array "X"');
    expect(() => FAMILIES.PSU({ ...bare, G: undefined })).toThrow('case a has no array "G"');
    expect(() => FAMILIES.PSU({ ...bare, surrogate: 'steep' })).toThrow('case a asks for an unknown surrogate "steep"');
    expect(() => FAMILIES['surrogate gradients']({ ...bare, name: 'steep' })).toThrow('case a names an unknown surrogate "steep"');
  });
});
