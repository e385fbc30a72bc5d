import { checkFileSize } from '../checkFileSize';
import { SPIKE_LIMITS } from '../limits';
import { readStretch, type FileLike, type Pace } from '../source';

const stretch = 16 * 1024 * 1024;

/**
 * All bytes of a file.
 * @throws {FormatError} empty files and files beyond `SPIKE_LIMITS.fileBytes`
 */
export async function wholeFile(file: FileLike, pace: Pace): Promise<Uint8Array> {
  checkFileSize(file.size, file.path, SPIKE_LIMITS.fileBytes);
  if (file.size <= stretch) {
    const bytes = await readStretch(file, 0, file.size);
    await pace(file.size, file.path);
    return bytes;
  }
  const bytes = new Uint8Array(file.size);
  for (let from = 0; from < file.size; from += stretch) {
    const to = Math.min(file.size, from + stretch);
    bytes.set(await readStretch(file, from, to), from);
    await pace(to - from, file.path);
  }
  return bytes;
}

/** Bytes in memory as a file. */
export const memoryFile = (bytes: Uint8Array, path: string): FileLike => ({
  path,
  size: bytes.length,
  slice: (from, to) => ({ arrayBuffer: async () => bytes.slice(from, to).buffer as ArrayBuffer }),
});
