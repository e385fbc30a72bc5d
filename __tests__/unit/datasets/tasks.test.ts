/** @jest-environment node */
import fc from 'fast-check';

import { fillBatch, presentation } from '@/lib/datasets/batch';
import { chanceLevel } from '@/lib/datasets/chance';
import { TASKS, makeTask, type TaskId, type TaskOptions } from '@/lib/datasets/tasks';
import { sampleSeed } from '@/lib/datasets/tasks/sampleSeed';
import { PARTS, stepSize, type Dataset, type PartName } from '@/lib/datasets/types';
import { whole } from '@/lib/numerics/pieces';

const make = (id: TaskId, more: Partial<TaskOptions> = {}) => whole(makeTask(id, { seed: 3, train: 13, validation: 7, test: 11, ...more }));

/** Every sample of a part as the numbers a network gets. */
function samples(dataset: Dataset, part: PartName): string[] {
  const size = dataset.steps * stepSize(dataset);
  return Array.from(dataset.parts[part].labels, (_, i) => {
    const values = new Float32Array(size);
    fillBatch(dataset, part, [i], 'repeat', values);
    return values.join();
  });
}

describe('sampleSeed', () => {
  const seed32 = fc.nat(2 ** 32 - 1);

  it('has the part as its residue mod 3, so that no seeds can mix the parts', () => {
    fc.assert(
      fc.property(seed32, fc.nat(1e6), fc.constantFrom(...PARTS), (seed, index, part) => {
        const value = sampleSeed(seed, part, index);
        expect(Number.isInteger(value) && value >= 0 && value < 2 ** 32).toBe(true);
        expect(value % 3).toBe(PARTS.indexOf(part));
      }),
    );
  });

  it('differs for all samples of a part', () => {
    fc.assert(
      fc.property(seed32, (seed) => {
        expect(new Set(Array.from({ length: 500 }, (_, i) => sampleSeed(seed, 'train', i))).size).toBe(500);
      }),
      { numRuns: 10 },
    );
  });
});

describe.each(TASKS)('the task $id', ({ id, label, sentence, show, defaults }) => {
  const dataset = make(id);

  it('says what it is and has sizes', () => {
    expect(label.length && sentence.length).toBeTruthy();
    expect(dataset.origin).toBe('generated');
    expect(dataset.sentence.endsWith('?')).toBe(true);
    for (const part of PARTS) expect(defaults[part]).toBeGreaterThanOrEqual(500);
  });

  it('has samples of the promised shape, within range', () => {
    const { steps, shape } = presentation(dataset, show);
    for (const part of PARTS) {
      const { labels, store } = dataset.parts[part];
      expect(labels.every((k) => k < dataset.classes.length)).toBe(true);
      if (store.kind === 'bytes') {
        expect(store.values).toHaveLength(labels.length * dataset.steps * stepSize(dataset));
        continue;
      }
      expect(store.starts).toHaveLength(labels.length + 1);
      expect([store.starts[0], store.starts[labels.length]]).toEqual([0, store.step.length]);
      expect(store.channel).toHaveLength(store.step.length);
      expect(store.step.every((t) => t < steps)).toBe(true);
      expect(store.channel.every((n) => n < shape.reduce((a, b) => a * b, 1))).toBe(true);
      store.starts.slice(1).forEach((end, i) => expect(end).toBeGreaterThan(store.starts[i]));
    }
  });

  it('has balanced classes', () => {
    for (const part of PARTS) {
      const { labels } = dataset.parts[part];
      const counts = dataset.classes.map((_, k) => labels.filter((each) => each === k).length);
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    }
    expect(chanceLevel(dataset).uniform).toBe(1 / dataset.classes.length);
    expect(chanceLevel(dataset).largestClass).toBeGreaterThanOrEqual(1 / dataset.classes.length);
  });

  it('is the same for the same seed and another for another', () => {
    expect(make(id)).toEqual(dataset);
    expect(make(id, { seed: 4 }).parts.train.store).not.toEqual(dataset.parts.train.store);
  });

  it('never has one sample twice, within a part or in two', () => {
    const all = PARTS.flatMap((part) => samples(dataset, part));
    expect(new Set(all).size).toBe(all.length);
  });

  it('keeps its first samples when the part is made larger', () => {
    const more = make(id, { train: 15 });
    expect(samples(more, 'train').slice(0, 13)).toEqual(samples(dataset, 'train'));
    expect(more.parts.test).toEqual(dataset.parts.test);
  });

  it('refuses a part without samples', () => {
    expect(() => make(id, { test: 0 })).toThrow('The part test should have a whole number of samples from 1 on, not 0.');
  });

  it('comes in pieces that say how much is done', () => {
    const shares = Array.from(makeTask(id, { seed: 1, train: 4, validation: 2, test: 2 }));
    expect(shares).toEqual([1, 2, 3, 4, 5, 6, 7].map((n) => n / 8));
  });
});

describe('digits', () => {
  it('are shown whole or row by row', () => {
    expect(presentation(make('digits'), 'repeat')).toMatchObject({ repeats: true, shape: [28, 28, 1] });
    expect(presentation(make('digits-rows'), 'rows').steps).toBe(28);
    expect(make('digits-rows')).toEqual(make('digits'));
  });
});

describe('delayed recall', () => {
  it('shows the cue in the first two steps and “go” after the delay', () => {
    const dataset = make('delayed-recall', { delay: 12 });
    expect([dataset.steps, dataset.shape]).toEqual([16, [8]]);
    const x = new Float32Array(16 * 8);
    dataset.parts.train.labels.forEach((cue, i) => {
      fillBatch(dataset, 'train', [i], 'repeat', x);
      const channel = (n: number) => Array.from({ length: 16 }, (_, t) => x[t * 8 + n]);
      for (const n of [0, 1, 2, 3]) expect(channel(n).slice(0, 2)).toEqual(n === cue ? [1, 1] : [0, 0]);
      expect(channel(7)).toEqual(Array.from({ length: 16 }, (_, t) => (t >= 12 ? 1 : 0)));
      expect(x.every((value) => value <= 1)).toBe(true);
    });
  });

  it('has a delay within limits', () => {
    expect(() => make('delayed-recall', { delay: 7 })).toThrow('The delay is 7; it should be a whole number of steps from 8 to 200.');
    expect(make('delayed-recall', { delay: 200 }).steps).toBe(204);
  });
});

describe('temporal XOR', () => {
  it('holds two pulses of five channels, of one kind or of two', () => {
    const dataset = make('temporal-xor', { delay: 7 });
    expect([dataset.steps, dataset.shape]).toEqual([17, [10]]);
    const x = new Float32Array(17 * 10);
    dataset.parts.train.labels.forEach((label, i) => {
      fillBatch(dataset, 'train', [i], 'repeat', x);
      const together = (kind: number, t: number) => [0, 1, 2, 3, 4].every((n) => x[t * 10 + kind * 5 + n] === 1);
      const pulse = (t: number) => [0, 1].filter((kind) => together(kind, t) && together(kind, t + 1));
      const fits = [0, 1, 2].some((t) => pulse(t).some((a) => pulse(t + 7).some((b) => Number(a !== b) === label)));
      expect(fits).toBe(true);
    });
  });

  it('has a gap within limits', () => {
    expect(() => make('temporal-xor', { delay: 3 })).toThrow('The gap is 3; it should be a whole number of steps from 4 to 200.');
  });
});
