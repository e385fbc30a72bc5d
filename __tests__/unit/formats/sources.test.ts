/** @jest-environment node */
import { gzipSync } from 'fflate';
import fc from 'fast-check';

import { ByteQueue, readWhole } from '@/lib/formats/byteQueue';
import { crc32 } from '@/lib/formats/crc32';
import { gunzip } from '@/lib/formats/gunzip';
import { checkHeaps } from '@/lib/formats/hdf5Heaps';
import { FormatError } from '@/lib/formats/FormatError';
import { plainSource, type Source } from '@/lib/formats/source';

const fileOf = (bytes: Uint8Array) => ({ path: 'a', size: bytes.length, slice: (from: number, to: number) => ({ arrayBuffer: async () => bytes.slice(from, to).buffer as ArrayBuffer }) });
const unpaced = async () => undefined;

/** The words of a refusal. */
async function refused(work: Promise<unknown>): Promise<string> {
  const error = await work.then(() => null, (thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(FormatError);
  return (error as FormatError).message;
}

describe('ByteQueue', () => {
  it('gives the bytes in order, however they come and are taken', async () => {
    const parts = fc.array(fc.uint8Array({ maxLength: 9 }), { maxLength: 9 });
    await fc.assert(
      fc.asyncProperty(parts, fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 12 }), async (pieces, takes) => {
        const whole = pieces.flatMap((piece) => Array.from(piece));
        const source: Source = { path: 'a', size: whole.length, diskBytes: 0, plain: null, pieces: async function* () { yield* pieces; } };
        const queue = new ByteQueue(source, unpaced);
        const found: number[] = [];
        for (const take of takes) {
          const at = queue.at;
          const bytes = await queue.take(take);
          expect(bytes).toHaveLength(Math.min(take, whole.length - at));
          found.push(...bytes);
        }
        expect(found).toEqual(whole.slice(0, found.length));
      }),
    );
  });
});

describe('sources', () => {
  it('gunzip gives back what was packed, and checks it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), async (bytes) => {
        expect(await readWhole(await gunzip(fileOf(gzipSync(bytes))), 3000, unpaced)).toEqual(bytes);
      }),
      { numRuns: 50 },
    );
  });

  it('gunzip refuses several parts, claims that cannot be and what ends early', async () => {
    const packed = gzipSync(Uint8Array.from({ length: 100 }, (_, i) => i));
    const whole = async (bytes: Uint8Array) => readWhole(await gunzip(fileOf(bytes)), 1e6, unpaced);
    expect(await refused(whole(Uint8Array.from([...packed, ...packed])))).toContain('several gzip parts');
    const claiming = packed.slice();
    new DataView(claiming.buffer).setUint32(claiming.length - 4, 0x7fffffff, true);
    expect(await refused(whole(claiming))).toMatch(/claims 2,147,483,647 bytes, more than can be packed into \d+/);
    expect(await refused(whole(packed.subarray(0, 12)))).toContain('ends before its content');
    expect(await refused(readWhole(await gunzip(fileOf(packed)), 99, unpaced))).toBe('a: the file has 100 bytes; the limit for one such file is 99 bytes.');
  });

  it('refuses empty files, and files that turn out shorter than they say', async () => {
    expect(() => plainSource(fileOf(new Uint8Array(0)))).toThrow('a: the file is empty.');
    const short = { ...fileOf(new Uint8Array(5)), size: 9 };
    expect(await refused(readWhole(plainSource(short), 100, unpaced))).toContain('ends after byte 5');
  });

  it('continues a checksum', () => {
    const bytes = Uint8Array.from({ length: 50 }, (_, i) => i * 5);
    expect(crc32(bytes.subarray(20), crc32(bytes.subarray(0, 20)))).toBe(crc32(bytes));
  });
});

describe('checkHeaps', () => {
  /** A file with one heap of 64 bytes at a place: an object of 10 bytes and the rest free. */
  function withHeap(at: number, size: number): Uint8Array {
    const bytes = new Uint8Array(size);
    bytes.set([0x47, 0x43, 0x4f, 0x4c, 1, 0, 0, 0, 64, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 10], at);
    bytes[at + 48 + 8] = 16;
    return bytes;
  }
  const check = (bytes: Uint8Array) => checkHeaps(bytes.length, (from, to) => bytes.subarray(from, to), unpaced, 'a');
  const MiB4 = 4 * 1024 * 1024;

  it.each([0, 8, MiB4 - 64, MiB4 - 40, MiB4 - 12, MiB4 - 5, MiB4, MiB4 + 3])('finds a heap at byte %i, good or damaged', async (at) => {
    const bytes = withHeap(at, MiB4 + 200);
    await check(bytes);
    bytes[at + 24] = 99;
    expect(await refused(check(bytes))).toBe(`a: the HDF5 file seems to be damaged or cut off: the heap at byte ${at} holds an object of 99 bytes, which does not fit.`);
  });

  it.each([[14, 1, /claims 281,474,976,710,720 bytes, which the file has not/], [8, 8, /claims 8 bytes/], [56, 0, /holds an object of 0 bytes/], [60, 1, /holds an object of 4,294,967,312 bytes/]])(
    'refuses a heap with %i set to %i',
    async (place, value, sentence) => {
      const bytes = withHeap(100, 500);
      bytes[100 + place] = value;
      expect(await refused(check(bytes))).toMatch(sentence);
    },
  );

  it('ends where a heap begins at the very end', async () => {
    for (let size = 100; size < 164; size += 1) {
      const bytes = new Uint8Array(size);
      bytes.set(withHeap(0, 64).subarray(0, size - 100), 100);
      await check(bytes).catch((error) => expect(error).toBeInstanceOf(FormatError));
    }
    expect.hasAssertions();
  });
});
