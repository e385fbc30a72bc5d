import { sparing } from '@/lib/numerics/pieces';

import { count } from '@/lib/numerics/words';
import { size as sizeText } from '../../checkFileSize';
import { DataError } from '../../dataError';
import { i64, rootTable, sizedRootTable } from '../../flatbuffer';
import { FormatError, shown } from '../../FormatError';
import { SPIKE_LIMITS } from '../../limits';
import { unpackLz4 } from '../../lz4';
import { loadZstd } from '../../zstd';
import { streamsIn, type Aedat4Stream } from './aedat4Streams';
import type { EventDecoder, EventInput } from './source';
import { checkSensor, EventStore, type Sensor } from './store';

const firstLine = '#!AER-DAT4.0\r\n';
const longestHeader = 1024 * 1024;
/** Bytes of one packet, as it lies in the file and unpacked: real ones hold some thousand events. */
const longestPacket = 64 * 1024 * 1024;
const packetHeadBytes = 8;
const eventBytes = 16;

interface Header {
  readonly streams: readonly Aedat4Stream[];
  readonly compression: number;
  /** Where the packets end. */
  readonly end: number;
}

/** Runs what reads data, and says where they stand if it cannot. */
function within<T>(file: string, what: string, byte: number, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    throw new FormatError(file, `byte ${byte}`, `the data of the ${what} at byte ${byte} ${error.message}.`);
  }
}

async function readHeader({ queue, source, file }: EventInput): Promise<Header> {
  await queue.take(firstLine.length);
  const at = queue.at;
  const prefix = await queue.take(4);
  const length = prefix.length === 4 ? new DataView(prefix.buffer, prefix.byteOffset, 4).getUint32(0, true) : 0;
  if (length === 0 || length > longestHeader) {
    throw new FormatError(file, `byte ${at}`, `the header at byte ${at} claims ${count(length)} bytes; from 1 to ${sizeText(longestHeader)} are read.`);
  }
  const bytes = await queue.take(length);
  return within(file, 'header', at, () => {
    const table = rootTable(bytes, 'IOHE');
    const info = table.vector(2, 1);
    const xml = info ? new TextDecoder().decode(bytes.subarray(info.at, info.at + info.length)) : '';
    const position = table.int64(1, -1);
    if (position >= 0 && (position < queue.at || position > source.size)) throw new DataError(`end the packets at byte ${count(position)}; the file has ${count(source.size)}`);
    return { streams: streamsIn(xml), compression: table.int32(0, 0), end: position >= 0 ? position : source.size };
  });
}

async function unpacker(compression: number, file: string): Promise<(packed: Uint8Array) => Uint8Array> {
  switch (compression) {
    case 0:
      return (packed) => packed;
    case 1:
    case 2:
      return (packed) => unpackLz4(packed, longestPacket);
    case 3:
    case 4:
      return loadZstd(longestPacket);
    default:
      throw new FormatError(file, 'header', `the header gives the compression ${compression}; 0 (none), 1 and 2 (LZ4), 3 and 4 (Zstandard) are read.`);
  }
}

/** The stream that the options name, or the first of those with events. */
function chosen(events: readonly Aedat4Stream[], entry: string | undefined, file: string): Aedat4Stream {
  if (events.length === 0) throw new FormatError(file, 'header', 'the header names no stream of events.');
  const found = entry === undefined ? events[0] : events.find(({ id }) => String(id) === entry);
  if (!found) throw new FormatError(file, 'header', `the header names no stream ${shown(entry ?? '')} of events; it names ${events.slice(0, 8).map(({ id }) => id).join(', ')}.`);
  return found;
}

function sensorOf({ width, height }: Aedat4Stream, file: string): Sensor | null {
  if (width === null || height === null) return null;
  checkSensor({ width, height }, file, 'header');
  return { width, height };
}

/** Reads the events of one packet, unpacked; @param byte where the packet stands: packed events have no place of their own */
function readPacket(bytes: Uint8Array, store: EventStore, byte: number): void {
  const table = sizedRootTable(bytes, 'EVTS');
  const events = table.vector(0, eventBytes);
  if (!events) return;
  const { view } = table;
  for (let at = events.at; at < events.at + events.length * eventBytes; at += eventBytes) {
    store.add(view.getInt16(at + 8, true), view.getInt16(at + 10, true), i64(view, at), view.getUint8(at + 12) === 0 ? 0 : 1, byte);
  }
}

/**
 * Reads a recording of AEDAT 4 (iniVation): a line of text; a header, a FlatBuffer IOHE with its size before it, of
 * compression i32, end of the packets i64 (−1 where the file ends with them) and a text in XML that names the streams;
 * then packets, each of stream i32, bytes i32 and a FlatBuffer, packed as the header says. Events are FlatBuffers EVTS: one
 * vector of 16 bytes an event, time i64 in µs, x i16, y i16, polarity u8. Packets of other streams are passed over.
 * See docs.inivation.com, “AEDAT file formats”.
 *
 * @throws {FormatError} packets cut off or beyond 64 MiB, packed or unpacked; offsets that lead outside; other compressions
 */
export const decodeAedat4: EventDecoder = async (input) => {
  const { queue, file, options } = input;
  const { streams, compression, end } = await readHeader(input);
  const events = streams.filter(({ type }) => type === 'EVTS');
  const stream = chosen(events, options.entry, file);
  const store = new EventStore(file, sensorOf(stream, file));
  const wait = sparing(() => input.pace(0, file));
  let unpack: ((packed: Uint8Array) => Uint8Array) | null = null;
  let unpacked = 0;
  for (;;) {
    const at = queue.at;
    if (at === end) break;
    const head = await queue.take(packetHeadBytes);
    const view = new DataView(head.buffer, head.byteOffset, head.length);
    const length = head.length === packetHeadBytes ? view.getInt32(4, true) : 0;
    if (length < 0 || length > longestPacket) throw new FormatError(file, `byte ${at}`, `the packet at byte ${at} claims ${count(length)} bytes; the limit is ${sizeText(longestPacket)}.`);
    if (at + packetHeadBytes + length > end) throw new FormatError(file, `byte ${at}`, `the packet at byte ${at} is cut off, or reaches beyond the end of the packets at byte ${end}.`);
    const id = view.getInt32(0, true);
    const body = await queue.take(length);
    if (id !== stream.id) continue;
    try {
      unpack ??= await unpacker(compression, file);
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      throw new FormatError(file, `byte ${at}`, `the data from byte ${at} on ${error.message}.`);
    }
    const open = unpack;
    within(file, 'packet', at, () => {
      const bytes = open(body);
      unpacked += bytes.length;
      if (unpacked > SPIKE_LIMITS.unpackedBytes) throw new DataError(`are more than ${sizeText(SPIKE_LIMITS.unpackedBytes)}, together with those before; that is the limit`);
      readPacket(bytes, store, at);
    });
    await wait(0);
  }
  const packing = ['none', 'LZ4', 'LZ4', 'Zstandard', 'Zstandard'][compression] ?? String(compression);
  const several = events.length > 1;
  return {
    store,
    kind: 'event camera, AEDAT 4',
    facts: [...(several ? [['Stream', `${stream.id}, one of ${count(events.length)}`] as const] : []), ['Compression', packing]],
    ...(several ? { entries: events.map(({ id }) => String(id)), entry: String(stream.id) } : {}),
  };
};
