import { PARTS, stepSize, type Dataset, type PartName } from '../types';

/** A grey picture, row by row: 0 dark, 255 bright. */
export interface SmallPicture {
  readonly rows: number;
  readonly columns: number;
  readonly pixels: Uint8Array;
}

/** A few samples of one class. */
export interface ClassPictures {
  /** Place of the class in the dataset's `classes`. */
  readonly label: number;
  readonly pictures: readonly SmallPicture[];
}

export interface DatasetSummary {
  /** Samples of each class, part by part. */
  readonly counts: { readonly [K in PartName]: Uint32Array };
  /** Sentences on classes that lack samples. */
  readonly sentences: readonly string[];
  /** How the small pictures are to be read: as pictures, or time to the right and channels downward. */
  readonly axes: 'picture' | 'time-channel';
  readonly contactSheet: readonly ClassPictures[];
}

const mostSide = 64;
const perClass = 4;

function countLabels(labels: Uint16Array, classes: number): Uint32Array {
  const counts = new Uint32Array(classes);
  for (const label of labels) counts[label] += 1;
  return counts;
}

/** One sentence a part, naming the classes of which it has none. */
function sentencesOn(counts: DatasetSummary['counts'], { classes }: Dataset): string[] {
  return PARTS.flatMap((part) => {
    const empty = classes.filter((_, label) => counts[part][label] === 0);
    if (empty.length === 0) return [];
    const names = empty.slice(0, 6).join(', ') + (empty.length > 6 ? ` and ${empty.length - 6} more` : '');
    const words = { train: 'training', validation: 'validation', test: 'test' }[part];
    return [`The ${words} part has no samples of ${empty.length === 1 ? 'the class' : `${empty.length} classes:`} ${names}.`];
  });
}

/** Sums values into a picture of at most 64 × 64, and makes the largest 255 (or 1 = 255 where `scaled` is false). */
class Pooled {
  readonly rows: number;
  readonly columns: number;
  readonly sums: Float64Array;
  readonly weights: Float64Array;

  constructor(readonly height: number, readonly width: number) {
    this.rows = Math.min(mostSide, height);
    this.columns = Math.min(mostSide, width);
    this.sums = new Float64Array(this.rows * this.columns);
    this.weights = new Float64Array(this.rows * this.columns);
    for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) this.weights[this.place(y, x)] += 1;
  }

  place(y: number, x: number): number {
    return Math.floor((y * this.rows) / this.height) * this.columns + Math.floor((x * this.columns) / this.width);
  }

  add(y: number, x: number, value: number): void {
    this.sums[this.place(y, x)] += value;
  }

  /** @param bright the mean value that is shown as 255; 0: the largest */
  finish(bright: number): SmallPicture {
    const means = this.sums.map((sum, i) => sum / this.weights[i]);
    const top = bright || means.reduce((a, b) => Math.max(a, b), 0) || 1;
    return { rows: this.rows, columns: this.columns, pixels: Uint8Array.from(means, (mean) => Math.round(Math.min(1, mean / top) * 255)) };
  }
}

/** Calls `visit` with every step, channel and value of a sample that is not 0. */
function eachValue(dataset: Dataset, part: PartName, sample: number, visit: (step: number, channel: number, value: number) => void): void {
  const { store } = dataset.parts[part];
  if (store.kind === 'events') {
    for (let k = store.starts[sample]; k < store.starts[sample + 1]; k += 1) visit(store.step[k], store.channel[k], 1);
    return;
  }
  const size = stepSize(dataset);
  const from = sample * dataset.steps * size;
  for (let k = 0; k < dataset.steps * size; k += 1) {
    const byte = store.values[from + k];
    if (byte > 0) visit(Math.floor(k / size), k % size, byte * store.scale);
  }
}

function draw(dataset: Dataset, part: PartName, sample: number): SmallPicture {
  const { shape, steps, content } = dataset;
  if (shape.length < 3) {
    const picture = new Pooled(shape[0], steps);
    eachValue(dataset, part, sample, (step, channel, value) => picture.add(channel, step, value));
    return picture.finish(0);
  }
  const [rows, columns, channels] = shape;
  const picture = new Pooled(rows, columns);
  // Colours are averaged; events of all times and both polarities are summed.
  eachValue(dataset, part, sample, (_, k, value) => {
    const pixel = Math.floor(k / channels);
    picture.add(Math.floor(pixel / columns), pixel % columns, content === 'pictures' ? value / channels : value);
  });
  return picture.finish(content === 'pictures' ? 1 : 0);
}

/** Up to four samples of each class, from the training part first. */
function contactSheet(dataset: Dataset): ClassPictures[] {
  const found = dataset.classes.map((_, label) => ({ label, pictures: [] as SmallPicture[] }));
  for (const part of PARTS) {
    dataset.parts[part].labels.forEach((label, sample) => {
      if (found[label].pictures.length < perClass) found[label].pictures.push(draw(dataset, part, sample));
    });
  }
  return found;
}

/** What a person wants to see of a set before training on it. */
export function summarise(dataset: Dataset): DatasetSummary {
  const counted = (part: PartName) => countLabels(dataset.parts[part].labels, dataset.classes.length);
  const counts = { train: counted('train'), validation: counted('validation'), test: counted('test') };
  return {
    counts,
    sentences: sentencesOn(counts, dataset),
    axes: dataset.shape.length < 3 ? 'time-channel' : 'picture',
    contactSheet: contactSheet(dataset),
  };
}
