import type { H5 } from './hdf5Library';
import type { FileLike } from './source';

/** The library reads a few bytes here and there, mostly onward; a stretch at a time keeps that fast. */
const windowBytes = 2 * 1024 * 1024;

interface Stretch {
  readonly size: number;
  readonly from: number;
  readonly to: number;
}

/** Answers for short stretches of a file from the last long one. */
function windowed(file: FileLike, read: (blob: Blob) => ArrayBuffer) {
  let start = 0;
  let held = new ArrayBuffer(0);
  return ({ from, to }: Stretch): ArrayBuffer => {
    if (from < start || to > start + held.byteLength) {
      start = from;
      held = read(file.slice(from, Math.min(file.size, Math.max(to, from + windowBytes))) as Blob);
    }
    return held.slice(from - start, to - start);
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
  WORKERFS.reader = { readAsArrayBuffer: windowed(file, (blob) => reader.readAsArrayBuffer(blob)) };
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
