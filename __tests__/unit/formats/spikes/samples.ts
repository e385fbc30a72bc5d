import { zipSync } from 'fflate';

import { writeNpy } from '@/lib/formats/npy';
import { readSpikes } from '@/lib/formats/spikes';
import type { SpikeOptions, SpikeReading } from '@/lib/formats/spikes/types';
import { trainOf, type Raster } from '@/lib/recording/raster';
import { npyBytes, npyHeader } from '../npyBytes';
import { fileOf } from './checkReading';

const unpaced = async (): Promise<void> => undefined;

/** Reads what is in memory through the front door. */
export const read = (content: Uint8Array | string, name: string, options: SpikeOptions = {}): Promise<SpikeReading> => readSpikes(fileOf(content, name), options, unpaced);

/** The trains of a raster, to be compared. */
export const trainsOf = (raster: Raster): number[][] => Array.from({ length: raster.neurons }, (_, neuron) => [...trainOf(raster, neuron)]);

export const questionOf = (reading: SpikeReading, id: string) => reading.questions.find((question) => question.id === id);

export const factOf = (reading: SpikeReading, label: string): string | undefined => reading.facts.find(([found]) => found === label)?.[1];

/** Events as tonic keeps them: 13 bytes a record, in an order of fields that numpy also writes. */
export function eventRecords(events: readonly (readonly [x: number, y: number, t: number, p: number])[]): Uint8Array {
  const data = new Uint8Array(events.length * 13);
  const view = new DataView(data.buffer);
  events.forEach(([x, y, t, p], k) => {
    view.setInt16(k * 13, x, true);
    view.setInt16(k * 13 + 2, y, true);
    view.setBigInt64(k * 13 + 4, BigInt(t), true);
    view.setUint8(k * 13 + 12, p);
  });
  return npyBytes(`{'descr': [('x', '<i2'), ('y', '<i2'), ('t', '<i8'), ('p', '|b1')], 'fortran_order': False, 'shape': (${events.length},), }\n`, data);
}

/** An array of whole numbers below 256, in C order or, where the header says so, as they lie. */
export const bytesArray = (shape: readonly number[], data: readonly number[], fortran = false): Uint8Array => npyBytes(npyHeader('|u1', `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`, fortran), data);

export const dense = writeNpy(Float32Array.from({ length: 60 }, (_, k) => (k % 7 === 0 ? 1 : k % 11 === 0 ? 2 : 0)), [12, 5]);

/** Small valid files of every form, by name. */
export const samples: Readonly<Record<string, Uint8Array | string>> = {
  'dense.npy': dense,
  'batch.npy': bytesArray([4, 3, 2], Array.from({ length: 24 }, (_, k) => k % 2)),
  'events.npy': eventRecords([[1, 2, 5, 1], [3, 0, 9, 0], [1, 2, 12, 1], [0, 1, 12, 0]]),
  'stored.npz': zipSync({ 'spikes.npy': dense, 'other.npy': dense }, { level: 0 }),
  'deflated.npz': zipSync({ 'spikes.npy': dense }, { level: 9 }),
  'events.npz': zipSync({ 't.npy': writeNpy(Float64Array.of(1, 4, 9), [3]), 'x.npy': writeNpy(Uint8Array.of(0, 1, 2), [3]), 'y.npy': writeNpy(Uint8Array.of(1, 1, 0), [3]), 'p.npy': writeNpy(Uint8Array.of(0, 1, 0), [3]) }, { level: 0 }),
  'dense.csv': '0,1,0,0\n1,0,0,2\n0,0,0,1\n1,1,0,0\n0,0,1,0\n',
  'semicolons.csv': '\ufeff# note\r\n"a";"b";"c"\r\n0;1;0\r\n\r\n1;0;2\r\n0;0;1\r\n',
  'pairs.csv': 'neuron,time_ms\n0,1.5\n2,0.25\n0,3.75\n1,8\n2,9.5\n',
  'bare.tsv': '0\t1.5\n1\t2.5\n0\t3.5\n2\t4.5\n',
  'traces.csv': '0,0.0,0\n1,0.25,0\n1,0.625,0\n1,0.9,1\n0,0.1,0\n',
  'pyspike.txt': '# edges = 0, 100\n0.5 3.25 17.5\n\n2.5 40.0 41.125 99.5\n6.25\n',
  'recording.json': '{"format": "parallel-spikes/recording", "version": 1, "name": "two", "neurons": 2, "start": 0, "end": 10, "unit": "ms", "dt": 0.5, "trains": [[0.5, 3], [9.5]], "traces": [{"label": "membrane", "steps": 2, "values": [0, 0.5, null, 1]}]}',
};
