import { count } from '../../../numerics/words';
import { size as sizeText } from '../../checkFileSize';
import { FormatError, shown } from '../../FormatError';
import { numberType, type Hdf5Array } from '../../hdf5Elements';
import type { Hdf5File } from '../../hdf5File';
import { DATASET_LIMITS, SPIKE_LIMITS } from '../../limits';
import type { NumberArray } from '../../npyTypes';

const MiB = 1024 * 1024;
/** Bytes that are read at once. */
const slabBytes = 4 * MiB;
/** Spikes are mostly zeros, which pack very well; what packs better than this holds hardly any. */
const unpackRatio = 800;
/** Data sets up to this size may be packed in any way. */
const unpackRatioFreeBytes = 64 * MiB;

/** A data set that should be there. */
export function needArray(hdf5: Hdf5File, path: string): Hdf5Array {
  const array = hdf5.array(path);
  if (!array) throw new FormatError(hdf5.file, path, `the file has no data set ${path}.`);
  return array;
}

/** Whether the elements of a data set are plain numbers. */
export const isNumeric = (array: Hdf5Array): boolean => !array.sequences && numberType(array) !== null;

/**
 * Refuses data sets that are larger than what is read, or than what the file can well hold.
 * @throws {FormatError} beyond `SPIKE_LIMITS.elements` or `SPIKE_LIMITS.unpackedBytes`; more than 64 MiB and 800 times the file
 */
export function checkClaim({ path, shape, bytes }: Hdf5Array, { file, size }: Hdf5File): void {
  const elements = shape.reduce((product, side) => product * side, 1);
  if (elements > SPIKE_LIMITS.elements) throw new FormatError(file, path, `${path} claims ${count(elements)} numbers; the limit is ${count(SPIKE_LIMITS.elements)}.`);
  const claimed = elements * bytes;
  const limit = Math.min(SPIKE_LIMITS.unpackedBytes, Math.max(unpackRatioFreeBytes, size * unpackRatio));
  if (claimed > limit) throw new FormatError(file, path, `${path} claims ${sizeText(claimed)}; the limit for a file of ${sizeText(size)} is ${sizeText(limit)}.`);
}

/**
 * All numbers of a data set, in C order.
 *
 * @param pause called between two stretches
 * @throws {FormatError} what `checkClaim` refuses, and elements that are no numbers
 */
export async function readNumbers(hdf5: Hdf5File, array: Hdf5Array, pause: () => Promise<void>): Promise<NumberArray> {
  const { path, shape, bytes, chunkRows } = array;
  checkClaim(array, hdf5);
  const type = array.sequences ? null : numberType(array);
  if (!type) throw new FormatError(hdf5.file, path, `${path} holds no plain numbers.`);
  if (shape.length === 0) throw new FormatError(hdf5.file, path, `${path} is a single number; spikes need an axis of time.`);
  const [rows] = shape;
  const perRow = shape.slice(1).reduce((product, side) => product * side, 1);
  const values = type.make(rows * perRow);
  if (values.length === 0) return values;
  if (perRow * bytes > DATASET_LIMITS.hdf5ChunkBytes) {
    throw new FormatError(hdf5.file, path, `${path} has rows of ${sizeText(perRow * bytes)}; the limit is ${sizeText(DATASET_LIMITS.hdf5ChunkBytes)}.`);
  }
  // Whole chunks, where they fit: each would be unpacked again for every stretch that cuts it.
  const usual = Math.max(1, Math.floor(slabBytes / (perRow * bytes)));
  const whole = Math.ceil(usual / chunkRows) * chunkRows;
  const stretch = whole * perRow * bytes <= DATASET_LIMITS.hdf5ChunkBytes ? whole : usual;
  for (let from = 0; from < rows; from += stretch) {
    const first = from * perRow;
    hdf5.slab(array, from, Math.min(stretch, rows - from), (value, at) => {
      values[first + at] = value;
    });
    await pause();
  }
  return values;
}

/** An attribute of one number; null where there is none. @throws {FormatError} anything else */
export function numberAttribute(hdf5: Hdf5File, path: string, name: string): number | null {
  const values = hdf5.attribute(path, name);
  if (values === null) return null;
  const [value] = values;
  if (values.length === 1 && typeof value === 'number' && Number.isFinite(value)) return value;
  throw new FormatError(hdf5.file, `${path} @${name}`, `${path} @${name} should be one finite number, not ${shown(values.join(', ')) || 'nothing'}.`);
}

/** An attribute of one text; null where there is none. @throws {FormatError} anything else */
export function textAttribute(hdf5: Hdf5File, path: string, name: string): string | null {
  const values = hdf5.attribute(path, name);
  if (values === null) return null;
  const [value] = values;
  if (values.length === 1 && typeof value === 'string') return value;
  throw new FormatError(hdf5.file, `${path} @${name}`, `${path} @${name} should be one text, not ${shown(values.join(', ')) || 'nothing'}.`);
}
