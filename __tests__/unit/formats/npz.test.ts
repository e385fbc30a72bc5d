/** @jest-environment node */
import { zipSync, type Zippable } from 'fflate';

import { crc32 } from '@/lib/formats/crc32';
import { listNpz, readNpz } from '@/lib/formats/npz';
import { writeNpy } from '@/lib/formats/npy';
import { formatErrorOf } from './expectFormatError';

const file = 'a.npz';
const ramp = Float32Array.from({ length: 600 }, (_, i) => i % 7);
const array = writeNpy(ramp, [60, 10]);

function zip(entries: Zippable): Uint8Array {
  return zipSync(entries, { level: 6 });
}

/** Places in a zip with one entry: of its list entry, of the end record. */
function places(bytes: Uint8Array): { view: DataView; directory: number; end: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = bytes.length - 22;
  return { view, directory: view.getUint32(end + 16, true), end };
}

/** A zip of one array, after a change to it. */
function changed(change: (where: ReturnType<typeof places>, bytes: Uint8Array) => void, level: 0 | 6 = 6): Uint8Array {
  const bytes = zipSync({ 'x.npy': array }, { level });
  change(places(bytes), bytes);
  return bytes;
}

describe('crc32', () => {
  it('gives the published check value', () => {
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
  });
});

describe('readNpz', () => {
  it('reads stored and deflated arrays in the order of the zip', () => {
    const bytes = zip({
      'spikes.npy': [array, { level: 9 }],
      'notes.txt': new TextEncoder().encode('hello'),
      'deep/membrane.npy': [writeNpy(new Float64Array([1, 2]), [2]), { level: 0 }],
    });
    const arrays = readNpz(bytes, file);
    expect(arrays.map(({ name }) => name)).toEqual(['spikes', 'deep/membrane']);
    expect(arrays[0].array.data).toEqual(ramp);
    expect(Array.from(arrays[1].array.data)).toEqual([1, 2]);
  });

  it('inflates arrays that need many pieces', () => {
    let seed = 1;
    const noise = Uint8Array.from({ length: 300_000 }, () => {
      seed = (seed * 48271) % 2147483647;
      return seed & 0x3f;
    });
    const [{ array: read }] = readNpz(zip({ 'n.npy': writeNpy(noise, [300, 1000]) }), file);
    expect(Buffer.from(read.data.buffer).equals(Buffer.from(noise.buffer))).toBe(true);
  });

  it('reads a zip that ends in a comment', () => {
    const bytes = zip({ 'x.npy': array });
    const longer = new Uint8Array(bytes.length + 6);
    longer.set(bytes);
    longer[bytes.length - 2] = 6;
    expect(readNpz(longer, file)).toHaveLength(1);
  });

  it('unpacks only the array that is asked for', () => {
    const bytes = zip({ 'bad.npy': new Uint8Array([1, 2]), 'good.npy': array });
    expect(listNpz(bytes, file)[1].read().shape).toEqual([60, 10]);
    expect(formatErrorOf(() => readNpz(bytes, file)).message).toMatch(/^a\.npz \(bad\.npy\): /);
  });

  it.each([
    ['no arrays', zip({ 'a.txt': new Uint8Array(3) }), /names no \.npy array/],
    ['an empty zip', zip({}), /names no \.npy array/],
    ['a spreadsheet', zip({ 'xl/workbook.xml': new Uint8Array(3) }), /spreadsheet; please export it as \.csv/],
    ['a PyTorch file', zip({ 'm/data.pkl': new Uint8Array(3) }), /np\.savez/],
    ['a file cut off', zip({ 'x.npy': array }).subarray(0, 100), /cut off/],
    ['an encrypted entry', changed(({ view, directory }) => view.setUint16(directory + 8, 1, true)), /x\.npy is encrypted/],
    ['another method', changed(({ view, directory }) => view.setUint16(directory + 10, 14, true)), /packed with method 14/],
    ['zip64 at the end', changed(({ view, end }) => view.setUint32(end + 16, 0xffffffff, true)), /zip64/],
    ['zip64 in the list', changed(({ view, directory }) => view.setUint32(directory + 24, 0xffffffff, true)), /zip64/],
    ['a part of several', changed(({ view, end }) => view.setUint16(end + 4, 1, true)), /one part of several/],
    ['too many entries', changed(({ view, end }) => {
      view.setUint16(end + 8, 1001, true);
      view.setUint16(end + 10, 1001, true);
    }), /1,001 entries; the limit is 1,000/],
    ['more entries than the list has', changed(({ view, end }) => {
      view.setUint16(end + 8, 2, true);
      view.setUint16(end + 10, 2, true);
    }), /damaged: at byte \d+ the list of entries ends too early/],
    ['fewer entries than the list has', changed(({ view, end }) => {
      view.setUint16(end + 8, 0, true);
      view.setUint16(end + 10, 0, true);
    }), /goes on after its last/],
    ['a list at another place', changed(({ view, end }) => view.setUint32(end + 16, 5, true)), /another length/],
    ['a list of something else', changed(({ view, directory }) => view.setUint32(directory, 7, true)), /no entry where one should be/],
    ['a name that runs out of the list', changed(({ view, directory }) => view.setUint16(directory + 28, 9999, true)), /entry of the list is cut off/],
    ['an entry that begins elsewhere', changed(({ view }) => view.setUint32(0, 7, true)), /entry x\.npy should begin/],
    ['an entry that runs into the list', changed(({ view, directory }) => view.setUint32(directory + 42, 90, true)), /runs into the next/],
    ['a changed byte', changed((_, bytes) => {
      bytes[bytes.length - 22 - 60] ^= 1;
    }, 0), /the data of entry x\.npy do not match their checksum/],
    ['compressed nonsense', changed((_, bytes) => bytes.fill(0xff, 35, 60)), /make no sense|unpacks to|checksum/],
    ['stored lengths that differ', changed(({ view, directory }) => view.setUint32(directory + 24, 9, true), 0), /two different lengths/],
    ['a claim that is too large', changed(({ view, directory }) => view.setUint32(directory + 24, array.length + 1, true)), /in place of/],
  ])('refuses %s', (_, bytes, sentence) => {
    expect(formatErrorOf(() => readNpz(bytes, file)).message).toMatch(sentence);
  });

  it('refuses two entries with one name', () => {
    const bytes = zip({ 'x.npy': array, 'y.npy': array });
    const { view, directory } = places(bytes);
    bytes[directory + 46] = 'y'.charCodeAt(0);
    expect(view.getUint32(directory, true)).toBe(0x02014b50);
    expect(formatErrorOf(() => readNpz(bytes, file)).message).toMatch(/a second entry is named “y\.npy”/);
  });

  describe('zip bombs', () => {
    it('refuses by the list: more than 200 to 1 beyond 1 MiB', () => {
      const bytes = zip({ 'zeros.npy': writeNpy(new Uint8Array(2 ** 21), [2048, 1024]) });
      expect(formatErrorOf(() => readNpz(bytes, file)).message).toMatch(
        /entry zeros\.npy would unpack from .* to 2 MiB; beyond 1 MiB the limit is 200 to 1/,
      );
    });

    it('reads silence of up to 1 MiB', () => {
      const bytes = zip({ 'zeros.npy': writeNpy(new Uint8Array(2 ** 20 - 128), [2 ** 20 - 128]) });
      expect(readNpz(bytes, file)[0].array.data.length).toBe(2 ** 20 - 128);
    });

    it('refuses by the list: too much in all', () => {
      const bytes = zip(Object.fromEntries(['a', 'b', 'c'].map((name) => [`${name}.npy`, [new Uint8Array(600_000), { level: 0 }]])));
      const { view, directory } = places(bytes);
      for (let at = directory; at + 46 < bytes.length - 22; at += 46 + 5) view.setUint32(at + 24, 100 * 2 ** 20, true);
      expect(formatErrorOf(() => readNpz(bytes, file)).message).toMatch(/unpack to 300 MiB; the limit is 256 MiB/);
    });

    it('stops while inflating when the list claims too little', () => {
      const bytes = zip({ 'zeros.npy': writeNpy(new Uint8Array(2 ** 21), [2 ** 21]) });
      const { view, directory } = places(bytes);
      view.setUint32(directory + 24, 1000, true);
      expect(formatErrorOf(() => readNpz(bytes, file)).message).toMatch(
        /zeros\.npy claims to unpack to 1,000 bytes, but more comes out/,
      );
    });
  });
});
