import { sparing } from '@/lib/numerics/pieces';

import { count } from '@/lib/numerics/words';
import { checkFileSize } from '../../checkFileSize';
import { FormatError, shown } from '../../FormatError';
import { openHdf5 } from '../../hdf5';
import type { Hdf5Array } from '../../hdf5Elements';
import { treeOf } from '../../hdf5Tree';
import { SPIKE_LIMITS } from '../../limits';
import { plainSource } from '../../source';
import { readCells } from '../arrays/arrays';
import { plainName, withPauses, type Understood } from '../common';
import type { Hdf5Frame, UnderstoodHdf5 } from './frame';
import { readTrainGroup, trainGroups } from './groups';
import { isNirData, readNirData } from './nirData';
import { isNumeric, readNumbers } from './numbers';
import { isNwb, readNwb } from './nwb';
import { isSpoken, readSpoken } from './spoken';
import { arrayLikeness } from '../arrays/npy';
import type { SpikeReader } from '../types';

/** Something in the file that can be read as spikes. */
interface Entry {
  readonly name: string;
  readonly kind: string;
  readonly read: () => Promise<Understood>;
}

const isNirGraph = ({ tree }: Hdf5Frame): boolean => tree.dataSets.includes('node/type') && tree.groups.includes('node/nodes');

/** Names that a raster is likely to have. */
const likely = /spike|raster|train/i;

/** The data sets of plain numbers, and why the first of those that are passed over cannot be read. */
function numericArrays({ hdf5, tree }: Hdf5Frame): { arrays: Hdf5Array[]; refusal: FormatError | null } {
  const arrays: Hdf5Array[] = [];
  let refusal: FormatError | null = null;
  for (const path of tree.dataSets) {
    try {
      const array = hdf5.array(path);
      if (array && isNumeric(array)) arrays.push(array);
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      refusal ??= error;
    }
  }
  return { arrays, refusal };
}

/** Groups of trains, then data sets with two axes, those that are named as spikes first. */
function entriesOf(frame: Hdf5Frame, arrays: readonly Hdf5Array[]): Entry[] {
  const trains = trainGroups(frame.hdf5, arrays).map((group): Entry => ({ name: group.group || '/', kind: 'trains of spikes in an HDF5 file', read: () => readTrainGroup(group, frame) }));
  const dense = arrays.filter(({ shape }) => shape.length === 2 && shape.every((side) => side > 0));
  dense.sort((a, b) => Number(likely.test(b.path)) - Number(likely.test(a.path)));
  return [...trains, ...dense.map((array): Entry => ({ name: array.path, kind: 'array in an HDF5 file', read: () => readDense(array, frame) }))];
}

async function readDense(array: Hdf5Array, { hdf5, name, options, pause }: Hdf5Frame): Promise<Understood> {
  const values = await readNumbers(hdf5, array, pause);
  const cells = { shape: array.shape, fortran: false, at: (place: number) => values[place] };
  return withPauses(readCells(cells, { options, name, file: hdf5.file }), hdf5.file, pause);
}

async function readPlain(frame: Hdf5Frame): Promise<UnderstoodHdf5> {
  const { hdf5, tree, options } = frame;
  const { arrays, refusal } = numericArrays(frame);
  const entries = entriesOf(frame, arrays);
  const names = entries.map(({ name }) => name);
  if (entries.length === 0) {
    if (refusal) throw refusal;
    const found = tree.dataSets.slice(0, 6).map((path) => shown(path)).join(', ') || 'none';
    throw new FormatError(hdf5.file, '/', `none of the data sets in / can be read as spikes: SHD, NWB, NIRData, a group of trains with units, or numbers with two axes. It has ${count(tree.dataSets.length)} data sets (${found}).`);
  }
  const entry = options.entry === undefined ? entries[0] : entries.find(({ name }) => name === options.entry);
  if (!entry) throw new FormatError(hdf5.file, '/', `the file has nothing in / named ${shown(options.entry ?? '')} that can be read as spikes; it has ${names.slice(0, 8).map((name) => shown(name)).join(', ')}.`);
  const understood = await entry.read();
  return {
    format: 'hdf5',
    kind: entry.kind,
    understood: {
      ...understood,
      facts: [['Data set', entries.length === 1 ? shown(entry.name) : `${shown(entry.name)}, one of ${count(entries.length)}`], ...understood.facts],
      options: { ...understood.options, entry: entry.name },
      choices: { ...understood.choices, entries: names },
    },
  };
}

async function readFrame(frame: Hdf5Frame): Promise<UnderstoodHdf5> {
  if (isNirData(frame)) return readNirData(frame);
  if (isNirGraph(frame)) throw new FormatError(frame.hdf5.file, 'nir', 'the file is a NIR graph, a network and no raster; it can be run and its spikes compared.');
  if (isSpoken(frame)) return readSpoken(frame);
  if (isNwb(frame)) return readNwb(frame);
  return readPlain(frame);
}

/**
 * Reads an HDF5 file as spikes, by what it holds: NIRData, SHD or SSC, the units of NWB, groups of trains with units as in
 * Neo, or any data set of numbers with two axes.
 *
 * @throws {FormatError} NIR graphs, files with none of these, data sets that claim more than the file can hold or than
 * `SPIKE_LIMITS`, damaged files
 */
export const readHdf5Spikes: SpikeReader = async ({ file, options, pace }) => {
  const { path } = file;
  checkFileSize(file.size, path, SPIKE_LIMITS.fileBytes);
  const hdf5 = await openHdf5(plainSource(file), pace);
  try {
    const wait = sparing(() => pace(0, path));
    const pause = (): Promise<void> => wait(0);
    const tree = await treeOf(hdf5, pause);
    const { format, kind, understood } = await readFrame({ hdf5, tree, options, name: plainName(path), pause });
    const { entry } = understood.options;
    const { shape } = understood.choices;
    const likeness = entry === undefined ? format : `${format}: ${shape.length > 0 ? arrayLikeness(shown(entry), shape) : shown(entry)}`;
    return { format, kind, likeness, ...understood };
  } finally {
    hdf5.close();
  }
};
