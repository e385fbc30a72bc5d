import { nmnistEventBytes, nmnistOverflowRow, nmnistPixels } from './nmnist';
import { isNpy } from './npy';

/** The kinds of file the Lab reads. */
export type FileKind = 'npy' | 'npz' | 'csv' | 'nmnist';

/** What a file's content looks like. */
export type Sniffed =
  | { readonly kind: FileKind }
  /** A kind that is known and not read, in words: `an HDF5 file`. */
  | { readonly kind: 'unsupported'; readonly looksLike: string }
  | { readonly kind: 'unknown' };

const sampleBytes = 4096;

/** Known beginnings, as Latin-1 characters. */
const beginnings: readonly (readonly [RegExp, string])[] = [
  [/^\x89HDF\r\n\x1a\n/, 'an HDF5 file (.h5, .nir)'],
  [/^\x1f\x8b/, 'a gzip file; unpacked, it may be one the Lab reads'],
  [/^\x89PNG\r\n/, 'a PNG picture'],
  [/^\xff\xd8\xff/, 'a JPEG picture'],
  [/^GIF8/, 'a GIF picture'],
  [/^%PDF/, 'a PDF document'],
  [/^#!AER-DAT/, 'an AEDAT event recording'],
  [/^% /, 'a Prophesee event recording (.dat, .raw)'],
  [/^\0\0[\x08\x09\x0b-\x0e][\x01-\x04]/, 'an IDX file, as MNIST comes in'],
  [/^\x80[\x02-\x05]/, 'a Python pickle'],
  [/^MATLAB 5\.0 MAT-file/, 'a MATLAB file'],
  [/^(\xef\xbb\xbf)?\s*[{[]/, 'a JSON file'],
  [/^(\xef\xbb\xbf)?\s*<[!?A-Za-z]/, 'a web page or XML'],
];

/** Whether the bytes are events of N-MNIST: on the sensor, or an overflow mark. */
function isNmnist(sample: Uint8Array): boolean {
  let events = 0;
  for (let at = 0; at + nmnistEventBytes <= sample.length; at += nmnistEventBytes) {
    if (sample[at + 1] === nmnistOverflowRow) continue;
    if (sample[at] >= nmnistPixels || sample[at + 1] >= nmnistPixels) return false;
    events += 1;
  }
  return events > 0;
}

/** Whether the bytes are UTF-8 (or, by its mark, UTF-16) text with no control characters but white space. */
function isText(sample: Uint8Array): boolean {
  if ((sample[0] === 0xff && sample[1] === 0xfe) || (sample[0] === 0xfe && sample[1] === 0xff)) return true;
  if (sample.some((byte) => (byte < 32 && (byte < 9 || byte > 13)) || byte === 127)) return false;
  try {
    // As a stream: the sample may end inside a character.
    new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/**
 * Tells what a file is by its content. The name decides only between the two that a few bytes
 * can be at once, text and N-MNIST events, and where the content is like nothing that is known.
 */
export function sniff(bytes: Uint8Array, name: string): Sniffed {
  const sample = bytes.subarray(0, sampleBytes);
  if (isNpy(bytes)) return { kind: 'npy' };
  if (sample[0] === 0x50 && sample[1] === 0x4b && (sample[2] === 3 || sample[2] === 5)) return { kind: 'npz' };
  const events = isNmnist(sample);
  if (events && /\.bin$/i.test(name)) return { kind: 'nmnist' };
  const start = String.fromCharCode(...sample.subarray(0, 64));
  const known = beginnings.find(([pattern]) => pattern.test(start));
  if (known) return { kind: 'unsupported', looksLike: known[1] };
  if (sample.length > 0 && isText(sample)) return { kind: 'csv' };
  // A damaged recording is still one by its name; its reader says where it is bad.
  return events || (sample.length > 0 && /\.bin$/i.test(name)) ? { kind: 'nmnist' } : { kind: 'unknown' };
}
