import { count } from '../../../numerics/words';
import { FormatError, shown } from '../../FormatError';
import { checkSensor, type Sensor } from './store';

/** Bytes of text at the beginning of a file of Prophesee; theirs have a few hundred. */
export const longestHeader = 64 * 1024;

/** Lines of text, each from “% ” to a line feed, at the beginning of Prophesee's files. */
export interface PercentHeader {
  /** By the first word of the line, in small letters: `width` → `640`. The first of several counts. */
  readonly fields: ReadonlyMap<string, string>;
  /** Where the events begin. */
  readonly bytes: number;
  /** Whether its end was seen. */
  readonly ended: boolean;
}

const percent = 0x25;
const space = 0x20;
const lineFeed = 0x0a;

/** Reads the header in the first bytes of a file; null where they do not begin with one. */
export function percentHeader(start: Uint8Array): PercentHeader | null {
  const fields = new Map<string, string>();
  let at = 0;
  while (start[at] === percent && start[at + 1] === space) {
    const end = start.indexOf(lineFeed, at);
    if (end < 0 || end > longestHeader) return { fields, bytes: at, ended: false };
    const line = Array.from(start.subarray(at + 2, end), (byte) => String.fromCharCode(byte)).join('').trim();
    at = end + 1;
    const word = line.split(/\s/, 1)[0].toLowerCase();
    if (word === 'end') return { fields, bytes: at, ended: true };
    if (!fields.has(word)) fields.set(word, line.slice(word.length).trim());
  }
  return at === 0 ? null : { fields, bytes: at, ended: at < start.length };
}

function side(text: string | undefined, word: string, file: string): number | null {
  if (text === undefined) return null;
  if (!/^\d{1,6}$/.test(text)) throw new FormatError(file, 'header', `the header gives the ${word} “${shown(text)}”; it should be a whole number of pixels.`);
  return Number(text);
}

/**
 * The sensor as the header gives it: `% Width 640` and `% Height 480`, `% geometry 640x480`, or
 * `% format EVT3;height=480;width=640`. Null where it does not.
 *
 * @throws {FormatError} sides that are no numbers, sensors beyond `SPIKE_LIMITS.neurons`
 */
export function sensorIn({ fields }: PercentHeader, file: string): Sensor | null {
  const parts = new Map((fields.get('format') ?? '').split(';').map((part): [string, string] => {
    const [word, value = ''] = part.split('=', 2);
    return [word.trim(), value.trim()];
  }));
  const [across, down] = (fields.get('geometry') ?? '').split('x');
  const width = side(parts.get('width') ?? fields.get('width') ?? (down === undefined ? undefined : across), 'width', file);
  const height = side(parts.get('height') ?? fields.get('height') ?? down, 'height', file);
  if (width === null || height === null) return null;
  checkSensor({ width, height }, file, 'header');
  return { width, height };
}

/** @throws {FormatError} files that begin with no such header, headers without an end */
export function needHeader(start: Uint8Array, file: string): PercentHeader {
  const header = percentHeader(start);
  if (!header) throw new FormatError(file, 'byte 0', 'the file does not begin with lines of text that start with “% ” at byte 0, as recordings of Prophesee do.');
  if (!header.ended) {
    throw new FormatError(file, `byte ${header.bytes}`, `the header goes on at byte ${header.bytes}, but no events follow it; the file may be cut off, or the header longer than ${count(longestHeader)} bytes.`);
  }
  return header;
}
