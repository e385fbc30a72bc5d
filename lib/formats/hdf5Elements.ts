import type { H5Metadata } from './hdf5Library';
import { npyTypes, type NpyType } from './npyTypes';

/** Classes of types, as HDF5 numbers them. */
const WHOLE = 0;
const FLOAT = 1;
const TEXT = 3;
const ENUMERATION = 8;
export const SEQUENCE = 9;

/** What the elements of a data set are. */
export interface Hdf5Elements {
  readonly path: string;
  readonly holds: 'whole' | 'float' | 'text' | 'other';
  /** Whether each entry is a sequence of its own length. */
  readonly sequences: boolean;
  /** Bytes of one number; of an entry of text, or 0 where texts differ in length. */
  readonly bytes: number;
  readonly signed: boolean;
}

/** What one data set holds. */
export interface Hdf5Array extends Hdf5Elements {
  readonly shape: readonly number[];
  /** Rows of the first axis that are kept together; 1 where all lie in order. */
  readonly chunkRows: number;
}

/** What one data set with one axis holds. */
export interface Hdf5Column extends Hdf5Elements {
  readonly length: number;
}

/** What elements of a type are; numbers with names, as h5py keeps true and false, are numbers. */
export function elementsOf({ type, size, signed, vlen }: H5Metadata): Omit<Hdf5Elements, 'path' | 'sequences'> {
  const holds = type === WHOLE || type === ENUMERATION ? 'whole' : type === FLOAT ? 'float' : type === TEXT ? 'text' : 'other';
  return { holds, bytes: holds === 'text' && vlen ? 0 : size, signed };
}

/** How a number of such elements is read from memory; null where they are no numbers, or of a type that is not read. */
export function numberType({ holds, bytes, signed }: Pick<Hdf5Elements, 'holds' | 'bytes' | 'signed'>): NpyType | null {
  if (holds !== 'whole' && holds !== 'float') return null;
  return npyTypes.get(`${holds === 'float' ? 'f' : signed ? 'i' : 'u'}${bytes}`) ?? null;
}
