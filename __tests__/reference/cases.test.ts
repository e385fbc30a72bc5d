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

    it('agrees with float64', () => {
      const { cases, failures, spikeMismatches } = verifyFloat64(file);
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

describe('a case that lacks something', () => {
  const bare = { id: 'a', X: { shape: [1, 1], data: [1] }, G: { shape: [1, 1], data: [1] } };

  it('is named', () => {
    expect(() => FAMILIES.PSU({ id: 'a' })).toThrow('case a has no array "X"');
    expect(() => FAMILIES.PSU({ ...bare, G: undefined })).toThrow('case a has no array "G"');
    expect(() => FAMILIES.PSU({ ...bare, surrogate: 'steep' })).toThrow('case a asks for an unknown surrogate "steep"');
    expect(() => FAMILIES['surrogate gradients']({ ...bare, name: 'steep' })).toThrow('case a names an unknown surrogate "steep"');
  });
});
