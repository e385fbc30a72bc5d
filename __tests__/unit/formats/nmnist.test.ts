/** @jest-environment node */
import fc from 'fast-check';

import { readNmnist, writeNmnist } from '@/lib/formats/nmnist';
import { formatErrorOf } from './expectFormatError';
import { streams, streamOf } from './streams';

const file = 'a.bin';

describe('readNmnist', () => {
  it('reads pixel, polarity and the 23 bits of time', () => {
    const { width, height, events } = readNmnist(new Uint8Array([1, 2, 0, 1, 2, 33, 0, 0xff, 0xff, 0xff]), file);
    expect([width, height]).toEqual([34, 34]);
    expect(Array.from(events.x)).toEqual([1, 33]);
    expect(Array.from(events.y)).toEqual([2, 0]);
    expect(Array.from(events.p)).toEqual([0, 1]);
    expect(Array.from(events.t)).toEqual([258, 8388607]);
  });

  it('adds 2^13 µs to what follows an overflow mark', () => {
    const { events } = readNmnist(new Uint8Array([1, 1, 0, 0, 5, 0, 240, 0, 0, 0, 99, 240, 0, 0, 0, 1, 1, 0, 0, 7]), file);
    expect(Array.from(events.t)).toEqual([5, 7 + 2 * 8192]);
    expect(events.x).toHaveLength(2);
  });

  it.each([
    ['a length that is no multiple of 5', [1, 1, 0, 0, 5, 1], /at the end of the file 1 is left over/],
    ['nothing', [], /empty/],
    ['marks alone', [0, 240, 0, 0, 0], /holds no events/],
    ['a pixel outside', [1, 1, 0, 0, 5, 34, 0, 0, 0, 6], /event at byte 5 lies at x 34, y 0; N-MNIST has 34 × 34 pixels/],
    ['time that goes back', [1, 1, 0, 0, 5, 1, 1, 0, 0, 4], /event at byte 5 is at 4 µs, before the one ahead of it at 5 µs/],
    ['too many events', new Uint8Array(5 * (4 * 2 ** 20 + 1)), /holds 4,194,305 events; the limit is 4,194,304/],
  ])('refuses %s', (_, bytes, sentence) => {
    expect(formatErrorOf(() => readNmnist(Uint8Array.from(bytes), file)).message).toMatch(sentence);
  });
});

describe('writeNmnist', () => {
  it('writes streams that read back', () => {
    fc.assert(
      fc.property(streams(20_000_000), (stream) => {
        expect(readNmnist(writeNmnist(stream), file)).toEqual(stream);
      }),
    );
  });

  it('marks an overflow only where time passes 2^23 µs', () => {
    expect(writeNmnist(streamOf([[0, 0, 2 ** 23 - 1, 1]]))).toEqual(new Uint8Array([0, 0, 0xff, 0xff, 0xff]));
    expect(writeNmnist(streamOf([[0, 0, 2 ** 23, 0]]))).toHaveLength(10);
  });

  it('refuses what the format cannot hold', () => {
    expect(() => writeNmnist({ ...streamOf([[0, 0, 0, 0]]), width: 128 })).toThrow('34 × 34 pixels; this stream has 128 × 34');
    expect(() => writeNmnist(streamOf([[40, 0, 0, 0]]))).toThrow('Event 0 lies at x 40');
    expect(() => writeNmnist(streamOf([[0, 0, 5, 0], [0, 0, 4, 0]]))).toThrow('out of order');
    expect(() => writeNmnist(streamOf([[0, 0, -1, 0]]))).toThrow(RangeError);
    expect(() => writeNmnist(streamOf([[0, 0, NaN, 0]]))).toThrow(RangeError);
    expect(() => writeNmnist(streamOf([[0, 0, 1e15, 0]]))).toThrow('too long for N-MNIST');
  });
});
