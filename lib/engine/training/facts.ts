import { fillBatch, presentation } from '../../datasets/batch';
import { chanceLevel } from '../../datasets/chance';
import { PARTS, stepSize, type Dataset } from '../../datasets/types';
import type { DatasetFacts, Thumbnail } from './protocol';

/** Samples of each class on the contact sheet, and the longest side of one. */
const EACH = 4;
const SIDE = 64;

/** Values 0…1 as grey, scaled to the largest; too long a side is pooled by means. */
function grey(values: Float32Array, rows: number, columns: number, label: number): Thumbnail {
  const [high, wide] = [Math.min(rows, SIDE), Math.min(columns, SIDE)];
  const sums = new Float64Array(high * wide);
  const counts = new Uint32Array(high * wide);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const at = Math.floor((r * high) / rows) * wide + Math.floor((c * wide) / columns);
      sums[at] += values[r * columns + c];
      counts[at]++;
    }
  }
  const means = sums.map((sum, k) => sum / counts[k]);
  const top = means.reduce((a, b) => Math.max(a, b), 1e-9);
  return { rows: high, columns: wide, values: Uint8Array.from(means, (v) => Math.round((255 * Math.max(0, v)) / top)), label };
}

/** One sample as a picture: a picture as it is; a series of pictures summed over time; else time across and channels down. */
export function thumbnail(dataset: Dataset, part: 'train' | 'validation' | 'test', index: number): Thumbnail {
  const label = dataset.parts[part].labels[index];
  const { steps } = presentation(dataset, 'repeat');
  const size = stepSize(dataset);
  const values = new Float32Array(steps * size);
  fillBatch(dataset, part, [index], 'repeat', values);
  if (dataset.shape.length === 3) {
    const [rows, columns, channels] = dataset.shape;
    const sums = new Float32Array(rows * columns);
    for (let k = 0; k < values.length; k++) sums[Math.floor((k % size) / channels)] += values[k];
    return grey(sums, rows, columns, label);
  }
  const turned = new Float32Array(values.length);
  for (let t = 0; t < steps; t++) for (let c = 0; c < size; c++) turned[c * steps + t] = values[t * size + c];
  return grey(turned, size, steps, label);
}

function sheetOf(dataset: Dataset): Thumbnail[] {
  const { labels } = dataset.parts.train;
  const found = dataset.classes.map((): number[] => []);
  for (let k = 0; k < labels.length && found.some((list) => list.length < EACH); k++) if (found[labels[k]].length < EACH) found[labels[k]].push(k);
  return found.flat().map((index) => thumbnail(dataset, 'train', index));
}

/** What is shown of a dataset before training. */
export function factsOf(dataset: Dataset, linear: number | null): DatasetFacts {
  const { parts, ...words } = dataset;
  const count = (part: (typeof PARTS)[number]) => {
    const counts = new Array<number>(words.classes.length).fill(0);
    for (const label of parts[part].labels) counts[label]++;
    return counts;
  };
  return {
    ...words,
    counts: { train: count('train'), validation: count('validation'), test: count('test') },
    sheet: sheetOf(dataset),
    chance: chanceLevel(dataset).largestClass,
    linear,
  };
}
