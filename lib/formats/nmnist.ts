import { count } from '@/lib/numerics/words';
import { checkFileSize } from './checkFileSize';
import type { EventStream } from '@/lib/recording/events';
import { FormatError } from './FormatError';
import { LIMITS } from './limits';

/** Bytes of an event: x, y, polarity in the highest bit and then 23 bits of time in µs. */
export const nmnistEventBytes = 5;
/** Pixels of the sensor, across and down. */
export const nmnistPixels = 34;
/** A row that marks, in place of an event, that the clock has overflowed. */
export const nmnistOverflowRow = 240;
/** What each such mark adds to all later times, in µs. */
const overflow = 2 ** 13;
const timeRange = 2 ** 23;

/**
 * Reads an N-MNIST recording (Orchard et al. 2015): 5 bytes an event, 34 × 34 pixels, times in µs.
 *
 * @param options.events the most events that are read
 * @param options.anyOrder whether times may go back
 * @throws {FormatError} a length that is no multiple of 5, no events or more than the limit,
 * pixels outside the sensor, times that go back
 */
export function readNmnist(bytes: Uint8Array, file: string, { events: limit = LIMITS.events, anyOrder = false }: { events?: number; anyOrder?: boolean } = {}): EventStream {
  checkFileSize(bytes.length, file);
  const left = bytes.length % nmnistEventBytes;
  if (left !== 0) {
    throw new FormatError(
      file,
      'end',
      `N-MNIST events have ${nmnistEventBytes} bytes each, but at the end of the file ${left === 1 ? '1 is' : `${left} are`} left over; it may be cut off.`,
    );
  }
  const records = bytes.length / nmnistEventBytes;
  if (records > limit) {
    throw new FormatError(file, 'file', `the file holds ${count(records)} events; the limit is ${count(limit)}.`);
  }
  const x = new Uint16Array(records);
  const y = new Uint16Array(records);
  const t = new Float64Array(records);
  const p = new Uint8Array(records);
  let events = 0;
  let base = 0;
  for (let at = 0; at < bytes.length; at += nmnistEventBytes) {
    const column = bytes[at];
    const row = bytes[at + 1];
    if (row === nmnistOverflowRow) {
      base += overflow;
      continue;
    }
    if (column >= nmnistPixels || row >= nmnistPixels) {
      throw new FormatError(
        file,
        `byte ${at}`,
        `the event at byte ${at} lies at x ${column}, y ${row}; N-MNIST has ${nmnistPixels} × ${nmnistPixels} pixels, counted from 0.`,
      );
    }
    const time = base + ((bytes[at + 2] & 0x7f) << 16) + (bytes[at + 3] << 8) + bytes[at + 4];
    if (!anyOrder && events > 0 && time < t[events - 1]) {
      throw new FormatError(
        file,
        `byte ${at}`,
        `the event at byte ${at} is at ${time} µs, before the one ahead of it at ${t[events - 1]} µs; events should be in order of time.`,
      );
    }
    x[events] = column;
    y[events] = row;
    t[events] = time;
    p[events] = bytes[at + 2] >> 7;
    events += 1;
  }
  if (events === 0) throw new FormatError(file, 'file', 'the file holds no events.');
  return {
    width: nmnistPixels,
    height: nmnistPixels,
    events: { x: x.slice(0, events), y: y.slice(0, events), t: t.slice(0, events), p: p.slice(0, events) },
  };
}

/**
 * Writes events as N-MNIST does, with overflow marks where times pass 2^23 µs (about 8.4 s).
 * Times are rounded to whole µs.
 *
 * @throws {RangeError} a sensor larger than 34 × 34, events outside it, times that are negative,
 * go back, or would need a file beyond `LIMITS.fileBytes`
 */
export function writeNmnist(stream: EventStream): Uint8Array {
  const { x, y, t, p } = stream.events;
  if (stream.width > nmnistPixels || stream.height > nmnistPixels) {
    throw new RangeError(
      `N-MNIST has ${nmnistPixels} × ${nmnistPixels} pixels; this stream has ${stream.width} × ${stream.height}.`,
    );
  }
  for (let i = 0; i < t.length; i += 1) {
    const before = i > 0 ? t[i - 1] : 0;
    if (x[i] >= stream.width || y[i] >= stream.height || !(t[i] >= before) || !Number.isFinite(t[i])) {
      throw new RangeError(`Event ${i} lies at x ${x[i]}, y ${y[i]}, ${t[i]} µs, outside the sensor or out of order.`);
    }
  }
  const last = t.length > 0 ? Math.round(t[t.length - 1]) : 0;
  const marks = Math.max(0, Math.ceil((last - (timeRange - 1)) / overflow));
  const length = (t.length + marks) * nmnistEventBytes;
  if (length > LIMITS.fileBytes) throw new RangeError(`A recording until ${last} µs is too long for N-MNIST.`);

  const bytes = new Uint8Array(length);
  let at = 0;
  let base = 0;
  for (let i = 0; i < t.length; i += 1) {
    const time = Math.round(t[i]);
    for (; time - base >= timeRange; base += overflow, at += nmnistEventBytes) bytes[at + 1] = nmnistOverflowRow;
    const ticks = time - base;
    bytes.set([x[i], y[i], (p[i] ? 0x80 : 0) | (ticks >> 16), (ticks >> 8) & 0xff, ticks & 0xff], at);
    at += nmnistEventBytes;
  }
  return bytes;
}
