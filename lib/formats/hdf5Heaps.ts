import { count } from '../numerics/words';
import { size as sizeText } from './checkFileSize';
import { FormatError } from './FormatError';
import { DATASET_LIMITS } from './limits';

/** Reads a stretch of the file, from memory or from disk. */
export type BytesAt = (from: number, to: number) => Promise<Uint8Array> | Uint8Array;

const windowBytes = 4 * 1024 * 1024;
/** “GCOL”, version 1 and three zeros begin a heap in which sequences of their own length are kept. */
const signature = [0x47, 0x43, 0x4f, 0x4c, 1, 0, 0, 0];
const headBytes = 16;

function find(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(signature[0], from); at >= 0; at = bytes.indexOf(signature[0], at + 1)) {
    if (signature.every((value, i) => bytes[at + i] === value)) return at;
  }
  return -1;
}

function damaged(file: string, at: number, what: string): FormatError {
  return new FormatError(file, `byte ${at}`, `the HDF5 file seems to be damaged or cut off: the heap at byte ${at} ${what}.`);
}

/** Walks the objects of one heap: each must end within it. */
function checkHeap(bytes: Uint8Array, at: number, file: string): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let place = headBytes;
  while (place + headBytes <= bytes.length) {
    const index = view.getUint16(place, true);
    const size = view.getUint32(place + 8, true) + 2 ** 32 * view.getUint32(place + 12, true);
    // Object 0 is the space that is left, its own head included.
    const next = place + (index === 0 ? size : headBytes + 8 * Math.ceil(size / 8));
    if (next > bytes.length || next < place + headBytes) throw damaged(file, at, `holds an object of ${count(size)} bytes, which does not fit`);
    place = next;
  }
}

/**
 * Looks through a file for the heaps that hold its sequences and checks the sizes they claim. The library trusts
 * these sizes, and one that is false can keep it busy for ever.
 *
 * @param size bytes of the file
 * @param pause called between two stretches, with the number of bytes since the last
 * @throws {FormatError} heaps that reach beyond the file or `DATASET_LIMITS.hdf5ChunkBytes`, objects that reach
 * beyond their heap
 */
export async function checkHeaps(size: number, bytesAt: BytesAt, pause: (bytes: number) => Promise<void>, file: string): Promise<void> {
  let from = 0;
  while (from < size) {
    const to = Math.min(size, from + windowBytes);
    const bytes = await bytesAt(from, to);
    let at = 0;
    for (;;) {
      const found = find(bytes, at);
      if (found < 0) {
        // A signature may begin in this stretch and end in the next.
        at = to === size ? bytes.length : Math.max(at, bytes.length - signature.length + 1);
        break;
      }
      if (found + headBytes > bytes.length) {
        at = found;
        break;
      }
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const length = view.getUint32(found + 8, true) + 2 ** 32 * view.getUint32(found + 12, true);
      const place = from + found;
      if (length < headBytes || place + length > size) throw damaged(file, place, `claims ${count(length)} bytes, which the file has not`);
      if (length > DATASET_LIMITS.hdf5ChunkBytes) {
        throw new FormatError(file, `byte ${place}`, `the heap at byte ${place} has ${sizeText(length)}; the limit is ${sizeText(DATASET_LIMITS.hdf5ChunkBytes)}.`);
      }
      checkHeap(found + length <= bytes.length ? bytes.subarray(found, found + length) : await bytesAt(place, place + length), place, file);
      at = found + length;
      if (at >= bytes.length) break;
    }
    if (to === size && at < bytes.length && from + at + headBytes > size) break;
    await pause(Math.min(at, size - from));
    from += Math.max(1, at);
  }
}
