/** What a .nir file is made of, read out of HDF5: names in groups, arrays of numbers with several axes, texts. */
import { size as sizeText } from '../formats/checkFileSize';
import { FormatError, shown } from '../formats/FormatError';
import type { Hdf5File } from '../formats/hdf5File';
import type { H5Metadata } from '../formats/hdf5Library';
import { DATASET_LIMITS } from '../formats/limits';
import { npyTypes } from '../formats/npyTypes';
import { count } from '../numerics/words';
import { NIR_LIMITS, sizeOf, type NirParameter } from './types';

/** Classes of types, as HDF5 numbers them. */
const WHOLE = 0;
const FLOAT = 1;
const TEXT = 3;

type Metadata = H5Metadata & { readonly littleEndian: boolean };

/** What a data set holds: a parameter, texts, or neither. */
export type Content =
  | { readonly kind: 'numbers'; readonly parameter: NirParameter }
  | { readonly kind: 'texts'; readonly shape: readonly number[]; readonly texts: readonly string[] }
  | { readonly kind: 'other' };

/**
 * Names of what lies in a group; null where there is no group of that path.
 * @throws {FormatError} more than `limit`
 */
export function namesIn(hdf5: Hdf5File, path: string, limit: number): readonly string[] | null {
  if (hdf5.kind(path) !== 'group') return null;
  const names = hdf5.names(path);
  if (names.length > limit) throw new FormatError(hdf5.file, path, `${path} holds ${count(names.length)} entries; the limit is ${count(limit)}.`);
  const long = names.find((name) => name.length > NIR_LIMITS.text);
  if (long !== undefined) throw new FormatError(hdf5.file, path, `${path} has the name “${shown(long)}”, longer than ${NIR_LIMITS.text} characters.`);
  return names;
}

/** Metadata of a data set whose size has been looked at; null where there is none. */
function metadataOf(hdf5: Hdf5File, path: string, limit: number): Metadata | null {
  const { h5, id } = hdf5;
  if (hdf5.kind(path) !== 'data set') return null;
  const found = hdf5.call(path, () => h5.get_dataset_metadata(id, path)) as Metadata;
  const refuse = (sentence: string): never => {
    throw new FormatError(hdf5.file, path, `${path} ${sentence}`);
  };
  if (!found.shape) return refuse('holds nothing.');
  if (found.shape.length > NIR_LIMITS.axes) return refuse(`has ${found.shape.length} axes; the limit is ${NIR_LIMITS.axes}.`);
  if (found.virtual_sources) return refuse('lies in other files, which are not read.');
  const numbers = sizeOf(found.shape);
  if (!(numbers <= limit)) return refuse(`has ${count(numbers)} entries; there is room for ${count(limit)}.`);
  const chunk = (found.chunks ?? []).reduce((product, length) => product * length, found.size);
  if (chunk > DATASET_LIMITS.hdf5ChunkBytes) return refuse(`is kept in chunks of ${sizeText(chunk)}; the limit is ${sizeText(DATASET_LIMITS.hdf5ChunkBytes)}.`);
  return found;
}

/** Reads a whole data set into the library's memory and lets `use` take it out. */
function withData<T>(hdf5: Hdf5File, path: string, bytes: number, use: (pointer: number) => T): T {
  const { h5, id, file } = hdf5;
  const pointer = hdf5.call(path, () => h5._malloc(Math.max(8, bytes)));
  if (pointer === 0) throw new FormatError(file, path, `${path} needs ${sizeText(bytes)}, more memory than there is.`);
  try {
    h5.HEAPU8.fill(0, pointer, pointer + bytes);
    if (bytes > 0 && hdf5.call(path, () => h5.get_dataset_data(id, path, null, null, null, BigInt(pointer))) < 0) {
      throw new FormatError(file, path, `${path} could not be read; the HDF5 file may be damaged or cut off.`);
    }
    return use(pointer);
  } finally {
    h5._free(pointer);
  }
}

function numbersOf(hdf5: Hdf5File, path: string, { type, size, signed, littleEndian, shape }: Metadata): NirParameter | null {
  const reader = npyTypes.get(`${type === FLOAT ? 'f' : signed ? 'i' : 'u'}${size}`);
  if (!reader) return null;
  const length = sizeOf(shape!);
  return withData(hdf5, path, length * size, (pointer) => {
    const view = new DataView(hdf5.h5.HEAPU8.buffer, pointer, length * size);
    const data = new Float64Array(length);
    for (let i = 0; i < length; i += 1) {
      data[i] = reader.read(view, i * size, littleEndian);
      if (!Number.isFinite(data[i])) throw new FormatError(hdf5.file, path, `${path} has ${data[i]} at place ${i}; all numbers should be finite.`);
    }
    return { shape: [...shape!], data };
  });
}

function textsOf(hdf5: Hdf5File, path: string, { vlen, size, shape }: Metadata): string[] {
  const { h5, id, file } = hdf5;
  const length = sizeOf(shape!);
  const stride = vlen ? 4 : size;
  const longest = 4 * NIR_LIMITS.text;
  return withData(hdf5, path, length * stride, (pointer) => {
    const heap = h5.HEAPU8;
    const view = new DataView(heap.buffer);
    const texts = Array.from({ length }, (_, i) => {
      const from = vlen ? view.getUint32(pointer + 4 * i, true) : pointer + size * i;
      // A text that was never written has no address.
      if (vlen && from === 0) return '';
      const limit = Math.min(heap.length, from + (vlen ? longest + 1 : size));
      const zero = heap.subarray(from, limit).indexOf(0);
      const bytes = heap.slice(from, zero < 0 ? limit : from + zero);
      if (bytes.length > longest) throw new FormatError(file, path, `${path} holds a text of more than ${NIR_LIMITS.text} characters.`);
      // Texts of a fixed length may be filled up with blanks.
      const text = new TextDecoder().decode(bytes);
      return vlen ? text : text.trimEnd();
    });
    if (vlen && length > 0) hdf5.call(path, () => h5.reclaim_vlen_memory(id, path, '', BigInt(pointer)));
    return texts;
  });
}

/**
 * What stands at a path; null where there is no data set.
 * @param limit entries that it may have
 * @throws {FormatError} too many axes or entries, numbers that are not finite, damaged files
 */
export function contentOf(hdf5: Hdf5File, path: string, limit: number): Content | null {
  const found = metadataOf(hdf5, path, limit);
  if (!found) return null;
  if (found.type === TEXT) return { kind: 'texts', shape: [...found.shape!], texts: textsOf(hdf5, path, found) };
  const parameter = found.type === WHOLE || found.type === FLOAT ? numbersOf(hdf5, path, found) : null;
  return parameter ? { kind: 'numbers', parameter } : { kind: 'other' };
}

/** A single text; null where there is none. */
export function wordAt(hdf5: Hdf5File, path: string): string | null {
  const content = contentOf(hdf5, path, 1);
  return content?.kind === 'texts' && content.texts.length === 1 ? content.texts[0] : null;
}
