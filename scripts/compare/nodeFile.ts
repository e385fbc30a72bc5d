import { open, stat } from 'node:fs/promises';
import type { FileLike } from '@/lib/formats/source';

/**
 * A file on disk, of which only the stretches that are asked for are read.
 * @throws {Error} the system's, where there is none
 */
export async function nodeFile(path: string): Promise<FileLike> {
  const about = await stat(path);
  if (!about.isFile()) throw Object.assign(new Error(`${path} is no file`), { code: 'EISDIR' });
  const { size } = about;
  return {
    path,
    size,
    slice: (from, to) => ({
      async arrayBuffer() {
        const file = await open(path);
        try {
          const bytes = new Uint8Array(Math.max(0, Math.min(size, to) - from));
          const { bytesRead } = await file.read(bytes, 0, bytes.length, from);
          return bytes.buffer.slice(0, bytesRead);
        } finally {
          await file.close();
        }
      },
    }),
  };
}
