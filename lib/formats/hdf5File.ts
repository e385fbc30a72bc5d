import { count } from '../numerics/words';
import { size as sizeText } from './checkFileSize';
import { FormatError, shown } from './FormatError';
import { elementsOf, numberType, SEQUENCE, type Hdf5Array, type Hdf5Column } from './hdf5Elements';
import { withinMemory, type H5, type H5Metadata } from './hdf5Library';
import { DATASET_LIMITS } from './limits';

/** Axes of one length or another; the library reads no more. */
const mostAxes = 32;
/** Bytes of an attribute that is read: a number, a unit, a few names. */
const longestAttribute = 10_000;

/** Entries of their own length, as bytes in the library's memory, until they are released. */
export interface Hdf5Rows {
  /** Bytes of one entry; a view that is good until the next call of the library. */
  row(i: number): Uint8Array;
  release(): void;
}

/** An HDF5 file that is open. Only one is open at a time, and it must be closed. */
export class Hdf5File {
  constructor(
    readonly file: string,
    readonly h5: H5,
    readonly id: bigint,
    /** Bytes of the file. */
    readonly size: number,
    readonly onClose: () => void,
  ) {}

  /**
   * Runs a call of the library.
   * @throws {FormatError} in place of whatever it throws, its traps included
   */
  call<T>(place: string, run: () => T): T {
    try {
      return withinMemory(this.h5, run);
    } catch (error) {
      if (error instanceof FormatError) throw error;
      throw new FormatError(this.file, place, `${place} could not be read; the HDF5 file may be damaged or cut off.`);
    }
  }

  /**
   * What stands at a path; null where no data set does.
   * @throws {FormatError} no axes, parts kept in other files, chunks beyond `DATASET_LIMITS.hdf5ChunkBytes`
   */
  array(path: string): Hdf5Array | null {
    const { h5, id, file } = this;
    if (this.call(path, () => h5.get_type(id, path)) !== h5.H5O_TYPE_DATASET) return null;
    const found: H5Metadata = this.call(path, () => h5.get_dataset_metadata(id, path));
    const { shape, chunks } = found;
    if (!shape || shape.length > mostAxes) throw new FormatError(file, path, `${path} has ${shape ? shape.length : 'no'} axes; up to ${mostAxes} are read.`);
    if (found.virtual_sources) throw new FormatError(file, path, `${path} lies in other files, which are not read.`);
    const chunk = (chunks ?? []).reduce((product, length) => product * length, found.size);
    if (chunk > DATASET_LIMITS.hdf5ChunkBytes) {
      throw new FormatError(file, path, `${path} is kept in chunks of ${sizeText(chunk)}; the limit is ${sizeText(DATASET_LIMITS.hdf5ChunkBytes)}.`);
    }
    const entry = found.type === SEQUENCE ? found.vlen_type : found;
    if (!entry) throw new FormatError(file, path, `${path} holds sequences of an unknown type.`);
    return { path, shape, chunkRows: chunks?.[0] ?? 1, sequences: found.type === SEQUENCE, ...elementsOf(entry) };
  }

  /**
   * What stands at a path, entries along one axis; null where nothing does.
   * @throws {FormatError} several axes, and what `array` refuses
   */
  column(path: string): Hdf5Column | null {
    const array = this.array(path);
    if (!array) return null;
    const { shape, holds, sequences, bytes, signed } = array;
    if (shape.length !== 1) throw new FormatError(this.file, path, `${path} has ${shape.length || 'no'} axes; one entry a sample is needed.`);
    return { path, length: shape[0], holds, sequences, bytes, signed };
  }

  /** What lies in a group, by name. */
  names(group: string): readonly string[] {
    return this.call(group, () => this.h5.get_names(this.id, group, false));
  }

  /** What a path leads to. Links that lead on, in this file or to another, are `link` and not followed. */
  kind(path: string): 'group' | 'data set' | 'link' | 'other' {
    const { h5, id } = this;
    return this.call(path, () => {
      if (h5.get_symbolic_link(id, path) !== null || h5.get_external_link(id, path).filename !== undefined) return 'link';
      const type = h5.get_type(id, path);
      return type === h5.H5O_TYPE_GROUP ? 'group' : type === h5.H5O_TYPE_DATASET ? 'data set' : 'other';
    });
  }

  /**
   * The numbers or texts of an attribute; null where there is none.
   * @throws {FormatError} other types, more than 10,000 bytes
   */
  attribute(path: string, name: string): readonly (number | string)[] | null {
    const { h5, id, file } = this;
    const place = `${path} @${name}`;
    if (!this.call(place, () => h5.get_attribute_names(id, path)).includes(name)) return null;
    const found = this.call(place, () => h5.get_attribute_metadata(id, path, name));
    const held = elementsOf(found);
    const { holds, bytes } = held;
    const length = found.shape?.reduce((product, side) => product * side, 1) ?? 0;
    const stride = holds === 'text' && bytes === 0 ? 4 : bytes;
    if (!(length * stride <= longestAttribute)) throw new FormatError(file, place, `${place} has ${count(length)} values of ${count(stride)} bytes; the limit is ${count(longestAttribute)} bytes.`);
    const type = numberType(held);
    if (holds !== 'text' && !type) throw new FormatError(file, place, `${place} should be a number or a text.`);
    return this.withMemory(place, length * stride, (pointer) => {
      const status = this.call(place, () => h5.get_attribute_data(id, path, name, BigInt(pointer)));
      if (status < 0) throw new FormatError(file, place, `${place} could not be read; the HDF5 file may be damaged or cut off.`);
      if (!type) return this.textsAt(place, pointer, length, bytes, () => h5.reclaim_vlen_memory(id, path, name, BigInt(pointer)));
      const view = new DataView(h5.HEAPU8.buffer, pointer, length * stride);
      return Array.from({ length }, (_, i) => type.read(view, i * bytes, true));
    });
  }

  /**
   * All numbers of a column that holds no sequences.
   * @throws {FormatError} types that are not read
   */
  numbers(column: Hdf5Column): Float64Array {
    const { path, length, bytes } = column;
    const type = numberType(column);
    if (!type) throw new FormatError(this.file, path, `${path} holds no plain numbers.`);
    return this.withMemory(path, length * bytes, (pointer) => {
      this.read(path, null, pointer);
      const view = new DataView(this.h5.HEAPU8.buffer, pointer, length * bytes);
      return Float64Array.from({ length }, (_, i) => type.read(view, i * bytes, true));
    });
  }

  /**
   * Rows `from` up to `from + rows` along the first axis, all numbers in C order.
   * @param put called with each number and its place among those that are read
   * @throws {FormatError} types that are not read
   */
  slab(array: Hdf5Array, from: number, rows: number, put: (value: number, at: number) => void): void {
    const { path, shape, bytes } = array;
    const type = numberType(array);
    if (!type) throw new FormatError(this.file, path, `${path} holds no plain numbers.`);
    const length = shape.slice(1).reduce((product, side) => product * side, rows);
    this.withMemory(path, length * bytes, (pointer) => {
      this.read(path, { from: [from, ...shape.slice(1).map(() => 0)], count: [rows, ...shape.slice(1)] }, pointer);
      const view = new DataView(this.h5.HEAPU8.buffer, pointer, length * bytes);
      for (let i = 0; i < length; i += 1) put(type.read(view, i * bytes, true), i);
    });
  }

  /** All texts of a column, each cut to a length fit to be shown. */
  texts({ path, length, holds, bytes }: Hdf5Column): string[] {
    if (holds !== 'text' || bytes > 10_000) throw new FormatError(this.file, path, `${path} holds no short texts.`);
    const stride = bytes === 0 ? 4 : bytes;
    return this.withMemory(path, length * stride, (pointer) => {
      this.read(path, null, pointer);
      return this.textsAt(path, pointer, length, bytes, () => this.h5.reclaim_vlen_memory(this.id, path, '', BigInt(pointer)));
    });
  }

  /**
   * Entries `from` up to `from + rows` of a column of sequences.
   * @throws {FormatError} sequences of more than `limit` numbers
   */
  rows({ path, bytes }: Hdf5Column, from: number, rows: number, limit: number): Hdf5Rows {
    const { h5, id, file } = this;
    const pairs = rows * 8;
    const pointer = this.allocate(path, pairs);
    const release = (): void => {
      try {
        this.call(path, () => h5.reclaim_vlen_memory_count(id, path, '', BigInt(pointer), [BigInt(rows)]));
      } finally {
        h5._free(pointer);
      }
    };
    try {
      h5.HEAPU8.fill(0, pointer, pointer + pairs);
      this.read(path, { from: [from], count: [rows] }, pointer);
      const view = new DataView(h5.HEAPU8.buffer, pointer, pairs);
      const places = Array.from({ length: rows }, (_, i) => ({ length: view.getUint32(8 * i, true), at: view.getUint32(8 * i + 4, true) }));
      places.forEach(({ length, at }, i) => {
        if (length > limit) throw new FormatError(file, `${path}[${from + i}]`, `${path}[${from + i}] has ${count(length)} numbers; the limit is ${count(limit)}.`);
        if (length > 0 && (at === 0 || at + length * bytes > h5.HEAPU8.length)) {
          throw new FormatError(file, `${path}[${from + i}]`, `${path}[${from + i}] could not be read; the HDF5 file may be damaged.`);
        }
      });
      return { row: (i) => h5.HEAPU8.subarray(places[i].at, places[i].at + places[i].length * bytes), release };
    } catch (error) {
      release();
      throw error;
    }
  }

  close(): void {
    try {
      this.h5.close_file(this.id);
    } catch {
      // Whatever is left of a damaged file stays with the library.
    }
    this.onClose();
  }

  private allocate(path: string, bytes: number): number {
    const pointer = this.call(path, () => this.h5._malloc(Math.max(1, bytes)));
    if (pointer === 0) throw new FormatError(this.file, path, `${path} needs ${sizeText(bytes)}, more memory than there is.`);
    return pointer;
  }

  private withMemory<T>(path: string, bytes: number, use: (pointer: number) => T): T {
    const pointer = this.allocate(path, bytes);
    try {
      return use(pointer);
    } finally {
      this.h5._free(pointer);
    }
  }

  /** Texts of a fixed number of bytes, or, with `bytes` 0, places where texts are that must be given back. */
  private textsAt(place: string, pointer: number, length: number, bytes: number, giveBack: () => number): string[] {
    const heap = this.h5.HEAPU8;
    const view = new DataView(heap.buffer);
    const found = Array.from({ length }, (_, i) => {
      const from = bytes === 0 ? view.getUint32(pointer + 4 * i, true) : pointer + bytes * i;
      // A text of no characters may be no place at all.
      if (from === 0) return '';
      const limit = Math.min(heap.length, from + (bytes === 0 ? 200 : bytes));
      const zero = heap.subarray(from, limit).indexOf(0);
      return shown(new TextDecoder().decode(heap.slice(from, zero < 0 ? limit : from + zero)));
    });
    if (bytes === 0) this.call(place, giveBack);
    return found;
  }

  private read(path: string, range: { readonly from: readonly number[]; readonly count: readonly number[] } | null, pointer: number): void {
    const [rows, from, strides] = range ? [range.count.map(BigInt), range.from.map(BigInt), range.count.map(() => 1n)] : [null, null, null];
    const status = this.call(path, () => this.h5.get_dataset_data(this.id, path, rows, from, strides, BigInt(pointer)));
    if (status < 0) throw new FormatError(this.file, path, `${path} could not be read; the HDF5 file may be damaged or cut off.`);
  }
}
