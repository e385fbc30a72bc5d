import { count, size as sizeText } from './checkFileSize';
import { FormatError, shown } from './FormatError';
import { withinMemory, type H5, type H5Metadata } from './hdf5Library';
import { DATASET_LIMITS } from './limits';
import { npyTypes } from './npyTypes';

/** Classes of types, as HDF5 numbers them. */
const WHOLE = 0;
const FLOAT = 1;
const TEXT = 3;
const SEQUENCE = 9;

/** What one data set with one axis holds. */
export interface Hdf5Column {
  readonly path: string;
  readonly length: number;
  readonly holds: 'whole' | 'float' | 'text' | 'other';
  /** Whether each entry is a sequence of its own length. */
  readonly sequences: boolean;
  /** Bytes of one number; of an entry of text, or 0 where texts differ in length. */
  readonly bytes: number;
  readonly signed: boolean;
}

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
   * What stands at a path; null where nothing does.
   * @throws {FormatError} several axes, parts kept in other files, chunks beyond `DATASET_LIMITS.hdf5ChunkBytes`
   */
  column(path: string): Hdf5Column | null {
    const { h5, id, file } = this;
    if (this.call(path, () => h5.get_type(id, path)) !== h5.H5O_TYPE_DATASET) return null;
    const found: H5Metadata = this.call(path, () => h5.get_dataset_metadata(id, path));
    if (!found.shape || found.shape.length !== 1) {
      throw new FormatError(file, path, `${path} has ${found.shape ? found.shape.length : 'no'} axes; one entry a sample is needed.`);
    }
    if (found.virtual_sources) throw new FormatError(file, path, `${path} lies in other files, which are not read.`);
    const chunk = (found.chunks ?? []).reduce((product, length) => product * length, found.size);
    if (chunk > DATASET_LIMITS.hdf5ChunkBytes) {
      throw new FormatError(file, path, `${path} is kept in chunks of ${sizeText(chunk)}; the limit is ${sizeText(DATASET_LIMITS.hdf5ChunkBytes)}.`);
    }
    const entry = found.type === SEQUENCE ? found.vlen_type : found;
    if (!entry) throw new FormatError(file, path, `${path} holds sequences of an unknown type.`);
    const holds = entry.type === WHOLE ? 'whole' : entry.type === FLOAT ? 'float' : entry.type === TEXT ? 'text' : 'other';
    const sequences = found.type === SEQUENCE;
    return { path, length: found.shape[0], holds, sequences, bytes: holds === 'text' && entry.vlen ? 0 : entry.size, signed: entry.signed };
  }

  /**
   * All numbers of a column that holds no sequences.
   * @throws {FormatError} types that are not read
   */
  numbers({ path, length, holds, bytes, signed }: Hdf5Column): Float64Array {
    const type = npyTypes.get(`${holds === 'float' ? 'f' : signed ? 'i' : 'u'}${bytes}`);
    if (!type || (holds !== 'whole' && holds !== 'float')) throw new FormatError(this.file, path, `${path} holds no plain numbers.`);
    return this.withMemory(path, length * bytes, (pointer) => {
      this.read(path, null, pointer);
      const view = new DataView(this.h5.HEAPU8.buffer, pointer, length * bytes);
      return Float64Array.from({ length }, (_, i) => type.read(view, i * bytes, true));
    });
  }

  /** All texts of a column, each cut to a length fit to be shown. */
  texts({ path, length, holds, bytes }: Hdf5Column): string[] {
    if (holds !== 'text' || bytes > 10_000) throw new FormatError(this.file, path, `${path} holds no short texts.`);
    const stride = bytes === 0 ? 4 : bytes;
    return this.withMemory(path, length * stride, (pointer) => {
      this.read(path, null, pointer);
      const heap = this.h5.HEAPU8;
      const view = new DataView(heap.buffer);
      const found = Array.from({ length }, (_, i) => {
        const from = bytes === 0 ? view.getUint32(pointer + 4 * i, true) : pointer + bytes * i;
        const limit = Math.min(heap.length, from + (bytes === 0 ? 200 : bytes));
        const zero = heap.subarray(from, limit).indexOf(0);
        return shown(new TextDecoder().decode(heap.slice(from, zero < 0 ? limit : from + zero)));
      });
      if (bytes === 0) this.call(path, () => this.h5.reclaim_vlen_memory(this.id, path, '', BigInt(pointer)));
      return found;
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
    h5.HEAPU8.fill(0, pointer, pointer + pairs);
    this.read(path, [from, rows], pointer);
    const view = new DataView(h5.HEAPU8.buffer, pointer, pairs);
    const places = Array.from({ length: rows }, (_, i) => ({ length: view.getUint32(8 * i, true), at: view.getUint32(8 * i + 4, true) }));
    places.forEach(({ length, at }, i) => {
      if (length > limit) throw new FormatError(file, `${path}[${from + i}]`, `${path}[${from + i}] has ${count(length)} numbers; the limit is ${count(limit)}.`);
      if (length > 0 && (at === 0 || at + length * bytes > h5.HEAPU8.length)) {
        throw new FormatError(file, `${path}[${from + i}]`, `${path}[${from + i}] could not be read; the HDF5 file may be damaged.`);
      }
    });
    return {
      row: (i) => h5.HEAPU8.subarray(places[i].at, places[i].at + places[i].length * bytes),
      release: () => {
        this.call(path, () => h5.reclaim_vlen_memory_count(id, path, '', BigInt(pointer), [BigInt(rows)]));
        h5._free(pointer);
      },
    };
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

  private read(path: string, range: readonly [number, number] | null, pointer: number): void {
    const [from, rows] = range ?? [0, 0];
    const status = this.call(path, () =>
      this.h5.get_dataset_data(this.id, path, range && [BigInt(rows)], range && [BigInt(from)], range && [1n], BigInt(pointer)),
    );
    if (status < 0) throw new FormatError(this.file, path, `${path} could not be read; the HDF5 file may be damaged or cut off.`);
  }
}
