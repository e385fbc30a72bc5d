import { count } from '../../../numerics/words';
import { FormatError } from '../../FormatError';
import { SPIKE_LIMITS } from '../../limits';
import type { Hdf5Frame, UnderstoodHdf5 } from './frame';
import { needArray, readNumbers } from './numbers';
import { checkTrains, readTrains } from './trains';

const timesPath = 'units/spike_times';
const indexPath = 'units/spike_times_index';
const intervalsPath = 'units/obs_intervals';

/** Whether a file has the table of units of NWB, with spikes. */
export const isNwb = ({ tree }: Hdf5Frame): boolean => tree.dataSets.includes(timesPath);

/** A data set with one axis and at most `limit` entries, as numbers. */
async function list({ hdf5, pause }: Hdf5Frame, path: string, limit: number, what: string): Promise<ArrayLike<number>> {
  const array = needArray(hdf5, path);
  if (array.shape.length !== 1) throw new FormatError(hdf5.file, path, `${path} has ${array.shape.length || 'no'} axes; it should have one.`);
  if (array.shape[0] > limit) throw new FormatError(hdf5.file, path, `${path} has ${count(array.shape[0])} ${what}; the limit is ${count(limit)}.`);
  return readNumbers(hdf5, array, pause);
}

/** From the first beginning to the last end of the stretches in which units were observed; null where the file has none. */
async function observed({ hdf5, tree, pause }: Hdf5Frame): Promise<[number, number] | null> {
  if (!tree.dataSets.includes(intervalsPath)) return null;
  const array = needArray(hdf5, intervalsPath);
  if (array.shape.length !== 2 || array.shape[1] !== 2) return null;
  const values = await readNumbers(hdf5, array, pause);
  let [start, end] = [Infinity, -Infinity];
  for (let k = 0; k < values.length; k += 2) {
    start = Math.min(start, values[k]);
    end = Math.max(end, values[k + 1]);
  }
  return Number.isFinite(start) && Number.isFinite(end) ? [start, end] : null;
}

/**
 * Reads the units of an NWB file: `units/spike_times`, seconds, those of all units one behind the other, and
 * `units/spike_times_index`, where each unit ends. `units/obs_intervals`, `[K, 2]`, says what was observed.
 * See nwb-schema.readthedocs.io, “Units”.
 *
 * @throws {FormatError} ends that go back or beyond the times, and anything beyond `SPIKE_LIMITS`
 */
export async function readNwb(frame: Hdf5Frame): Promise<UnderstoodHdf5> {
  const { hdf5, name, options } = frame;
  const { file } = hdf5;
  const ends = await list(frame, indexPath, SPIKE_LIMITS.neurons, 'units');
  checkTrains(ends.length, file, indexPath);
  const found = await list(frame, timesPath, SPIKE_LIMITS.spikes, 'spikes');
  const offsets = new Uint32Array(ends.length + 1);
  for (let n = 0; n < ends.length; n++) {
    const end = ends[n];
    if (!(Number.isInteger(end) && end >= offsets[n] && end <= found.length)) {
      throw new FormatError(file, `${indexPath}[${n}]`, `${indexPath}[${n}] says that unit ${n} ends at ${end}; it should be a whole number from ${offsets[n]}, where it begins, to ${found.length}.`);
    }
    offsets[n + 1] = end;
  }
  const spikes = offsets[ends.length];
  const edges = await observed(frame);
  const times = Float64Array.from({ length: spikes }, (_, k) => found[k]);
  const understood = readTrains({ offsets, times, unit: 's', edges, place: (_, k) => `${timesPath}[${k}]` }, { name, file, options });
  return {
    format: 'nwb',
    kind: 'units of an NWB file',
    understood: {
      ...understood,
      facts: [
        ['Units', count(ends.length)],
        ...(edges ? [['Observed', `${edges[0]} to ${edges[1]} s, from the first beginning to the last end`] as const] : []),
        ...(spikes < found.length ? [['Left out', `${count(found.length - spikes)} spikes behind the last unit`] as const] : []),
        ...understood.facts,
      ],
    },
  };
}
