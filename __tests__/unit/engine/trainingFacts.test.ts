/** @jest-environment node */
import type { Dataset, SampleStore } from '@/lib/datasets/types';
import { factsOf, thumbnail } from '@/lib/engine/training/facts';
import { toyDataset } from '../networks/trainingToys';

function datasetOf(store: SampleStore, labels: number[], more: Partial<Dataset>): Dataset {
  const part = { labels: Uint16Array.from(labels), store };
  return {
    name: 'Toy', origin: 'generated', sentence: 'Nothing is asked.', notes: [], classes: ['a', 'b'], content: 'series', steps: 1, shape: [1],
    parts: { train: part, validation: part, test: part }, ...more,
  };
}
const bytes = (...values: number[]): SampleStore => ({ kind: 'bytes', values: Uint8Array.from(values), scale: 1 / 255 });

describe('a thumbnail', () => {
  it('of a picture is the picture, its brightest value white', () => {
    const dataset = datasetOf(bytes(0, 50, 100, 20, 40, 80, 1, 1, 1, 1, 1, 1), [1, 0], { content: 'pictures', shape: [2, 3, 1] });
    expect(thumbnail(dataset, 'train', 0)).toEqual({ rows: 2, columns: 3, values: Uint8Array.from([0, 128, 255, 51, 102, 204]), label: 1 });
    expect(thumbnail(dataset, 'train', 1)).toEqual({ rows: 2, columns: 3, values: new Uint8Array(6).fill(255), label: 0 });
  });

  it('of a picture in colours sums them', () => {
    const dataset = datasetOf(bytes(10, 20, 30, 0, 0, 120), [0], { content: 'pictures', shape: [1, 2, 3] });
    expect(Array.from(thumbnail(dataset, 'train', 0).values)).toEqual([128, 255]);
  });

  it('of a series of pictures sums them over time', () => {
    const store: SampleStore = { kind: 'events', starts: Uint32Array.from([0, 4]), step: Uint16Array.from([0, 1, 2, 2]), channel: Uint16Array.from([1, 1, 0, 3]) };
    // Two polarities a pixel.
    const dataset = datasetOf(store, [1], { steps: 3, shape: [1, 2, 2] });
    expect(thumbnail(dataset, 'train', 0)).toEqual({ rows: 1, columns: 2, values: Uint8Array.from([255, 85]), label: 1 });
  });

  it('of a series of channels has time across and channels down', () => {
    const store: SampleStore = { kind: 'events', starts: Uint32Array.from([0, 3]), step: Uint16Array.from([0, 2, 2]), channel: Uint16Array.from([1, 0, 0]) };
    expect(thumbnail(datasetOf(store, [0], { steps: 3, shape: [2] }), 'train', 0)).toEqual({ rows: 2, columns: 3, values: Uint8Array.from([0, 0, 255, 128, 0, 0]), label: 0 });
  });

  it('is at most 64 a side, each value the mean of what it stands for', () => {
    const values = Uint8Array.from({ length: 3 * 128 }, (_, k) => (k % 128 < 2 ? 200 : k % 128 < 4 ? 100 : 0));
    const { rows, columns, values: grey } = thumbnail(datasetOf({ kind: 'bytes', values, scale: 1 }, [0], { content: 'pictures', shape: [3, 128, 1] }), 'train', 0);
    expect([rows, columns]).toEqual([3, 64]);
    expect(Array.from(grey.subarray(0, 4))).toEqual([255, 128, 0, 0]);
  });

  it('of nothing is black', () => {
    expect(Array.from(thumbnail(datasetOf(bytes(0, 0), [0], { steps: 2 }), 'train', 0).values)).toEqual([0, 0]);
  });
});

describe('facts', () => {
  const dataset = toyDataset({ train: 11, validation: 4, test: 5 });

  it('count the samples of each class in each part', () => {
    const { counts, chance, linear, sheet, ...rest } = factsOf(dataset, 0.75);
    expect(counts).toEqual({ train: [4, 4, 3], validation: [2, 1, 1], test: [2, 2, 1] });
    expect(chance).toBe(2 / 5);
    expect(linear).toBe(0.75);
    expect(rest).toEqual({ name: 'Toy', origin: 'generated', sentence: dataset.sentence, notes: [], classes: dataset.classes, content: 'series', steps: 5, shape: [3] });
    // Four of each class, of the last only three, class by class.
    expect(sheet.map(({ label }) => label)).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2]);
    expect(sheet[4]).toEqual(thumbnail(dataset, 'train', 1));
    expect(sheet[5]).toEqual(thumbnail(dataset, 'train', 4));
  });

  it('stand while the linear reader is at work, and where a class has no sample', () => {
    const empty = { ...dataset, classes: [...dataset.classes, 'none'] };
    expect(factsOf(empty, null)).toMatchObject({ linear: null, counts: { train: [4, 4, 3, 0] } });
    expect(factsOf(empty, null).sheet).toHaveLength(11);
  });

  it('hold nothing that shares memory with the dataset', () => {
    const { store } = dataset.parts.train;
    if (store.kind !== 'bytes') throw new Error('Bytes were expected.');
    for (const { values } of factsOf(dataset, null).sheet) expect(values.buffer).not.toBe(store.values.buffer);
  });
});
