import { count } from '../numerics/words';
import { size as sizeText } from './checkFileSize';
import { DataError } from './dataError';

const magic = 0x184d2204;
const shortestMatch = 4;

/** Bytes that are written one after another, and read again from some distance back. */
class Output {
  bytes: Uint8Array;
  length = 0;

  constructor(
    expected: number,
    readonly limit: number,
  ) {
    this.bytes = new Uint8Array(Math.min(limit, Math.max(1024, expected)));
  }

  /** Makes room before anything is written. */
  need(more: number): void {
    const wanted = this.length + more;
    if (wanted > this.limit) throw new DataError(`unpack to more than ${sizeText(this.limit)}, the limit`);
    if (wanted <= this.bytes.length) return;
    const grown = new Uint8Array(Math.min(this.limit, Math.max(wanted, 2 * this.bytes.length)));
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
  }

  append(bytes: Uint8Array): void {
    this.need(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** Repeats what was written `distance` bytes ago; it may overlap what it writes. */
  repeat(distance: number, length: number, from: number): void {
    if (distance === 0 || distance > this.length - from) throw new DataError(`point ${count(distance)} bytes back, before their beginning`);
    this.need(length);
    const { bytes } = this;
    for (let k = 0; k < length; k++, this.length++) bytes[this.length] = bytes[this.length - distance];
  }
}

/** Unpacks one block; @param from where the history begins that it may point into */
function block(packed: Uint8Array, out: Output, from: number): void {
  let at = 0;
  const long = (start: number): number => {
    let length = start;
    for (let byte = 255; byte === 255; ) {
      if (at >= packed.length) throw new DataError('end within a length');
      byte = packed[at++];
      length += byte;
    }
    return length;
  };
  while (at < packed.length) {
    const token = packed[at++];
    const literals = token >> 4 === 15 ? long(15) : token >> 4;
    if (at + literals > packed.length) throw new DataError('end within their literals');
    out.append(packed.subarray(at, at + literals));
    at += literals;
    // The last sequence has no match.
    if (at === packed.length) return;
    if (at + 2 > packed.length) throw new DataError('end within a match');
    const distance = packed[at] | (packed[at + 1] << 8);
    at += 2;
    const match = (token & 15) === 15 ? long(15) : token & 15;
    out.repeat(distance, match + shortestMatch, from);
  }
}

/**
 * Unpacks one LZ4 frame (github.com/lz4/lz4, “LZ4 Frame Format Description”). Checksums are passed over.
 *
 * @param limit bytes that it may unpack to; no more than about that are ever allocated
 * @throws {DataError} what makes no sense, ends early, needs a dictionary or goes beyond the limit
 */
export function unpackLz4(packed: Uint8Array, limit: number): Uint8Array {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const u32 = (at: number): number => {
    if (at + 4 > packed.length) throw new DataError('end early');
    return view.getUint32(at, true);
  };
  if (u32(0) !== magic) throw new DataError('do not begin as an LZ4 frame does');
  if (packed.length < 7) throw new DataError('end early');
  const flags = packed[4];
  if (flags >> 6 !== 1 || flags & 1) throw new DataError('are LZ4 of another version, or need a dictionary');
  const [linked, blockChecksum, sized] = [(flags & 0x20) === 0, (flags & 0x10) !== 0, (flags & 0x08) !== 0];
  const claimed = sized ? u32(6) + 2 ** 32 * u32(10) : 0;
  if (claimed > limit) throw new DataError(`claim to unpack to ${count(claimed)} bytes; the limit is ${sizeText(limit)}`);
  const out = new Output(sized ? claimed : 4 * packed.length, limit);
  // Magic, two bytes of flags, the size if given, and a checksum of them.
  let at = sized ? 15 : 7;
  for (;;) {
    const head = u32(at);
    at += 4;
    if (head === 0) break;
    const length = head & 0x7fff_ffff;
    if (at + length > packed.length) throw new DataError('end within a block');
    const body = packed.subarray(at, at + length);
    if (head >>> 31) out.append(body);
    else block(body, out, linked ? 0 : out.length);
    at += length + (blockChecksum ? 4 : 0);
  }
  if (sized && out.length !== claimed) throw new DataError(`claim to unpack to ${count(claimed)} bytes, but give ${count(out.length)}`);
  return out.bytes.subarray(0, out.length);
}
