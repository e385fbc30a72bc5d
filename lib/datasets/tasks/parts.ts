import type { Random } from '@/lib/numerics/random';
import type { Pieces } from '@/lib/numerics/pieces';

import { PARTS, type Dataset, type DatasetPart, type PartName, type SampleStore } from '../types';
import { sampleRandom } from './sampleSeed';
import { eventWriter } from './writers';

/** How many samples each part has, and the seed that they are drawn with. */
export interface TaskSizes {
  /** Unsigned 32-bit. */
  readonly seed: number;
  readonly train: number;
  readonly validation: number;
  readonly test: number;
}

/** Takes one sample after another and gives the part's store. */
interface PartWriter {
  draw(random: Random, label: number): void;
  store(): SampleStore;
}

function checkSizes(sizes: TaskSizes): void {
  for (const part of PARTS) {
    if (Number.isInteger(sizes[part]) && sizes[part] >= 1) continue;
    throw new RangeError(`The part ${part} should have a whole number of samples from 1 on, not ${sizes[part]}.`);
  }
}

/**
 * The three parts of a task, one sample a piece. Sample i has class i mod K, so that classes are balanced to within
 * one sample.
 *
 * @throws {RangeError} a part that is no whole number of samples from 1 on
 */
export function* taskParts(
  task: string,
  classes: number,
  sizes: TaskSizes,
  writer: (count: number) => PartWriter,
): Pieces<Dataset['parts']> {
  checkSizes(sizes);
  const all = sizes.train + sizes.validation + sizes.test;
  let done = 0;
  const made = {} as Record<PartName, DatasetPart>;
  for (const part of PARTS) {
    const count = sizes[part];
    const { draw, store } = writer(count);
    const labels = Uint16Array.from({ length: count }, (_, i) => i % classes);
    for (let i = 0; i < count; i += 1) {
      if (done > 0) yield done / all;
      draw(sampleRandom(task, sizes.seed, part, i), labels[i]);
      done += 1;
    }
    made[part] = { labels, store: store() };
  }
  return made;
}

/** The parts of a task whose samples are events: `draw` adds those of one sample. */
export function eventParts(
  task: string,
  classes: number,
  sizes: TaskSizes,
  draw: (random: Random, label: number, add: (step: number, channel: number) => void) => void,
): Pieces<Dataset['parts']> {
  return taskParts(task, classes, sizes, () => {
    const writer = eventWriter();
    return {
      draw(random, label) {
        draw(random, label, writer.add);
        writer.next();
      },
      store: writer.store,
    };
  });
}

/** Uniform in [low, high). */
export const between = (random: Random, low: number, high: number): number => low + (high - low) * random.uniform();
