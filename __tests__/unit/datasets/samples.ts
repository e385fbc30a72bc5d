import { gzipSync, zipSync } from 'fflate';

import { readDataset, type ReadDataset } from '@/lib/datasets/files/readDataset';
import type { DatasetOptions } from '@/lib/datasets/files/options';
import { FormatError } from '@/lib/formats/FormatError';
import type { FileLike } from '@/lib/formats/source';

/** A file as a browser would hand it over. */
export function fileOf(path: string, bytes: Uint8Array): FileLike {
  return { path, size: bytes.length, slice: (from, to) => ({ arrayBuffer: async () => bytes.slice(from, to).buffer as ArrayBuffer }) };
}

export type Files = Readonly<Record<string, Uint8Array>>;

export function read(files: Files, options: DatasetOptions = {}): Promise<ReadDataset> {
  return readDataset(Object.entries(files).map(([path, bytes]) => fileOf(path, bytes)), options, () => undefined);
}

/** Reads what should be refused; its sentence begins with the file and names the place. */
export async function refusal(files: Files, options: DatasetOptions = {}): Promise<FormatError> {
  const error = await read(files, options).then(
    () => new Error('A FormatError was expected, and nothing was thrown.'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof FormatError)) throw error;
  expect(error.message.startsWith(`${error.file}: `)).toBe(true);
  expect(error.message).toContain(error.place);
  expect(error.message).toMatch(/[.?]$/);
  return error;
}

/** Big-endian words, then bytes. */
export function idx(axes: readonly number[], values: ArrayLike<number>, type = 8): Uint8Array {
  const bytes = new Uint8Array(4 + 4 * axes.length + values.length);
  bytes.set([0, 0, type, axes.length]);
  axes.forEach((length, i) => new DataView(bytes.buffer).setUint32(4 + 4 * i, length));
  bytes.set(values, 4 + 4 * axes.length);
  return bytes;
}

/** `count` pictures whose pixels are all the number of the picture, and labels in turn. */
export function idxPair(count: number, side = 4, classes = 10): { pictures: Uint8Array; labels: Uint8Array } {
  return {
    pictures: idx([count, side, side], Uint8Array.from({ length: count * side * side }, (_, i) => Math.floor(i / side / side))),
    labels: idx([count], Uint8Array.from({ length: count }, (_, i) => i % classes)),
  };
}

export const gzip = (bytes: Uint8Array): Uint8Array => gzipSync(bytes, { level: 6 });
export const zip = (files: Files, level: 0 | 6 = 6): Uint8Array => zipSync(files, { level });

/** CIFAR records: labels, then bytes by a rule. */
export function cifar(labels: readonly (readonly number[])[], pixel: (k: number) => number = (k) => (k * 31) % 251): Uint8Array {
  return Uint8Array.from(labels.flatMap((label) => [...label, ...Array.from({ length: 3072 }, (_, k) => pixel(k))]));
}

export type CameraEvent = readonly [x: number, y: number, t: number, p: number];

export function nmnist(events: readonly CameraEvent[]): Uint8Array {
  return Uint8Array.from(events.flatMap(([x, y, t, p]) => [x, y, (p << 7) | (t >> 16), (t >> 8) & 255, t & 255]));
}

const latin1 = (text: string) => Array.from(text, (character) => character.charCodeAt(0));

/** AEDAT 2 of a DVS128, with addresses as they are. */
export function aedat2(events: readonly (readonly [address: number, time: number])[]): Uint8Array {
  const head = latin1('#!AER-DAT2.0\r\n# This is a raw AE data file\r\n');
  const bytes = new Uint8Array(head.length + 8 * events.length);
  bytes.set(head);
  const view = new DataView(bytes.buffer);
  events.forEach(([address, time], i) => {
    view.setUint32(head.length + 8 * i, address);
    view.setUint32(head.length + 8 * i + 4, time);
  });
  return bytes;
}

/** AEDAT 3.1, one packet of polarity events for each list. */
export function aedat3(packets: readonly (readonly CameraEvent[])[], { type = 1, overflow = 0 } = {}): Uint8Array {
  const bytes = latin1('#!AER-DAT3.1\r\n#Format: RAW\r\n#!END-HEADER\r\n');
  const u32 = (value: number) => [value & 255, (value >>> 8) & 255, (value >>> 16) & 255, value >>> 24];
  for (const events of packets) {
    bytes.push(type, 0, 1, 0, ...u32(8), ...u32(4), ...u32(overflow), ...u32(events.length), ...u32(events.length), ...u32(events.length));
    for (const [x, y, t, p] of events) bytes.push(...u32((x << 17) | (y << 2) | (p << 1) | 1), ...u32(t));
  }
  return Uint8Array.from(bytes);
}

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
