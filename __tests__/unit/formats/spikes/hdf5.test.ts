/** @jest-environment node */
import fc from 'fast-check';

import { hdf5Bytes, type H5Group, type H5Node } from '../../../setup/hdf5Bytes';
import type { H5wasm } from '../../../setup/h5wasm';
import { shdBytes } from '../../../setup/shdFile';
import { FormatError } from '@/lib/formats/FormatError';
import { SPIKE_LIMITS } from '@/lib/formats/limits';
import { readHdf5Spikes } from '@/lib/formats/spikes/hdf5';
import type { SpikeOptions, SpikeReading } from '@/lib/formats/spikes/types';
import { trainOf, type Raster } from '@/lib/recording/raster';
import { realFile, whenPresent } from '../whenPresent';
import { fileOf, readingProblem } from './checkReading';

jest.mock('h5wasm', () => jest.requireActual('../../../setup/h5wasm'), { virtual: true });

const open = (bytes: Uint8Array, options: SpikeOptions = {}): Promise<SpikeReading> => readHdf5Spikes({ file: fileOf(bytes, 'folder/a.h5'), options, pace: async () => undefined });

async function read(content: H5Group | Uint8Array, options: SpikeOptions = {}): Promise<SpikeReading> {
  const reading = await open(content instanceof Uint8Array ? content : hdf5Bytes(content), options);
  expect(readingProblem(reading)).toBeNull();
  return reading;
}

async function refusal(content: H5Group | Uint8Array, options: SpikeOptions = {}): Promise<FormatError> {
  const error = await open(content instanceof Uint8Array ? content : hdf5Bytes(content), options).then(
    () => new Error('A FormatError was expected, and nothing was thrown.'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof FormatError)) throw error;
  expect(error.message.startsWith('folder/a.h5: ')).toBe(true);
  expect(error.message).toMatch(/[.!?]$/);
  return error;
}

const trains = (raster: Raster): number[][] => Array.from({ length: raster.neurons }, (_, n) => Array.from(trainOf(raster, n)));
const fact = (reading: SpikeReading, label: string): string | undefined => reading.facts.find(([found]) => found === label)?.[1];
const group = (content: Readonly<Record<string, H5Node>>): H5Group => ({ group: content });
const list = (values: readonly number[], type: 'f8' | 'f4' | 'u1' | 'u4' | 'i8' | 'i4' = 'f8') => ({ type, shape: [values.length], values }) as const;

describe('SHD and SSC', () => {
  const names = ['zero', 'one', 'two'];
  // Numbers that 16 bits hold exactly.
  const bytes = shdBytes(3, (i) => ({ times: [0.5, 0.25, 0.75].slice(0, i + 1), units: [699, 3, 3].slice(0, i + 1), label: 2 - i }), { names });

  it('reads the sample that is asked for', async () => {
    const reading = await read(bytes, { items: [2] });
    expect(reading).toMatchObject({ format: 'shd', likeness: 'shd', options: { items: [2] }, choices: { items: 3 }, raster: { neurons: 700, unit: 's', start: 0, end: 0.75, dt: null, name: 'a 2' } });
    expect([Array.from(trainOf(reading.raster, 699)), Array.from(trainOf(reading.raster, 3)), reading.raster.times.length]).toEqual([[0.5], [0.25, 0.75], 3]);
    expect([fact(reading, 'Sample'), fact(reading, 'Label')]).toEqual(['2 of 3, from 0', '0, “zero”']);
    expect(reading.questions.map(({ id }) => id)).toEqual(['edges']);
    expect((await read(bytes)).raster.times).toHaveLength(1);
    expect((await read(bytes, { edges: [0, 1] })).questions).toEqual([]);
  });

  it.each([
    [{ items: [3] }, 'labels has 3 samples, from 0 to 2; there is no sample 3.'],
    [{ items: [-1] }, 'there is no sample -1.'],
    [{ items: [0.5] }, 'there is no sample 0.5.'],
  ])('refuses %j', async (options, sentence) => {
    expect((await refusal(bytes, options)).message).toContain(sentence);
  });

  it('says so where a sample has no spikes', async () => {
    expect((await refusal(shdBytes(1, () => ({ times: [], units: [], label: 0 })))).message).toContain('spikes/times[0] holds no spikes.');
  });
});

describe('units of NWB', () => {
  const units = (more: Readonly<Record<string, H5Node>>): H5Group => group({ units: group(more) });
  const times = list([0.5, 1.5, 3, 0.25, 7]);

  it('cuts the times at the index', async () => {
    const reading = await read(units({ spike_times: times, spike_times_index: list([2, 2, 5], 'u1') }));
    expect(reading).toMatchObject({ format: 'nwb', likeness: 'nwb', raster: { unit: 's', start: 0, end: 7, dt: null } });
    expect(trains(reading.raster)).toEqual([[0.5, 1.5], [], [0.25, 3, 7]]);
    expect(reading.questions.map(({ id }) => id)).toEqual(['edges', 'unsorted']);
    expect(fact(reading, 'Units')).toBe('3');
  });

  it('takes the ends from the stretches that were observed, unless spikes lie outside', async () => {
    const observed = (values: number[]): H5Node => ({ type: 'f8', shape: [2, 2], values });
    const reading = await read(units({ spike_times: times, spike_times_index: list([5], 'i8'), obs_intervals: observed([1, 4, -1, 9]) }));
    expect([reading.raster.start, reading.raster.end]).toEqual([-1, 9]);
    expect(reading.questions.map(({ id }) => id)).toEqual(['unsorted']);
    const short = await read(units({ spike_times: times, spike_times_index: list([5]), obs_intervals: observed([1, 4, 0, 5]) }));
    expect([short.raster.start, short.raster.end]).toEqual([0, 7]);
    expect(short.questions.map(({ id }) => id)).toEqual(['edges', 'unsorted']);
  });

  it('begins before 0 where spikes do', async () => {
    const { raster } = await read(units({ spike_times: list([-2, 3]), spike_times_index: list([2], 'u4') }));
    expect([raster.start, raster.end]).toEqual([-2, 3]);
  });

  it('reads any units, sorted', async () => {
    const train = fc.array(fc.double({ min: -100, max: 1e6, noNaN: true }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(fc.array(train, { minLength: 1, maxLength: 5 }).filter((all) => all.some(({ length }) => length > 0)), async (all) => {
        let end = 0;
        const ends = all.map(({ length }) => (end += length));
        const { raster } = await open(hdf5Bytes(units({ spike_times: list(all.flat()), spike_times_index: list(ends, 'i4') })));
        expect(trains(raster)).toEqual(all.map((one) => Array.from(Float64Array.from(one).sort())));
      }),
      { numRuns: 40 },
    );
  });

  it.each<[string, H5Group, RegExp]>([
    ['no index', units({ spike_times: times }), /the file has no data set units\/spike_times_index/],
    ['an end beyond', units({ spike_times: times, spike_times_index: list([2, 6], 'u1') }), /units\/spike_times_index\[1\] says that unit 1 ends at 6; it should be a whole number from 2, where it begins, to 5/],
    ['an end that goes back', units({ spike_times: times, spike_times_index: list([3, 2], 'u1') }), /unit 1 ends at 2/],
    ['an end that is no number', units({ spike_times: times, spike_times_index: list([NaN]) }), /unit 0 ends at NaN/],
    ['no units', units({ spike_times: times, spike_times_index: list([], 'u1') }), /units\/spike_times_index has 0 trains; from 1 to 4,194,304 are read/],
    ['no spikes', units({ spike_times: list([]), spike_times_index: list([0], 'u1') }), /holds no spikes, and does not say what was observed/],
    ['a time that is no number', units({ spike_times: list([0, Infinity]), spike_times_index: list([2], 'u1') }), /units\/spike_times\[1\] is the time Infinity/],
    ['two axes', units({ spike_times: { type: 'f8', shape: [1, 1], values: [0] }, spike_times_index: list([1], 'u1') }), /units\/spike_times has 2 axes; it should have one/],
  ])('refuses %s', async (_, content, sentence) => {
    expect((await refusal(content)).message).toMatch(sentence);
  });
});

describe('NIRData', () => {
  const nir = (nodes: Readonly<Record<string, H5Node>>): H5Group => ({ group: { nodes: group(nodes) }, attributes: { __type__: 'NIRGraphData' } });
  const node = (observables: Readonly<Record<string, H5Node>>): H5Node => ({ group: { observables: group(observables) }, attributes: { __type__: 'NIRNodeData' } });
  const gridded = (attributes: Readonly<Record<string, number | string | string[]>> = { dt: 0.5 }): H5Node => ({
    // Two samples, three steps, two neurons.
    group: { data: { type: 'b1', shape: [2, 3, 2], values: [0, 1, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0] } },
    attributes: { __type__: 'TimeGriddedData', ...attributes },
  });
  const events = (attributes: Readonly<Record<string, number>> = { n_neurons: 3, t_max: 2 }): H5Node => ({
    group: {
      idx: { type: 'i8', shape: [2, 3], values: [2, 0, -1, 1, 1, 1] },
      time: { type: 'f4', shape: [2, 3], values: [1.5, 0.5, Infinity, 0.25, 0.125, 2] },
    },
    attributes: { __type__: 'EventData', ...attributes },
  });

  it('reads data on a grid, sample by sample', async () => {
    const file = nir({ lif: node({ voltage: gridded(), spikes: gridded() }), outer: nirNode() });
    const reading = await read(file);
    expect(reading).toMatchObject({
      format: 'nirdata',
      likeness: 'nirdata: lif/spikes, 3 axes, first shorter',
      options: { entry: 'lif/spikes', items: [0], axes: ['item', 'time', 'neuron'] },
      choices: { entries: ['lif/spikes', 'lif/voltage', 'outer/deep/spikes'], items: 2 },
      raster: { unit: 's', dt: 0.5, start: 0, end: 1.5, neurons: 2 },
    });
    expect(trains(reading.raster)).toEqual([[1], [0, 1]]);
    expect(trains((await read(file, { items: [1], entry: 'lif/voltage' })).raster)).toEqual([[0], []]);
    expect(trains((await read(file, { entry: 'outer/deep/spikes' })).raster)).toEqual([[1], [0, 1]]);
    expect((await refusal(file, { entry: 'lif/none' })).message).toContain('the nodes have no observable lif/none; they have lif/spikes, lif/voltage, outer/deep/spikes.');
  });

  function nirNode(): H5Node {
    return { group: { nodes: group({ deep: node({ spikes: gridded() }) }) }, attributes: { __type__: 'NIRGraphData' } };
  }

  it('takes the axes in the order that the file names', async () => {
    const reading = await read(nir({ lif: node({ spikes: gridded({ dt: 0.5, dimension_order: ['time', 'batch', 'neuron'] }) }) }));
    expect(reading.options.axes).toEqual(['time', 'item', 'neuron']);
    expect(trains(reading.raster)).toEqual([[0.5], [0]]);
  });

  it('reads events, and passes over what fills up their rows', async () => {
    const file = nir({ lif: node({ spikes: events() }) });
    const reading = await read(file);
    expect(reading).toMatchObject({ options: { entry: 'lif/spikes', items: [0] }, choices: { items: 2 }, raster: { unit: 's', dt: null, start: 0, end: 2, neurons: 3 } });
    expect(trains(reading.raster)).toEqual([[0.5], [], [1.5]]);
    const second = await read(file, { items: [1] });
    expect(trains(second.raster)).toEqual([[], [0.125, 0.25, 2], []]);
    expect(second.questions.map(({ id }) => id)).toEqual(['unsorted']);
    expect(fact(second, 'NIR type')).toBe('EventData');
  });

  it('keeps events behind the end, and says so', async () => {
    const reading = await read(nir({ lif: node({ spikes: events({ n_neurons: 3, t_max: 1 }) }) }));
    expect(reading.raster.end).toBe(1.5);
    expect(fact(reading, 'Late')).toBe('the last event is at 1.5 s, behind the end of 1 s');
  });

  it.each<[string, H5Node, RegExp]>([
    ['no step', gridded({}), /observables\/spikes @dt should be the length of a step, in seconds, but it is not there/],
    ['a step of 0', gridded({ dt: 0 }), /@dt should be the length of a step, in seconds, but it is 0/],
    ['a step in words', gridded({ dt: 'short' }), /@dt should be one finite number, not short/],
    ['no end', events({ n_neurons: 3 }), /@t_max should be the end of the recording/],
    ['no neurons', events({ t_max: 1 }), /@n_neurons is not there; from 1 to 4,194,304 neurons are read/],
    ['2^40 neurons', events({ t_max: 1, n_neurons: 2 ** 40 }), /@n_neurons is 1099511627776;/],
    ['fewer neurons than there are', events({ t_max: 1, n_neurons: 2 }), /observables\/spikes\/idx\[0\] is the neuron 2; it should be a whole number from 0 to 1/],
    ['no observables', group({ other: list([1]) }), /says that it holds NIRData, but no group nodes\/…\/observables\/… in it has data/],
  ])('refuses %s', async (_, spikes, sentence) => {
    expect((await refusal(nir({ lif: node({ spikes }) }))).message).toMatch(sentence);
  });
});

describe('groups of trains', () => {
  const train = (values: readonly number[], attributes: Readonly<Record<string, number | string>> = {}): H5Node => ({ ...list(values), attributes });

  it('reads one data set a train, in the order in which people count', async () => {
    const file: H5Group = { group: { other: list([5, 6]), trains: { group: { t10: train([4]), t2: train([2, 1]), t1: train([]) }, attributes: { units: 'ms', t_start: -1, t_stop: 9 } } } };
    const reading = await read(file);
    expect(reading).toMatchObject({ format: 'hdf5', options: { entry: 'trains' }, choices: { entries: ['trains'] }, raster: { unit: 'ms', start: -1, end: 9 } });
    expect(trains(reading.raster)).toEqual([[], [1, 2], [4]]);
    expect(reading.questions.map(({ id }) => id)).toEqual(['unsorted']);
  });

  it('asks for the ends where a train does not say them', async () => {
    const reading = await read(group({ a: train([1], { units: 'seconds', t_start: 0, t_stop: 2 }), b: train([3], { units: 's' }) }));
    expect(reading).toMatchObject({ options: { entry: '/' }, raster: { start: 0, end: 3, unit: 's' } });
    expect(reading.questions.map(({ id }) => id)).toEqual(['edges']);
  });

  it.each<[string, H5Group, RegExp]>([
    ['units that differ', group({ a: train([1], { units: 's' }), b: train([3], { units: 'ms' }) }), /b @units is ms, but a is in s; all trains should be in one unit/],
    ['another unit', group({ a: train([1], { units: 'mV' }) }), /a @units is “mV”; s, ms and us are read/],
    ['a unit that is a number', group({ a: train([1], { units: 3 }) }), /a @units should be one text, not 3/],
    ['a beginning in words', group({ a: train([1], { units: 's', t_start: 'now' }) }), /a @t_start should be one finite number, not now/],
  ])('refuses %s', async (_, content, sentence) => {
    expect((await refusal(content)).message).toMatch(sentence);
  });
});

describe('data sets with two axes', () => {
  const dense: H5Node = { type: 'u1', shape: [3, 2], values: [0, 2, 1, 0, 0, 1] };

  it('reads the one that is named as spikes, or the one that is asked for', async () => {
    const file = group({ weights: { type: 'f4', shape: [2, 2], values: [0, 1, 0, 0] }, layer: group({ spikes: dense }), text: list([1]) });
    const reading = await read(file);
    expect(reading).toMatchObject({ format: 'hdf5', options: { entry: 'layer/spikes' }, choices: { entries: ['layer/spikes', 'weights'], shape: [3, 2] }, raster: { unit: 'step', dt: 1, start: 0, end: 3 } });
    expect(trains(reading.raster)).toEqual([[1], [0, 2]]);
    expect(trains((await read(file, { counts: 'keep' })).raster)).toEqual([[1], [0, 0, 2]]);
    expect(trains((await read(file, { counts: 'binarise', axes: ['neuron', 'time'] })).raster)).toEqual([[1], [0], [1]]);
    expect(trains((await read(file, { entry: 'weights' })).raster)).toEqual([[], [0]]);
    expect((await refusal(file, { entry: 'text' })).message).toContain('nothing in / named text that can be read as spikes; it has layer/spikes, weights.');
  });

  it('reads what is packed in chunks, stretch by stretch', async () => {
    const { File, ready } = await jest.requireActual<{ library: Promise<H5wasm> }>('../../../setup/h5wasm').library;
    const { FS } = await ready;
    const write = (data: ArrayLike<number>, shape: number[], chunks: number[]): Uint8Array => {
      const file = new File('/made.h5', 'w');
      file.create_dataset({ name: 'raster', data, shape, chunks, compression: 6 });
      file.close();
      const bytes = FS.readFile('/made.h5').slice();
      FS.unlink('/made.h5');
      return bytes;
    };
    const [steps, neurons] = [70_000, 100];
    const data = new Uint8Array(steps * neurons);
    for (let n = 0; n < neurons; n++) for (let t = n; t < steps; t += 997) data[t * neurons + n] = 1;
    const reading = await read(write(data, [steps, neurons], [5000, 30]));
    expect(reading.raster.times).toHaveLength(data.reduce((sum, value) => sum + value, 0));
    expect(Array.from(trainOf(reading.raster, 3).subarray(0, 3))).toEqual([3, 1000, 1997]);
    const bomb = write(new Uint8Array(80 * 2 ** 20), [2 ** 14, 5120], [2 ** 10, 5120]);
    expect(bomb.length).toBeLessThan(100_000);
    expect((await refusal(bomb)).message).toMatch(/^folder\/a\.h5: raster claims 80 MiB; the limit for a file of [\d,]+ bytes is [\d.]+ MiB\.$/);
  });

  it.each<[string, H5Node, RegExp]>([
    ['2^40 numbers', { type: 'u1', shape: [2 ** 20, 2 ** 20] }, /raster claims 1,099,511,627,776 numbers; the limit is 134,217,728/],
    ['2^60 numbers', { type: 'u1', shape: [2 ** 30, 2 ** 30] }, /raster claims [\d,]+ numbers/],
    ['much more than the file', { type: 'u1', shape: [2 ** 14, 2 ** 13] }, /raster claims 128 MiB; the limit for a file of \d+ bytes is 64 MiB/],
    ['no numbers', { type: 'u1', shape: [0, 4], values: [] }, /none of the data sets in \/ can be read as spikes/],
  ])('refuses %s', async (_, raster, sentence) => {
    expect((await refusal(group({ raster }))).message).toMatch(sentence);
  });
});

describe('whatever else a file holds', () => {
  it('does not follow links, to places in the file or in others', async () => {
    const raster: H5Node = { type: 'u1', shape: [2, 1], values: [0, 1] };
    const file = group({ a: group({ raster }), soft: { link: '/a' }, loop: { link: '/' }, away: { link: '/a', file: 'other.h5' }, lost: { link: '/nowhere' } });
    expect((await read(file)).choices.entries).toEqual(['a/raster']);
    expect((await refusal(group({ spikes: group({ times: { link: '/a' }, units: { link: '/a' } }), a: list([1]) }))).message).toMatch(/none of the data sets/);
  });

  it('ends in a file whose groups hold themselves', async () => {
    expect((await refusal(group({ a: group({ again: { same: '' } }) }))).message).toMatch(/lies 13 groups deep; the limit is 12\.$/);
  });

  it('has a limit of objects', async () => {
    const many = group(Object.fromEntries(Array.from({ length: 201 }, (_, k) => [`g${k}`, { same: 'g' }])));
    const file = group({ g: group(Object.fromEntries(Array.from({ length: 110 }, (_, k) => [`e${k}`, { same: 'leaf' } as H5Node]))), leaf: list([1]), ...many.group });
    expect((await refusal(file)).message).toMatch(/more than 20,000 groups and data sets, which is the limit/);
  });

  it('refuses a network by its place', async () => {
    const file = group({ node: group({ type: list([1], 'u1'), nodes: group({}), edges: list([1], 'u1') }) });
    const { place, message } = await refusal(file);
    expect([place, message]).toEqual(['nir', 'folder/a.h5: the file is a NIR graph, a network and no raster; it can be run and its spikes compared.']);
  });

  it('reads one file after another where several are asked for at once, also after one that is refused', async () => {
    const raster = (values: number[]): H5Group => group({ raster: { type: 'u1', shape: [2, 1], values } });
    const asked = [raster([0, 1]), group({}), raster([1, 0]), raster([1, 1])].map((content) => open(hdf5Bytes(content)).then(({ raster: { times } }) => [...times], () => null));
    expect(await Promise.all(asked)).toEqual([[1], null, [0], [0, 1]]);
  });

  it('refuses what is no HDF5 file, or cut off', async () => {
    const bytes = hdf5Bytes(group({ raster: { type: 'u1', shape: [2, 1], values: [0, 1] } }));
    expect((await refusal(bytes.subarray(0, 50))).message).toMatch(/cannot be opened; it may be damaged or cut off/);
    expect((await refusal(bytes.subarray(8))).message).toMatch(/cannot be opened/);
    expect((await refusal(new Uint8Array(0))).message).toMatch(/the file is empty/);
  });

  it('has a limit of spikes', async () => {
    const limits: { spikes: number } = SPIKE_LIMITS;
    const replaced = jest.replaceProperty(limits, 'spikes', 2);
    const three = group({ units: group({ spike_times: list([1, 2, 3]), spike_times_index: list([3]) }) });
    expect((await refusal(three)).message).toContain('units/spike_times has 3 spikes; the limit is 2.');
    expect((await refusal({ group: { t: list([1, 2, 3]) }, attributes: { units: 's' } })).message).toContain('the group / holds 3 spikes; the limit is 2.');
    replaced.restore();
  });
});

whenPresent('real networks', () => {
  it.each(['nir/lif_norse.nir', 'nir/two_lif_neurons.nir', 'nir/braille_noDelay_noBias_subtract.nir', 'nir/cnn_sinabs.nir'])('tells that %s is a graph', async (path) => {
    expect((await refusal(realFile(path))).place).toBe('nir');
  });
});
