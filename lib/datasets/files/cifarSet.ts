import { ByteQueue, readWhole } from '@/lib/formats/byteQueue';
import { cifarKind, cifarLabel, cifarPicture, cifarRecords, cifarSide } from '@/lib/formats/cifar';
import { FormatError, shown } from '@/lib/formats/FormatError';
import { DATASET_LIMITS } from '@/lib/formats/limits';
import { firstBytes, type Source } from '@/lib/formats/source';
import { count } from '@/lib/numerics/words';
import { fileName, partInName, partOfPath } from './folders';
import { PartsWriter } from './partsWriter';
import { placeOf, planParts } from './plan';
import type { Reading, SetReader } from './result';

export const cifar10Names = ['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck'];

/** Names of the classes, one a line, where a text file beside the pictures gives as many as there are classes. */
async function classNames({ texts, meter }: Pick<Reading, 'texts' | 'meter'>, classes: number): Promise<string[]> {
  if (classes === cifar10Names.length) return cifar10Names;
  for (const text of texts) {
    if (!/fine|meta|names/i.test(fileName(text.path)) || text.size > DATASET_LIMITS.textBytes) continue;
    const lines = new TextDecoder().decode(await readWhole(text, DATASET_LIMITS.textBytes, meter.pace)).split(/\s*\n/).filter((line) => line.trim() !== '');
    if (lines.length === classes) return lines.map((line) => shown(line.trim()));
  }
  return Array.from({ length: classes }, (_, i) => String(i));
}

async function kindOfAll(sources: readonly Source[]) {
  const kinds = await Promise.all(sources.map(async (source) => cifarKind(await firstBytes(source, 2), source.size)));
  const kind = kinds.find((one) => one !== null)!;
  const other = kinds.findIndex((one) => one !== null && one.name !== kind.name);
  if (other >= 0) throw new FormatError(sources[other].path, 'file', `the file is of ${kinds[other]!.name}, but others are of ${kind.name}; please choose one set at a time.`);
  return kind;
}

/** CIFAR-10 and CIFAR-100 in their binary form. */
export const readCifarSet: SetReader = async ({ sources, texts, options, meter, name }) => {
  const kind = await kindOfAll(sources);
  const records = sources.map(({ path, size }) => cifarRecords(size, kind, path));
  const total = records.reduce((a, b) => a + b, 0);
  if (total > DATASET_LIMITS.samples) throw new FormatError(name, 'samples', `the files hold ${count(total)} pictures; the limit is ${count(DATASET_LIMITS.samples)}.`);
  // Labels stand between the pictures, and which sample goes where is known only when all labels are.
  meter.expect(2 * sources.reduce((sum, { diskBytes }) => sum + diskBytes, 0));
  const listing = { labels: new Uint16Array(total), given: new Uint8Array(total) };

  async function eachRecord(visit: (record: Uint8Array, sample: number, at: number, source: Source) => void): Promise<void> {
    let sample = 0;
    for (const [i, source] of sources.entries()) {
      const queue = new ByteQueue(source, meter.pace);
      try {
        for (let k = 0; k < records[i]; k += 1, sample += 1) {
          const at = queue.at;
          const record = await queue.take(kind.recordBytes);
          if (record.length < kind.recordBytes) throw new FormatError(source.path, `byte ${at}`, `the record at byte ${at} is cut off.`);
          visit(record, sample, at, source);
        }
      } finally {
        await queue.close();
      }
    }
  }

  await eachRecord((record, sample, at, { path }) => {
    listing.labels[sample] = cifarLabel(record, kind, at, path);
    listing.given[sample] = placeOf(partInName(fileName(path)) ?? partOfPath(path));
  });
  // `data_batch_1.bin` to `data_batch_5.bin` name no part: beside a test part they are for training.
  const plan = planParts(listing, options.samples ?? DATASET_LIMITS.samples, name);
  const writer = new PartsWriter(plan, listing, { steps: 1, size: 3 * cifarSide * cifarSide, scale: 1 / 255 }, null, name);
  await eachRecord((record, sample) => {
    if (writer.wants(sample)) cifarPicture(record, kind, writer.picture(sample));
  });
  const classes = kind.labels[kind.labels.length - 1];
  const { parts, notes } = writer.finish();
  return {
    name: kind.name,
    origin: 'file',
    sentence: `A colour picture of ${cifarSide} × ${cifarSide} pixels shows one thing: which of ${classes} kinds is it?`,
    notes: [...plan.notes, ...notes],
    classes: await classNames({ texts, meter }, classes),
    content: 'pictures',
    steps: 1,
    shape: [cifarSide, cifarSide, 3],
    parts,
  };
};
