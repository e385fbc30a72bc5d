import { FormatError } from '@/lib/formats/FormatError';
import { openSpikes, shdUnits, type SpikeFile } from '@/lib/formats/hdf5Spikes';
import { DATASET_LIMITS } from '@/lib/formats/limits';
import type { Source } from '@/lib/formats/source';
import { count } from '@/lib/numerics/words';
import { fileName, partInName, partOfPath } from './folders';
import { DEFAULTS } from './options';
import { PartsWriter } from './partsWriter';
import { placeOf, planParts } from './plan';
import type { Reading, SetReader } from './result';

/** Bytes that a spike takes in a file at the least: a 16-bit time and a 16-bit unit. */
const spikeBytes = 4;

/** What is needed of every file before samples are read. */
interface Listed {
  readonly source: Source;
  readonly labels: Float64Array;
  readonly names: readonly string[] | null;
}

/** Opens one file after another: the library holds one at a time. */
async function withFile<T>(source: Source, { meter }: Reading, use: (file: SpikeFile) => Promise<T>): Promise<T> {
  const file = await openSpikes(source, meter.pace);
  try {
    return await use(file);
  } finally {
    file.close();
  }
}

function classesOf(listed: readonly Listed[]): string[] {
  const named = listed.find(({ names }) => names !== null);
  const other = listed.find(({ names }) => names !== null && names.join() !== named?.names?.join());
  if (named && other) throw new FormatError(other.source.path, 'extra/keys', `its extra/keys names other classes than ${fileName(named.source.path)} does; please choose one set at a time.`);
  const most = named?.names?.length ?? DATASET_LIMITS.classes;
  let highest = 0;
  for (const { source, labels } of listed) {
    labels.forEach((label, i) => {
      if (!(Number.isInteger(label) && label >= 0 && label < most)) {
        throw new FormatError(source.path, `labels[${i}]`, `labels[${i}] is ${label}; labels should be whole numbers from 0 to ${most - 1}.`);
      }
      highest = Math.max(highest, label);
    });
  }
  return named?.names ? [...named.names] : Array.from({ length: highest + 1 }, (_, i) => String(i));
}

/** SHD and SSC: spoken digits and words as spikes of 700 channels of an inner ear. */
export const readSpokenSet: SetReader = async (reading) => {
  const { sources, options, meter, name } = reading;
  const several = sources.length > 1;
  const listed: Listed[] = [];
  // The only file is read as soon as it is open; of several the labels come first.
  meter.expect(sources.reduce((sum, { diskBytes }) => sum + diskBytes, 0) * (several ? 3 : 2));
  const steps = options.steps ?? DEFAULTS.spokenSteps;
  const duration = options.duration ?? DEFAULTS.duration;
  const group = Math.ceil(shdUnits / (options.channels ?? DEFAULTS.channels));
  const channels = Math.ceil(shdUnits / group);
  let late = 0;

  function plan() {
    const total = listed.reduce((sum, { labels }) => sum + labels.length, 0);
    if (total > DATASET_LIMITS.samples) throw new FormatError(name, 'samples', `the files hold ${count(total)} samples; the limit is ${count(DATASET_LIMITS.samples)}.`);
    const classes = classesOf(listed);
    const listing = {
      labels: Uint16Array.from(listed.flatMap(({ labels }) => Array.from(labels))),
      given: Uint8Array.from(
        listed.flatMap(({ source, labels }) => {
          const part = placeOf(partInName(fileName(source.path)) ?? partOfPath(source.path));
          return Array.from(labels, () => part);
        }),
      ),
    };
    const planned = planParts(listing, options.samples ?? DATASET_LIMITS.samples, name);
    const spikes = sources.reduce((sum, { size }) => sum + size / spikeBytes, 0) * (planned.counts.reduce((a, b) => a + b, 0) / total);
    return { classes, planned, writer: new PartsWriter(planned, listing, { steps, size: channels, scale: 1 }, spikes, name) };
  }

  async function readAll(file: SpikeFile, source: Source, first: number, writer: PartsWriter): Promise<void> {
    let open = -1;
    let done = 0;
    await file.read(
      (sample) => writer.wants(first + sample),
      (sample, unit, time) => {
        if (sample !== open) {
          writer.open(first + sample);
          open = sample;
        }
        const step = Math.floor((time / duration) * steps);
        if (step < steps) writer.add(step, Math.floor(unit / group));
        else late += 1;
      },
      async (samples) => {
        const bytes = source.diskBytes * ((samples - done) / file.labels.length);
        done = samples;
        await meter.pace(bytes, source.path);
      },
    );
  }

  let read: ReturnType<typeof plan>;
  if (several) {
    for (const source of sources) listed.push(await withFile(source, reading, async ({ labels, names }) => ({ source, labels, names })));
    read = plan();
    let first = 0;
    for (const { source, labels } of listed) {
      await withFile(source, reading, (file) => readAll(file, source, first, read.writer));
      first += labels.length;
    }
  } else {
    const [source] = sources;
    read = await withFile(source, reading, async (file) => {
      listed.push({ source, labels: file.labels, names: file.names });
      const planned = plan();
      await readAll(file, source, 0, planned.writer);
      return planned;
    });
  }
  const { classes, planned, writer } = read;
  const { parts, notes } = writer.finish();
  const called = classes.length === 20 ? 'SHD' : classes.length === 35 ? 'SSC' : 'Spikes in HDF5';
  return {
    name: called,
    origin: 'file',
    sentence: `A spoken ${called === 'SSC' ? 'word' : 'digit or word'}, as the spikes of ${channels} channels of a model of the inner ear: which of ${classes.length} is it?`,
    notes: [
      ...planned.notes,
      `Spikes are counted in ${steps} equal steps of the first ${duration} s; shorter samples end in silence.${late > 0 ? ` ${count(late)} later spikes are left out.` : ''}`,
      ...(group > 1 ? [`The ${shdUnits} channels are summed in groups of ${group} neighbours, which gives ${channels}.`] : []),
      ...notes,
    ],
    classes,
    content: 'series',
    steps,
    shape: [channels],
    parts,
  };
};
