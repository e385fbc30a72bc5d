/**
 * What a reader of spikes takes and gives. A reader knows one kind of file; it says what it understood, what it is not
 * sure of, and what can be chosen, and hands over one Raster.
 */
import type { Raster, TimeUnit } from '@/lib/recording/raster';
import type { FileLike, Pace } from '../source';

export const AXIS_ROLES = ['time', 'neuron', 'item', 'flatten'] as const;
/** What an axis of an array holds. */
export type AxisRole = (typeof AXIS_ROLES)[number];

export const COUNTS = ['keep', 'binarise'] as const;
export const TABLES = ['dense', 'pairs', 'traces', 'trains'] as const;

/** How a file is read; whatever is left out is found out from the file. Plain JSON: it is remembered for files like it. */
export interface SpikeOptions {
  /** Which array of a .npz or data set of an HDF5 file. */
  readonly entry?: string;
  /** One role an axis: exactly one is `time`; `item` axes are cut at `items`; all others together are neurons, in C order. */
  readonly axes?: readonly AxisRole[];
  /** The place in each `item` axis, in order; or the sample of a file with several. */
  readonly items?: readonly number[];
  /** Values above 1: several spikes in one step, or one. Default `binarise`: a cell holds a spike or none. */
  readonly counts?: (typeof COUNTS)[number];
  /** Which table a text holds, or an array with one axis (dense or trains); default is found out. */
  readonly table?: (typeof TABLES)[number];
  /** Length of one step or tick, in `unit`. */
  readonly dt?: number;
  readonly unit?: TimeUnit;
  /** Added to all times, in `unit`. */
  readonly offset?: number;
  /** Ends of what was observed, in `unit`, before `offset`; files of bare spike times do not say them. */
  readonly edges?: readonly [number, number];
  /** In place of the file's name. */
  readonly name?: string;
}

/** Something the reader should look at, and the options that would put it right. */
export interface SpikeQuestion {
  readonly id: 'transpose' | 'counts' | 'unit' | 'edges' | 'duplicates' | 'unsorted' | 'values';
  /** One sentence that says what was found: `The first axis has 38 entries and the second 256: is time the second?` */
  readonly sentence: string;
  /** What to press, and what it changes; none where it is only to be known. */
  readonly answers: readonly { readonly label: string; readonly options: SpikeOptions }[];
}

/** What was understood of a file. */
export interface SpikeReading {
  /** `npy`, `npz`, `csv`, `pyspike`, `nwb`, `shd`, `nirdata`, `nmnist`, `aedat2`, `aedat3`, `aedat4`, `dat`, `evt2`, `evt3`, `recording`. */
  readonly format: string;
  /** In words: `numpy array`. */
  readonly kind: string;
  /** A short table of what was understood: axes, dtype, unit, dt, counts. Values are for people. */
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly questions: readonly SpikeQuestion[];
  /** As they were used, defaults filled in. */
  readonly options: SpikeOptions;
  /** What can be chosen in this file. */
  readonly choices: {
    readonly entries?: readonly string[];
    /** Shape of the array as it lies in the file; empty where it is none. */
    readonly shape: readonly number[];
    /** How many samples there are to choose from. */
    readonly items?: number;
    readonly tables?: readonly NonNullable<SpikeOptions['table']>[];
  };
  /** What makes another file “like this one”: format, dtype, axes; options are remembered under it. */
  readonly likeness: string;
  readonly raster: Raster;
}

export interface SpikeFileInput {
  readonly file: FileLike;
  readonly options: SpikeOptions;
  readonly pace: Pace;
}

/** @throws {FormatError} whatever cannot be read, in one sentence naming the file, the place and the limit */
export type SpikeReader = (input: SpikeFileInput) => Promise<SpikeReading>;
