import type { Pieces } from '@/lib/numerics/pieces';

import { count } from '@/lib/numerics/words';
import { FormatError, shown } from '../../FormatError';
import { DATASET_LIMITS, SPIKE_LIMITS } from '../../limits';
import { openNpy, type OpenNpy } from '../../npy';
import { packedArrays, type PackedNpy } from '../../npz';
import { columnsOf, isNeuronName, isTimeName } from '../columns';
import { plainName, withPauses, type Understood } from '../common';
import { wholeFile } from '../file';
import { arrayLikeness, readNpyBytes } from './npy';
import { isSparse, readSparse } from './sparse';
import type { SpikeOptions, SpikeReader } from '../types';

// Spikes are mostly zeros, which pack very well: the ratio is only held to what deflate can do, the sum to a size.
const zipLimits = { fileBytes: SPIKE_LIMITS.fileBytes, unpackedBytes: SPIKE_LIMITS.unpackedBytes, unpackRatio: DATASET_LIMITS.deflateRatio };

interface Frame {
  readonly options: SpikeOptions;
  readonly name: string;
  readonly file: string;
}

/** Something in a .npz file that can be read as spikes: an array, or several that belong together. */
interface Entry {
  readonly name: string;
  readonly read: (frame: Frame) => Pieces<{ readonly understood: Understood; readonly likeness: string }>;
}

function single({ name, path, unpack }: PackedNpy): Entry {
  return {
    name,
    *read(frame) {
      const { dtype, ...understood } = yield* readNpyBytes(unpack(), { ...frame, file: path });
      return { understood, likeness: arrayLikeness(dtype, understood.choices.shape) };
    },
  };
}

/** Whether a name is one that columns of events or spikes have. */
const isColumnName = (name: string): boolean => /^(x|y|p|pol|polarity)$/i.test(name) || isTimeName(name) || isNeuronName(name);

/** An array with one axis, opened; null where it is something else. */
function openColumn({ path, unpack }: PackedNpy): OpenNpy | null {
  try {
    const array = openNpy(unpack(), path, SPIKE_LIMITS);
    return array.shape.length === 1 ? array : null;
  } catch (error) {
    if (error instanceof FormatError) return null;
    throw error;
  }
}

/** Arrays that are the columns of one table, such as `t`, `x`, `y` and `p`; null where their names or axes say otherwise. */
function tableOf(arrays: readonly PackedNpy[]): { entry: Entry; parts: readonly PackedNpy[] } | null {
  const parts = arrays.filter(({ name }) => isColumnName(name));
  const fields = new Map<string, (index: number) => number>();
  const lengths = new Set<number>();
  if (parts.length < 2) return null;
  for (const part of parts) {
    const column = openColumn(part);
    if (!column) return null;
    fields.set(part.name, column.at);
    lengths.add(column.elements);
  }
  const [length] = lengths;
  const columns = columnsOf(fields, length, (index) => `entry ${index}`);
  if (!columns) return null;
  const names = parts.map(({ name }) => name).join(', ');
  return {
    parts,
    entry: {
      name: names,
      *read(frame) {
        if (lengths.size > 1) throw new FormatError(frame.file, 'list of entries', `the arrays in its list of entries, ${shown(names)}, should have one length; they have ${[...lengths].map(count).join(' and ')}.`);
        return { understood: yield* columns.read(frame), likeness: columns.names.join(' ') };
      },
    },
  };
}

/** What can be read in the file: arrays that belong together first, those named as columns last, and times at the end. */
function entriesOf(arrays: readonly PackedNpy[]): Entry[] {
  if (isSparse(arrays)) {
    const sparse: Entry = {
      name: 'sparse matrix',
      *read(frame) {
        const understood = yield* readSparse(arrays, frame);
        return { understood, likeness: arrayLikeness('sparse', understood.choices.shape) };
      },
    };
    return [sparse];
  }
  const table = tableOf(arrays);
  const alone = arrays.filter((array) => !table?.parts.includes(array));
  const rank = ({ name }: PackedNpy): number => (isTimeName(name) ? 2 : isColumnName(name) ? 1 : 0);
  const inOrder = alone.sort((a, b) => rank(a) - rank(b)).map(single);
  return table ? [table.entry, ...inOrder] : inOrder;
}

function* readFirst(entries: readonly Entry[], frame: Frame): Pieces<{ entry: Entry; understood: Understood; likeness: string }> {
  let refusal: FormatError | null = null;
  for (const entry of entries) {
    try {
      return { entry, ...(yield* entry.read(frame)) };
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      if (entries.length === 1) throw error;
      refusal ??= error;
    }
  }
  throw new FormatError(frame.file, 'list of entries', `of the ${entries.length} arrays in its list of entries none can be read as spikes. The first: ${refusal?.message ?? ''}`);
}

/**
 * Reads a .npz file as spikes: the entry that the options name, or the first that can be read. Arrays that belong together
 * (`t`, `x`, `y`, `p` of events; times and neurons; the parts of a scipy sparse matrix) are one entry, and come first.
 */
export const readNpzSpikes: SpikeReader = async ({ file, options, pace }) => {
  const bytes = await wholeFile(file, pace);
  const entries = entriesOf(packedArrays(bytes, file.path, zipLimits));
  const names = entries.map(({ name }) => name);
  const wanted = options.entry === undefined ? entries : entries.filter(({ name }) => name === options.entry);
  if (wanted.length === 0) {
    throw new FormatError(file.path, 'list of entries', `the list of entries has no array “${shown(options.entry ?? '')}”; it has ${names.slice(0, 8).map((name) => shown(name)).join(', ')}${names.length > 8 ? ', …' : ''}.`);
  }
  const frame = { options, name: plainName(file.path), file: file.path };
  const { entry, understood, likeness } = await withPauses(readFirst(wanted, frame), file.path, pace);
  return {
    format: 'npz',
    kind: 'zip of numpy arrays',
    likeness: `npz: ${shown(entry.name)}: ${likeness}`,
    ...understood,
    facts: [['Array', entries.length === 1 ? shown(entry.name) : `${shown(entry.name)}, one of ${count(entries.length)}`], ...understood.facts],
    options: { ...understood.options, entry: entry.name },
    choices: { ...understood.choices, entries: names },
  };
};
