import { Inflate } from 'fflate';

import { count } from '../numerics/words';
import { size } from './checkFileSize';
import { crc32 } from './crc32';
import { FormatError, shown } from './FormatError';
import { damagedZip, localHeaderBytes, type ZipEntry } from './zip';

/** Deflate grows at most about 1000 to 1, so what one piece adds beyond the claim stays near 16 MiB. */
const pieceBytes = 16 * 1024;

/**
 * Inflates into exactly as many bytes as the list of entries claims (which `listZip` has checked),
 * and stops as soon as more come out.
 */
function inflate(packed: Uint8Array, entry: ZipEntry, at: number, file: string): Uint8Array {
  const place = `entry ${shown(entry.name)}`;
  const unpacked = new Uint8Array(entry.unpackedBytes);
  let filled = 0;
  const stream = new Inflate((piece) => {
    if (filled + piece.length > unpacked.length) {
      throw new FormatError(
        file,
        place,
        `${place} claims to unpack to ${size(unpacked.length)}, but more comes out; the Lab stopped there.`,
      );
    }
    unpacked.set(piece, filled);
    filled += piece.length;
  });
  try {
    for (let start = 0; start < packed.length; start += pieceBytes) {
      stream.push(packed.subarray(start, start + pieceBytes), start + pieceBytes >= packed.length);
    }
  } catch (error) {
    if (error instanceof FormatError) throw error;
    throw damagedZip(file, at, `the compressed data of ${place} make no sense`);
  }
  if (filled !== unpacked.length) {
    throw damagedZip(file, at, `${place} unpacks to ${count(filled)} bytes in place of ${count(unpacked.length)}`);
  }
  return unpacked;
}

/**
 * The unpacked bytes of one entry of a zip; stored entries are a view into `bytes`.
 *
 * @param entry one that `listZip` returned for these bytes
 * @throws {FormatError} encrypted entries, methods other than stored and deflate, and anything
 * that does not agree with the list of entries: sizes, names, checksum
 */
export function unzipEntry(bytes: Uint8Array, entry: ZipEntry, file: string): Uint8Array {
  const { offset } = entry;
  const place = `entry ${shown(entry.name)}`;
  if (entry.encrypted) throw new FormatError(file, place, `${place} is encrypted; please save it without a password.`);
  if (entry.method !== 0 && entry.method !== 8) {
    throw new FormatError(file, place, `${place} is packed with method ${entry.method}; the Lab reads stored (0) and deflate (8).`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (offset + localHeaderBytes > bytes.length || view.getUint32(offset, true) !== 0x04034b50) {
    throw damagedZip(file, offset, `${place} should begin`);
  }
  // Sizes in the entry's own header are not read: numpy leaves them to the list at the end.
  const start = offset + localHeaderBytes + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (start + entry.packedBytes > bytes.length) throw damagedZip(file, offset, `${place} is cut off`);
  const packed = bytes.subarray(start, start + entry.packedBytes);
  if (entry.method === 0 && packed.length !== entry.unpackedBytes) {
    throw damagedZip(file, offset, `${place} has two different lengths`);
  }
  const unpacked = entry.method === 0 ? packed : inflate(packed, entry, start, file);
  if (crc32(unpacked) !== entry.crc) throw damagedZip(file, start, `the data of ${place} do not match their checksum`);
  return unpacked;
}
