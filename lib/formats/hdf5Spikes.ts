import { count } from '../numerics/words';
import { FormatError } from './FormatError';
import { openHdf5 } from './hdf5';
import { numberType, type Hdf5Column } from './hdf5Elements';
import type { Hdf5File } from './hdf5File';
import { DATASET_LIMITS, LIMITS } from './limits';
import type { NpyType } from './npyTypes';
import type { Pace, Source } from './source';

/** Channels of the inner ear that SHD and SSC are recorded with. */
export const shdUnits = 700;

/** Samples that are read at once: a few milliseconds of work. */
const rowsAtOnce = 16;

/** SHD or SSC: for each sample a label, and for each of its spikes a time in seconds and a unit below 700. */
export interface SpikeFile {
  readonly file: string;
  readonly labels: Float64Array;
  /** Names of the classes, where the file gives them. */
  readonly names: readonly string[] | null;
  /**
   * Reads samples in order.
   * @param wanted samples that are read; the others are passed over
   * @param onSpike called with the sample, the unit and the time in seconds
   * @param pause called between a few samples and the next, with the number of samples done
   * @throws {FormatError} times and units that differ in number, units of 700 and more, times that are negative or not finite
   */
  read(wanted: (sample: number) => boolean, onSpike: (sample: number, unit: number, time: number) => void, pause: (done: number) => Promise<void>): Promise<void>;
  close(): void;
}

let known: Float32Array | null = null;

/** The values of all 16-bit floats: a look-up is much faster than taking them apart one by one. It is made once. */
function halves({ read }: NpyType): Float32Array {
  const view = new DataView(new ArrayBuffer(2));
  known ??= Float32Array.from({ length: 65_536 }, (_, bits) => {
    view.setUint16(0, bits, true);
    return read(view, 0, true);
  });
  return known;
}

/** How numbers are read out of the bytes of one entry. */
function decoder(column: Hdf5Column): ((row: Uint8Array) => (i: number) => number) | null {
  const { holds, bytes } = column;
  const type = numberType(column);
  if (!type) return null;
  const table = holds === 'float' && bytes === 2 ? halves(type) : null;
  return (row) => {
    const view = new DataView(row.buffer, row.byteOffset, row.byteLength);
    if (table) return (i) => table[view.getUint16(2 * i, true)];
    return (i) => type.read(view, i * bytes, true);
  };
}

function columnOf(hdf5: Hdf5File, path: string): Hdf5Column {
  const column = hdf5.column(path);
  if (!column) throw new FormatError(hdf5.file, path, `the file has no ${path}; SHD and SSC keep spikes/times, spikes/units and labels.`);
  return column;
}

function namesIn(hdf5: Hdf5File): string[] | null {
  try {
    const column = hdf5.column('extra/keys');
    return column && column.holds === 'text' && column.length > 0 && column.length <= DATASET_LIMITS.classes ? hdf5.texts(column) : null;
  } catch (error) {
    // Names are a nicety: without them classes have numbers.
    if (error instanceof FormatError) return null;
    throw error;
  }
}

/**
 * SHD or SSC in a file that is open; closing it closes the file.
 * @throws {FormatError} as `openSpikes`
 */
export function spikesIn(hdf5: Hdf5File): SpikeFile {
  const { file } = hdf5;
  const [times, units, labels] = ['spikes/times', 'spikes/units', 'labels'].map((path) => columnOf(hdf5, path));
  for (const { path, length, sequences } of [times, units]) {
    if (!sequences) throw new FormatError(file, path, `${path} holds single numbers; one row of spikes a sample is needed.`);
    if (length !== labels.length) throw new FormatError(file, path, `${path} has ${count(length)} samples, but labels has ${count(labels.length)}.`);
  }
  if (labels.length === 0 || labels.length > DATASET_LIMITS.samples) {
    throw new FormatError(file, 'labels', `labels has ${count(labels.length)} samples; from 1 to ${count(DATASET_LIMITS.samples)} are read.`);
  }
  const [timesOf, unitsOf] = [decoder(times), decoder(units)];
  if (!timesOf || !unitsOf || labels.sequences) throw new FormatError(file, 'spikes', 'spikes and labels should be plain numbers, but they have a type that is not read.');

  function readSample(sample: number, timeBytes: Uint8Array, unitBytes: Uint8Array, onSpike: (sample: number, unit: number, time: number) => void): void {
    const spikes = timeBytes.length / times.bytes;
    if (spikes !== unitBytes.length / units.bytes) {
      throw new FormatError(file, `spikes/units[${sample}]`, `spikes/units[${sample}] has ${count(unitBytes.length / units.bytes)} spikes, but spikes/times[${sample}] has ${count(spikes)}.`);
    }
    const [time, unit] = [timesOf!(timeBytes), unitsOf!(unitBytes)];
    for (let k = 0; k < spikes; k += 1) {
      const [at, channel] = [time(k), unit(k)];
      if (!(at >= 0 && at < Infinity)) throw new FormatError(file, `spikes/times[${sample}]`, `spikes/times[${sample}] has ${at} at place ${k}; times should be seconds from 0 on.`);
      if (!(channel >= 0 && channel < shdUnits)) {
        throw new FormatError(file, `spikes/units[${sample}]`, `spikes/units[${sample}] has ${channel} at place ${k}; units go from 0 to ${shdUnits - 1}.`);
      }
      onSpike(sample, channel, at);
    }
  }

  function readRows(from: number, rows: number, wanted: (sample: number) => boolean, onSpike: (sample: number, unit: number, time: number) => void): void {
    const timeRows = hdf5.rows(times, from, rows, LIMITS.events);
    try {
      const unitRows = hdf5.rows(units, from, rows, LIMITS.events);
      try {
        for (let i = 0; i < rows; i += 1) if (wanted(from + i)) readSample(from + i, timeRows.row(i), unitRows.row(i), onSpike);
      } finally {
        unitRows.release();
      }
    } finally {
      timeRows.release();
    }
  }

  return {
    file,
    labels: hdf5.numbers(labels),
    names: namesIn(hdf5),
    async read(wanted, onSpike, pause) {
      for (let from = 0; from < labels.length; from += rowsAtOnce) {
        const rows = Math.min(rowsAtOnce, labels.length - from);
        let any = false;
        for (let i = 0; i < rows && !any; i += 1) any = wanted(from + i);
        if (any) readRows(from, rows, wanted, onSpike);
        await pause(from + rows);
      }
    },
    close: () => hdf5.close(),
  };
}

/**
 * Opens a file of SHD or SSC: `spikes/times` and `spikes/units` with one sequence a sample, and `labels`. It
 * must be closed.
 *
 * @throws {FormatError} anything missing, of another type or of another length, damaged files
 */
export async function openSpikes(source: Source, pace: Pace): Promise<SpikeFile> {
  const hdf5 = await openHdf5(source, pace);
  try {
    return spikesIn(hdf5);
  } catch (error) {
    hdf5.close();
    throw error;
  }
}
