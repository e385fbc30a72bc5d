/** @jest-environment node */
import fc from 'fast-check';
import { zipSync } from 'fflate';

import { stepSize, PARTS } from '@/lib/datasets/types';
import { FormatError } from '@/lib/formats/FormatError';
import { writeNpy } from '@/lib/formats/npy';
import { shdBytes } from '../../setup/shdFile';
import { npyBytes } from '../formats/npyBytes';
import { aedat2, aedat3, cifar, gzip, idxPair, nmnist, read, utf8, zip, type Files } from './samples';

jest.mock('h5wasm', () => jest.requireActual('../../setup/h5wasm'), { virtual: true });

const { pictures, labels } = idxPair(12);
const events = nmnist([[1, 2, 3, 1], [33, 0, 60_000, 0], [5, 5, 90_000, 1]]);
const column = (values: readonly number[]) => writeNpy(Int16Array.from(values), [values.length]);
const npz = zipSync({ 't.npy': column([1, 5]), 'x.npy': column([0, 9]), 'y.npy': column([3, 1]), 'p.npy': column([0, 1]) });
const records = npyBytes(`{'descr': [('t', '<i2'), ('x', '<i2')], 'fortran_order': False, 'shape': (2,), }\n`, [0, 0, 1, 0, 9, 0, 2, 0]);
const same = (bytes: Uint8Array, ending: string): Files => Object.fromEntries([0, 1, 2, 3].map((i) => [`N/${i % 2}/${i}.${ending}`, bytes]));

/** Sets of which one file is changed. */
const sets: Record<string, { files: Files; changed: string; runs: number }> = {
  idx: { files: { 'train-images': pictures, 'train-labels': labels }, changed: 'train-images', runs: 300 },
  'idx labels': { files: { 'train-images': pictures, 'train-labels': labels }, changed: 'train-labels', runs: 300 },
  'idx in gzip': { files: { 'train-images.gz': gzip(pictures), 'train-labels.gz': gzip(labels) }, changed: 'train-images.gz', runs: 300 },
  cifar: { files: { 'a.bin': cifar([[1], [2], [3], [4]]) }, changed: 'a.bin', runs: 50 },
  nmnist: { files: same(events, 'bin'), changed: 'N/1/3.bin', runs: 300 },
  'nmnist in a zip': { files: { 'Train.zip': zip(same(events, 'bin')) }, changed: 'Train.zip', runs: 500 },
  aedat2: { files: same(aedat2([[1, 2], [0x7fff, 9]]), 'aedat'), changed: 'N/1/3.aedat', runs: 300 },
  aedat3: { files: { 'a.aedat': aedat3([[[1, 2, 3, 1]], [[5, 5, 50, 0], [6, 6, 55, 1]]]), 'a_labels.csv': utf8('class,a,b\n1,0,9\n2,9,40\n3,40,60\n') }, changed: 'a.aedat', runs: 300 },
  gestures: { files: { 'a.aedat': aedat3([[[1, 2, 3, 1]]]), 'a_labels.csv': utf8('class,a,b\n1,0,9\n2,9,40\n3,40,60\n') }, changed: 'a_labels.csv', runs: 300 },
  npz: { files: same(npz, 'npz'), changed: 'N/1/3.npz', runs: 400 },
  records: { files: same(records, 'npy'), changed: 'N/1/3.npy', runs: 300 },
  hdf5: { files: { 'a.h5': shdBytes(4, (i) => ({ times: [0.1, 0.2].slice(i % 2), units: [4, 5].slice(i % 2), label: i }), { names: ['a', 'b', 'c', 'd'] }) }, changed: 'a.h5', runs: 500 },
};

const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
/** One change to a file: a byte, 4 bytes as a number, a piece cut out or put twice, its end cut off. */
const mutation = fc.oneof(
  fc.record({ kind: fc.constant('byte' as const), at: place, value: fc.integer({ min: 0, max: 255 }) }),
  fc.record({ kind: fc.constant('word' as const), at: place, value: fc.constantFrom(0, 1, 0x7fffffff, 0xffffffff, 0x10000000) }),
  fc.record({ kind: fc.constantFrom('drop' as const, 'repeat' as const, 'cut' as const), at: place, value: fc.integer({ min: 1, max: 40 }) }),
);
type Mutation = typeof mutation extends fc.Arbitrary<infer M> ? M : never;

/** @param front changes fall into the first so many bytes: there is where headers stand */
function mutate(bytes: Uint8Array, { kind, at, value }: Mutation, front: number): Uint8Array {
  const i = Math.floor(at * Math.min(front, bytes.length));
  if (kind === 'cut') return bytes.slice(0, i);
  if (kind === 'drop') return Uint8Array.from([...bytes.subarray(0, i), ...bytes.subarray(i + value)]);
  if (kind === 'repeat') return Uint8Array.from([...bytes.subarray(0, i + value), ...bytes.subarray(i)]);
  const changed = bytes.slice();
  if (kind === 'word' && i + 4 <= changed.length) new DataView(changed.buffer).setUint32(i, value, true);
  else if (i < changed.length) changed[i] = value & 0xff;
  return changed;
}

/** Reads a valid set or refuses in a sentence. */
async function readOrRefuse(files: Files): Promise<void> {
  try {
    const { dataset, summary } = await read(files);
    const size = dataset.steps * stepSize(dataset);
    for (const part of PARTS) {
      const { labels: found, store } = dataset.parts[part];
      expect(found.every((label) => label < dataset.classes.length)).toBe(true);
      if (store.kind === 'bytes') expect(store.values).toHaveLength(found.length * size);
      else {
        expect(store.starts).toHaveLength(found.length + 1);
        expect(store.starts[found.length]).toBe(store.step.length);
        expect(store.step.every((step, k) => step < dataset.steps && store.channel[k] < stepSize(dataset))).toBe(true);
      }
    }
    expect(summary.contactSheet).toHaveLength(dataset.classes.length);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    expect(error.message).toMatch(/[.?]$/);
    expect(error.message.length).toBeLessThan(800);
  }
}

describe('readDataset, given anything', () => {
  it.each(Object.keys(sets))('reads or refuses %s after some changes', async (name) => {
    const { files, changed, runs } = sets[name];
    expect((await read(files)).dataset.parts.train.labels.length).toBeGreaterThan(0);
    const front = fc.constantFrom(64, 700, Infinity);
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 3 }), front, async (mutations, within) => {
        await readOrRefuse({ ...files, [changed]: mutations.reduce((bytes, one) => mutate(bytes, one, within), files[changed]) });
      }),
      { numRuns: runs },
    );
  });

  it('reads or refuses arbitrary bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.constantFrom('a/b/c.bin', 'a.h5', 'a.zip', 'a', 'a.gz'), (bytes, name) => readOrRefuse({ [name]: bytes })),
      { numRuns: 300 },
    );
  });
});
