/** @jest-environment node */
import fc from 'fast-check';

import { LEFT_OUT, planParts, shares, UNNAMED } from '@/lib/datasets/files/plan';
import { partInName, partOfPath } from '@/lib/datasets/files/folders';
import { formatErrorOf } from '../formats/expectFormatError';

const listing = (labels: readonly number[], given: number | readonly number[] = UNNAMED) => ({
  labels: Uint16Array.from(labels),
  given: Uint8Array.from(labels, (_, i) => (typeof given === 'number' ? given : given[i])),
});
const turns = (count: number, classes: number) => Array.from({ length: count }, (_, i) => i % classes);

describe('shares', () => {
  it('adds up and stays within each stratum', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 20 }), fc.double({ min: 0, max: 1, noNaN: true }), (sizes, part) => {
        const sum = sizes.reduce((a, b) => a + b, 0);
        const total = Math.round(sum * part);
        const found = shares(sizes, total);
        expect(found.reduce((a, b) => a + b, 0)).toBe(sum === 0 ? 0 : total);
        expect(found.every((share, i) => share >= 0 && share <= sizes[i])).toBe(true);
      }),
    );
  });
});

describe('planParts', () => {
  it.each<[string, number | number[], number[]]>([
    ['none', UNNAMED, [80, 10, 10]],
    ['the test alone', 2, [80, 10, 10]],
    ['training alone', 0, [80, 10, 10]],
    ['training and test', Array.from({ length: 100 }, (_, i) => (i < 60 ? 0 : 2)), [54, 6, 40]],
    ['training and validation', Array.from({ length: 100 }, (_, i) => (i < 60 ? 0 : 1)), [54, 40, 6]],
    ['validation and test', Array.from({ length: 100 }, (_, i) => (i < 60 ? 1 : 2)), [54, 6, 40]],
    ['the test, and others', Array.from({ length: 100 }, (_, i) => (i < 60 ? UNNAMED : 2)), [54, 6, 40]],
    ['training, and others', Array.from({ length: 100 }, (_, i) => (i < 60 ? UNNAMED : 0)), [80, 10, 10]],
    ['all three', Array.from({ length: 100 }, (_, i) => i % 3), [34, 33, 33]],
  ])('makes three parts where %s is named', (_, given, counts) => {
    expect(planParts(listing(turns(100, 5), given), 1000, 'a').counts).toEqual(counts);
  });

  it('takes the ends of each class, in the order of the files', () => {
    const { part } = planParts(listing([...Array(20).fill(0), ...Array(20).fill(1)]), 1000, 'a');
    expect(Array.from(part.subarray(0, 20)).join('')).toBe('00000000000000001122');
    expect(Array.from(part.subarray(20)).join('')).toBe('00000000000000001122');
  });

  it('leaves out what is beyond the limit, stratified', () => {
    const { part, counts, notes } = planParts(listing(turns(100, 5)), 50, 'a');
    expect(counts.reduce((a, b) => a + b, 0)).toBe(50);
    expect(Array.from(part.subarray(50)).every((value) => value === LEFT_OUT)).toBe(true);
    expect(notes[0]).toContain('50 of 100 samples are read');
  });

  it('gives every part a sample, however few there are', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 3, maxLength: 40 }), fc.integer({ min: 3, max: 50 }), (labels, limit) => {
        const { part, counts } = planParts(listing(labels), limit, 'a');
        expect(Math.min(...counts)).toBeGreaterThan(0);
        expect([0, 1, 2].map((place) => part.filter((value) => value === place).length)).toEqual(counts);
        expect(counts.reduce((a, b) => a + b, 0)).toBe(Math.min(limit, labels.length));
      }),
    );
  });

  it('refuses fewer than one sample for each part', () => {
    expect(formatErrorOf(() => planParts(listing([0, 1]), 10, 'a')).message).toBe('a: there are too few samples: 2. Training, validation and test need at least one each.');
    expect(formatErrorOf(() => planParts(listing([0, 1], [0, 2]), 10, 'a')).message).toContain('too few');
  });
});

describe('parts in names', () => {
  it.each([
    ['Train', 'train'], ['ibmGestureTest', 'test'], ['shd_train.h5', 'train'], ['t10k-images-idx3-ubyte', 'test'], ['ssc_valid.h5', 'validation'],
    ['data_batch_1.bin', null], ['trainer', null], ['contest', null],
  ])('%s', (name, part) => {
    expect(partInName(name)).toBe(part);
  });

  it('takes the innermost folder that names one, and never the file', () => {
    expect(partOfPath('my-training-data/Test/0/train.bin')).toBe('test');
    expect(partOfPath('a/0/train.bin')).toBeNull();
  });
});
