import { rasterFromEvents } from '@/lib/recording/raster';

import { count } from '@/lib/numerics/words';
import { FormatError, shown } from '../../FormatError';
import { parentOf } from '../../hdf5Tree';
import { SPIKE_LIMITS } from '../../limits';
import { readCells } from '../arrays/arrays';
import { framed, shapeText, withPauses, type Understood } from '../common';
import type { Hdf5Frame, UnderstoodHdf5 } from './frame';
import { chosenItem } from './items';
import { needArray, numberAttribute, readNumbers, textAttribute } from './numbers';
import { countDuplicates, orderQuestions } from '../pairs';
import type { AxisRole } from '../types';

/** Whether a file says that it holds NIRData. */
export const isNirData = ({ hdf5 }: Hdf5Frame): boolean => hdf5.attribute('/', '__type__')?.[0] === 'NIRGraphData';

/** Share by which the last time may pass `t_max`: what rounding to 32 bits leaves. */
const slack = 1e-6;

const observable = /^(?:nodes\/[^/]+\/)+observables\/[^/]+$/;
/** `nodes/lif/observables/spikes` → `lif/spikes`. */
const entryOf = (path: string): string => {
  const parts = path.split('/');
  return parts.filter((_, k) => k % 2 === 1).join('/');
};

/** What each axis of gridded data holds: as `dimension_order` says, or samples, time, neurons. */
function axesOf({ hdf5 }: Hdf5Frame, group: string, axes: number): readonly AxisRole[] | undefined {
  if (axes === 2) return ['time', 'neuron'];
  if (axes !== 3) return undefined;
  const roles: Record<string, AxisRole> = { batch: 'item', time: 'time', neuron: 'neuron' };
  const order = hdf5.attribute(group, 'dimension_order')?.map((word) => roles[word]);
  return order?.length === 3 && new Set(order).size === 3 && !order.includes(undefined as never) ? order : ['item', 'time', 'neuron'];
}

async function readGridded(frame: Hdf5Frame, group: string): Promise<Understood> {
  const { hdf5, name, options, pause } = frame;
  const { file } = hdf5;
  const path = `${group}/data`;
  const array = needArray(hdf5, path);
  const dt = numberAttribute(hdf5, group, 'dt');
  if (dt === null || dt <= 0) throw new FormatError(file, `${group} @dt`, `${group} @dt should be the length of a step, in seconds, but it is ${dt ?? 'not there'}.`);
  const values = await readNumbers(hdf5, array, pause);
  const axes = options.axes ?? axesOf(frame, group, array.shape.length);
  const cells = { shape: array.shape, fortran: false, at: (place: number) => values[place] };
  const understood = await withPauses(readCells(cells, { options: { ...options, axes }, name, file }), file, pause);
  return { ...understood, raster: framed(understood.raster, { dt, unit: 's' }, file), facts: [['Data', 'one value a step'], ...understood.facts] };
}

async function readEvents({ hdf5, name, options, pause }: Hdf5Frame, group: string): Promise<Understood> {
  const { file } = hdf5;
  const [idx, time] = [needArray(hdf5, `${group}/idx`), needArray(hdf5, `${group}/time`)];
  const { shape } = idx;
  if (shape.length < 1 || shape.length > 2 || shape.join() !== time.shape.join()) {
    throw new FormatError(file, idx.path, `${idx.path} has the shape ${shapeText(shape)} and ${time.path} ${shapeText(time.shape)}; both should have samples and events.`);
  }
  const [neurons, until] = [numberAttribute(hdf5, group, 'n_neurons'), numberAttribute(hdf5, group, 't_max')];
  if (neurons === null || !Number.isInteger(neurons) || neurons < 1 || neurons > SPIKE_LIMITS.neurons) {
    throw new FormatError(file, `${group} @n_neurons`, `${group} @n_neurons is ${neurons ?? 'not there'}; from 1 to ${count(SPIKE_LIMITS.neurons)} neurons are read.`);
  }
  if (until === null || until <= 0) throw new FormatError(file, `${group} @t_max`, `${group} @t_max should be the end of the recording, in seconds, but it is ${until ?? 'not there'}.`);
  const [samples, events] = shape.length === 1 ? [1, shape[0]] : [shape[0], shape[1]];
  const item = chosenItem(options, samples, file, idx.path);
  if (events > SPIKE_LIMITS.spikes) throw new FormatError(file, idx.path, `${idx.path} has ${count(events)} events a sample; the limit is ${count(SPIKE_LIMITS.spikes)}.`);
  const [ids, times] = [await readNumbers(hdf5, idx, pause), await readNumbers(hdf5, time, pause)];
  const [neuron, at] = [new Uint32Array(events), new Float64Array(events)];
  let spikes = 0;
  let last = 0;
  let unsorted = 0;
  for (let k = item * events; k < (item + 1) * events; k++) {
    // Rows are filled up with −1.
    if (ids[k] === -1) continue;
    if (!(Number.isInteger(ids[k]) && ids[k] >= 0 && ids[k] < neurons)) {
      throw new FormatError(file, `${idx.path}[${k}]`, `${idx.path}[${k}] is the neuron ${ids[k]}; it should be a whole number from 0 to ${count(neurons - 1)}, or −1 for no event.`);
    }
    if (!(times[k] >= 0 && times[k] <= Number.MAX_SAFE_INTEGER)) throw new FormatError(file, `${time.path}[${k}]`, `${time.path}[${k}] is the time ${times[k]}; it should be a finite number from 0.`);
    if (times[k] < last) unsorted += 1;
    last = Math.max(last, times[k]);
    [neuron[spikes], at[spikes]] = [ids[k], times[k]];
    spikes += 1;
  }
  const frame = { name, start: 0, end: Math.max(until, last), unit: 's', dt: null } as const;
  const raster = rasterFromEvents(neuron.subarray(0, spikes), at.subarray(0, spikes), neurons, frame);
  return {
    raster,
    facts: [
      ['Data', 'events'],
      ...(samples > 1 ? [['Sample', `${item} of ${count(samples)}, from 0`] as const] : []),
      ...(last > until * (1 + slack) ? [['Late', `the last event is at ${last} s, behind the end of ${until} s`] as const] : []),
    ],
    questions: orderQuestions(unsorted, countDuplicates(raster.offsets, raster.times)),
    options: samples > 1 ? { items: [item] } : {},
    choices: { shape: [], ...(samples > 1 ? { items: samples } : {}) },
  };
}

/**
 * Reads one observable of a NIRData file (neuroir.org): a group `nodes/<node>/observables/<name>` with either `data`,
 * `[samples, time, neurons]`, and the attribute `dt`, or `idx` and `time`, `[samples, events]`, filled up with −1, and the
 * attributes `n_neurons` and `t_max`. Times are in seconds, as all of NIR is. Values beside events are passed over.
 *
 * @throws {FormatError} no observables, other shapes and attributes, anything beyond `SPIKE_LIMITS`
 */
export async function readNirData(frame: Hdf5Frame): Promise<UnderstoodHdf5> {
  const { hdf5, tree, options } = frame;
  const { file } = hdf5;
  const has = (group: string, name: string): boolean => tree.dataSets.includes(`${group}/${name}`);
  const groups = [...new Set(tree.dataSets.map(parentOf))].filter((path) => observable.test(path) && (has(path, 'data') || (has(path, 'idx') && has(path, 'time'))));
  if (groups.length === 0) throw new FormatError(file, 'nodes', 'the file says that it holds NIRData, but no group nodes/…/observables/… in it has data, or idx and time.');
  const entries = groups.map(entryOf);
  // Spikes first: other observables are membranes.
  const wanted = options.entry === undefined ? Math.max(0, entries.findIndex((entry) => /spike/i.test(entry))) : entries.indexOf(options.entry);
  if (wanted < 0) throw new FormatError(file, 'nodes', `the nodes have no observable ${shown(options.entry ?? '')}; they have ${entries.slice(0, 8).map((entry) => shown(entry)).join(', ')}.`);
  const group = groups[wanted];
  const type = textAttribute(hdf5, group, '__type__');
  const understood = await (has(group, 'data') ? readGridded(frame, group) : readEvents(frame, group));
  return {
    format: 'nirdata',
    kind: 'NIRData',
    understood: {
      ...understood,
      facts: [['Observable', shown(entries[wanted])], ...(type ? [['NIR type', type] as const] : []), ...understood.facts],
      options: { ...understood.options, entry: entries[wanted] },
      choices: { ...understood.choices, entries },
    },
  };
}
