import { count } from '../numerics/words';
import type { ByteQueue } from './byteQueue';
import { FormatError } from './FormatError';
import { DATASET_LIMITS } from './limits';

/**
 * IDX, the format of MNIST: two zeros, the type of a value, the number of axes, their lengths as u32
 * (big endian), then the values, last axis fastest.
 */
export type IdxHeader =
  | { readonly holds: 'labels'; readonly count: number }
  | { readonly holds: 'pictures'; readonly count: number; readonly rows: number; readonly columns: number };

const unsignedByte = 0x08;
const otherTypes: Record<number, string> = { 0x09: 'signed bytes', 0x0b: '16-bit numbers', 0x0c: '32-bit numbers', 0x0d: 'floats', 0x0e: 'doubles' };

/** Whether bytes begin as an IDX file of bytes with one axis (labels) or three (pictures). */
export function isIdx(start: Uint8Array): boolean {
  return start[0] === 0 && start[1] === 0 && start[2] === unsignedByte && (start[3] === 1 || start[3] === 3);
}

/**
 * Reads the header of an IDX file; what follows is `count` labels, or `count` pictures of `rows · columns` bytes.
 *
 * @param bytes those that the whole file has, or the most that it can have where it is packed
 * @throws {FormatError} other types and axes, more than `DATASET_LIMITS.samples` or none, sides beyond
 * `DATASET_LIMITS.pictureSide`, more values than there are bytes
 */
export async function readIdxHeader(queue: ByteQueue, file: string, bytes: number): Promise<IdxHeader> {
  const magic = await queue.take(4);
  if (magic.length < 4 || magic[0] !== 0 || magic[1] !== 0) {
    throw new FormatError(file, 'byte 0', 'byte 0 should begin an IDX file with two zeros.');
  }
  const [, , type, axes] = magic;
  if (type !== unsignedByte) {
    throw new FormatError(file, 'byte 2', `byte 2 says it holds ${otherTypes[type] ?? `type ${type}`}; MNIST and its like hold unsigned bytes (8).`);
  }
  if (axes !== 1 && axes !== 3) {
    throw new FormatError(file, 'byte 3', `byte 3 says ${axes} axes; labels have 1 and pictures 3.`);
  }
  const lengths = (await queue.take(4 * axes)).slice();
  if (lengths.length < 4 * axes) throw new FormatError(file, `byte ${queue.at}`, `the file ends at byte ${queue.at}, inside its header.`);
  const view = new DataView(lengths.buffer);
  const samples = view.getUint32(0);
  if (samples === 0) throw new FormatError(file, 'byte 4', 'byte 4 says it holds 0 samples.');
  if (samples > DATASET_LIMITS.samples) {
    throw new FormatError(file, 'byte 4', `byte 4 says it holds ${count(samples)} samples; the limit is ${count(DATASET_LIMITS.samples)}.`);
  }
  const [rows, columns] = axes === 3 ? [view.getUint32(4), view.getUint32(8)] : [1, 1];
  for (const [side, place] of [[rows, 8], [columns, 12]]) {
    if (side < 1 || side > DATASET_LIMITS.pictureSide) {
      throw new FormatError(
        file,
        `byte ${place}`,
        `byte ${place} makes its pictures ${count(rows)} × ${count(columns)} pixels; each side should have 1 to ${DATASET_LIMITS.pictureSide}.`,
      );
    }
  }
  const needs = queue.at + samples * rows * columns;
  if (needs > bytes) {
    throw new FormatError(
      file,
      'byte 4',
      `by the header at byte 4 it should have ${count(needs)} bytes, but it has no more than ${count(bytes)}; it seems to be cut off.`,
    );
  }
  return axes === 1 ? { holds: 'labels', count: samples } : { holds: 'pictures', count: samples, rows, columns };
}

/**
 * The next row of values: the labels, or one picture.
 * @throws {FormatError} where the file ends before
 */
export async function readIdxValues(queue: ByteQueue, length: number, file: string): Promise<Uint8Array> {
  const at = queue.at;
  const values = await queue.take(length);
  if (values.length < length) {
    throw new FormatError(file, `byte ${at}`, `the file is cut off: from byte ${at} on ${count(length)} bytes are needed, but ${count(values.length)} are there.`);
  }
  return values;
}
