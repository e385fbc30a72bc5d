import { count } from '../numerics/words';
import { size as sizeText } from './checkFileSize';
import { Inflate } from 'fflate';
import { crc32 } from './crc32';
import { FormatError, shown } from './FormatError';
import { DATASET_LIMITS } from './limits';
import { readStretch, type FileLike, type Source } from './source';
import { damagedZip, localHeaderBytes, type ZipEntry } from './zip';

const directoryEntryBytes = 46;
const endBytes = 22;
const longestComment = 0xffff;
const packedPiece = 16 * 1024;
/** Entries lie one after another, so one stretch of the zip holds many small ones. */
const windowBytes = 4 * 1024 * 1024;
/** Bytes of the list of entries; 65,534 of them with long names need far less. */
const longestDirectory = 32 * 1024 * 1024;

/** A file of which the stretch last read is kept. */
class Window {
  #from = 0;
  #bytes: Uint8Array = new Uint8Array(0);
  constructor(readonly file: FileLike) {}

  async read(from: number, to: number): Promise<Uint8Array> {
    if (from < this.#from || to > this.#from + this.#bytes.length) {
      this.#bytes = await readStretch(this.file, from, Math.min(this.file.size, Math.max(to, from + windowBytes)));
      this.#from = from;
    }
    return this.#bytes.subarray(from - this.#from, to - this.#from);
  }
}

async function readDirectory(file: FileLike): Promise<{ entries: ZipEntry[]; start: number }> {
  const { path, size } = file;
  const tailAt = Math.max(0, size - endBytes - longestComment);
  const tail = await readStretch(file, tailAt, size);
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength);
  let end = tail.length - endBytes;
  while (end >= 0 && !(view.getUint32(end, true) === 0x06054b50 && end + endBytes + view.getUint16(end + 20, true) === tail.length)) end -= 1;
  if (end < 0) throw new FormatError(path, 'end', 'the list of entries that should stand at the end of a zip is missing; the file may be cut off.');
  const entryCount = view.getUint16(end + 10, true);
  const length = view.getUint32(end + 12, true);
  const start = view.getUint32(end + 16, true);
  if (entryCount === 0xffff || length === 0xffffffff || start === 0xffffffff) {
    throw new FormatError(path, 'end', 'the end of the file says zip64, which is not read; please unpack it and choose the folder.');
  }
  if (view.getUint16(end + 4, true) !== 0 || entryCount !== view.getUint16(end + 8, true)) {
    throw new FormatError(path, 'end', 'the end of the file says this zip is one part of several.');
  }
  if (length > longestDirectory) {
    throw new FormatError(path, 'end', `the end of the file says its list of entries has ${sizeText(length)}; the limit is ${sizeText(longestDirectory)}.`);
  }
  if (start + length !== tailAt + end) throw damagedZip(path, tailAt + end, 'the list of entries has another length');

  const bytes = await readStretch(file, start, start + length);
  const list = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let i = 0; i < entryCount; i += 1) {
    if (at + directoryEntryBytes > length || list.getUint32(at, true) !== 0x02014b50) {
      throw damagedZip(path, start + at, 'the list has no entry where one should be');
    }
    const nameEnd = at + directoryEntryBytes + list.getUint16(at + 28, true);
    const next = nameEnd + list.getUint16(at + 30, true) + list.getUint16(at + 32, true);
    if (next > length) throw damagedZip(path, start + at, 'an entry of the list is cut off');
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + directoryEntryBytes, nameEnd)),
      method: list.getUint16(at + 10, true),
      encrypted: (list.getUint16(at + 8, true) & 0x41) !== 0,
      crc: list.getUint32(at + 16, true),
      packedBytes: list.getUint32(at + 20, true),
      unpackedBytes: list.getUint32(at + 24, true),
      offset: list.getUint32(at + 42, true),
    });
    at = next;
  }
  return { entries, start };
}

/** The pieces of one entry, unpacked; its own header is read for where its data begin. */
async function* entryPieces(window: Window, entry: ZipEntry, pace: (bytes: number) => Promise<void>): AsyncGenerator<Uint8Array, void> {
  const { path } = window.file;
  const place = `entry ${shown(entry.name)}`;
  if (entry.encrypted) throw new FormatError(path, place, `${place} is encrypted; please save it without a password.`);
  if (entry.method !== 0 && entry.method !== 8) {
    throw new FormatError(path, place, `${place} is packed with method ${entry.method}; stored (0) and deflate (8) are read.`);
  }
  const header = await window.read(entry.offset, entry.offset + localHeaderBytes);
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  if (view.getUint32(0, true) !== 0x04034b50) throw damagedZip(path, entry.offset, `${place} should begin`);
  const start = entry.offset + localHeaderBytes + view.getUint16(26, true) + view.getUint16(28, true);
  const end = start + entry.packedBytes;
  if (end > window.file.size) throw damagedZip(path, entry.offset, `${place} is cut off`);

  let out: Uint8Array[] = [];
  const inflate = entry.method === 8 ? new Inflate((piece) => out.push(piece)) : null;
  let filled = 0;
  let checksum = 0;
  for (let at = start; at < end; at += packedPiece) {
    const to = Math.min(end, at + packedPiece);
    // A copy: the window moves on while the piece may still be held.
    const packed = (await window.read(at, to)).slice();
    if (!inflate) out.push(packed);
    else {
      try {
        inflate.push(packed, to === end);
      } catch {
        throw damagedZip(path, at, `the compressed data of ${place} make no sense`);
      }
    }
    for (const piece of out) {
      filled += piece.length;
      if (filled > entry.unpackedBytes) {
        throw new FormatError(path, place, `${place} claims to unpack to ${sizeText(entry.unpackedBytes)}, but more comes out.`);
      }
      checksum = crc32(piece, checksum);
      yield piece;
    }
    out = [];
    await pace(to - at);
  }
  if (filled !== entry.unpackedBytes) throw damagedZip(path, start, `${place} unpacks to ${count(filled)} bytes in place of ${count(entry.unpackedBytes)}`);
  if (checksum !== entry.crc) throw damagedZip(path, start, `the data of ${place} do not match their checksum`);
}

/**
 * The files of a zip, in the order in which they lie in it, read one by one when asked for; folders are left
 * out. The zip itself may be large, since only the list of its entries is read at once.
 *
 * @throws {FormatError} zip64, several parts, damaged or very long lists, entries that share bytes or claim more
 * than deflate can pack
 */
export async function zipFolder(file: FileLike): Promise<Source[]> {
  const { path } = file;
  const { entries, start } = await readDirectory(file);
  const sorted = entries.sort((a, b) => a.offset - b.offset);
  sorted.forEach(({ name, offset, packedBytes, unpackedBytes }, i) => {
    // Entries that share bytes are how a small zip is made to unpack to a huge one.
    const next = sorted[i + 1]?.offset ?? start;
    if (offset + localHeaderBytes + packedBytes > next) throw damagedZip(path, offset, 'an entry runs into the next');
    if (unpackedBytes > packedBytes * DATASET_LIMITS.deflateRatio) {
      const place = `entry ${shown(name)}`;
      throw new FormatError(path, place, `${place} claims ${sizeText(unpackedBytes)}, more than can be packed into ${sizeText(packedBytes)}.`);
    }
  });
  const window = new Window(file);
  return sorted
    .filter(({ name }) => !name.endsWith('/'))
    .map((entry) => {
      const whole = `${path}/${entry.name}`;
      return {
        path: whole,
        size: entry.unpackedBytes,
        diskBytes: entry.packedBytes,
        plain: null,
        pieces: (pace) => entryPieces(window, entry, (bytes) => pace(bytes, whole)),
      };
    });
}
