import type { TimeUnit } from '@/lib/recording/raster';

import { count } from '@/lib/numerics/words';
import { FormatError, shown } from '../../FormatError';
import type { Hdf5Array } from '../../hdf5Elements';
import type { Hdf5File } from '../../hdf5File';
import { parentOf } from '../../hdf5Tree';
import { SPIKE_LIMITS } from '../../limits';
import type { Understood } from '../common';
import type { Hdf5Frame } from './frame';
import { needArray, numberAttribute, readNumbers, textAttribute } from './numbers';
import { checkTrains, readTrains } from './trains';

/** Units as people and libraries write them. */
const unitNames: Readonly<Record<string, TimeUnit>> = {
  s: 's', sec: 's', second: 's', seconds: 's',
  ms: 'ms', msec: 'ms', millisecond: 'ms', milliseconds: 'ms',
  us: 'µs', µs: 'µs', μs: 'µs', usec: 'µs', microsecond: 'µs', microseconds: 'µs',
};

/** One train: its data set, and what is said of it there or, else, of its group. */
interface Train {
  readonly path: string;
  readonly length: number;
}

const either = <T>(read: (hdf5: Hdf5File, path: string, name: string) => T | null, hdf5: Hdf5File, path: string, name: string): T | null =>
  read(hdf5, path, name) ?? read(hdf5, parentOf(path) || '/', name);

const anyAttribute = (hdf5: Hdf5File, path: string, name: string) => hdf5.attribute(path, name);

/** A group whose data sets are trains of spikes. */
export interface TrainGroup {
  readonly group: string;
  readonly trains: readonly Train[];
}

/** Names in the order in which people count: `train 2` before `train 10`. */
const byName = new Intl.Collator('en', { numeric: true });

/**
 * The groups that hold trains of spikes in the plain form of Neo: one data set with one axis a train, with the attribute
 * `units` on each or on the group. Data sets of numbers without units are not taken for spikes.
 *
 * @param arrays the data sets of the file
 */
export function trainGroups(hdf5: Hdf5File, arrays: readonly Hdf5Array[]): TrainGroup[] {
  const groups = new Map<string, Train[]>();
  for (const { path, shape } of arrays) {
    if (shape.length !== 1 || either(anyAttribute, hdf5, path, 'units') === null) continue;
    const group = parentOf(path);
    const trains = groups.get(group) ?? [];
    groups.set(group, trains);
    trains.push({ path, length: shape[0] });
  }
  return [...groups].map(([group, trains]) => ({ group, trains: trains.sort((a, b) => byName.compare(a.path, b.path)) }));
}

function unitOf(hdf5: Hdf5File, path: string): TimeUnit {
  const text = either(textAttribute, hdf5, path, 'units') ?? '';
  const unit = Object.hasOwn(unitNames, text.trim()) ? unitNames[text.trim()] : undefined;
  if (!unit) throw new FormatError(hdf5.file, `${path} @units`, `${path} @units is “${shown(text)}”; s, ms and us are read.`);
  return unit;
}

/**
 * Reads a group of trains: each data set a neuron, its numbers the times in `units`, from `t_start` to `t_stop`, which are
 * attributes of the data set or of the group. The order is that of the names.
 *
 * @throws {FormatError} units that are none or differ, and anything beyond `SPIKE_LIMITS`
 */
export async function readTrainGroup({ group, trains }: TrainGroup, { hdf5, name, options, pause }: Hdf5Frame): Promise<Understood> {
  const { file } = hdf5;
  checkTrains(trains.length, file, group || '/');
  const spikes = trains.reduce((sum, { length }) => sum + length, 0);
  if (spikes > SPIKE_LIMITS.spikes) throw new FormatError(file, group || '/', `the group ${group || '/'} holds ${count(spikes)} spikes; the limit is ${count(SPIKE_LIMITS.spikes)}.`);
  const unit = unitOf(hdf5, trains[0].path);
  const offsets = new Uint32Array(trains.length + 1);
  const parts = [];
  let [start, end] = [Infinity, -Infinity];
  let told = true;
  for (const [n, { path }] of trains.entries()) {
    const other = unitOf(hdf5, path);
    if (other !== unit) throw new FormatError(file, `${path} @units`, `${path} @units is ${other}, but ${trains[0].path} is in ${unit}; all trains should be in one unit.`);
    const [from, to] = [either(numberAttribute, hdf5, path, 't_start'), either(numberAttribute, hdf5, path, 't_stop')];
    if (from === null || to === null) told = false;
    else [start, end] = [Math.min(start, from), Math.max(end, to)];
    const part = await readNumbers(hdf5, needArray(hdf5, path), pause);
    offsets[n + 1] = offsets[n] + part.length;
    parts.push(part);
  }
  const times = new Float64Array(spikes);
  parts.forEach((part, n) => times.set(part, offsets[n]));
  const place = (train: number, k: number): string => `${trains[train].path}[${k - offsets[train]}]`;
  const understood = readTrains({ offsets, times, unit, edges: told ? [start, end] : null, place }, { name, file, options });
  return { ...understood, facts: [['Trains', `${count(trains.length)}, from ${shown(trains[0].path)} on`], ...understood.facts] };
}
