/** @jest-environment node */
import { halfBits, largeShdBytes, shdBytes, type ShdSample } from '../../setup/shdFile';
import { npyTypes } from '@/lib/formats/npyTypes';
import { readDataset } from '@/lib/datasets/files/readDataset';
import { fileOf, gzip, read, refusal, zip, type Files } from './samples';

jest.mock('h5wasm', () => jest.requireActual('../../setup/h5wasm'), { virtual: true });

const names = Array.from({ length: 20 }, (_, i) => `word ${i}`);
const sample = (i: number): ShdSample => ({ times: [0, 0.0625, 0.5, 0.875, 1.25].slice(0, i % 6), units: [0, 4, 5, 699, 1].slice(0, i % 6), label: i % 20 });
const train = shdBytes(60, sample, { names });
const test = shdBytes(20, (i) => sample(i + 5), { names });

describe('the maker of files', () => {
  it('rounds to the nearest 16-bit float', () => {
    const view = new DataView(new ArrayBuffer(2));
    for (const value of [0, 2 ** -24, 0.1, 0.9995, 1, 1.9999, 12.34, 65504]) {
      view.setUint16(0, halfBits(value), true);
      const back = npyTypes.get('f2')!.read(view, 0, true);
      expect(Math.abs(back - value)).toBeLessThanOrEqual(Math.max(2 ** -25, value * 2 ** -11));
    }
  });
});

describe('SHD', () => {
  it('counts spikes by step and group of channels', async () => {
    const { dataset, summary } = await read({ 'shd_train.h5': train, 'shd_test.h5': test }, { steps: 2, duration: 1 });
    expect(dataset).toMatchObject({ name: 'SHD', content: 'series', steps: 2, shape: [140], classes: names });
    const { parts } = dataset;
    expect([parts.train.labels.length, parts.validation.labels.length, parts.test.labels.length]).toEqual([54, 6, 20]);
    const { store } = parts.test;
    // The first of the test files is sample 5, with all spikes; the one at 1.25 s is late.
    if (store.kind !== 'bytes') throw new Error('Bytes were expected.');
    expect(Array.from(store.values.subarray(0, 280)).flatMap((value, i) => (value ? [[i, value]] : []))).toEqual([[0, 2], [140 + 1, 1], [140 + 139, 1]]);
    expect(dataset.notes.join(' ')).toContain('14 later spikes are left out.');
    expect(dataset.notes.join(' ')).toContain('The 700 channels are summed in groups of 5 neighbours, which gives 140.');
    expect(summary.axes).toBe('time-channel');
    expect(summary.contactSheet[0].pictures[0]).toMatchObject({ rows: 64, columns: 2 });
  });

  it('keeps events where these take less, all 700 channels, and samples without spikes', async () => {
    const { dataset } = await read({ 'a.h5': train }, { steps: 100, channels: 700 });
    const { store, labels } = dataset.parts.train;
    if (store.kind !== 'events') throw new Error('Events were expected.');
    expect(dataset.shape).toEqual([700]);
    expect(labels).toHaveLength(48);
    expect(store.starts).toHaveLength(49);
    expect(Array.from(store.starts.subarray(0, 7))).toEqual([0, 0, 1, 3, 6, 10, 14]);
    expect(Array.from(store.channel.subarray(10, 14))).toEqual([0, 4, 5, 699]);
    expect(Array.from(store.step.subarray(10, 14))).toEqual([0, 6, 55, 97]);
    expect(store.starts[48]).toBe(store.step.length);
  });

  it('reads it as it is published, gzip or zip, and without names', async () => {
    const packed = await read({ 'shd_train.h5.gz': gzip(train), 'shd_test.h5.zip': zip({ 'shd_test.h5': test }) });
    expect(packed.dataset.parts.test.labels).toHaveLength(20);
    const nameless = await read({ 'a.h5': shdBytes(20, sample) });
    expect(nameless.dataset.classes).toEqual(names.map((_, i) => String(i)));
  });

  const one = (change: Partial<ShdSample>): Files => ({ 'a.h5': shdBytes(8, (i) => ({ ...sample(i), ...(i === 3 ? change : {}) }), { names }) });
  it.each<[string, Files, RegExp]>([
    ['no times', { 'a.h5': shdBytes(8, sample, { names, without: ['times'] }) }, /^a.h5: the file has no spikes\/times; SHD and SSC keep spikes\/times, spikes\/units and labels/],
    ['no labels', { 'a.h5': shdBytes(8, sample, { names, without: ['labels'] }) }, /the file has no labels/],
    ['a label out of range', one({ label: 20 }), /labels\[3\] is 20; labels should be whole numbers from 0 to 19/],
    ['a unit out of range', one({ units: [0, 700, 1] }), /spikes\/units\[3\] has 700 at place 1; units go from 0 to 699/],
    ['times and units that differ', one({ units: [0, 1] }), /spikes\/units\[3\] has 2 spikes, but spikes\/times\[3\] has 3/],
    ['times that are no numbers', { 'a.h5': withNaN() }, /spikes\/times\[0\] has NaN at place 0/],
    ['a file cut off', { 'a.h5': train.subarray(0, 5000) }, /damaged or cut off: the heap at byte 3096 claims 4,096 bytes, which the file has not/],
    ['a broken heap', { 'a.h5': broken() }, /spikes\/times could not be read; the HDF5 file may be damaged/],
    ['a heap of 2^48 bytes', { 'a.h5': broken(14) }, /the heap at byte \d+ claims 281,474,976,714,752 bytes, which the file has not/],
    ['other classes in the other file', { 'train.h5': train, 'test.h5': shdBytes(8, sample, { names: ['a', ...names.slice(1)] }) }, /^train.h5: its extra\/keys names other classes than test.h5 does/],
    ['gzip cut off', { 'a.h5.gz': gzip(train).subarray(0, 200) }, /gzip file seems to be damaged or cut off/],
  ])('refuses %s', async (_, files, sentence) => {
    expect((await refusal(files)).message).toMatch(sentence);
  });

  it('reads a good file after bad ones', async () => {
    await refusal({ 'a.h5': broken() });
    expect((await read({ 'a.h5': train })).dataset.parts.train.labels).toHaveLength(48);
  });

  it('tells its progress and can be ended', async () => {
    const large = largeShdBytes(8);
    const seen: number[] = [];
    await readDataset([fileOf('large.h5', large)], { samples: 100 }, (done) => void seen.push(done));
    expect(seen[0]).toBe(0);
    expect(seen[seen.length - 1]).toBe(1);
    expect([...seen].sort((a, b) => a - b)).toEqual(seen);
    const stop = new Error('stop');
    let calls = 0;
    let clock = 0;
    const now = jest.spyOn(performance, 'now').mockImplementation(() => (clock += 100));
    const ended = readDataset([fileOf('large.h5', large)], {}, () => {
      calls += 1;
      if (calls === 5) throw stop;
    });
    await expect(ended).rejects.toBe(stop);
    now.mockRestore();
    expect((await read({ 'a.h5': train })).dataset.name).toBe('SHD');
  });
});

/** The first spike of the file becomes not-a-number. */
function withNaN(): Uint8Array {
  const bytes = shdBytes(4, () => ({ times: [12.25], units: [1], label: 0 }));
  const at = bytes.findIndex((value, i) => value === (halfBits(12.25) & 255) && bytes[i + 1] === halfBits(12.25) >> 8);
  bytes.set([0xff, 0x7f], at);
  return bytes;
}

/** A byte of the first heap is changed; the first is that of its name. */
function broken(place = 0): Uint8Array {
  const bytes = shdBytes(4, () => ({ times: [0.5], units: [1], label: 0 }));
  const at = bytes.findIndex((value, i) => value === 0x47 && bytes[i + 1] === 0x43 && bytes[i + 2] === 0x4f && bytes[i + 3] === 0x4c);
  bytes[at + place] ^= 1;
  return bytes;
}
