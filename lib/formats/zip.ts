import { count } from '../numerics/words';
import { checkFileSize, size } from './checkFileSize';
import { FormatError, shown } from './FormatError';
import { LIMITS } from './limits';

/** One entry as the central directory of a zip lists it. */
export interface ZipEntry {
  readonly name: string;
  /** 0 stored, 8 deflate; others are refused when read. */
  readonly method: number;
  readonly encrypted: boolean;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  readonly crc: number;
  /** Byte of the entry's own header. */
  readonly offset: number;
}

/** How large a zip may be. */
export interface ZipLimits {
  readonly fileBytes: number;
  /** Bytes of all entries together, once unpacked. */
  readonly unpackedBytes: number;
  /** An entry beyond `LIMITS.unpackRatioFreeBytes` may unpack to at most this many times its packed size. */
  readonly unpackRatio: number;
}

/** Bytes of an entry's own header before its name. */
export const localHeaderBytes = 30;
const directoryEntryBytes = 46;
const endBytes = 22;
const longestComment = 0xffff;

export function damagedZip(file: string, byte: number, what: string): FormatError {
  return new FormatError(file, `byte ${byte}`, `the zip seems to be damaged: at byte ${byte} ${what}.`);
}

function findEnd(view: DataView, file: string): number {
  const last = view.byteLength - endBytes;
  for (let at = last; at >= 0 && at >= last - longestComment; at -= 1) {
    // The comment's length must lead to the end of the file: the signature alone may occur in a comment.
    if (view.getUint32(at, true) === 0x06054b50 && at + endBytes + view.getUint16(at + 20, true) === view.byteLength) {
      return at;
    }
  }
  throw new FormatError(
    file,
    'end',
    'the list of entries that should stand at the end of a zip is missing; the file may be cut off.',
  );
}

function checkSizes(entries: readonly ZipEntry[], file: string, limits: ZipLimits): void {
  let total = 0;
  for (const { name, packedBytes, unpackedBytes } of entries) {
    total += unpackedBytes;
    if (unpackedBytes > LIMITS.unpackRatioFreeBytes && unpackedBytes > packedBytes * limits.unpackRatio) {
      throw new FormatError(
        file,
        `entry ${shown(name)}`,
        `entry ${shown(name)} would unpack from ${size(packedBytes)} to ${size(unpackedBytes)}; ` +
          `beyond ${size(LIMITS.unpackRatioFreeBytes)} the limit is ${limits.unpackRatio} to 1. ` +
          'Saved without compression (np.savez) it can be read.',
      );
    }
  }
  if (total > limits.unpackedBytes) {
    throw new FormatError(
      file,
      'list of entries',
      `by its list of entries it would unpack to ${size(total)}; the limit is ${size(limits.unpackedBytes)}.`,
    );
  }
}

/** Entries that share bytes are how a small zip is made to unpack to a huge one. */
function checkOverlap(entries: readonly ZipEntry[], directory: number, file: string): void {
  const sorted = [...entries].sort((a, b) => a.offset - b.offset);
  sorted.forEach(({ offset, packedBytes }, i) => {
    const next = sorted[i + 1]?.offset ?? directory;
    if (offset + localHeaderBytes + packedBytes > next) throw damagedZip(file, offset, 'an entry runs into the next');
  });
}

/**
 * Lists the entries of a zip from its central directory and checks what they claim: at most
 * `LIMITS.zipEntries`, unpacked sizes within the limits, no two sharing bytes or a name.
 *
 * @throws {FormatError} also for zip64, zips in several parts, and damaged lists
 */
export function listZip(bytes: Uint8Array, file: string, limits: ZipLimits = LIMITS): ZipEntry[] {
  checkFileSize(bytes.length, file, limits.fileBytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view, file);
  const parts = view.getUint16(end + 4, true) | view.getUint16(end + 6, true);
  const entryCount = view.getUint16(end + 10, true);
  const directoryBytes = view.getUint32(end + 12, true);
  const directory = view.getUint32(end + 16, true);
  if (entryCount === 0xffff || directoryBytes === 0xffffffff || directory === 0xffffffff) {
    throw new FormatError(file, 'end', 'the end of the file says zip64, made for larger files than the Lab reads.');
  }
  if (parts !== 0 || entryCount !== view.getUint16(end + 8, true)) {
    throw new FormatError(file, 'end', 'the end of the file says this zip is one part of several.');
  }
  if (entryCount > LIMITS.zipEntries) {
    throw new FormatError(
      file,
      'end',
      `the end of the file says ${count(entryCount)} entries; the limit is ${count(LIMITS.zipEntries)}.`,
    );
  }
  if (directory + directoryBytes !== end) throw damagedZip(file, end, 'the list of entries has another length');

  const entries: ZipEntry[] = [];
  const names = new Set<string>();
  let at = directory;
  for (let i = 0; i < entryCount; i += 1) {
    if (at + directoryEntryBytes > end) throw damagedZip(file, at, 'the list of entries ends too early');
    if (view.getUint32(at, true) !== 0x02014b50) throw damagedZip(file, at, 'the list has no entry where one should be');
    const nameBytes = view.getUint16(at + 28, true);
    const next = at + directoryEntryBytes + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > end) throw damagedZip(file, at, 'an entry of the list is cut off');
    const name = new TextDecoder().decode(
      bytes.subarray(at + directoryEntryBytes, at + directoryEntryBytes + nameBytes),
    );
    if (names.has(name)) throw damagedZip(file, at, `a second entry is named “${shown(name)}”`);
    names.add(name);
    const entry: ZipEntry = {
      name,
      method: view.getUint16(at + 10, true),
      encrypted: (view.getUint16(at + 8, true) & 0x41) !== 0,
      crc: view.getUint32(at + 16, true),
      packedBytes: view.getUint32(at + 20, true),
      unpackedBytes: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    };
    if ([entry.packedBytes, entry.unpackedBytes, entry.offset].includes(0xffffffff)) {
      throw new FormatError(file, `byte ${at}`, `the list at byte ${at} says zip64, made for larger files than the Lab reads.`);
    }
    entries.push(entry);
    at = next;
  }
  if (at !== end) throw damagedZip(file, at, 'the list of entries goes on after its last');
  checkSizes(entries, file, limits);
  checkOverlap(entries, directory, file);
  return entries;
}
