import type { H5 } from './hdf5Library';
import type { FileLike } from './source';

/** The library reads a few bytes here and there in several places in turn; blocks that are kept make that fast. */
const blockBytes = 1024 * 1024;
const keptBlocks = 16;

interface Stretch {
  readonly size: number;
  readonly from: number;
  readonly to: number;
}

/** Answers for short stretches of a file from the blocks last read. */
function blockwise(file: FileLike, read: (blob: Blob) => ArrayBuffer) {
  const kept = new Map<number, Uint8Array>();

  function block(index: number): Uint8Array {
    const found = kept.get(index);
    if (found) return found;
    const from = index * blockBytes;
    const bytes = new Uint8Array(read(file.slice(from, Math.min(file.size, from + blockBytes)) as Blob));
    // A map keeps the order in which its entries came: the first is the oldest.
    if (kept.size === keptBlocks) kept.delete(kept.keys().next().value!);
    kept.set(index, bytes);
    return bytes;
  }

  return ({ size, from, to }: Stretch): ArrayBuffer => {
    const out = new Uint8Array(size);
    for (let at = from; at < to;) {
      const start = at % blockBytes;
      const piece = block(Math.floor(at / blockBytes)).subarray(start, start + to - at);
      if (piece.length === 0) break;
      out.set(piece, at - from);
      at += piece.length;
    }
    return out.buffer;
  };
}

/**
 * Makes a browser's file readable to the library where it lies, as `file.h5` in a folder of its own.
 *
 * @returns what takes it away again; null where that does not work: outside a worker, or for a file that is no Blob
 */
export function mountBlob({ FS }: H5, file: FileLike, folder: string): (() => void) | null {
  const { WORKERFS } = FS.filesystems;
  if (!WORKERFS || typeof FileReaderSync === 'undefined' || !(file.slice(0, 0) instanceof Blob)) return null;
  const reader = new FileReaderSync();
  // WORKERFS asks its reader for what `slice` gave it, so both can be ours and read more at once.
  WORKERFS.reader = { readAsArrayBuffer: blockwise(file, (blob) => reader.readAsArrayBuffer(blob)) };
  const data = {
    size: file.size,
    slice: (from: number, to: number): Stretch => {
      const end = Math.min(to, file.size);
      return { size: end - from, from, to: end };
    },
  };
  if (!FS.analyzePath(folder).exists) FS.mkdir(folder);
  FS.mount(WORKERFS, { blobs: [{ name: 'file.h5', data }] }, folder);
  return () => FS.unmount(folder);
}
