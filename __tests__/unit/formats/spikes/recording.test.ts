/** @jest-environment node */
import fc from 'fast-check';

import { FormatError } from '@/lib/formats/FormatError';
import { writeRecording } from '@/lib/formats/writeRecording';
import { TIME_UNITS, type Raster } from '@/lib/recording/raster';
import { questionOf, read, samples, trainsOf } from './samples';

const refusal = async (text: string): Promise<FormatError> => {
  const error: unknown = await read(text, 'a.json').then(() => null, (thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(FormatError);
  return error as FormatError;
};

const valid = { format: 'parallel-spikes/recording', version: 1, name: 'two', neurons: 2, start: 0, end: 10, unit: 'ms', dt: 0.5, trains: [[0.5, 3], [9.5]] };
const withChange = (change: object): string => JSON.stringify({ ...valid, ...change });

/** Any raster, with the numbers that are hard to write: −0, the smallest, infinities and NaN in traces. */
const rasters: fc.Arbitrary<Raster> = fc
  .record({
    name: fc.string({ minLength: 1, maxLength: 20 }).map((text) => text.trim()).filter((text) => text !== ''),
    trains: fc.array(fc.array(fc.oneof(fc.double({ min: -1e9, max: 1e9, noNaN: true }), fc.constantFrom(0, -0, 5e-324, 0.1)), { maxLength: 12 }), { minLength: 1, maxLength: 6 }),
    unit: fc.constantFrom(...TIME_UNITS),
    dt: fc.option(fc.double({ min: 1e-6, max: 10, noNaN: true })),
    labels: fc.array(fc.string({ minLength: 1, maxLength: 8 }), { maxLength: 2 }),
    steps: fc.integer({ min: 0, max: 4 }),
    numbers: fc.array(fc.float(), { minLength: 24, maxLength: 24 }),
  })
  .map(({ name, trains, unit, dt, labels, steps, numbers }) => {
    const sorted = trains.map((train) => Float64Array.from(train).sort());
    const offsets = Uint32Array.from([0, ...trains.map((_, n) => sorted.slice(0, n + 1).reduce((sum, train) => sum + train.length, 0))]);
    const times = new Float64Array(offsets[trains.length]);
    sorted.forEach((train, n) => times.set(train, offsets[n]));
    const traces = dt === null ? [] : labels.map((label) => ({ label, steps, values: Float32Array.from(numbers.slice(0, steps * trains.length)) }));
    return { name, neurons: trains.length, offsets, times, start: -1e9, end: 1e9 + 0.25, unit, dt, traces };
  });

describe('recordings', () => {
  it('come back as they were written, number by number', async () => {
    await fc.assert(fc.asyncProperty(rasters, async (raster) => {
      expect((await read(writeRecording(raster), 'a.json')).raster).toEqual(raster);
    }), { numRuns: 300 });
  });

  it('are read from the text that the documentation shows', async () => {
    const { raster, format, questions } = await read(samples['recording.json'], 'a.json');
    expect(format).toBe('recording');
    expect(questions).toEqual([]);
    expect(trainsOf(raster)).toEqual([[0.5, 3], [9.5]]);
    expect(raster).toMatchObject({ name: 'two', start: 0, end: 10, unit: 'ms', dt: 0.5 });
    expect(raster.traces).toEqual([{ label: 'membrane', steps: 2, values: Float32Array.of(0, 0.5, NaN, 1) }]);
  });

  it('have names that can be shown', async () => {
    const named = async (name: string) => (await read(withChange({ name }), 'mine.json')).raster.name;
    expect(await named(' two\u0000\nlines ')).toBe('two  lines');
    expect(await named('x'.repeat(1e6))).toBe(`${'x'.repeat(80)}…`);
    expect(await named(' \n')).toBe('mine');
  });

  it('may hold other keys, and leave out name, dt, traces and ends', async () => {
    const reading = await read('{"made by": {"x": [1]}, "format": "parallel-spikes/recording", "version": 1, "neurons": 1, "unit": "s", "trains": [[3, 2, 2]], "__proto__": {"dt": 5}}', 'mine.json');
    expect(reading.raster).toMatchObject({ name: 'mine', dt: null, start: 2, end: 3, traces: [] });
    expect(trainsOf(reading.raster)).toEqual([[2, 2, 3]]);
    expect(reading.questions.map(({ id }) => id)).toEqual(['edges', 'unsorted', 'duplicates']);
    expect(questionOf(await read(withChange({ trains: [[1, 1], []] }), 'a.json'), 'duplicates')).toBeUndefined();
  });

  it.each<[string, object, string, string]>([
    ['another format', { format: 'notes' }, 'format', '“parallel-spikes/recording”'],
    ['a later version', { version: 2 }, 'version', 'version is 2; it should be 1'],
    ['no neurons', { neurons: 0, trains: [] }, 'neurons', '1 or more'],
    ['neurons beyond the limit', { neurons: 1e9 }, 'neurons', 'from 0 to 4,194,304'],
    ['another unit', { unit: 'min' }, 'unit', 'one of step, s, ms, µs'],
    ['a step of 0', { dt: 0 }, 'dt', 'above 0, or null'],
    ['a train too few', { trains: [[1]] }, 'trains', 'has 1 entries, but neurons is 2'],
    ['a train that is none', { trains: [[1], 'x'] }, 'trains[1]', 'should be an array'],
    ['a time that is none', { trains: [[1, 2], [3, null]] }, 'trains[1][1]', 'trains[1][1] is null'],
    ['a time outside', { trains: [[1], [11]] }, 'trains', 'from 1 to 11, outside start and end, 0 to 10'],
    ['an end before the start', { end: -1 }, 'end', 'above start, 0'],
    ['a trace of another length', { traces: [{ label: 'v', steps: 3, values: [1, 2] }] }, 'traces[0].values', 'need 6'],
    ['a trace with a word', { traces: [{ label: 'v', steps: 1, values: [1, 'x'] }] }, 'traces[0].values[1]', '"x"'],
    ['a trace without a step', { dt: null, traces: [{ label: 'v', steps: 1, values: [1, 2] }] }, 'dt', 'where there are traces'],
  ])('are refused with %s, by the path in the JSON', async (_, change, place, words) => {
    const error = await refusal(withChange(change));
    expect(error.place).toBe(place);
    expect(error.message).toContain(words);
  });

  it.each([
    ['a text that ends early', JSON.stringify(valid).slice(0, -20)],
    ['a time of 1e999', withChange({}).replace('9.5', '1e999')],
    ['brackets without end', '{"a": '.padEnd(200_000, '[')],
  ])('are refused with %s', async (_, text) => {
    expect((await refusal(text)).message).toMatch(/^a\.json: /);
  });
});
