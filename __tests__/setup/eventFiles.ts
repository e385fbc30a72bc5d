/** Makes recordings of event cameras, small ones, as their makers describe them. */

export type CameraEvent = readonly [x: number, y: number, t: number, p: number];

const latin1 = (text: string): number[] => Array.from(text, (character) => character.charCodeAt(0));
const u16 = (value: number): number[] => [value & 255, (value >>> 8) & 255];
const u32 = (value: number): number[] => [...u16(value & 0xffff), ...u16(value >>> 16)];

/** Prophesee DAT; times are written modulo 2^32. */
export function dat(events: readonly CameraEvent[], { header = '% Data file containing CD events.\n% Version 2\n% Width 34\n% Height 34\n', type = 12, size = 8 } = {}): Uint8Array {
  return Uint8Array.from([...latin1(header), type, size, ...events.flatMap(([x, y, t, p]) => [...u32(t % 2 ** 32), ...u32((p << 28) | (y << 14) | x)])]);
}

const evtHeader = (version: number): string => `% evt ${version}.0\n% format EVT${version};height=34;width=34\n% end\n`;

/** Prophesee EVT 2.0 of such words. */
export const evt2Words = (words: readonly number[], header = evtHeader(2)): Uint8Array => Uint8Array.from([...latin1(header), ...words.flatMap(u32)]);

/** Prophesee EVT 2.0, with the high part of the time before each event; written modulo 2^34 µs. */
export function evt2(events: readonly CameraEvent[], header?: string): Uint8Array {
  const words = events.flatMap(([x, y, t, p]) => [(8 << 28) | (Math.floor(t / 64) % 2 ** 28), (p << 28) | ((t % 64) << 22) | (x << 11) | y]);
  return evt2Words(words.map((word) => word >>> 0), header);
}

/** Prophesee EVT 3.0 of such words. */
export const evt3Words = (words: readonly number[], header = evtHeader(3)): Uint8Array => Uint8Array.from([...latin1(header), ...words.flatMap(u16)]);

/** Prophesee EVT 3.0, everything said before each event; times are written modulo 2^24 µs. */
export function evt3(events: readonly CameraEvent[], header?: string): Uint8Array {
  return evt3Words(
    events.flatMap(([x, y, t, p]) => [0x8000 | (Math.floor(t / 4096) % 4096), 0x6000 | t % 4096, y, 0x2000 | (p << 11) | x]),
    header,
  );
}

export interface Aedat4Options {
  readonly compression?: number;
  /** Where the header says that the packets end; by itself it is right. */
  readonly end?: number;
  readonly xml?: string;
  /** The stream of each packet. */
  readonly stream?: (packet: number) => number;
}

const xmlOf = (width: number, height: number): string =>
  `<dv><node name="outInfo"><node name="0"><attr key="typeIdentifier" type="string">EVTS</attr><node name="info"><attr key="sizeX" type="int">${width}</attr><attr key="sizeY" type="int">${height}</attr></node></node></node></dv>`;

const i64 = (value: number): number[] => {
  const high = Math.floor(value / 2 ** 32);
  return [...u32(value - high * 2 ** 32), ...u32(high >>> 0)];
};

/** A FlatBuffer EVTS with its size before it: a root, a table of one field, its vtable, and a vector of events. */
function eventTable(events: readonly CameraEvent[]): number[] {
  // root offset, letters, vtable (6 bytes and 2 of padding), table at 16: vtable 8 bytes back, vector 8 bytes on from its field.
  const body = [...u32(16), ...latin1('EVTS'), ...u16(6), ...u16(8), ...u16(4), 0, 0, ...u32(8), ...u32(8), ...u32(0), ...u32(events.length)];
  for (const [x, y, t, p] of events) body.push(...i64(t), ...u16(x), ...u16(y), p, 0, 0, 0);
  return [...u32(body.length), ...body];
}

/** AEDAT 4, not packed, one packet of events for each list. */
export function aedat4(packets: readonly (readonly CameraEvent[])[], { compression = 0, end, xml = xmlOf(34, 34), stream = () => 0 }: Aedat4Options = {}): Uint8Array {
  const first = latin1('#!AER-DAT4.0\r\n');
  const text = latin1(xml);
  // root offset, letters, vtable of three fields at 8, table at 20: compression at +4, end at +8, text at +16; the text behind it.
  const table = (place: number): number[] => [...u32(20), ...latin1('IOHE'), ...u16(10), ...u16(20), ...u16(4), ...u16(8), ...u16(16), 0, 0, ...u32(12), ...u32(compression), ...i64(place), ...u32(4), ...u32(text.length), ...text, 0];
  const body = packets.flatMap((events, k) => {
    const made = eventTable(events);
    return [...u32(stream(k)), ...u32(made.length), ...made];
  });
  const length = table(0).length;
  const place = end ?? first.length + 4 + length + body.length;
  return Uint8Array.from([...first, ...u32(length), ...table(place), ...body, ...(end === undefined ? latin1('table of packets') : [])]);
}
