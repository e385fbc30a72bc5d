import type { ByteQueue } from '../../byteQueue';
import { FormatError } from '../../FormatError';

/** A whole number of records of any size that is read, and a few milliseconds of work. */
const blockBytes = 512 * 1024;

/**
 * Hands over the rest of a file in blocks of whole records.
 * @param run called with each block and the place of its first byte in the file
 * @throws {FormatError} bytes left over at the end
 */
export async function eachBlock(queue: ByteQueue, recordBytes: number, file: string, run: (block: DataView, at: number) => void): Promise<void> {
  for (;;) {
    const at = queue.at;
    const bytes = await queue.take(blockBytes);
    if (bytes.length === 0) return;
    const left = bytes.length % recordBytes;
    if (left !== 0) {
      const end = at + bytes.length - left;
      throw new FormatError(file, `byte ${end}`, `records have ${recordBytes} bytes each, but from byte ${end} to the end of the file there are only ${left}; it may be cut off.`);
    }
    run(new DataView(bytes.buffer, bytes.byteOffset, bytes.length), at);
  }
}
