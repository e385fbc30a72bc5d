import { count } from '../numerics/words';
import { FormatError } from './FormatError';
import { DATASET_LIMITS } from './limits';

/**
 * CIFAR in its binary form: records of labels and then 32 · 32 bytes each of red, green and blue, row by
 * row. CIFAR-10 has one label; CIFAR-100 a coarse and then a fine one.
 */
export interface CifarKind {
  readonly name: 'CIFAR-10' | 'CIFAR-100';
  readonly recordBytes: number;
  /** How many classes each of its labels has; the last is the one that is learnt. */
  readonly labels: readonly number[];
}

export const cifarSide = 32;
export const cifarPixels = cifarSide * cifarSide;
const cifar10: CifarKind = { name: 'CIFAR-10', recordBytes: 1 + 3 * cifarPixels, labels: [10] };
const cifar100: CifarKind = { name: 'CIFAR-100', recordBytes: 2 + 3 * cifarPixels, labels: [20, 100] };

/**
 * Which CIFAR a file is, by its size and its first labels; null where it is neither.
 * @param size bytes of the whole file
 */
export function cifarKind(start: Uint8Array, size: number): CifarKind | null {
  const fits = ({ recordBytes, labels }: CifarKind) => {
    if (size === 0 || size % recordBytes !== 0) return false;
    for (let at = 0; at + labels.length <= start.length; at += recordBytes) {
      if (labels.some((classes, i) => start[at + i] >= classes)) return false;
    }
    return start.length >= labels.length;
  };
  return [cifar10, cifar100].find(fits) ?? null;
}

/**
 * How many records a file of that kind holds.
 * @throws {FormatError} none, more than `DATASET_LIMITS.samples`, or a last one that is cut off
 */
export function cifarRecords(size: number, { name, recordBytes }: CifarKind, file: string): number {
  const left = size % recordBytes;
  if (left !== 0) {
    throw new FormatError(file, `byte ${size - left}`, `a ${name} record has ${count(recordBytes)} bytes, but the last, at byte ${size - left}, has only ${count(left)}.`);
  }
  const records = size / recordBytes;
  if (records === 0) throw new FormatError(file, 'file', 'the file holds no records.');
  if (records > DATASET_LIMITS.samples) {
    throw new FormatError(file, 'file', `the file holds ${count(records)} records; the limit is ${count(DATASET_LIMITS.samples)}.`);
  }
  return records;
}

/**
 * The label of a record, below the number of classes.
 * @param at byte of the file where the record begins
 * @throws {FormatError} labels out of range
 */
export function cifarLabel(record: Uint8Array, { name, labels }: CifarKind, at: number, file: string): number {
  labels.forEach((classes, i) => {
    if (record[i] >= classes) {
      throw new FormatError(file, `byte ${at + i}`, `byte ${at + i} gives the label ${record[i]}; labels of ${name} go from 0 to ${classes - 1} there.`);
    }
  });
  return record[labels.length - 1];
}

/**
 * Writes the picture of a record as `[32, 32, 3]`, the three colours of a pixel side by side.
 * @param out 3072 bytes
 */
export function cifarPicture(record: Uint8Array, { labels }: CifarKind, out: Uint8Array): void {
  for (let pixel = 0; pixel < cifarPixels; pixel += 1) {
    for (let colour = 0; colour < 3; colour += 1) out[3 * pixel + colour] = record[labels.length + colour * cifarPixels + pixel];
  }
}
