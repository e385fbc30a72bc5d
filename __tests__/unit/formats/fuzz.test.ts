/** @jest-environment node */
import { zipSync } from 'fflate';
import fc from 'fast-check';

import { readCsv } from '@/lib/formats/csv';
import { LIMITS } from '@/lib/formats/limits';
import { readNmnist } from '@/lib/formats/nmnist';
import { readNpy, writeNpy } from '@/lib/formats/npy';
import { readNpz } from '@/lib/formats/npz';
import { readInput } from '@/lib/formats/readInput';
import { readOrRefuse } from './expectFormatError';

const array = writeNpy(Float32Array.from({ length: 24 }, (_, i) => i / 4), [6, 4]);
const noise = Uint8Array.from({ length: 400 }, (_, i) => (i * i * 7919) % 251);
const seeds: Record<string, Uint8Array> = {
  'a.npy': array,
  'stored.npz': zipSync({ 'x.npy': array, 'y.npy': array }, { level: 0 }),
  'deflated.npz': zipSync({ 'x.npy': array, 'y.npy': writeNpy(noise, [40, 10]) }, { level: 9 }),
  'a.csv': new TextEncoder().encode('a;"b ""c""";d\r\n# note\r\n1;2.5;-3e-2\r\n4;5;6\r\n'),
  'a.bin': new Uint8Array([1, 2, 0, 0, 1, 33, 33, 0x80, 1, 1, 0, 240, 0, 0, 0, 5, 6, 0, 2, 0]),
};

/** Runs every reader on the bytes: each gives a valid result or refuses. */
function checkAll(bytes: Uint8Array, name: string): void {
  for (const read of [readNpy, readNpz, readCsv, readNmnist]) readOrRefuse<unknown>(() => read(bytes, name));
  const input = readOrRefuse(() => readInput(bytes, name));
  if (input?.kind === 'array') {
    const { steps, channels, data } = input.matrix;
    expect(data).toHaveLength(steps * channels);
    expect(steps * channels).toBeGreaterThan(0);
    expect(Math.max(steps / LIMITS.steps, channels / LIMITS.channels)).toBeLessThanOrEqual(1);
    expect(data.every((value) => Math.abs(value) <= LIMITS.magnitude)).toBe(true);
  } else if (input) {
    const { x, y, t, p } = input.stream.events;
    expect(x.length).toBeGreaterThan(0);
    expect([y.length, t.length, p.length]).toEqual([x.length, x.length, x.length]);
    expect(x.every((value) => value < 34) && y.every((value) => value < 34)).toBe(true);
    expect(t.every((value, i) => i === 0 || value >= t[i - 1])).toBe(true);
  }
}

const byte = fc.integer({ min: 0, max: 255 });
const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
/** One change to a file: a byte, 4 bytes as a number, a piece cut out, a piece put twice, its end cut off. */
const mutation = fc.oneof(
  fc.record({ kind: fc.constant('byte' as const), at: place, value: byte }),
  fc.record({ kind: fc.constant('word' as const), at: place, value: fc.constantFrom(0, 1, 0x7fffffff, 0xffffffff, 0x10000000) }),
  fc.record({ kind: fc.constantFrom('drop' as const, 'repeat' as const, 'cut' as const), at: place, value: fc.integer({ min: 1, max: 40 }) }),
);

type Mutation = typeof mutation extends fc.Arbitrary<infer M> ? M : never;

function mutate(bytes: Uint8Array, { kind, at, value }: Mutation): Uint8Array {
  const i = Math.floor(at * bytes.length);
  const before = bytes.subarray(0, i);
  if (kind === 'cut') return before.slice();
  if (kind === 'drop') return Uint8Array.from([...before, ...bytes.subarray(i + value)]);
  if (kind === 'repeat') return Uint8Array.from([...before, ...bytes.subarray(i, i + value), ...bytes.subarray(i)]);
  const changed = bytes.slice();
  if (kind === 'word' && i + 4 <= changed.length) new DataView(changed.buffer).setUint32(i, value, true);
  else if (i < changed.length) changed[i] = value & 0xff;
  return changed;
}

describe('readers, given anything', () => {
  it('read or refuse arbitrary bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.constantFrom('a.npy', 'a.bin', 'a'), (bytes, name) => checkAll(bytes, name)),
      { numRuns: 500 },
    );
  });

  it('read or refuse arbitrary text', () => {
    const piece = fc.oneof(fc.constantFrom('1', '-2.5', ',', ';', '\t', ' ', '\n', '\r\n', '"', '#', 'a', '.', 'e9', 'nan', 'µ'), fc.string({ maxLength: 3 }));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => checkAll(new TextEncoder().encode(pieces.join('')), 'a.csv')),
      { numRuns: 500 },
    );
  });

  it('read or refuse a numpy file with an arbitrary header', () => {
    const words = fc.constantFrom('{', '}', "'descr'", "'shape'", "'fortran_order'", ':', ',', '(', ')', '3', '-', 'True', "'<f4'", '[', ' ', '\n', '\\');
    fc.assert(
      fc.property(fc.array(words, { maxLength: 30 }), fc.uint8Array({ maxLength: 20 }), (header, data) => {
        const text = new TextEncoder().encode(header.join(''));
        checkAll(Uint8Array.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, text.length & 255, text.length >> 8, ...text, ...data]), 'a.npy');
      }),
      { numRuns: 500 },
    );
  });

  it.each(Object.keys(seeds))('read or refuse %s after some changes', (name) => {
    expect(readOrRefuse(() => readInput(seeds[name], name))).not.toBeNull();
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => checkAll(mutations.reduce(mutate, seeds[name]), name)),
      { numRuns: 600 },
    );
  });

  it.each(Object.keys(seeds))('read or refuse %s after a change of any one byte, or an end at any byte', (name) => {
    for (let i = 0; i < seeds[name].length; i += 1) {
      for (const flip of [0x01, 0x80, 0xff]) {
        const bytes = seeds[name].slice();
        bytes[i] ^= flip;
        readOrRefuse<unknown>(() => readInput(bytes, name));
      }
      readOrRefuse<unknown>(() => readInput(seeds[name].subarray(0, i), name));
    }
    expect.hasAssertions();
  });
});
