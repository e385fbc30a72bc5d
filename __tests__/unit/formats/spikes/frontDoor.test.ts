/** @jest-environment node */
import { gzipSync } from 'fflate';
import fc from 'fast-check';

import { FormatError } from '@/lib/formats/FormatError';
import { SPIKE_LIMITS } from '@/lib/formats/limits';
import { readSpikes } from '@/lib/formats/spikes';
import { framed } from '@/lib/formats/spikes/common';
import type { SpikeOptions } from '@/lib/formats/spikes/types';
import { rasterFromEvents, type Raster } from '@/lib/recording/raster';
import { realFile, whenPresent } from '../whenPresent';
import { fileOf, rasterProblem, readingProblem } from './checkReading';
import { bytesArray, dense, read, samples, trainsOf } from './samples';

jest.mock('h5wasm', () => jest.requireActual('../../../setup/h5wasm'), { virtual: true });

const refusal = async (run: Promise<unknown>): Promise<FormatError> => {
  const error: unknown = await run.then(() => null, (thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(FormatError);
  return error as FormatError;
};

describe('which reader', () => {
  it.each<[string, string]>([
    ['dense.npy', 'npy'], ['events.npy', 'npy'], ['stored.npz', 'npz'], ['dense.csv', 'csv'], ['pairs.csv', 'csv'], ['pyspike.txt', 'pyspike'], ['recording.json', 'recording'],
  ])('reads %s as %s, whatever its name', async (name, format) => {
    for (const other of [name, 'a.h5', 'noending', `${name}.bak`]) {
      const reading = await read(samples[name], other);
      expect(readingProblem(reading)).toBeNull();
      expect(reading.format).toBe(format);
    }
  });

  it('unpacks gzip', async () => {
    const plain = await read(dense, 'a.npy');
    const packed = await read(gzipSync(dense), 'a.npy.gz');
    expect(packed.raster).toEqual(plain.raster);
    expect(packed.facts[0][0]).toBe('Packed');
    const cut = gzipSync(dense);
    cut[30] ^= 255;
    expect((await refusal(read(cut, 'a.npy.gz'))).message).toContain('gzip');
  });

  it.each<[string, Uint8Array | string, string]>([
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), 'a PNG picture'],
    ['a web page', '<!doctype html><p>', 'a web page'],
    ['a pickle', Uint8Array.of(0x80, 4, 0x95, 0, 0), 'a Python pickle'],
    ['a list in JSON', '[1, 2]', 'a JSON file'],
    ['noise', Uint8Array.from({ length: 64 }, (_, k) => (k * 89 + 255) % 256), 'is not known'],
    ['nothing', '', 'the file is empty'],
  ])('refuses %s in a sentence', async (_, content, words) => {
    expect((await refusal(read(content, 'a.xyz'))).message).toContain(words);
  });

  it('refuses a file beyond the limit before it is read', async () => {
    const file = { path: 'a.npy', size: SPIKE_LIMITS.fileBytes + 1, slice: () => { throw new Error('It was read.'); } };
    expect((await refusal(readSpikes(file, {}, async () => undefined))).message).toContain('up to 512 MiB');
  });

  it('makes a sentence of memory that runs out, and nothing else', async () => {
    const failing = (error: Error) => readSpikes(fileOf(dense, 'a.npy'), {}, () => Promise.reject(error));
    expect((await refusal(failing(new RangeError('Array buffer allocation failed')))).message).toContain('more memory');
    await expect(failing(new RangeError('something else'))).rejects.toThrow('something else');
  });

  it('ends where its pace says so, and pauses in long work', async () => {
    const stop = new Error('stopped');
    const large = bytesArray([4_000_000], Array.from({ length: 4_000_000 }, (_, k) => k % 2));
    let pauses = 0;
    await readSpikes(fileOf(large, 'a.npy'), {}, async (bytes) => void (pauses += bytes === 0 ? 1 : 0));
    expect(pauses).toBeGreaterThan(0);
    await expect(readSpikes(fileOf(large, 'a.npy'), {}, async (bytes) => { if (bytes === 0) throw stop; })).rejects.toBe(stop);
  });
});

describe('options, for all formats alike', () => {
  it('are given back such that they read the same again', async () => {
    for (const [name, content] of Object.entries(samples)) {
      const first = await read(content, name);
      const again = await read(content, name, first.options);
      expect(again.raster).toEqual(first.raster);
      // What was filled in answers no question.
      expect(again.questions).toEqual(first.questions);
      expect(again.likeness).toBe(first.likeness);
    }
  });

  it('leave their mark on every format', async () => {
    for (const [name, content] of Object.entries(samples)) {
      const { raster: plain } = await read(content, name);
      const { raster } = await read(content, name, { offset: 2, name: 'mine' });
      expect(raster.name).toBe('mine');
      expect(raster.times).toEqual(plain.times.map((time) => time + 2));
      expect([raster.start, raster.end]).toEqual([plain.start + 2, plain.end + 2]);
    }
  });

  const raster = (over: Partial<Raster> = {}): Raster => ({ ...rasterFromEvents([0, 0, 1], [1, 4, 2], 2, { name: 'r', start: 0, end: 8, unit: 'step', dt: 1 }), ...over });

  it('dt: one step is dt unit', () => {
    const made = framed(raster(), { dt: 0.5, unit: 'ms' }, 'a');
    expect(made).toMatchObject({ dt: 0.5, unit: 'ms', start: 0, end: 4 });
    expect(trainsOf(made)).toEqual([[0.5, 2], [1]]);
    expect(framed(raster(), { dt: 0.25 }, 'a')).toMatchObject({ unit: 's', end: 2 });
    // On another grid, in another unit.
    expect(framed(raster({ dt: 0.5, unit: 'ms' }), { dt: 0.0005, unit: 's' }, 'a')).toMatchObject({ unit: 's', dt: 0.0005, end: 0.008 });
    // Bare times in no known unit are counted in dt; in a known unit they must lie on the grid.
    expect(framed(raster({ dt: null }), { dt: 2, unit: 'ms' }, 'a')).toMatchObject({ unit: 'ms', dt: null, end: 16 });
    expect(framed(raster({ dt: null, unit: 'ms' }), { dt: 0.5 }, 'a')).toMatchObject({ unit: 'ms', dt: 0.5, end: 8 });
    expect(() => framed(raster({ dt: null, unit: 'ms' }), { dt: 0.75 }, 'a')).toThrow('the spike at 1 ms lies between two steps');
  });

  it('unit says what numbers are counted in, and converts none', () => {
    expect(framed(raster({ dt: null }), { unit: 'µs' }, 'a')).toMatchObject({ unit: 'µs', end: 8, dt: null });
  });

  it('edges replace start and end, before the offset, and cut traces', () => {
    const traced = (): Raster => raster({ traces: [{ label: 'v', steps: 8, values: Float32Array.from({ length: 16 }, (_, k) => k) }] });
    const made = framed(traced(), { edges: [1, 5], offset: 10 }, 'a');
    expect(made).toMatchObject({ start: 11, end: 15 });
    expect(trainsOf(made)).toEqual([[11, 14], [12]]);
    expect(made.traces).toEqual([{ label: 'v', steps: 4, values: Float32Array.of(2, 3, 4, 5, 6, 7, 8, 9) }]);
    expect(() => framed(raster(), { edges: [2, 8] }, 'a')).toThrow('the spike at 1 would lie outside');
    expect(() => framed(raster(), { edges: [0.5, 8] }, 'a')).toThrow('between two steps');
    expect(() => framed(traced(), { edges: [-1, 8] }, 'a')).toThrow('before the first value of a trace');
  });

  it.each<[SpikeOptions, string]>([[{ dt: 0 }, 'dt'], [{ dt: NaN }, 'dt'], [{ offset: Infinity }, 'offset'], [{ edges: [3, 3] }, 'edges'], [{ edges: [0, Infinity] }, 'edges'], [{ offset: 1e300 }, 'time'], [{ dt: 1e308 }, 'time']])('refuses %j', (options, place) => {
    expect(() => framed(raster(), options, 'a')).toThrow(expect.objectContaining({ name: 'FormatError', place }));
  });

  it.each<[unknown, string, string]>([
    [null, 'options', 'a.npy: the options are null; they should be an object.'],
    [5, 'options', 'a.npy: the options are 5; they should be an object.'],
    [{ edges: 5 }, 'edges', 'a.npy: the option edges is 5; it should be two finite numbers, the smaller first.'],
    [{ edges: null }, 'edges', 'a.npy: the option edges is null; it should be two finite numbers, the smaller first.'],
    [{ edges: [3, 3] }, 'edges', 'a.npy: the option edges is [3, 3]; it should be two finite numbers, the smaller first.'],
    [{ edges: ['0', {}] }, 'edges', 'a.npy: the option edges is [0, an object]; it should be two finite numbers, the smaller first.'],
    [{ name: 5 }, 'name', 'a.npy: the option name is 5; it should be a text.'],
    [{ axes: 'x' }, 'axes', 'a.npy: the option axes is x; it should be a list of time, neuron, item, flatten.'],
    [{ axes: [null, 'time'] }, 'axes', 'a.npy: the option axes is [null, time]; it should be a list of time, neuron, item, flatten.'],
    [{ items: 3 }, 'items', 'a.npy: the option items is 3; it should be a list of numbers.'],
    [{ counts: 'drop' }, 'counts', 'a.npy: the option counts is drop; it should be one of keep, binarise.'],
    [{ table: {} }, 'table', 'a.npy: the option table is an object; it should be one of dense, pairs, traces, trains.'],
    [{ entry: 0 }, 'entry', 'a.npy: the option entry is 0; it should be a text.'],
    [{ dt: '1' }, 'dt', 'a.npy: the option dt is 1; the length of a step should be a finite number above 0.'],
    [{ unit: 'x'.repeat(1e6) }, 'unit', `a.npy: the option unit is ${'x'.repeat(40)}…; it should be one of step, s, ms, µs.`],
    [{ offset: null }, 'offset', 'a.npy: the option offset is null; it should be a finite number.'],
  ])('refuse junk (%#), whatever the file', async (options, place, sentence) => {
    for (const content of [dense, 'no file at all']) {
      expect(await refusal(read(content, 'a.npy', options as SpikeOptions))).toMatchObject({ place, message: sentence });
    }
  });

  it('give names that can be shown', () => {
    expect(framed(raster(), { name: ` ${'x'.repeat(1000)}` }, 'a').name).toBe(`${'x'.repeat(80)}…`);
    expect(framed(raster(), { name: 'two\nlines' }, 'a').name).toBe('two lines');
    expect(framed(raster(), { name: ' ' }, 'a').name).toBe('r');
  });

  it('make a valid raster, or are refused, whatever they are', () => {
    const options = fc.record({
      dt: fc.option(fc.double(), { nil: undefined }),
      unit: fc.option(fc.constantFrom('step', 's', 'ms', 'µs'), { nil: undefined }),
      offset: fc.option(fc.double(), { nil: undefined }),
      edges: fc.option(fc.tuple(fc.double(), fc.double()), { nil: undefined }),
    });
    fc.assert(fc.property(options, fc.constantFrom(1, 0.1, null), (given, dt) => {
      try {
        expect(rasterProblem(framed(raster({ dt }), given, 'a'))).toBeNull();
      } catch (error) {
        if (!(error instanceof FormatError)) throw error;
      }
    }), { numRuns: 1000 });
  });
});

whenPresent('real files through the front door', () => {
  it('hands events and graphs to their readers', async () => {
    expect((await read(realFile('events/sample_nmnist.bin'), 'sample_nmnist.bin')).format).toBe('nmnist');
    expect((await refusal(read(realFile('nir/lif_norse.nir'), 'lif_norse.nir'))).place).toBe('nir');
    expect((await refusal(read(realFile('mnist/t10k-labels-idx1-ubyte.gz'), 't10k-labels-idx1-ubyte.gz'))).message).toContain('an IDX file');
  });
});
