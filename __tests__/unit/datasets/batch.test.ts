/** @jest-environment node */
import fc from 'fast-check';
import { fillBatch, presentation, type Show } from '@/lib/datasets/batch';
import type { Dataset, SampleStore } from '@/lib/datasets/types';

function datasetOf(store: SampleStore, labels: number, more: Partial<Dataset>): Dataset {
  const part = { labels: new Uint16Array(labels), store };
  return {
    name: 'Toy', origin: 'generated', sentence: 'Nothing is asked.', notes: [], classes: ['a'], content: 'series', steps: 1, shape: [1],
    parts: { train: part, validation: part, test: part }, ...more,
  };
}

/** Pictures whose bytes are 0, 1, 2, … */
const pictures = (count: number, shape: readonly [number, number, number], scale = 1) =>
  datasetOf({ kind: 'bytes', values: Uint8Array.from({ length: count * shape[0] * shape[1] * shape[2] }, (_, k) => k), scale }, count, { content: 'pictures', shape });

function fill(dataset: Dataset, which: readonly number[], show: Show): Float32Array {
  const shown = presentation(dataset, show);
  const out = new Float32Array(shown.steps * which.length * shown.shape.reduce((a, b) => a * b, 1)).fill(NaN);
  fillBatch(dataset, 'train', which, show, out);
  return out;
}

describe('how a dataset is shown', () => {
  it('a picture: repeated, by rows, by columns', () => {
    const dataset = pictures(1, [2, 3, 4]);
    expect(presentation(dataset, 'repeat')).toEqual({ steps: 1, repeats: true, shape: [2, 3, 4] });
    expect(presentation(dataset, 'rows')).toEqual({ steps: 2, repeats: false, shape: [3, 4] });
    expect(presentation(dataset, 'columns')).toEqual({ steps: 3, repeats: false, shape: [2, 4] });
  });

  it('a series as it is, whatever is asked', () => {
    const dataset = datasetOf({ kind: 'bytes', values: new Uint8Array(48), scale: 1 }, 2, { steps: 6, shape: [2, 2, 1] });
    for (const show of ['repeat', 'rows', 'columns'] as const) expect(presentation(dataset, show)).toEqual({ steps: 6, repeats: false, shape: [2, 2, 1] });
  });
});

describe('a batch of pictures, by hand', () => {
  const dataset = pictures(3, [2, 3, 1], 0.5);

  it('repeated: one frame a sample, scaled', () => {
    expect(Array.from(fill(dataset, [2, 0], 'repeat'))).toEqual([6, 6.5, 7, 7.5, 8, 8.5, 0, 0.5, 1, 1.5, 2, 2.5]);
  });

  it('by rows: the first rows of all samples, then the second', () => {
    expect(Array.from(fill(dataset, [2, 0], 'rows'))).toEqual([6, 6.5, 7, 0, 0.5, 1, 7.5, 8, 8.5, 1.5, 2, 2.5]);
  });

  it('by columns: the first columns of all samples, then the second, then the third', () => {
    expect(Array.from(fill(dataset, [2, 0], 'columns'))).toEqual([6, 7.5, 0, 1.5, 6.5, 8, 0.5, 2, 7, 8.5, 1, 2.5]);
  });
});

describe('every value lands where it should', () => {
  const shapes = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 }));

  it('of pictures', () => {
    fc.assert(fc.property(shapes, fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 5 }), fc.constantFrom('repeat' as const, 'rows' as const, 'columns' as const), (shape, which, show) => {
      const dataset = pictures(4, shape);
      const { store } = dataset.parts.train;
      if (store.kind !== 'bytes') throw new Error('Bytes were expected.');
      const [rows, columns, channels] = shape;
      const out = fill(dataset, which, show);
      const B = which.length;
      which.forEach((sample, b) => {
        for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++) for (let k = 0; k < channels; k++) {
          const value = store.values[((sample * rows + r) * columns + c) * channels + k];
          const at = {
            repeat: ((b * rows + r) * columns + c) * channels + k,
            rows: ((r * B + b) * columns + c) * channels + k,
            columns: ((c * B + b) * rows + r) * channels + k,
          }[show];
          expect(out[at]).toBe(value);
        }
      });
      expect(out.length).toBe(B * rows * columns * channels);
    }), { numRuns: 80 });
  });

  it('of series in bytes', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 5 }), shapes, fc.array(fc.nat({ max: 2 }), { minLength: 1, maxLength: 4 }), (steps, shape, which) => {
      const size = shape[0] * shape[1] * shape[2];
      const values = Uint8Array.from({ length: 3 * steps * size }, (_, k) => (k * 7) % 251);
      const out = fill(datasetOf({ kind: 'bytes', values, scale: 0.25 }, 3, { steps, shape }), which, 'columns');
      which.forEach((sample, b) => {
        for (let t = 0; t < steps; t++) for (let k = 0; k < size; k++) expect(out[(t * which.length + b) * size + k]).toBe(0.25 * values[(sample * steps + t) * size + k]);
      });
    }), { numRuns: 50 });
  });

  it('of events: each adds 1 at its step and channel, in any order', () => {
    const events = fc.array(fc.array(fc.record({ t: fc.nat({ max: 4 }), c: fc.nat({ max: 3 }) }), { maxLength: 12 }), { minLength: 3, maxLength: 3 });
    fc.assert(fc.property(events, fc.array(fc.nat({ max: 2 }), { minLength: 1, maxLength: 4 }), (samples, which) => {
      const all = samples.flat();
      const store: SampleStore = {
        kind: 'events', starts: Uint32Array.from([0, samples[0].length, samples[0].length + samples[1].length, all.length]),
        step: Uint16Array.from(all, ({ t }) => t), channel: Uint16Array.from(all, ({ c }) => c),
      };
      const out = fill(datasetOf(store, 3, { steps: 5, shape: [4] }), which, 'repeat');
      which.forEach((sample, b) => {
        for (let t = 0; t < 5; t++) for (let c = 0; c < 4; c++) {
          expect(out[(t * which.length + b) * 4 + c]).toBe(samples[sample].filter((e) => e.t === t && e.c === c).length);
        }
      });
    }), { numRuns: 80 });
  });
});

describe('what is refused', () => {
  it.each(['repeat', 'rows', 'columns'] as const)('an output of another length (%s), in one sentence', (show) => {
    const dataset = pictures(2, [2, 3, 1]);
    for (const length of [11, 13, 0]) {
      expect(() => fillBatch(dataset, 'train', [0, 1], show, new Float32Array(length))).toThrow(new RangeError(`A batch of 2 samples has 12 numbers, not ${length}.`));
    }
  });

  it('an empty batch is empty', () => {
    expect(fill(pictures(1, [2, 2, 1]), [], 'rows')).toHaveLength(0);
  });
});
