import { size as sizeText } from './checkFileSize';
import { FormatError } from './FormatError';
import { DATASET_LIMITS } from './limits';

/** What a reader's file offers: a browser's `File` with its path, or anything like it. */
export interface FileLike {
  /** As people know it: `N-MNIST/Train/0/00002.bin`. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Bytes `from` up to, and without, `to`. */
  slice(from: number, to: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

/**
 * Told how many more bytes of the files on disk have been read; it may wait, and ends the reading by
 * throwing.
 */
export type Pace = (bytes: number, path: string) => Promise<void>;

/** The bytes of one file in order, wherever they come from: disk, gzip or an entry of a zip. */
export interface Source {
  /** As people know it, with the name of the zip where it lies in one. */
  readonly path: string;
  /** Bytes once unpacked, as the file on disk claims; more than that is never read. */
  readonly size: number;
  /** Bytes it takes on disk. */
  readonly diskBytes: number;
  /** The file itself, where it is not packed. */
  readonly plain: FileLike | null;
  /**
   * Pieces of its bytes, each of at most a few MiB.
   * @throws {FormatError} where it is cut off, damaged or unpacks to more than it claims
   */
  pieces(pace: Pace): AsyncGenerator<Uint8Array, void>;
}

const pieceBytes = 1024 * 1024;

/**
 * Reads one stretch of a file on disk.
 * @throws {FormatError} where it cannot be read or is shorter than its size says
 */
export async function readStretch(file: FileLike, from: number, to: number): Promise<Uint8Array> {
  let buffer: ArrayBuffer;
  try {
    buffer = await file.slice(from, to).arrayBuffer();
  } catch {
    throw new FormatError(file.path, `byte ${from}`, `byte ${from} could not be read; the file may have been moved or changed meanwhile.`);
  }
  if (buffer.byteLength !== to - from) {
    throw new FormatError(file.path, `byte ${from}`, `the file ends after byte ${from + buffer.byteLength}, earlier than its size says.`);
  }
  return new Uint8Array(buffer);
}

/**
 * A file as it lies on disk.
 * @throws {FormatError} empty files and files beyond `DATASET_LIMITS.fileBytes`
 */
export function plainSource(file: FileLike): Source {
  const { path, size } = file;
  if (size === 0) throw new FormatError(path, 'file', 'the file is empty.');
  if (size > DATASET_LIMITS.fileBytes) {
    throw new FormatError(path, 'file', `the file has ${sizeText(size)}; the limit for a data set is ${sizeText(DATASET_LIMITS.fileBytes)} a file.`);
  }
  return {
    path,
    size,
    diskBytes: size,
    plain: file,
    async *pieces(pace) {
      for (let from = 0; from < size; from += pieceBytes) {
        const to = Math.min(size, from + pieceBytes);
        yield await readStretch(file, from, to);
        await pace(to - from, path);
      }
    },
  };
}

const unpaced: Pace = async () => undefined;

/** The first bytes of a source, fewer where it is shorter. It does not count as reading. */
export async function firstBytes(source: Source, count: number): Promise<Uint8Array> {
  if (source.plain) return readStretch(source.plain, 0, Math.min(count, source.plain.size));
  for await (const piece of source.pieces(unpaced)) {
    if (piece.length > 0) return piece.subarray(0, count);
  }
  return new Uint8Array(0);
}

/** A browser's file, with the path below the folder that was chosen. */
export function fileLike(file: Blob & { readonly name: string; readonly webkitRelativePath?: string }): FileLike {
  return { path: file.webkitRelativePath || file.name, size: file.size, slice: (from, to) => file.slice(from, to) };
}
