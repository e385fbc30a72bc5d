/** @jest-environment node */
import { packedAedat4 } from '../../../setup/aedat4Samples';
import { aedat4, dat, evt2, evt3, type CameraEvent } from '../../../setup/eventFiles';
import { hdf5Bytes, type H5Group } from '../../../setup/hdf5Bytes';
import { shdBytes } from '../../../setup/shdFile';
import { readEventSpikes } from '@/lib/formats/spikes/events';
import { readHdf5Spikes } from '@/lib/formats/spikes/hdf5';
import type { SpikeReader } from '@/lib/formats/spikes/types';
import { aedat2, aedat3, nmnist } from '../../datasets/samples';
import { realFile, whenPresent } from '../whenPresent';
import { fileOf, readOrRefuse } from './checkReading';
import { fuzzRuns, mutations } from './mutate';

jest.mock('h5wasm', () => jest.requireActual('../../../setup/h5wasm'), { virtual: true });

/** Longest that one damaged copy may take, in ms: a reader that hangs takes longer. */
const patience = 5000;

/** Reads damaged copies of a file: each gives a valid reading or is refused in a sentence, and soon. */
async function fuzz(reader: SpikeReader, file: Uint8Array, name: string, others: readonly Uint8Array[], runs: number): Promise<void> {
  const open = (bytes: Uint8Array) => readOrRefuse(() => reader({ file: fileOf(bytes, name), options: {}, pace: async () => undefined }));
  expect(await open(file)).not.toBeNull();
  let read = 0;
  let slowest = 0;
  for (const bytes of mutations(file, others, runs)) {
    const began = performance.now();
    if (await open(bytes)) read += 1;
    slowest = Math.max(slowest, performance.now() - began);
  }
  expect(slowest).toBeLessThan(patience);
  // Were all refused, or none, the changes would not reach what they should.
  expect(read).toBeGreaterThan(0);
  expect(read).toBeLessThan(runs);
  // What is broken stays with the broken file.
  expect(await open(file)).not.toBeNull();
}

const events: readonly CameraEvent[] = [[1, 2, 10, 1], [33, 0, 64, 0], [5, 33, 4095, 1], [5, 33, 4096, 0], [7, 7, 70_000, 1]];

const recordings: Record<string, readonly [name: string, file: Uint8Array]> = {
  nmnist: ['a.bin', nmnist(events)],
  aedat2: ['a.aedat', aedat2(events.map(([x, y, t, p]) => [(x << 8) | (y << 1) | p, t]))],
  aedat3: ['a.aedat', aedat3([events.slice(0, 2), events.slice(2)])],
  aedat4: ['a.aedat4', aedat4([events.slice(0, 2), events.slice(2)])],
  'aedat4, LZ4': ['a.aedat4', packedAedat4('lz4')],
  'aedat4, LZ4 high': ['a.aedat4', packedAedat4('lz4High')],
  'aedat4, Zstandard': ['a.aedat4', packedAedat4('zstd')],
  'aedat4, Zstandard high': ['a.aedat4', packedAedat4('zstdHigh')],
  dat: ['a.dat', dat(events)],
  evt2: ['a.raw', evt2(events)],
  evt3: ['a.raw', evt3(events)],
};

describe('recordings of event cameras, damaged', () => {
  const files = Object.values(recordings).map(([, file]) => file);
  it.each(Object.keys(recordings))('%s', async (kind) => {
    const [name, file] = recordings[kind];
    await fuzz(readEventSpikes, file, name, files, fuzzRuns(2000));
  }, 600_000);
});

whenPresent('real recordings of event cameras, cut and damaged', () => {
  it.each([
    ['events/sample_nmnist.bin', 500],
    ['events/sample_ncars.dat', 91 + 2 + 8 * 100],
    ['events/evt2_sample.raw', 164 + 4 * 200],
  ])('%s', async (path, bytes) => {
    await fuzz(readEventSpikes, realFile(path).slice(0, bytes), path, [], fuzzRuns(80));
  }, 600_000);
});

const numbers: H5Group = {
  group: {
    trains: { group: { a: { type: 'f8', shape: [3], values: [1, 2, 3], attributes: { t_stop: 9 } }, b: { type: 'f4', shape: [1], values: [2] } }, attributes: { units: 'ms', t_start: 0 } },
    raster: { type: 'u1', shape: [3, 2], values: [0, 1, 1, 0, 0, 1] },
  },
};

const hdf5: Record<string, Uint8Array> = {
  SHD: shdBytes(2, (i) => ({ times: [0.5, 0.25].slice(i), units: [4, 5].slice(i), label: i }), { names: ['a', 'b'] }),
  NWB: hdf5Bytes({ group: { units: { group: {
    spike_times: { type: 'f8', shape: [4], values: [0.5, 1, 0.25, 3] },
    spike_times_index: { type: 'u1', shape: [2], values: [2, 4] },
    obs_intervals: { type: 'f8', shape: [1, 2], values: [0, 5] },
  } } } }),
  NIRData: hdf5Bytes({ attributes: { __type__: 'NIRGraphData' }, group: { nodes: { group: { lif: { group: { observables: { group: {
    grid: { group: { data: { type: 'b1', shape: [1, 3, 2], values: [0, 1, 1, 0, 0, 1] } }, attributes: { dt: 0.5 } },
    spikes: { group: { idx: { type: 'i8', shape: [1, 3], values: [1, 0, -1] }, time: { type: 'f4', shape: [1, 3], values: [0.5, 1, 9] } }, attributes: { n_neurons: 2, t_max: 2 } },
  } } } } } } } }),
  'trains and arrays': hdf5Bytes(numbers),
};

/** The library loses some of its stack whenever it throws; after some tens of thousands of damaged files it has none left. */
const hdf5Runs = Math.min(5000, fuzzRuns(2000));

describe('HDF5 files, damaged', () => {
  it.each(Object.keys(hdf5))('%s', async (kind) => {
    await fuzz(readHdf5Spikes, hdf5[kind], 'a.h5', Object.values(hdf5), hdf5Runs);
  }, 600_000);
});
