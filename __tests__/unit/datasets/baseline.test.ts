/** @jest-environment node */
import { linearBaseline } from '@/lib/datasets/baseline';
import { timeMean } from '@/lib/datasets/features';
import { TASKS, makeTask, type TaskId } from '@/lib/datasets/tasks';
import type { Dataset, DatasetPart } from '@/lib/datasets/types';
import { whole } from '@/lib/numerics/pieces';
import { randomStream } from '@/lib/numerics/random';

/** Three classes of counts on four channels in five steps; with `told`, channel k fires more often in class k. */
function toy(told: boolean): Dataset {
  const part = (seed: number, count: number): DatasetPart => {
    const random = randomStream(seed, 'toy');
    const labels = Uint16Array.from({ length: count }, (_, i) => i % 3);
    const values = Uint8Array.from({ length: count * 20 }, (_, k) => {
      const [sample, channel] = [Math.floor(k / 20), k % 4];
      return random.integer(told && labels[sample] === channel ? 12 : 6);
    });
    return { labels, store: { kind: 'bytes', values, scale: 1 } };
  };
  return {
    name: 'Toy', origin: 'generated', sentence: 'Which?', notes: [], classes: ['a', 'b', 'c'], content: 'series', steps: 5, shape: [4],
    parts: { train: part(1, 300), validation: part(2, 150), test: part(3, 300) },
  };
}

describe('timeMean', () => {
  it('is the mean of each channel over the steps', () => {
    const dataset = toy(true);
    const { store } = dataset.parts.test;
    if (store.kind !== 'bytes') throw new Error('unreachable');
    const means = whole(timeMean(dataset, 'test', 'repeat'));
    expect(means).toHaveLength(300 * 4);
    for (const i of [0, 17, 299]) {
      for (let n = 0; n < 4; n += 1) {
        const sum = [0, 1, 2, 3, 4].reduce((total, t) => total + store.values[i * 20 + t * 4 + n], 0);
        expect(means[i * 4 + n]).toBeCloseTo(sum / 5, 5);
      }
    }
  });
});

describe('linearBaseline', () => {
  it('learns classes that the mean tells apart', () => {
    const { accuracy, validationAccuracy } = whole(linearBaseline(toy(true), 'repeat'));
    expect(accuracy).toBeGreaterThan(0.85);
    expect(validationAccuracy).toBeGreaterThan(0.85);
  });

  it('is at chance on noise', () => {
    // 300 samples at 1/3: standard deviation 0.027.
    expect(Math.abs(whole(linearBaseline(toy(false), 'repeat')).accuracy - 1 / 3)).toBeLessThan(0.11);
  });

  it('gives the same numbers again, and says how much is done', () => {
    expect(whole(linearBaseline(toy(true), 'repeat'))).toEqual(whole(linearBaseline(toy(true), 'repeat')));
    const shares = Array.from(linearBaseline(toy(true), 'repeat'));
    shares.forEach((share, i) => expect(share).toBeGreaterThanOrEqual(i > 0 ? shares[i - 1] : 0));
    expect(shares[shares.length - 1]).toBeLessThanOrEqual(1);
  });
});

/** Highest and lowest accuracy that the tasks promise of a reader of the mean, with room for fewer samples. */
const PROMISED: Readonly<Record<TaskId, readonly [number, number]>> = {
  digits: [0.65, 1],
  'digits-rows': [0.2, 0.6],
  'moving-shapes': [0.25, 0.6],
  'spoken-digits': [0.3, 0.7],
  'delayed-recall': [0.15, 0.35],
  'temporal-xor': [0.4, 0.6],
};

it.each(TASKS)('the mean over time says as much about $id as it should', ({ id, show }) => {
  const dataset = whole(makeTask(id, { seed: 5, train: 240, validation: 60, test: 160 }));
  const { accuracy } = whole(linearBaseline(dataset, show));
  const [low, high] = PROMISED[id];
  expect(accuracy).toBeGreaterThan(low);
  expect(accuracy).toBeLessThan(high);
}, 30_000);
