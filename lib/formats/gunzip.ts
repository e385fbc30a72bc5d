import { Gunzip } from 'fflate';

import { count } from '../numerics/words';
import { crc32 } from './crc32';
import { FormatError } from './FormatError';
import { DATASET_LIMITS } from './limits';
import { plainSource, readStretch, type FileLike, type Source } from './source';

/** Deflate grows at most about 1000 to 1, so what one piece brings at once stays near 16 MiB. */
const packedPiece = 16 * 1024;
/** Checksum and length that end a gzip file. */
const trailerBytes = 8;
const smallestGzip = 18;

function damaged(file: string, byte: number, what: string): FormatError {
  return new FormatError(file, `byte ${byte}`, `the gzip file seems to be damaged or cut off: at byte ${byte} ${what}.`);
}

/** The bytes that a gzip file claims to unpack to, where deflate could pack as many. */
async function claimedBytes(file: FileLike): Promise<number> {
  if (file.size < smallestGzip) throw damaged(file.path, file.size, 'it ends before its content');
  const end = await readStretch(file, file.size - 4, file.size);
  const claimed = new DataView(end.buffer, end.byteOffset, 4).getUint32(0, true);
  if (claimed > file.size * DATASET_LIMITS.deflateRatio) {
    throw damaged(file.path, file.size - 4, `it claims ${count(claimed)} bytes, more than can be packed into ${count(file.size)}`);
  }
  return claimed;
}

/**
 * A gzip file as the bytes in it, unpacked piece by piece: nothing is held but the piece that is asked for, and
 * no more comes out than the last 4 bytes claim.
 *
 * @throws {FormatError} claims beyond what deflate can pack; while reading: data that make no sense or end early, several files in one, and
 * a length or checksum that the last 8 bytes contradict. Files of 4 GiB and more claim too little and are refused
 */
export async function gunzip(file: FileLike): Promise<Source> {
  const { path, size } = file;
  const packed = plainSource(file);
  const claim = await claimedBytes(file);
  return {
    path,
    size: claim,
    diskBytes: size,
    plain: null,
    async *pieces(pace) {
      let out: Uint8Array[] = [];
      let members = 0;
      const stream = new Gunzip((piece) => out.push(piece));
      stream.onmember = () => (members += 1);
      let at = 0;
      let bytes = 0;
      let checksum = 0;
      for await (const block of packed.pieces(async () => undefined)) {
        for (let from = 0; from < block.length; from += packedPiece) {
          const piece = block.subarray(from, from + packedPiece);
          at += piece.length;
          try {
            stream.push(piece, at === size);
          } catch {
            throw damaged(path, at - piece.length, 'the compressed data make no sense');
          }
          if (members > 0) throw new FormatError(path, 'file', 'the file holds several gzip parts one after another; please pack it as one.');
          for (const part of out) {
            bytes += part.length;
            if (bytes > claim) throw damaged(path, size - 4, `it claims ${count(claim)} bytes, but more come out`);
            checksum = crc32(part, checksum);
            yield part;
          }
          out = [];
          await pace(piece.length, path);
        }
      }
      const end = await readStretch(file, size - trailerBytes, size);
      const view = new DataView(end.buffer, end.byteOffset, trailerBytes);
      if (bytes !== claim || view.getUint32(0, true) !== checksum) {
        throw damaged(path, size - trailerBytes, `length or checksum do not match the ${count(bytes)} bytes that come out`);
      }
    },
  };
}
