import { BITMAP_SIDE, type Bitmap } from './bitmap';

const PIXELS = BITMAP_SIDE * BITMAP_SIDE;
const LONGEST_RUN = 16;
/** Characters of a packed figure, the longest text there is. */
const LONGEST_TEXT = 1 + Math.ceil(((PIXELS / 2) * 4) / 3);

/** Two pixels a byte, the first in the high four bits. */
function pack(bitmap: Bitmap): Uint8Array {
  return Uint8Array.from({ length: PIXELS / 2 }, (_, i) => (bitmap[2 * i] << 4) | bitmap[2 * i + 1]);
}

function unpack(bytes: Uint8Array): number[] {
  return Array.from(bytes).flatMap((byte) => [byte >> 4, byte & 15]);
}

/** A run of 1 to 16 equal pixels a byte: the value in the high four bits, the length less 1 in the low four. */
function packRuns(bitmap: Bitmap): Uint8Array {
  const bytes: number[] = [];
  for (let at = 0; at < PIXELS; ) {
    let length = 1;
    while (length < LONGEST_RUN && at + length < PIXELS && bitmap[at + length] === bitmap[at]) length += 1;
    bytes.push((bitmap[at] << 4) | (length - 1));
    at += length;
  }
  return Uint8Array.from(bytes);
}

function unpackRuns(bytes: Uint8Array): number[] {
  return Array.from(bytes).flatMap((byte) => new Array<number>((byte & 15) + 1).fill(byte >> 4));
}

function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64Url(text: string): Uint8Array {
  const characters = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(characters, (c) => c.charCodeAt(0));
}

/** What may stand in a figure's text; a base64 text cannot have one character left over after its fours. */
function readable(text: string): boolean {
  return /^[pr][\w-]+$/.test(text) && text.length <= LONGEST_TEXT && (text.length - 1) % 4 !== 1;
}

/**
 * A figure as text for a link: nothing for an empty figure; else `p` and its pixels of four bits, or `r` and
 * its runs of equal pixels, whichever is shorter, in base64url.
 */
export function encodeBitmap(bitmap: Bitmap): string {
  if (bitmap.every((value) => value === 0)) return '';
  const packed = pack(bitmap);
  const runs = packRuns(bitmap);
  return runs.length < packed.length ? `r${toBase64Url(runs)}` : `p${toBase64Url(packed)}`;
}

/**
 * The figure that `encodeBitmap` wrote.
 * @throws {Error} a text that is no figure of 28 × 28 pixels
 */
export function decodeBitmap(text: string): Bitmap {
  if (text === '') return new Uint8Array(PIXELS);
  if (!readable(text)) throw new Error('The drawn figure in the link is damaged: its text holds something other than a figure.');
  const bytes = fromBase64Url(text.slice(1));
  const pixels = text[0] === 'r' ? unpackRuns(bytes) : unpack(bytes);
  if (pixels.length !== PIXELS) {
    throw new Error(`The drawn figure in the link is damaged: it has ${pixels.length} pixels in place of ${PIXELS}.`);
  }
  return Uint8Array.from(pixels);
}
