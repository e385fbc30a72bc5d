import { count } from '../numerics/words';
import { size as sizeText } from './checkFileSize';
import { DataError } from './dataError';

const magic = 0xfd2fb528;

/**
 * The bytes that the first frame says it unpacks to; null where it does not say.
 * @throws {DataError} other beginnings
 */
function claimedBytes(packed: Uint8Array): number | null {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  if (packed.length < 9 || view.getUint32(0, true) !== magic) throw new DataError('do not begin as a Zstandard frame does');
  const flags = packed[4];
  const single = (flags & 0x20) !== 0;
  const sizeBytes = [single ? 1 : 0, 2, 4, 8][flags >> 6];
  const at = 5 + (single ? 0 : 1) + [0, 1, 2, 4][flags & 3];
  if (at + sizeBytes > packed.length) throw new DataError('end early');
  if (sizeBytes === 0) return null;
  if (sizeBytes === 1) return packed[at];
  if (sizeBytes === 2) return view.getUint16(at, true) + 256;
  return view.getUint32(at, true) + (sizeBytes === 8 ? 2 ** 32 * view.getUint32(at + 4, true) : 0);
}

/** Unpacks one Zstandard frame. */
export type Unzstd = (packed: Uint8Array) => Uint8Array;

/**
 * Loads the decoder of Zstandard, about 75 kB, when the first such file is read.
 *
 * @param limit bytes that a frame may unpack to; no more are allocated for it
 * @returns what unpacks a frame; it throws a DataError for what makes no sense, ends early, is empty or goes beyond the limit
 * @throws {DataError} where the decoder does not load
 */
export async function loadZstd(limit: number): Promise<Unzstd> {
  let decode: (packed: Uint8Array, room: number) => Uint8Array;
  try {
    const { ZSTDDecoder } = await import('zstddec');
    const decoder = new ZSTDDecoder();
    await decoder.init();
    decode = (packed, room) => decoder.decode(packed, room);
  } catch {
    throw new DataError('need a part of the site that could not be loaded; please reload the page with a connection and try again');
  }
  return (packed) => {
    const claimed = claimedBytes(packed);
    if (claimed === 0) throw new DataError('unpack to nothing');
    if (claimed !== null && claimed > limit) throw new DataError(`claim to unpack to ${count(claimed)} bytes; the limit is ${sizeText(limit)}`);
    // A frame that does not say its size unpacks within the room it is given, or not at all.
    let bytes: Uint8Array;
    try {
      bytes = decode(packed, claimed ?? limit);
    } catch {
      throw new DataError('cannot be unpacked');
    }
    // The decoder answers with nothing where it fails.
    if (bytes.length === 0 || (claimed !== null && bytes.length !== claimed)) throw new DataError(`make no sense, or unpack to more than ${sizeText(claimed ?? limit)}`);
    return bytes;
  };
}
