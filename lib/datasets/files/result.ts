import type { Source } from '@/lib/formats/source';
import type { Dataset } from '../types';
import type { Meter } from './meter';
import type { DatasetOptions } from './options';

/** What the reader of one kind of set is given. */
export interface Reading {
  readonly sources: readonly Source[];
  readonly texts: readonly Source[];
  readonly options: DatasetOptions;
  readonly meter: Meter;
  /** The folder or file that was chosen, for names and sentences. */
  readonly name: string;
}

/** Reads one kind of set. */
export type SetReader = (reading: Reading) => Promise<Dataset>;
