import { loadHdf5, type H5 } from './hdf5Library';

/** A data set of a small HDF5 file; the groups it lies in are made as they are needed. */
export type Hdf5Entry =
  | { readonly path: string; readonly shape: readonly number[]; readonly type: 'f32' | 'f64' | 'i64'; readonly data: ArrayLike<number> }
  | { readonly path: string; readonly shape: readonly number[]; readonly type: 'text'; readonly data: readonly string[] };

/** Classes of types, as HDF5 numbers them. */
const WHOLE = 0;
const FLOAT = 1;
const TEXT = 3;
const UTF8 = 1;

interface WriteMetadata {
  readonly type: number;
  readonly size: number;
  readonly signed: boolean;
  readonly vlen: boolean;
  readonly littleEndian: boolean;
  readonly cset?: number;
  readonly shape: readonly bigint[];
  readonly maxshape: readonly bigint[];
  readonly chunks: null;
}

/** The part of h5wasm's lower level that writes. */
type Writer = H5 & {
  readonly H5F_ACC_TRUNC: number;
  readonly FS: { readFile(path: string): Uint8Array };
  create_group(id: bigint, path: string, trackOrder: boolean): number;
  create_dataset(id: bigint, path: string, pointer: bigint, metadata: WriteMetadata): void;
  create_vlen_str_dataset(id: bigint, path: string, data: readonly string[], metadata: WriteMetadata): void;
};

const path = '/written.h5';

function metadataOf({ shape, type }: Hdf5Entry): WriteMetadata {
  const axes = shape.map(BigInt);
  const common = { shape: axes, maxshape: axes, chunks: null, littleEndian: true } as const;
  if (type === 'text') return { ...common, type: TEXT, size: 4, signed: false, vlen: true, cset: UTF8 };
  return { ...common, type: type === 'i64' ? WHOLE : FLOAT, size: type === 'f32' ? 4 : 8, signed: type === 'i64', vlen: false };
}

function bytesOf(entry: Exclude<Hdf5Entry, { type: 'text' }>): Uint8Array {
  const { type, data } = entry;
  const values = type === 'f32' ? Float32Array.from(data) : type === 'f64' ? Float64Array.from(data) : BigInt64Array.from(Array.from(data, BigInt));
  return new Uint8Array(values.buffer);
}

function write(h5: Writer, id: bigint, entry: Hdf5Entry): void {
  const metadata = metadataOf(entry);
  if (entry.type === 'text') h5.create_vlen_str_dataset(id, entry.path, entry.data, metadata);
  else {
    const bytes = bytesOf(entry);
    const pointer = h5._malloc(Math.max(8, bytes.length));
    if (pointer === 0) throw new RangeError(`There is no memory left to write ${entry.path}.`);
    try {
      h5.HEAPU8.set(bytes, pointer);
      h5.create_dataset(id, entry.path, BigInt(pointer), metadata);
    } finally {
      h5._free(pointer);
    }
  }
  // The library's answer says nothing of whether it wrote.
  if (h5.get_type(id, entry.path) !== h5.H5O_TYPE_DATASET) throw new RangeError(`${entry.path} could not be written to the HDF5 file.`);
}

/** Writes the file into the library's memory. */
function writeEntries(h5: Writer, entries: readonly Hdf5Entry[]): void {
  const id = h5.open(path, h5.H5F_ACC_TRUNC, false, -1, -1);
  if (id < 0) throw new RangeError('The HDF5 file could not be begun.');
  try {
    const groups = new Set<string>();
    for (const entry of entries) {
      const parts = entry.path.split('/').filter(Boolean);
      for (let depth = 1; depth < parts.length; depth += 1) {
        const group = `/${parts.slice(0, depth).join('/')}`;
        if (groups.has(group)) continue;
        h5.create_group(id, group, false);
        groups.add(group);
      }
      write(h5, id, entry);
    }
  } finally {
    h5.close_file(id);
  }
}

/**
 * Writes a small HDF5 file. Numbers are little-endian and not packed; texts are of variable length, UTF-8.
 *
 * @param entries data in C order, as many as the shape says
 * @throws {RangeError} data that do not fill their shape, paths that are there twice or cannot be written
 */
export async function writeHdf5(entries: readonly Hdf5Entry[]): Promise<Uint8Array> {
  const h5 = (await loadHdf5(path)) as Writer;
  const wrong = entries.find(({ shape, data }) => data.length !== shape.reduce((product, length) => product * length, 1));
  if (wrong) throw new RangeError(`${wrong.path} has ${wrong.data.length} entries, which do not fill its shape ${wrong.shape.join(' × ')}.`);
  if (new Set(entries.map((entry) => entry.path)).size < entries.length) throw new RangeError('Two entries of the HDF5 file have the same path.');
  try {
    writeEntries(h5, entries);
    return h5.FS.readFile(path).slice();
  } finally {
    if (h5.FS.analyzePath(path).exists) h5.FS.unlink(path);
  }
}
