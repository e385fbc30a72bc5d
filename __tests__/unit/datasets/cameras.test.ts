/** @jest-environment node */
import { zipSync } from 'fflate';

import { writeNpy } from '@/lib/formats/npy';
import type { Dataset, PartName } from '@/lib/datasets/types';
import { fillBatch } from '@/lib/datasets/batch';
import { npyBytes } from '../formats/npyBytes';
import { aedat2, aedat3, nmnist, read, refusal, utf8, zip, type CameraEvent, type Files } from './samples';

/** One sample as `[T, size]`, however it is kept. */
function sampleOf(dataset: Dataset, part: PartName, sample: number): number[] {
  const out = new Float32Array(dataset.steps * dataset.shape.reduce((a, b) => a * b, 1));
  fillBatch(dataset, part, [sample], 'repeat', out);
  return Array.from(out);
}

const nonZero = (values: readonly number[]) => values.flatMap((value, i) => (value === 0 ? [] : [[i, value]]));

const events: readonly CameraEvent[] = [[0, 0, 0, 0], [33, 0, 40, 1], [33, 33, 60, 1], [33, 33, 99, 1]];
/** Three samples of each of the classes, in the parts that are named. */
const folders = (bytes: Uint8Array, ending: string, parts = ['Train', 'Test'], classes = ['0', '1']): Files =>
  Object.fromEntries(parts.flatMap((part) => classes.flatMap((name) => [1, 2, 3].map((i) => [`N/${part}/${name}/${i}${ending}`, bytes]))));

describe('N-MNIST', () => {
  it('reads folders: classes and parts by name, events by time, pixel and polarity', async () => {
    const { dataset, summary } = await read(folders(nmnist(events), '.bin'), { steps: 2 });
    expect(dataset).toMatchObject({ name: 'N-MNIST', content: 'series', steps: 2, shape: [34, 34, 2] });
    expect(dataset.classes).toHaveLength(10);
    expect([dataset.parts.train.labels.length, dataset.parts.validation.labels.length, dataset.parts.test.labels.length]).toEqual([5, 1, 6]);
    expect(dataset.parts.test.store.kind).toBe('events');
    const size = 34 * 34 * 2;
    expect(nonZero(sampleOf(dataset, 'test', 5))).toEqual([[0, 1], [33 * 2 + 1, 1], [size + size - 1, 2]]);
    expect(summary.axes).toBe('picture');
    expect(summary.contactSheet[0].pictures[0]).toMatchObject({ rows: 34, columns: 34 });
    expect(summary.contactSheet[1].pictures[0].pixels[34 * 34 - 1]).toBe(255);
    expect(summary.sentences[0]).toContain('The training part has no samples of 8 classes: 2, 3, 4, 5, 6, 7 and 2 more.');
  });

  it('reads the published zips, stored or packed, and pools pixels', async () => {
    const inside = (part: string): Files => Object.fromEntries(['3', '7'].flatMap((name) => [1, 2].map((i) => [`${part}/${name}/${i}.bin`, nmnist(events)])));
    const { dataset } = await read({ 'Train.zip': zip(inside('Train')), 'Test.zip': zip(inside('Test'), 0) }, { steps: 1, pixels: 2 });
    expect(dataset.shape).toEqual([2, 2, 2]);
    expect(Array.from(dataset.parts.test.labels)).toEqual([3, 3, 7, 7]);
    expect(dataset.parts.test.store.kind).toBe('bytes');
    expect(sampleOf(dataset, 'test', 0)).toEqual([1, 0, 0, 1, 0, 0, 0, 2]);
  });

  it('passes over hidden files and says how many others there were', async () => {
    const { dataset } = await read({ ...folders(nmnist(events), '.bin'), 'N/.DS_Store': utf8('x'), '__MACOSX/N/Train/0/._1.bin': utf8('x'), 'N/logo.png': utf8('\x89PNG\r\n\x1a\n\0\0\0') });
    expect(dataset.parts.test.labels).toHaveLength(6);
    expect(dataset.notes.join()).toContain('One other file was left out.');
  });

  const good = folders(nmnist(events), '.bin');
  const small = zip({ 'Train/0/1.bin': nmnist(events), 'Train/0/2.bin': nmnist(events), 'Train/1/3.bin': nmnist(events) }, 0);
  const changed = (at: number, value: number) => {
    const bytes = small.slice();
    bytes[at] = value;
    return bytes;
  };
  it.each<[string, Files, RegExp]>([
    ['a file in no folder', { '1.bin': nmnist(events) }, /^1.bin: it lies in no folder that names its class; N-MNIST is read from one folder for each class/],
    ['a part without classes', { 'Train/1.bin': nmnist(events) }, /names its class/],
    ['a file cut off', { ...good, 'N/Train/0/9.bin': nmnist(events).subarray(0, 13) }, /^N\/Train\/0\/9.bin: N-MNIST events have 5 bytes each, but at the end of the file 3 are left over/],
    ['a pixel outside', { ...good, 'N/Train/0/9.bin': nmnist([[0, 0, 1, 0], [40, 1, 2, 0]]) }, /lies at x 40, y 1/],
    ['a zip cut off', { 'a.zip': small.subarray(0, small.length - 9) }, /list of entries that should stand at the end/],
    ['a zip with false data', { 'a.zip': changed(60, 77) }, /do not match their checksum/],
    ['a zip that claims too much', { 'a.zip': claiming(small, 4e9) }, /entry Train\/0\/[12].bin claims 3,814.7 MiB, more than can be packed into 20 bytes/],
  ])('refuses %s', async (_, files, sentence) => {
    expect((await refusal(files)).message).toMatch(sentence);
  });
});

/** Changes the unpacked size in the first entry of the list. */
function claiming(bytes: Uint8Array, size: number): Uint8Array {
  const changed = bytes.slice();
  const view = new DataView(changed.buffer);
  for (let at = 0; at < changed.length - 46; at += 1) {
    if (view.getUint32(at, true) !== 0x02014b50) continue;
    view.setUint32(at + 24, size, true);
    return changed;
  }
  throw new Error('no list of entries');
}

describe('CIFAR10-DVS', () => {
  it('reads AEDAT 2 upright, in folders by class', async () => {
    const corner = aedat2([[(2 << 8) | (3 << 1) | 1, 10], [0x8000, 11], [(127 << 8) | (127 << 1), 5]]);
    const { dataset } = await read(Object.fromEntries(['cat', 'dog'].flatMap((name) => [0, 1, 2].map((i) => [`d/${name}/cifar10_${name}_${i}.aedat`, corner]))), { steps: 1, pixels: 128 });
    expect(dataset).toMatchObject({ name: 'CIFAR10-DVS', classes: ['cat', 'dog'], shape: [128, 128, 2] });
    expect(nonZero(sampleOf(dataset, 'train', 0))).toEqual([[1, 1], [2 * (124 * 128 + 125), 1]]);
  });

  const one = (bytes: Uint8Array): Files => ({ 'd/cat/1.aedat': bytes, 'd/cat/2.aedat': bytes, 'd/dog/3.aedat': bytes });
  it.each<[string, Uint8Array, RegExp]>([
    ['another camera', aedat2([[0x12345, 1]]), /the address at byte 44 is 0x12345; those of a DVS128 end at 0x7fff/],
    ['a record cut off', aedat2([[1, 1]]).subarray(0, 47), /at the end of the file 3 are left over/],
    ['no events', aedat2([[0x8000, 1]]), /holds no events/],
    ['version 4', utf8('#!AER-DAT4.0\r\n\0\0'), /AEDAT 4 or another version/],
    ['a header without end', Uint8Array.from({ length: 99_999 }, (_, i) => (i < 10 ? '#!AER-DAT2'.charCodeAt(i) : 46)), /the line of text at byte 0 has no end within 65,536 bytes/],
  ])('refuses %s', async (_, bytes, sentence) => {
    expect((await refusal(one(bytes))).message).toMatch(sentence);
  });
});

describe('DVS-Gesture', () => {
  const table = utf8('class,startTime_usec,endTime_usec\n1,0,100\n11,100,200\n2,150,300\n');
  const recording = aedat3([[[0, 0, 0, 0], [127, 0, 99, 1]], [[64, 127, 100, 1], [1, 1, 160, 0]]]);
  const files: Files = {
    'g/user01_led.aedat': recording, 'g/user01_led_labels.csv': table,
    'g/user02_led.aedat': recording, 'g/user02_led_labels.csv': table,
    'g/trials_to_train.txt': utf8('user01_led.aedat\n'), 'g/trials_to_test.txt': utf8('user02_led.aedat\n'),
  };

  it('cuts gestures out of recordings, and keeps the published parts', async () => {
    const { dataset } = await read(files, { steps: 2, pixels: 2 });
    expect(dataset).toMatchObject({ name: 'DVS-Gesture', steps: 2, shape: [2, 2, 2] });
    expect(dataset.classes).toHaveLength(11);
    expect(Array.from(dataset.parts.test.labels)).toEqual([0, 10, 1]);
    expect(nonZero(sampleOf(dataset, 'test', 0))).toEqual([[0, 1], [8 + 3, 1]]);
    expect(nonZero(sampleOf(dataset, 'test', 1))).toEqual([[7, 1], [8, 1]]);
    expect(nonZero(sampleOf(dataset, 'test', 2))).toEqual([[0, 1]]);
  });

  it('passes over other packets and adds overflows of the clock', async () => {
    const later = Uint8Array.from([...aedat3([[[1, 1, 5, 1]]], { type: 3 }), ...aedat3([[[127, 127, 7, 1]]], { overflow: 1 }).subarray(aedat3([]).length)]);
    const spans = utf8(`1,${2 ** 31},${2 ** 31 + 8}\n1,0,10\n1,10,20`);
    const { dataset } = await read({ 'g/a.aedat': later, 'g/a_labels.csv': spans }, { steps: 1, pixels: 1 });
    const all = (['train', 'validation', 'test'] as const).flatMap((part) => Array.from(dataset.parts[part].labels, (_, i) => sampleOf(dataset, part, i)));
    expect(all.sort()).toEqual([[0, 0], [0, 0], [0, 1]]);
  });

  it.each<[string, Files, RegExp]>([
    ['a missing table', { 'g/user01_led.aedat': recording }, /its table of gestures is missing; please choose user01_led_labels.csv/],
    ['a class out of range', { 'g/a.aedat': recording, 'g/a_labels.csv': utf8('12,0,5\n') }, /line 1 gives the class 12; gestures have the classes 1 to 11/],
    ['words in the table', { 'g/a.aedat': recording, 'g/a_labels.csv': utf8('class,a,b\nx,0,5\n') }, /line 2 says “x,0,5”/],
    ['a packet cut off', { 'g/a.aedat': recording.subarray(0, recording.length - 3), 'g/a_labels.csv': table }, /the packet at byte 86 is cut off/],
    ['a packet of 2^32 events', { 'g/a.aedat': changedCount(recording), 'g/a_labels.csv': table }, /claims 4,294,967,295 events of 8 bytes; events have 8 and the limit is 64 MiB/],
    ['a pixel outside', { 'g/a.aedat': aedat3([[[128, 0, 1, 1]]]), 'g/a_labels.csv': table }, /lies at x 128, y 0; the camera has 128 × 128 pixels/],
  ])('refuses %s', async (_, files, sentence) => {
    expect((await refusal(files)).message).toMatch(sentence);
  });
});

function changedCount(bytes: Uint8Array): Uint8Array {
  const changed = bytes.slice();
  new DataView(changed.buffer).setUint32(aedat3([]).length + 20, 0xffffffff, true);
  return changed;
}

describe('numpy files', () => {
  const columns = (some: readonly CameraEvent[]) => ({
    'x.npy': writeNpy(Int16Array.from(some, ([x]) => x), [some.length]),
    'y.npy': writeNpy(Int16Array.from(some, ([, y]) => y), [some.length]),
    't.npy': writeNpy(Float64Array.from(some, ([, , t]) => t), [some.length]),
    'p.npy': writeNpy(Uint8Array.from(some, ([, , , p]) => p), [some.length]),
  });
  const wide: readonly CameraEvent[] = [[0, 0, 0, 0], [127, 0, 49, 1], [127, 127, 50, 1], [1, 127, 99, 1]];

  it('reads events of SpikingJelly', async () => {
    const { dataset } = await read(folders(zipSync(columns(wide)), '.npz', ['train', 'test'], ['a', 'b']), { steps: 2, pixels: 2 });
    expect(dataset).toMatchObject({ name: 'N', classes: ['a', 'b'], shape: [2, 2, 2] });
    expect(dataset.notes.join()).toContain('128 × 128 pixels, summed to 2 × 2');
    expect(sampleOf(dataset, 'test', 0)).toEqual([1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1]);
  });

  it('reads frames [T, 2, rows, columns] and [T, channels]', async () => {
    const frames = zipSync({ 'frames.npy': writeNpy(Float32Array.from({ length: 4 * 2 * 4 * 4 }, (_, i) => (i % 32 === 31 ? 300 : i % 32 === 0 ? 2 : 0)), [4, 2, 4, 4]) });
    const camera = await read(folders(frames, '.npz'), { steps: 2, pixels: 2 });
    expect(camera.dataset).toMatchObject({ steps: 2, shape: [2, 2, 2] });
    expect(nonZero(sampleOf(camera.dataset, 'test', 0))).toEqual([[0, 4], [7, 255], [8, 4], [15, 255]]);
    expect(camera.dataset.notes.join()).toContain('a cell had more than 255 events');
    const row = await read(folders(zipSync({ 'frames.npy': writeNpy(Uint8Array.from({ length: 2 * 700 }, (_, i) => (i === 699 || i === 700 ? 3 : 0)), [2, 700]) }), '.npz'));
    expect(row.dataset).toMatchObject({ steps: 2, shape: [140] });
    expect(nonZero(sampleOf(row.dataset, 'test', 0))).toEqual([[139, 3], [140, 3]]);
    expect(row.summary.axes).toBe('time-channel');
  });

  it('reads structured events of tonic, fields in any order', async () => {
    // t i8, p bool, x i2, y i2: 13 bytes a record.
    const record = ([x, y, t, p]: CameraEvent) => [t, 0, 0, 0, 0, 0, 0, 0, p, x, 0, y, 0];
    const bytes = npyBytes(`{'descr': [('t', '<i8'), ('p', '|b1'), ('x', '<i2'), ('y', '<i2')], 'fortran_order': False, 'shape': (4,), }\n`, wide.flatMap(record));
    const { dataset } = await read(folders(bytes, '.npy'), { steps: 2, pixels: 2 });
    expect(sampleOf(dataset, 'test', 0)).toEqual([1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1]);
    const sound = npyBytes(`{'descr': [('t', '<u2'), ('x', '<u2'), ('p', '|b1')], 'fortran_order': False, 'shape': (2,), }\n`, [0, 0, 0xbb, 2, 1, 0xff, 0xff, 4, 0, 1]);
    const spoken = await read(folders(sound, '.npy'), { duration: 0.06, steps: 2 });
    expect(spoken.dataset.shape).toEqual([140]);
    expect(nonZero(sampleOf(spoken.dataset, 'test', 0))).toEqual([[139, 1]]);
    expect(spoken.dataset.notes.join()).toContain('events after 0.06 s are left out');
  });

  it('reads gestures of tonic: columns x, y, p, t, classes by the name of the file', async () => {
    const table = writeNpy(Float64Array.from(wide.flatMap(([x, y, t, p]) => [x, y, p, t])), [4, 4]);
    const files = Object.fromEntries(['ibmGestureTrain', 'ibmGestureTest'].flatMap((part) => [0, 1, 2].map((label) => [`${part}/user01_lab/${label}.npy`, table])));
    const { dataset } = await read(files, { steps: 1, pixels: 1 });
    expect(dataset.classes).toEqual(['0', '1', '2']);
    expect(Array.from(dataset.parts.test.labels)).toEqual([0, 1, 2]);
    expect(sampleOf(dataset, 'test', 0)).toEqual([1, 3]);
  });

  const made = (parts: Record<string, Uint8Array>) => folders(zipSync(parts), '.npz');
  const { 'y.npy': _, ...withoutY } = columns([[701, 0, 0, 0]]);
  it.each<[string, Files, RegExp]>([
    ['columns of other lengths', made({ ...columns(wide), 'p.npy': writeNpy(new Uint8Array(3), [3]) }), /its array p has 3 events, but t has 4/],
    ['other arrays', made({ 'weights.npy': writeNpy(new Uint8Array(3), [3]) }), /its list of entries has weights; events are the arrays t, x, y and p/],
    ['a negative place', made(columns([[-1, 0, 0, 0]])), /its event 0 \(from 0\) lies at x -1, y 0, time 0/],
    ['a huge sensor', made(columns([[9999, 0, 0, 0]])), /lie on 10,000 × 1 pixels; the limit is 2,048 a side/],
    ['too many channels', made(withoutY), /its events have channel 701/],
    ['frames of another shape', { ...made({ 'frames.npy': writeNpy(new Uint8Array(8), [1, 2, 2, 2]) }), 'N/Test/1/3.npz': zipSync({ 'frames.npy': writeNpy(new Uint8Array(6), [1, 2, 3, 1]) }) }, /its shape is \[1, 2, 3, 1\], but the first file has \[T, 2, 2, 2\]/],
    ['halves of events', made({ 'frames.npy': writeNpy(Float32Array.of(0.5, 0), [1, 2]) }), /its value 0 \(from 0\) is 0.5; frames hold whole numbers/],
    ['events and frames', { ...made(columns(wide)), 'N/Test/1/3.npz': zipSync({ 'frames.npy': writeNpy(new Uint8Array(8), [1, 2, 2, 2]) }) }, /another kind of sample|its shape is/],
    ['records cut off', folders(npyBytes(`{'descr': [('t', '<i8'), ('x', '<i2')], 'fortran_order': False, 'shape': (4,), }\n`, [1, 2, 3]), '.npy'), /4 records of 10 bytes need 40 from byte \d+ on, but the file has 3; it seems to be cut off/],
    ['2^32 records', folders(npyBytes(`{'descr': [('t', '<i8'), ('x', '<i2')], 'fortran_order': False, 'shape': (4294967296,), }\n`), '.npy'), /the header gives 4,294,967,296 records; the limit is/],
    ['nested fields', folders(npyBytes(`{'descr': [('t', [('a', '<i8')]), ('x', '<i2')], 'fortran_order': False, 'shape': (4,), }\n`), '.npy'), /the header is not that of one row of records/],
    ['text in fields', folders(npyBytes(`{'descr': [('t', '<U8'), ('x', '<i2')], 'fortran_order': False, 'shape': (4,), }\n`), '.npy'), /the header lists the field/],
  ])('refuses %s', async (_name, files, sentence) => {
    expect((await refusal(files)).message).toMatch(sentence);
  });
});
