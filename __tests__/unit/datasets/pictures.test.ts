/** @jest-environment node */
import { cifar, gzip, idx, idxPair, read, refusal, zip, type Files } from './samples';

const { pictures, labels } = idxPair(60);
const train = 'mnist/train-images-idx3-ubyte';
const trainLabels = 'mnist/train-labels-idx1-ubyte';
const test = 'mnist/t10k-images-idx3-ubyte';
const testLabels = 'mnist/t10k-labels-idx1-ubyte';

describe('MNIST', () => {
  it('keeps the parts of the files and cuts off a validation part', async () => {
    const few = idxPair(20);
    const { dataset, summary } = await read({ [train]: pictures, [trainLabels]: labels, [test]: few.pictures, [testLabels]: few.labels });
    const { parts } = dataset;
    expect(dataset).toMatchObject({ origin: 'file', content: 'pictures', steps: 1, shape: [4, 4, 1], classes: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] });
    expect([parts.train.labels.length, parts.validation.labels.length, parts.test.labels.length]).toEqual([54, 6, 20]);
    expect(dataset.notes.join(' ')).toContain('have no validation part: the last 10 % of each class');
    const { store } = parts.test;
    if (store.kind !== 'bytes') throw new Error('Bytes were expected.');
    expect(store.scale).toBeCloseTo(1 / 255, 12);
    expect(Array.from(store.values.subarray(5 * 16, 6 * 16))).toEqual(Array(16).fill(5));
    expect(Array.from(parts.test.labels.subarray(0, 12))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1]);
    expect(Array.from(summary.counts.test)).toEqual(Array(10).fill(2));
    expect(summary.sentences.join()).toContain('The validation part has no samples of 4 classes:');
    expect(summary.axes).toBe('picture');
    expect(summary.contactSheet[3].pictures.map(({ pixels }) => pixels[0])).toEqual([3, 13, 23, 33]);
  });

  it('cuts one part into three, each class by its share, in the order of the file', async () => {
    const { dataset } = await read({ [test]: gzip(pictures), [testLabels]: gzip(labels) });
    const of = (part: 'train' | 'validation' | 'test') => {
      const { store } = dataset.parts[part];
      return store.kind === 'bytes' ? Array.from(dataset.parts[part].labels, (_, i) => store.values[16 * i]) : [];
    };
    expect([of('train').length, of('validation').length, of('test').length]).toEqual([48, 6, 6]);
    expect([...of('train'), ...of('validation'), ...of('test')].sort((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, i) => i));
    expect(Math.min(...of('test'))).toBeGreaterThanOrEqual(50);
    expect(dataset.notes.join(' ')).toContain('the first 80 % are used for training');
  });

  it('takes fewer samples, each class with its share', async () => {
    const { dataset, summary } = await read({ 'a.gz': gzip(pictures), 'b.gz': gzip(labels) }, { samples: 30 });
    expect(dataset.notes[0]).toBe('30 of 60 samples are read, each class and part with its share.');
    const sums = summary.counts.train.map((value, i) => value + summary.counts.validation[i] + summary.counts.test[i]);
    expect(Array.from(sums)).toEqual(Array(10).fill(3));
  });

  it('knows Fashion-MNIST by its first labels, and reads both from a zip', async () => {
    const first = [9, 0, 0, 3, 0, 2, 7, 2, 5, 5];
    const { dataset } = await read({ 'some.zip': zip({ 'x/train-images-idx3-ubyte': idxPair(10).pictures, 'x/train-labels-idx1-ubyte': idx([10], first) }) });
    expect(dataset.name).toBe('Fashion-MNIST');
    expect(dataset.classes[9]).toBe('ankle boot');
  });

  const bad: [string, Files, RegExp][] = [
    ['pictures alone', { [train]: pictures }, /^mnist\/train-images-idx3-ubyte: its labels are missing; please choose train-labels-idx1-ubyte from the same folder/],
    ['labels alone', { [`${trainLabels}.gz`]: gzip(labels) }, /its pictures are missing; please choose train-images-idx3-ubyte.gz/],
    ['a missing partner', { [train]: pictures, [trainLabels]: labels, [test]: pictures }, /^mnist\/t10k-images-idx3-ubyte: its labels are missing; please choose t10k-labels-idx1-ubyte/],
    ['a file twice', { [train]: pictures, [`${train}.gz`]: gzip(pictures), [trainLabels]: labels }, /the same file twice/],
    ['other counts', { [train]: pictures, [trainLabels]: idxPair(59).labels }, /byte 4 says it holds 60 pictures, but train-labels-idx1-ubyte holds 59 labels/],
    ['mixed sizes', { [train]: pictures, [trainLabels]: labels, [test]: idxPair(10, 5).pictures, [testLabels]: idxPair(10).labels }, /makes its pictures 4 × 4 pixels, but those of the other file have 5 × 5/],
    ['a label out of range', { [train]: idxPair(10).pictures, [trainLabels]: idx([10], [0, 1, 2, 3, 4, 5, 6, 7, 8, 10]) }, /byte 17 gives the label 10; labels go from 0 to 9/],
    ['pictures cut off', { [train]: pictures.subarray(0, 900), [trainLabels]: labels }, /should have 976 bytes, but it has no more than 900; it seems to be cut off/],
    ['bytes too many', { [train]: Uint8Array.from([...pictures, 1]), [trainLabels]: labels }, /goes on at byte 976, where it should end/],
    ['2^32 samples', { [train]: idx([0xffffffff, 28, 28], []), [trainLabels]: labels }, /byte 4 says it holds 4,294,967,295 samples; the limit is 200,000/],
    ['huge sides', { [train]: idx([60, 0x7fffffff, 28], []), [trainLabels]: labels }, /byte 8 makes its pictures 2,147,483,647 × 28 pixels; each side should have 1 to 256/],
    ['no samples', { [train]: idx([0, 4, 4], []), [trainLabels]: idx([0], []) }, /byte 4 says it holds 0 samples/],
    ['a header cut off', { [train]: idx([60, 4, 4], []).subarray(0, 9), [trainLabels]: labels }, /inside its header/],
    ['too few samples', { [train]: idxPair(2).pictures, [trainLabels]: idxPair(2).labels }, /too few samples: 2/],
    ['gzip cut off', { [train]: gzip(pictures).subarray(0, 60), [trainLabels]: labels }, /gzip file seems to be damaged or cut off/],
    ['gzip with a false length', { [train]: falseLength(gzip(pictures), 900), [trainLabels]: labels }, /claims 900 bytes, but more come out|should have 976 bytes, but it has no more than 900/],
    ['gzip with a false checksum', { [train]: falseLength(gzip(pictures), 7, 8), [trainLabels]: labels }, /do not match the 976 bytes that come out/],
    ['a gzip bomb', { [train]: gzip(new Uint8Array(30e6)), [trainLabels]: labels }, /train-images-idx3-ubyte: byte 2 says it holds type 0/],
    ['a bomb behind a good header', { [train]: gzip(Uint8Array.from([...pictures, ...new Uint8Array(4e6)])), [trainLabels]: labels }, /goes on at byte 976/],
    ['an empty folder', {}, /^folder: the folder holds no files/],
    ['nothing known', { 'notes.txt': Uint8Array.from([104, 105]) }, /belongs to no data set that the Lab knows/],
    ['two sets at once', { [train]: pictures, [trainLabels]: labels, 'mnist/test_batch.bin': cifar([[1], [2], [3]]) }, /^mnist: the folder holds both CIFAR pictures and MNIST pictures \(IDX\); please choose one set at a time/],
  ];
  it.each(bad)('refuses %s', async (_, files, sentence) => {
    expect((await refusal(files)).message).toMatch(sentence);
  });
});

/** Changes the word that stands so many bytes before the end. */
function falseLength(bytes: Uint8Array, value: number, before = 4): Uint8Array {
  const changed = bytes.slice();
  new DataView(changed.buffer).setUint32(changed.length - before, value, true);
  return changed;
}

describe('CIFAR', () => {
  const ten = Array.from({ length: 20 }, (_, i) => [i % 10]);

  it('reads CIFAR-10 with the colours of a pixel side by side', async () => {
    const { dataset, summary } = await read({ 'c/data_batch_1.bin': cifar(ten), 'c/test_batch.bin': cifar(ten), 'c/readme.html': Uint8Array.from([60, 104]) });
    expect(dataset).toMatchObject({ name: 'CIFAR-10', shape: [32, 32, 3], content: 'pictures' });
    expect(dataset.classes[3]).toBe('cat');
    const { parts } = dataset;
    expect([parts.train.labels.length, parts.validation.labels.length, parts.test.labels.length]).toEqual([18, 2, 20]);
    const { store } = parts.test;
    if (store.kind !== 'bytes') throw new Error('Bytes were expected.');
    const pixel = (k: number) => (k * 31) % 251;
    expect(Array.from(store.values.subarray(0, 6))).toEqual([pixel(0), pixel(1024), pixel(2048), pixel(1), pixel(1025), pixel(2049)]);
    const grey = (pixel(0) + pixel(1024) + pixel(2048)) / 3;
    expect(summary.contactSheet[0].pictures[0].pixels[0]).toBe(Math.round(grey));
  });

  it('reads CIFAR-100 by its fine labels, with names where they are', async () => {
    const names = Array.from({ length: 100 }, (_, i) => `name${i}`).join('\n');
    const hundred = Array.from({ length: 10 }, (_, i) => [i % 20, 90 + (i % 10)]);
    const { dataset } = await read({ 'c/train.bin': cifar(hundred), 'c/test.bin': cifar(hundred), 'c/fine_label_names.txt': new TextEncoder().encode(names) });
    expect(dataset.name).toBe('CIFAR-100');
    expect(dataset.classes[90]).toBe('name90');
    expect(Array.from(dataset.parts.test.labels)).toEqual([90, 91, 92, 93, 94, 95, 96, 97, 98, 99]);
  });

  it.each<[string, Files, RegExp]>([
    ['a label out of range', { 'c/a.bin': cifar([[1], [2], [11], [1]]) }, /byte 6146 gives the label 11; labels of CIFAR-10 go from 0 to 9/],
    ['a record cut off', { 'c/a.bin': cifar(ten), 'c/b.bin': cifar(ten).subarray(0, 5000) }, /^c\/b.bin: a CIFAR-10 record has 3,073 bytes, but the last, at byte 3073, has only 1,927/],
    ['both kinds at once', { 'c/a.bin': cifar(ten), 'c/b.bin': cifar([[1, 90]]) }, /is of CIFAR-100, but others are of CIFAR-10/],
  ])('refuses %s', async (_, files, sentence) => {
    expect((await refusal(files)).message).toMatch(sentence);
  });
});

describe('readDataset', () => {
  it('lets progress end the reading', async () => {
    const { readDataset } = await import('@/lib/datasets/files/readDataset');
    const { fileOf } = await import('./samples');
    const stop = new Error('stop');
    await expect(readDataset([fileOf('a', pictures)], {}, () => Promise.reject(stop))).rejects.toBe(stop);
  });

  it.each([{ steps: 0 }, { pixels: 1.5 }, { channels: 701 }, { duration: 0 }, { samples: NaN }])('refuses the options %j', async (options) => {
    await expect(read({ [test]: pictures, [testLabels]: labels }, options)).rejects.toThrow(RangeError);
  });

  it('says so where a file can no longer be read', async () => {
    const { readDataset } = await import('@/lib/datasets/files/readDataset');
    const gone = { path: 'a', size: 10, slice: () => ({ arrayBuffer: () => Promise.reject(new Error('NotReadableError')) }) };
    await expect(readDataset([gone], {}, () => undefined)).rejects.toThrow('a: byte 0 could not be read; the file may have been moved');
  });
});
