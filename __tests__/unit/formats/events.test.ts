/** @jest-environment node */
import fc from 'fast-check';

import { binEvents, type BinOptions } from '@/lib/formats/events';
import { streamOf, streams } from './streams';

const stream = streamOf([
  [0, 0, 100, 0],
  [33, 0, 149, 1],
  [33, 33, 150, 1],
  [33, 33, 199, 1],
]);
const options: BinOptions = { steps: 2, columns: 2, rows: 2, polarity: 'both', value: 'count' };

describe('binEvents', () => {
  it('puts events into equal stretches of time and blocks of pixels', () => {
    expect(binEvents(stream, options)).toEqual({
      steps: 2,
      channels: 4,
      data: new Float32Array([1, 1, 0, 0, 0, 0, 0, 2]),
    });
  });

  it.each([
    ['on', [0, 1, 0, 0, 0, 0, 0, 2]],
    ['off', [1, 0, 0, 0, 0, 0, 0, 0]],
    ['separate', [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2]],
  ] as const)('takes polarity %s', (polarity, data) => {
    expect(Array.from(binEvents(stream, { ...options, polarity }).data)).toEqual(data);
  });

  it('marks presence when asked for binary', () => {
    expect(Array.from(binEvents(stream, { ...options, value: 'binary' }).data)).toEqual([1, 1, 0, 0, 0, 0, 0, 1]);
  });

  it('keeps blocks of rows apart from blocks of columns', () => {
    const one = streamOf([[33, 0, 0, 1]]);
    expect(Array.from(binEvents(one, { ...options, steps: 1, columns: 3, rows: 1 }).data)).toEqual([0, 0, 1]);
    expect(Array.from(binEvents(one, { ...options, steps: 1, columns: 1, rows: 3 }).data)).toEqual([1, 0, 0]);
  });

  it('gives silence for no events', () => {
    expect(Array.from(binEvents(streamOf([]), { ...options, steps: 1 }).data)).toEqual([0, 0, 0, 0]);
  });

  it('stays in the last step where the duration is too long to add 1 to', () => {
    const far = streamOf([[0, 0, 0, 1], [0, 0, 2 ** 60, 1]]);
    expect(Array.from(binEvents(far, { ...options, columns: 1, rows: 1 }).data)).toEqual([1, 1]);
  });

  it('counts every event once', () => {
    const sizes = fc.record({
      steps: fc.integer({ min: 1, max: 50 }),
      columns: fc.integer({ min: 1, max: 45 }),
      rows: fc.integer({ min: 1, max: 45 }),
      polarity: fc.constantFrom('both' as const, 'separate' as const),
    });
    fc.assert(
      fc.property(streams(1e6), sizes, (some, chosen) => {
        const { data, steps, channels } = binEvents(some, { ...chosen, value: 'count' });
        expect(data).toHaveLength(steps * channels);
        expect(data.reduce((sum, value) => sum + value, 0)).toBe(some.events.t.length);
        expect(data.subarray(0, channels).some((value) => value > 0)).toBe(true);
      }),
    );
  });

  it.each([
    [{ steps: 0 }, 'The number of steps is 0; it should be a whole number from 1 to 4096.'],
    [{ steps: 4097 }, 'The number of steps is 4097'],
    [{ columns: 1.5 }, 'The number of columns is 1.5'],
    [{ rows: NaN }, 'The number of rows is NaN'],
    [{ columns: 65, rows: 64 }, '65 × 64 pixels make 4160 channels; the limit is 4096.'],
    [{ columns: 64, rows: 64, polarity: 'separate' as const }, '8192 channels'],
  ])('refuses %j', (change, sentence) => {
    expect(() => binEvents(stream, { ...options, ...change })).toThrow(sentence);
  });

  it('refuses events outside the sensor', () => {
    expect(() => binEvents(streamOf([[34, 0, 0, 1]]), options)).toThrow('Event 0 lies at x 34, y 0, 0 µs');
    expect(() => binEvents(streamOf([[0, 0, NaN, 1]]), options)).toThrow(RangeError);
  });
});
