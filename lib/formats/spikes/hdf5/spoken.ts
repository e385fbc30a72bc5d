import { count } from '../../../numerics/words';
import { FormatError, shown } from '../../FormatError';
import { shdUnits, spikesIn } from '../../hdf5Spikes';
import type { Hdf5Frame, UnderstoodHdf5 } from './frame';
import { chosenItem } from './items';
import { NumberList } from '../numberList';
import { readTrains } from './trains';

/** Whether a file is laid out as SHD and SSC are. */
export const isSpoken = ({ tree }: Hdf5Frame): boolean => ['spikes/times', 'spikes/units'].every((path) => tree.dataSets.includes(path));

/**
 * Reads one sample of SHD or SSC: `spikes/times` in seconds and `spikes/units` from 0 to 699, one sequence a sample each,
 * with `labels` and, where they are given, the names of the classes in `extra/keys`.
 *
 * @throws {FormatError} see `openSpikes`; samples that the file does not have
 */
export async function readSpoken({ hdf5, options, name, pause }: Hdf5Frame): Promise<UnderstoodHdf5> {
  const { file } = hdf5;
  const { labels, names, read } = spikesIn(hdf5);
  const item = chosenItem(options, labels.length, file, 'labels');
  const [units, seconds] = [new NumberList(), new NumberList()];
  await read((sample) => sample === item, (_, unit, time) => {
    units.push(unit);
    seconds.push(time);
  }, pause);
  const offsets = new Uint32Array(shdUnits + 1);
  for (let k = 0; k < units.length; k++) offsets[units.at(k) + 1] += 1;
  for (let n = 0; n < shdUnits; n++) offsets[n + 1] += offsets[n];
  const times = new Float64Array(units.length);
  const next = offsets.slice(0, shdUnits);
  for (let k = 0; k < units.length; k++) times[next[units.at(k)]++] = seconds.at(k);
  if (times.length === 0) throw new FormatError(file, `spikes/times[${item}]`, `spikes/times[${item}] holds no spikes.`);
  const understood = readTrains({ offsets, times, unit: 's', edges: null, place: () => `spikes/times[${item}]` }, { name: `${name} ${item}`, file, options });
  const label = labels[item];
  return {
    format: 'shd',
    kind: 'spoken digits or commands, SHD or SSC',
    understood: {
      ...understood,
      facts: [
        ['Sample', `${item} of ${count(labels.length)}, from 0`],
        ['Label', names?.[label] === undefined ? String(label) : `${label}, “${shown(names[label])}”`],
        ...understood.facts,
      ],
      options: { ...understood.options, items: [item] },
      choices: { ...understood.choices, items: labels.length },
    },
  };
}
