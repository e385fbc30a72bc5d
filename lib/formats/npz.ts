import { FormatError, shown } from './FormatError';
import { readNpy, type NpyArray } from './npy';
import { unzipEntry } from './unzipEntry';
import { listZip, type ZipLimits } from './zip';

/** An array in a .npz file that has been listed and not yet unpacked. */
export interface NpzEntry {
  /** As numpy knows it, without `.npy`. */
  readonly name: string;
  /**
   * Unpacks and reads the array.
   * @throws {FormatError}
   */
  readonly read: () => NpyArray;
}

/** A .npy file in a .npz file that has been listed and not yet unpacked. */
export interface PackedNpy {
  /** As numpy knows it, without `.npy`. */
  readonly name: string;
  /** For sentences: the file and the entry in it. */
  readonly path: string;
  /** Bytes once unpacked, as the list of entries claims. */
  readonly bytes: number;
  /**
   * The bytes of the .npy file.
   * @throws {FormatError}
   */
  readonly unpack: () => Uint8Array;
}

/** Zips that are something else, by an entry they hold. */
const otherZips: readonly [RegExp, string][] = [
  [/^xl\//, 'a spreadsheet; please export it as .csv'],
  [/^word\//, 'a text document'],
  [/(^|\/)data\.pkl$/, 'a PyTorch file; please save the tensor with np.savez'],
];

/**
 * Lists the .npy files of a .npz file (a zip of them, stored or deflated) in the order of the
 * zip. Entries that do not end in `.npy` are left out.
 *
 * @throws {FormatError} when the zip is damaged, beyond the limits, or holds no array
 */
export function packedArrays(bytes: Uint8Array, file: string, limits?: ZipLimits): PackedNpy[] {
  const entries = listZip(bytes, file, limits);
  const arrays = entries.filter(({ name }) => name.endsWith('.npy'));
  if (arrays.length === 0) {
    const other = otherZips.find(([pattern]) => entries.some(({ name }) => pattern.test(name)));
    throw new FormatError(
      file,
      'list of entries',
      other
        ? `by its list of entries this zip is ${other[1]}.`
        : 'the list of entries of this zip names no .npy array.',
    );
  }
  return arrays.map((entry) => ({
    name: entry.name.slice(0, -'.npy'.length),
    path: `${file} (${shown(entry.name)})`,
    bytes: entry.unpackedBytes,
    unpack: () => unzipEntry(bytes, entry, file),
  }));
}

/**
 * Lists the arrays of a .npz file as `packedArrays` does.
 * @throws {FormatError} when the zip is damaged, beyond the limits, or holds no array
 */
export function listNpz(bytes: Uint8Array, file: string): NpzEntry[] {
  return packedArrays(bytes, file).map(({ name, path, unpack }) => ({ name, read: () => readNpy(unpack(), path) }));
}

/**
 * Reads all arrays of a .npz file.
 * @throws {FormatError} when the zip or any of its arrays cannot be read
 */
export function readNpz(bytes: Uint8Array, file: string): { name: string; array: NpyArray }[] {
  return listNpz(bytes, file).map(({ name, read }) => ({ name, array: read() }));
}
