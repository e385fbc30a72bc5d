import type { EventStream } from '@/lib/recording/events';

import { count } from '@/lib/numerics/words';
import { ByteQueue } from './byteQueue';
import { FormatError, shown } from './FormatError';
import { LIMITS } from './limits';
import type { Pace, Source } from './source';

/** Pixels of a DVS128, across and down. */
export const dvs128Pixels = 128;
const longestHeader = 64 * 1024;
const endOfHeader = '#!END-HEADER';

/** `2` or `3` by the first line of a recording, `other` for versions that are not read; null for other files. */
export function aedatVersion(start: Uint8Array): 2 | 3 | 'other' | null {
  const text = String.fromCharCode(...start.subarray(0, 32));
  const version = /^#!AER-DAT(\d+)/.exec(text)?.[1];
  if (version === undefined) return null;
  return version === '2' ? 2 : version === '3' ? 3 : 'other';
}

/**
 * Takes the lines of text at the beginning, each from `#` to a line feed. Version 3 says where they end; in
 * version 2 they end before the first line that begins with something else.
 * @throws {FormatError} headers that never end
 */
async function skipHeader(queue: ByteQueue, peek: Uint8Array, version: 2 | 3, file: string): Promise<void> {
  const text = Array.from(peek.subarray(0, longestHeader), (byte) => String.fromCharCode(byte)).join('');
  let at = 0;
  while (text[at] === '#') {
    const end = text.indexOf('\n', at);
    if (end < 0) throw new FormatError(file, `byte ${at}`, `the line of text at byte ${at} has no end within ${count(longestHeader)} bytes.`);
    const last = text.startsWith(endOfHeader, at);
    at = end + 1;
    if (last) break;
  }
  if (version === 3 && !text.slice(0, at).includes(endOfHeader)) {
    throw new FormatError(file, 'header', `the header has no line ${endOfHeader}, which should end it.`);
  }
  await queue.take(at);
}

/** Called with each event: column, row, time in µs, polarity, and where in the file it stands. */
export type OnEvent = (x: number, y: number, t: number, p: number, byte: number) => void;

const eventBytes = 8;
const eventsAtOnce = 65_536;

function outside(file: string, byte: number, x: number, y: number): FormatError {
  return new FormatError(file, `byte ${byte}`, `the event at byte ${byte} lies at x ${x}, y ${y}; the camera has ${dvs128Pixels} × ${dvs128Pixels} pixels, counted from 0.`);
}

/**
 * Reads a recording of AEDAT 2: big-endian u32 address and u32 time in µs an event, the addresses those of a
 * plain DVS128: x = bits 8–14, y = bits 1–7, p = bit 0. Marks of synchronisation (bit 15) are left out.
 * The events come as the camera wrote them; their times may go back.
 *
 * @param start the first bytes of the source, with all of its header
 * @param limit the most events that are read
 * @throws {FormatError} records cut off, other addresses, more than the limit
 */
export async function streamAedat2(source: Source, start: Uint8Array, limit: number, pace: Pace, onEvent: OnEvent): Promise<void> {
  const { path: file, size } = source;
  const queue = new ByteQueue(source, pace);
  try {
    await skipHeader(queue, start, 2, file);
    const records = (size - queue.at) / eventBytes;
    if (!Number.isInteger(records)) {
      throw new FormatError(file, 'end', `events have ${eventBytes} bytes each, but at the end of the file ${(size - queue.at) % eventBytes} are left over; it may be cut off.`);
    }
    if (records > limit) throw new FormatError(file, 'file', `the file holds ${count(records)} events; the limit is ${count(limit)}.`);
    for (;;) {
      const from = queue.at;
      const bytes = await queue.take(eventBytes * eventsAtOnce);
      if (bytes.length === 0) return;
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
      for (let k = 0; k < bytes.length; k += eventBytes) {
        const address = view.getUint32(k);
        if (address & 0x8000) continue;
        if (address > 0x7fff) throw new FormatError(file, `byte ${from + k}`, `the address at byte ${from + k} is 0x${address.toString(16)}; those of a DVS128 end at 0x7fff.`);
        onEvent((address >> 8) & 0x7f, (address >> 1) & 0x7f, view.getUint32(k + 4), address & 1, from + k);
      }
    }
  } finally {
    await queue.close();
  }
}

/**
 * Reads a whole recording of AEDAT 2, see `streamAedat2`.
 * @throws {FormatError} no events or more than `LIMITS.events`
 */
export async function readAedat2(bytes: Uint8Array, file: string): Promise<EventStream> {
  const source: Source = { path: file, size: bytes.length, diskBytes: bytes.length, plain: null, pieces: async function* () { yield bytes; } };
  const most = Math.min(LIMITS.events, Math.ceil(bytes.length / eventBytes));
  const [x, y, t, p] = [new Uint16Array(most), new Uint16Array(most), new Float64Array(most), new Uint8Array(most)];
  let events = 0;
  await streamAedat2(source, bytes, LIMITS.events, async () => undefined, (column, row, time, polarity) => {
    [x[events], y[events], t[events], p[events]] = [column, row, time, polarity];
    events += 1;
  });
  if (events === 0) throw new FormatError(file, 'file', 'the file holds no events.');
  const part = { x: x.subarray(0, events), y: y.subarray(0, events), t: t.subarray(0, events), p: p.subarray(0, events) };
  return { width: dvs128Pixels, height: dvs128Pixels, events: part };
}

const packetHeaderBytes = 28;
const polarityEvents = 1;
/** Bytes of the events of one packet: real ones hold a few thousand events. */
const longestPacket = 64 * 1024 * 1024;

/**
 * Reads a recording of AEDAT 3.1 as DVS-Gesture has them, packet by packet: a header of 28 bytes (little endian;
 * type u16 at 0, bytes of an event u32 at 4, overflows of the clock u32 at 12, events u32 at 20), then events of
 * u32 data and u32 time in µs: valid = bit 0, p = bit 1, y = bits 2–14, x = bits 17–29. Packets of other
 * types and events that are not valid are passed over.
 *
 * @param start the first bytes of the source, with all of its header
 * @throws {FormatError} packets cut off or beyond 64 MiB, events outside 128 × 128 pixels
 */
export async function readAedat3(source: Source, start: Uint8Array, pace: Pace, onEvent: OnEvent): Promise<void> {
  const file = source.path;
  const queue = new ByteQueue(source, pace);
  try {
    await skipHeader(queue, start, 3, file);
    for (;;) {
      const at = queue.at;
      const head = await queue.take(packetHeaderBytes);
      if (head.length === 0) return;
      if (head.length < packetHeaderBytes) throw new FormatError(file, `byte ${at}`, `the packet at byte ${at} is cut off in its header.`);
      const view = new DataView(head.buffer, head.byteOffset, packetHeaderBytes);
      const [type, size, overflow, events] = [view.getUint16(0, true), view.getUint32(4, true), view.getUint32(12, true), view.getUint32(20, true)];
      if (size * events > longestPacket || (type === polarityEvents && size !== eventBytes)) {
        throw new FormatError(file, `byte ${at}`, `the packet at byte ${at} claims ${count(events)} events of ${count(size)} bytes; events have 8 and the limit is 64 MiB.`);
      }
      const from = queue.at;
      const body = await queue.take(size * events);
      if (body.length < size * events) throw new FormatError(file, `byte ${at}`, `the packet at byte ${at} is cut off.`);
      if (type !== polarityEvents) continue;
      const data = new DataView(body.buffer, body.byteOffset, body.byteLength);
      for (let k = 0; k < body.length; k += eventBytes) {
        const word = data.getUint32(k, true);
        if ((word & 1) === 0) continue;
        const x = (word >>> 17) & 0x1fff;
        const y = (word >>> 2) & 0x1fff;
        if (x >= dvs128Pixels || y >= dvs128Pixels) throw outside(file, from + k, x, y);
        onEvent(x, y, overflow * 2 ** 31 + data.getUint32(k + 4, true), (word >>> 1) & 1, from + k);
      }
    }
  } finally {
    await queue.close();
  }
}

/** Where in a recording one gesture lies. */
export interface GestureSpan {
  /** Class from 0. */
  readonly label: number;
  /** From and up to, without, in µs. */
  readonly from: number;
  readonly to: number;
}

/** Classes of DVS-Gesture, in the order of its labels. */
export const gestureNames = [
  'hand clapping', 'right hand wave', 'left hand wave', 'right arm clockwise', 'right arm counter-clockwise', 'left arm clockwise',
  'left arm counter-clockwise', 'arm roll', 'air drums', 'air guitar', 'other gestures',
] as const;

/**
 * Reads the table beside a recording of DVS-Gesture: `class,startTime_usec,endTime_usec`, classes from 1.
 * @throws {FormatError} naming the line: other cells, classes out of range, spans that end before they begin
 */
export function readGestureSpans(text: string, file: string): GestureSpan[] {
  const spans: GestureSpan[] = [];
  text.split(/\r\n|\r|\n/).forEach((line, i) => {
    if (line.trim() === '' || (i === 0 && /^\s*class/i.test(line))) return;
    const place = `line ${i + 1}`;
    const cells = /^\s*(\d{1,9})\s*,\s*(\d{1,15})\s*,\s*(\d{1,15})\s*$/.exec(line);
    if (!cells) throw new FormatError(file, place, `${place} says “${shown(line)}”; it should hold a class and two times in µs.`);
    const [label, from, to] = [Number(cells[1]) - 1, Number(cells[2]), Number(cells[3])];
    if (label < 0 || label >= gestureNames.length) {
      throw new FormatError(file, place, `${place} gives the class ${label + 1}; gestures have the classes 1 to ${gestureNames.length}.`);
    }
    if (from >= to) throw new FormatError(file, place, `${place} gives a gesture that ends at ${to} µs, not after its beginning at ${from} µs.`);
    spans.push({ label, from, to });
  });
  if (spans.length === 0) throw new FormatError(file, 'file', 'the file names no gestures.');
  return spans.sort((a, b) => a.from - b.from);
}
