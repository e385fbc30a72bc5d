import { FormatError } from './FormatError';
import { DATASET_LIMITS } from './limits';

/** What the library says about a data set. */
export interface H5Metadata {
  readonly type: number;
  /** Bytes of an element. */
  readonly size: number;
  readonly signed: boolean;
  /** Of text: whether each has its own length. */
  readonly vlen: boolean;
  readonly vlen_type?: H5Metadata;
  readonly shape: readonly number[] | null;
  readonly chunks: readonly number[] | null;
  readonly virtual_sources?: readonly unknown[];
}

/** A terminal of Emscripten's file system. */
interface Terminal {
  ops: object;
}

/** The part of h5wasm's lower level that is used; its upper level refuses the 16-bit floats of SHD. */
export interface H5 {
  readonly H5F_ACC_RDONLY: number;
  readonly H5O_TYPE_DATASET: number;
  readonly H5O_TYPE_GROUP: number;
  /** Replaced whenever the memory grows: never kept. */
  readonly HEAPU8: Uint8Array<ArrayBuffer>;
  readonly FS: {
    readonly filesystems: { readonly WORKERFS?: { reader: unknown } };
    mkdir(path: string): void;
    mount(type: unknown, options: object, path: string): void;
    unmount(path: string): void;
    unlink(path: string): void;
    rmdir(path: string): void;
    analyzePath(path: string): { readonly exists: boolean };
    writeFile(path: string, bytes: Uint8Array, options: { canOwn: boolean }): void;
    getStream(number: number): { tty?: Terminal } | null | undefined;
  };
  open(path: string, mode: number, trackOrder: boolean, low: number, high: number): bigint;
  close_file(id: bigint): number;
  get_type(id: bigint, path: string): number;
  /** Names of what lies in a group. */
  get_names(id: bigint, path: string, recursive: boolean): readonly string[];
  /** Where a soft link leads; null for all else. */
  get_symbolic_link(id: bigint, path: string): string | null;
  /** Where a link to another file leads; an empty object for all else. */
  get_external_link(id: bigint, path: string): { readonly filename?: string };
  get_attribute_names(id: bigint, path: string): readonly string[];
  get_attribute_metadata(id: bigint, path: string, name: string): H5Metadata;
  get_attribute_data(id: bigint, path: string, name: string, pointer: bigint): number;
  get_dataset_metadata(id: bigint, path: string): H5Metadata;
  get_dataset_data(id: bigint, path: string, count: bigint[] | null, offset: bigint[] | null, strides: bigint[] | null, pointer: bigint): number;
  reclaim_vlen_memory(id: bigint, path: string, attribute: string, pointer: bigint): number;
  reclaim_vlen_memory_count(id: bigint, path: string, attribute: string, pointer: bigint, count: bigint[]): number;
  _malloc(bytes: number): number;
  _free(pointer: number): void;
}

/** The library prints a page for each thing that it cannot read; the reader is told in a sentence. */
function silence(h5: H5): void {
  for (const number of [1, 2]) {
    const terminal = h5.FS.getStream(number)?.tty;
    if (terminal) terminal.ops = { ...terminal.ops, put_char: () => undefined, fsync: () => undefined };
  }
}

/**
 * Loads h5wasm, about 1 MB, when the first HDF5 file is read.
 * @param file the file that asks for it
 * @throws {FormatError} where it does not load
 */
export async function loadHdf5(file: string): Promise<H5> {
  try {
    const { ready } = await import('h5wasm');
    const h5 = (await ready) as unknown as H5;
    silence(h5);
    return h5;
  } catch {
    throw new FormatError(file, 'file', 'this file needs a part of the site that could not be loaded; please reload the page with a connection and try again.');
  }
}

/**
 * Runs a call of the library, which may use no more than `DATASET_LIMITS.hdf5Heap` bytes of memory: it allocates
 * what a file claims before it looks whether the file has it. It takes a refusal for a machine that has no more,
 * and answers with an error. Each time it throws it loses some bytes of its stack for good: it stands some ten thousand
 * damaged files, then the page must be loaded again.
 */
export function withinMemory<T>(h5: H5, run: () => T): T {
  const memory = WebAssembly.Memory.prototype;
  const { grow } = memory;
  const pageBytes = 65_536;
  memory.grow = function limited(this: WebAssembly.Memory, pages: number): number {
    if (h5.HEAPU8.length + pages * pageBytes > DATASET_LIMITS.hdf5Heap) throw new RangeError('beyond the limit');
    return grow.call(this, pages);
  };
  try {
    return run();
  } finally {
    memory.grow = grow;
  }
}
