import { ByteQueue, readToEnd } from '@/lib/formats/byteQueue';
import { FormatError } from '@/lib/formats/FormatError';
import { readIdxHeader, readIdxValues } from '@/lib/formats/idx';
import { DATASET_LIMITS } from '@/lib/formats/limits';
import { firstBytes, type Source } from '@/lib/formats/source';
import { count } from '@/lib/numerics/words';
import { fileName, partInName, partOfPath } from './folders';
import { PartsWriter } from './partsWriter';
import { placeOf, planParts } from './plan';
import type { SetReader } from './result';

/** Classes of MNIST and of the sets made in its image. */
const classCount = 10;
const digits = Array.from({ length: classCount }, (_, i) => String(i));
const clothes = ['T-shirt', 'trousers', 'pullover', 'dress', 'coat', 'sandal', 'shirt', 'trainer', 'bag', 'ankle boot'];

/** The first labels of the published files: they tell which set it is whatever the files are called. */
const beginnings: readonly [string, 'MNIST' | 'Fashion-MNIST'][] = [
  ['5041921314', 'MNIST'],
  ['7210414959', 'MNIST'],
  ['9003027255', 'Fashion-MNIST'],
  ['9211614657', 'Fashion-MNIST'],
];

interface Pair {
  readonly pictures: Source;
  readonly labels: Source;
}

/** What the two files of a pair have in common: `train-images-idx3-ubyte.gz` and `train-labels-idx1-ubyte`. */
const pairKey = (path: string): string =>
  path.replace(/\.gz$/i, '').replace(/images|labels/gi, '*').replace(/idx[13]/gi, 'idx');

function partnerName(path: string): string {
  const name = fileName(path);
  const [from, to] = /images/i.test(name) ? ['images', 'labels'] : ['labels', 'images'];
  return name.replace(new RegExp(from, 'i'), to).replace(/idx[13]/i, to === 'labels' ? 'idx1' : 'idx3');
}

async function pairs(sources: readonly Source[]): Promise<Pair[]> {
  const found = { pictures: new Map<string, Source>(), labels: new Map<string, Source>() };
  for (const source of sources) {
    const holds = (await firstBytes(source, 4))[3] === 1 ? 'labels' : 'pictures';
    const before = found[holds].get(pairKey(source.path));
    if (before) throw new FormatError(source.path, 'file', `it and ${fileName(before.path)} are the same file twice; please choose one of them.`);
    found[holds].set(pairKey(source.path), source);
  }
  // One of each kind belong together, whatever they are called.
  if (found.pictures.size === 1 && found.labels.size === 1) {
    return [{ pictures: [...found.pictures.values()][0], labels: [...found.labels.values()][0] }];
  }
  for (const [mine, other, words] of [['pictures', 'labels', 'labels are'], ['labels', 'pictures', 'pictures are']] as const) {
    for (const [key, { path }] of found[mine]) {
      if (!found[other].has(key)) throw new FormatError(path, 'folder', `its ${words} missing; please choose ${partnerName(path)} from the same folder too.`);
    }
  }
  return [...found.pictures].map(([key, pictures]) => ({ pictures, labels: found.labels.get(key)! }));
}

async function readLabels(source: Source, pace: Parameters<Source['pieces']>[0]): Promise<Uint8Array> {
  const queue = new ByteQueue(source, pace);
  try {
    const header = await readIdxHeader(queue, source.path, source.size);
    const at = queue.at;
    const labels = (await readIdxValues(queue, header.count, source.path)).slice();
    await readToEnd(queue, source.path);
    const bad = labels.findIndex((label) => label >= classCount);
    if (bad >= 0) throw new FormatError(source.path, `byte ${at + bad}`, `byte ${at + bad} gives the label ${labels[bad]}; labels go from 0 to ${classCount - 1}.`);
    return labels;
  } finally {
    await queue.close();
  }
}

/** MNIST, Fashion-MNIST and others like them: pairs of IDX files with pictures and labels, gzip or not. */
export const readIdxSet: SetReader = async ({ sources, options, meter, name }) => {
  const found = await pairs(sources);
  meter.expect(sources.reduce((sum, { diskBytes }) => sum + diskBytes, 0));
  const read: { pair: Pair; labels: Uint8Array; part: number }[] = [];
  for (const pair of found) {
    const part = placeOf(partInName(fileName(pair.pictures.path)) ?? partInName(fileName(pair.labels.path)) ?? partOfPath(pair.pictures.path));
    read.push({ pair, labels: await readLabels(pair.labels, meter.pace), part });
  }
  const total = read.reduce((sum, { labels }) => sum + labels.length, 0);
  if (total > DATASET_LIMITS.samples) throw new FormatError(name, 'samples', `the files hold ${count(total)} samples; the limit is ${count(DATASET_LIMITS.samples)}.`);
  const listing = {
    labels: Uint16Array.from(read.flatMap(({ labels }) => Array.from(labels))),
    given: Uint8Array.from(read.flatMap(({ labels, part }) => Array.from(labels, () => part))),
  };
  const plan = planParts(listing, options.samples ?? DATASET_LIMITS.samples, name);

  let writer: PartsWriter | null = null;
  let shape: number[] = [];
  let sample = 0;
  for (const { pair, labels } of read) {
    const { path, size } = pair.pictures;
    const queue = new ByteQueue(pair.pictures, meter.pace);
    try {
      const header = await readIdxHeader(queue, path, size);
      if (header.holds !== 'pictures') throw new FormatError(path, 'byte 3', 'byte 3 says it holds labels; pictures have 3 axes.');
      if (header.count !== labels.length) {
        throw new FormatError(path, 'byte 4', `byte 4 says it holds ${count(header.count)} pictures, but ${fileName(pair.labels.path)} holds ${count(labels.length)} labels.`);
      }
      if (writer && (header.rows !== shape[0] || header.columns !== shape[1])) {
        throw new FormatError(path, 'byte 8', `byte 8 makes its pictures ${header.rows} × ${header.columns} pixels, but those of the other file have ${shape[0]} × ${shape[1]}.`);
      }
      shape = [header.rows, header.columns, 1];
      const pixels = header.rows * header.columns;
      writer ??= new PartsWriter(plan, listing, { steps: 1, size: pixels, scale: 1 / 255 }, null, name);
      for (let i = 0; i < header.count; i += 1, sample += 1) {
        const values = await readIdxValues(queue, pixels, path);
        if (writer.wants(sample)) writer.picture(sample).set(values);
      }
      await readToEnd(queue, path);
    } finally {
      await queue.close();
    }
  }
  const firstLabels = read.map(({ labels }) => labels.subarray(0, 10).join(''));
  const known = beginnings.find(([start]) => firstLabels.includes(start))?.[1] ?? (sources.some(({ path }) => /fashion/i.test(path)) ? 'Fashion-MNIST' : null);
  const { parts, notes } = writer!.finish();
  const picture = `A picture of ${shape[0]} × ${shape[1]} grey pixels`;
  return {
    name: known ?? 'Pictures in IDX files',
    origin: 'file',
    sentence: known === 'Fashion-MNIST' ? `${picture} shows a piece of clothing: which kind is it?` : known === 'MNIST' ? `${picture} shows a handwritten digit: which one is it?` : `${picture}: which of ten classes is it?`,
    notes: [...plan.notes, ...notes],
    classes: known === 'Fashion-MNIST' ? clothes : digits,
    content: 'pictures',
    steps: 1,
    shape,
    parts,
  };
};
