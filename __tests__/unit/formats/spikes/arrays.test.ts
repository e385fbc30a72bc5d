/** @jest-environment node */
import { zipSync } from 'fflate';
import fc from 'fast-check';

import { SPIKE_LIMITS } from '@/lib/formats/limits';
import { writeNpy } from '@/lib/formats/npy';
import type { AxisRole } from '@/lib/formats/spikes/types';
import { FormatError } from '@/lib/formats/FormatError';
import { npyBytes, npyHeader } from '../npyBytes';
import { realFile, whenPresent } from '../whenPresent';
import { rasterProblem } from './checkReading';
import * as numpy from './numpyFiles';
import { bytesArray, eventRecords, factOf, questionOf, read, trainsOf } from './samples';

const refusal = async (bytes: Uint8Array, name = 'a.npy', options = {}): Promise<FormatError> => {
  const error: unknown = await read(bytes, name, options).then(() => null, (thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(FormatError);
  return error as FormatError;
};

describe('dense arrays', () => {
  it('reads [T, N] with the first axis as time, steps as times', async () => {
    const reading = await read(bytesArray([5, 2], [1, 0, 0, 0, 1, 1, 0, 0, 1, 0]), 'folder/a.npy');
    expect(trainsOf(reading.raster)).toEqual([[0, 2, 4], [2]]);
    expect(reading.raster).toMatchObject({ name: 'a', start: 0, end: 5, unit: 'step', dt: 1, traces: [] });
    expect(reading).toMatchObject({ format: 'npy', questions: [], options: { axes: ['time', 'neuron'] }, choices: { shape: [5, 2] } });
    expect(Object.fromEntries(reading.facts)).toMatchObject({ 'Type (dtype)': '|u1', Axes: '5 time × 2 neurons', Neurons: '2', Spikes: '4' });
  });

  // Trains as numpy's nonzero gives them.
  it.each([
    ['booleans in Fortran order', numpy.fortranBool, [[1, 2, 4], [1, 3], [3, 6]]],
    ['halves', numpy.halves, [[0, 1, 5], [1, 2, 4, 5]]],
    ['big-endian counts', numpy.bigEndian, [[2, 2, 4], [2, 3], [3, 3, 4]]],
  ])('reads %s as numpy does', async (_, bytes, trains) => {
    expect(trainsOf((await read(bytes, 'a.npy', { counts: 'keep' })).raster)).toEqual(trains);
  });

  it('keeps the first axis as time where it is the shorter, and asks', async () => {
    const bytes = bytesArray([2, 5], [1, 0, 0, 1, 0, 0, 0, 1, 1, 0]);
    const reading = await read(bytes, 'a.npy');
    expect(reading.raster).toMatchObject({ neurons: 5, end: 2 });
    const question = questionOf(reading, 'transpose');
    expect(question?.sentence).toBe('The first axis has 2 entries and the second 5. Is the second one time?');
    expect(question?.answers.map(({ label }) => label)).toEqual(['Transpose']);
    const turned = await read(bytes, 'a.npy', { ...reading.options, ...question?.answers[0].options });
    expect(trainsOf(turned.raster)).toEqual([[0, 3], [2, 3]]);
    expect(turned.raster.end).toBe(5);
    expect(questionOf(turned, 'transpose')).toBeUndefined();
  });

  it.each([[[10, 5], true], [[11, 5], false], [[7, 7], true], [[5, 1], false], [[1, 5], false]])('asks about %j: %s', async (shape, asked) => {
    const reading = await read(bytesArray(shape, Array.from({ length: shape[0] * shape[1] }, () => 1)), 'a.npy');
    expect(questionOf(reading, 'transpose') !== undefined).toBe(asked);
    expect(reading.raster.end).toBe(shape[0] > 1 ? shape[0] : shape[1]);
  });

  it.each<[number[], string[], number, number]>([
    [[9], ['time'], 9, 1],
    [[9, 1, 4], ['time', 'neuron', 'neuron'], 9, 4],
    [[1, 9, 4], ['neuron', 'time', 'neuron'], 9, 4],
    [[9, 3, 4], ['time', 'item', 'neuron'], 9, 4],
    [[9, 2, 3, 4], ['time', 'flatten', 'flatten', 'flatten'], 9, 24],
    [[9, 3, 2, 4], ['time', 'item', 'flatten', 'flatten'], 9, 8],
  ])('reads the shape %j as %j', async (shape, axes, steps, neurons) => {
    const reading = await read(bytesArray(shape, Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => 1)), 'a.npy');
    expect(reading.options.axes).toEqual(axes);
    expect(reading.raster).toMatchObject({ end: steps, neurons });
    expect(reading.raster.times).toHaveLength(steps * neurons);
  });

  it('cuts a batch at an item, and flattens the rest in C order', async () => {
    // [T, B, N] = [2, 3, 2]: item 2 holds 1 0 at step 0 and 0 1 at step 1.
    const bytes = bytesArray([2, 3, 2], [0, 0, 0, 0, 1, 0, 1, 1, 1, 1, 0, 1]);
    const first = await read(bytes, 'a.npy');
    expect(first.choices).toMatchObject({ shape: [2, 3, 2], items: 3 });
    expect(first.options.items).toEqual([0]);
    expect(trainsOf(first.raster)).toEqual([[1], [1]]);
    expect(trainsOf((await read(bytes, 'a.npy', { items: [2] })).raster)).toEqual([[0], [1]]);
    expect(trainsOf((await read(bytes, 'a.npy', { axes: ['neuron', 'time', 'neuron'] })).raster)).toEqual([[2], [], [0, 1], [0, 1, 2]]);
    expect((await refusal(bytes, 'a.npy', { items: [3] })).message).toContain('asks for item 3; the second axis has 3, counted from 0.');
    expect((await refusal(bytes, 'a.npy', { axes: ['time', 'neuron'] })).place).toBe('axes');
    expect((await refusal(bytes, 'a.npy', { axes: ['time', 'time', 'neuron'] })).message).toContain('exactly one axis should be time');
  });

  it('agrees with a plain loop over the axes, whatever the shape, roles and order of the file', async () => {
    const roles = fc.constantFrom<AxisRole>('neuron', 'item', 'flatten');
    const cases = fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), roles), { minLength: 1, maxLength: 4 }).chain((axes) =>
      fc.record({ axes: fc.constant(axes), time: fc.integer({ min: 0, max: axes.length - 1 }), fortran: fc.boolean(), seed: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 625, maxLength: 625 }), pick: fc.nat() }),
    );
    await fc.assert(fc.asyncProperty(cases, async ({ axes: pairs, time, fortran, seed, pick }) => {
      const shape = pairs.map(([length]) => length);
      const axes = pairs.map(([, role], axis): AxisRole => (axis === time ? 'time' : role));
      const elements = shape.reduce((a, b) => a * b, 1);
      const data = seed.slice(0, elements);
      const items = shape.filter((_, axis) => axes[axis] === 'item').map((length) => pick % length);
      const expected: number[][] = [];
      for (let place = 0; place < elements; place++) {
        let rest = place;
        const index: number[] = [];
        for (let axis = shape.length - 1; axis >= 0; axis--) {
          index[axis] = rest % shape[axis];
          rest = Math.floor(rest / shape[axis]);
        }
        let [neuron, stored, stride, item, wanted] = [0, 0, 1, 0, true];
        shape.forEach((length, axis) => {
          if (axes[axis] === 'item') wanted &&= index[axis] === items[item++];
          else if (axes[axis] !== 'time') neuron = neuron * length + index[axis];
          stored += index[axis] * stride;
          stride *= length;
        });
        if (!wanted) continue;
        expected[neuron] ??= [];
        for (let k = data[fortran ? stored : place]; k > 0; k--) expected[neuron].push(index[time]);
      }
      const reading = await read(bytesArray(shape, data, fortran), 'a.npy', { axes, items, table: 'dense', counts: 'keep' });
      expect(trainsOf(reading.raster)).toEqual(expected.map((train) => train.sort((a, b) => a - b)));
    }), { numRuns: 200 });
  });

  it('makes counts one or keeps them, and asks', async () => {
    const bytes = bytesArray([5, 2], [2, 0, 0, 3, 1, 0, 0, 0, 0, 1]);
    const reading = await read(bytes, 'a.npy');
    expect(trainsOf(reading.raster)).toEqual([[0, 2], [1, 4]]);
    expect(factOf(reading, 'Values')).toBe('counts up to 3, made one');
    const question = questionOf(reading, 'counts');
    expect(question?.sentence).toBe('2 cells hold 2 spikes or more, up to 3; each is taken as one spike. Are they counts to be kept?');
    expect(question?.answers.map(({ options }) => options)).toEqual([{ counts: 'keep' }]);
    const kept = await read(bytes, 'a.npy', { counts: 'keep' });
    expect(trainsOf(kept.raster)).toEqual([[0, 0, 2], [1, 1, 1, 4]]);
    expect(kept.questions).toEqual([]);
    expect(factOf(kept, 'Values')).toBe('counts up to 3, kept');
  });

  it('says so where the values look like a membrane potential', async () => {
    const trace = await read(writeNpy(Float64Array.from({ length: 40 }, (_, k) => Math.sin(k) / 3), [20, 2]), 'a.npy');
    // 20 × 2 values of sin k / 3: 20 are above 0, those at k = 1 … 3, 7 … 9 and so on.
    expect(questionOf(trace, 'values')?.sentence).toMatch(/look like a membrane potential.*39 are no whole numbers, 19 are below 0\. Every value above 0 is taken as a spike\./);
    expect(trace.raster.times).toHaveLength(20);
    const weights = await read(writeNpy(Float32Array.of(0, 0.5, 0, 0.25, 0, 0, 0, 1.5), [8]), 'a.npy');
    expect(questionOf(weights, 'values')).toBeUndefined();
    expect(trainsOf(weights.raster)).toEqual([[1, 3, 7]]);
  });

  it.each([
    ['NaN', writeNpy(Float32Array.of(0, 1, NaN, 0), [2, 2]), 'step 1, neuron 0', 'NaN'],
    ['infinity', writeNpy(Float64Array.of(0, Infinity), [2, 1]), 'step 1, neuron 0', 'Infinity'],
    ['an empty array', npyBytes(npyHeader('<f4', '(0, 5)')), 'shape', 'holds no values'],
    ['a single number', npyBytes(npyHeader('|u1', '()'), [1]), 'shape', 'axis of time'],
    ['a header of 2^40 elements', npyBytes(npyHeader('|u1', '(1048576, 1048576)')), 'header', `${SPIKE_LIMITS.elements.toLocaleString('en-US')} elements`],
    ['a negative length', npyBytes(npyHeader('|u1', '(-3, 5)')), 'byte 61', 'negative length'],
    ['data that are cut off', bytesArray([3, 5], [1, 0, 1]), 'byte 70', 'cut off'],
    ['more spikes than the limit', writeNpy(Float64Array.of(1e9, 0), [2, 1]), 'data', '1,000,000,000 spikes; the limit is 20,000,000. Made one, the counts can be read.'],
    ['too many neurons', npyBytes(npyHeader('|b1', `(1, ${5 * 2 ** 20}, 2)`), new Uint8Array(10 * 2 ** 20)), 'shape', 'neurons'],
    ['Python objects', npyBytes(npyHeader('|O', '(3,)'), new Uint8Array(24)), 'header', 'Python objects'],
  ])('refuses %s', async (_, bytes, place, words) => {
    const error = await refusal(bytes, 'a.npy', place === 'shape' && words === 'neurons' ? { axes: ['time', 'neuron', 'neuron'] } : { counts: 'keep' });
    expect(error.place).toBe(place);
    expect(error.message).toContain(words);
  });
});

describe('an array with one axis', () => {
  it('that only rises is the times of one neuron', async () => {
    const reading = await read(writeNpy(Float64Array.of(0.5, 1.25, 7), [3]), 'a.npy');
    expect(trainsOf(reading.raster)).toEqual([[0.5, 1.25, 7]]);
    expect(reading).toMatchObject({ options: { table: 'trains' }, choices: { tables: ['dense', 'trains'] } });
    expect(trainsOf((await read(writeNpy(Float64Array.of(0.5, 1.25, 7), [3]), 'a.npy', { table: 'dense' })).raster)).toEqual([[0, 1, 2]]);
    expect((await read(bytesArray([3], [0, 1, 1]), 'a.npy')).options.table).toBe('dense');
  });
});

describe('structured arrays', () => {
  it('reads events as tonic keeps them, in whichever order the fields are', async () => {
    const reading = await read(numpy.tonicEvents, 'a.npy');
    // W = 4, H = 3: (3, 0, on) is 12 + 3, (0, 1, off) 4, (1, 2, on) 12 + 9, (1, 2, off) 9.
    const { raster } = reading;
    expect(raster).toMatchObject({ neurons: 24, unit: 'µs', dt: null, start: 0, end: 50 });
    expect(trainsOf(raster).flatMap((train, neuron) => train.map((time) => [time, neuron])).sort((a, b) => a[0] - b[0] || a[1] - b[1])).toEqual([[10, 15], [20, 4], [20, 21], [35, 15], [50, 9]]);
    expect(factOf(reading, 'Neuron')).toBe('p·H·W + y·W + x');
    expect(factOf(reading, 'Pixels')).toContain('4 × 3');
  });

  it('has one polarity where no event became brighter', async () => {
    expect((await read(eventRecords([[0, 0, 5, 0], [1, 1, 6, 0]]), 'a.npy')).raster.neurons).toBe(4);
  });

  it.each([
    ['a negative pixel', eventRecords([[-1, 0, 5, 0]]), 'record 0'],
    ['a sensor beyond the limit', eventRecords([[32767, 32767, 5, 0]]), 'file'],
    ['other fields', npyBytes(`{'descr': [('a', '<i2'), ('b', '<i2')], 'fortran_order': False, 'shape': (1,), }\n`, [0, 0, 0, 0]), 'header'],
    ['more records than there are', npyBytes(`{'descr': [('t', '<i8'), ('x', '<i2')], 'fortran_order': False, 'shape': (999999999999,), }\n`, [0]), 'header'],
  ])('refuses %s', async (_, bytes, place) => {
    expect((await refusal(bytes)).place).toBe(place);
  });
});

describe('.npz', () => {
  it('lists the arrays, and takes the first that can be read', async () => {
    const bytes = zipSync({ 'words.npy': npyBytes(npyHeader('|S3', '(1,)'), [97, 98, 99]), 'a.npy': bytesArray([3, 1], [1, 0, 1]), 'b.npy': bytesArray([3, 1], [0, 1, 0]) }, { level: 0 });
    const reading = await read(bytes, 'a.npz');
    expect(reading.choices.entries).toEqual(['words', 'a', 'b']);
    expect(reading.options.entry).toBe('a');
    expect(trainsOf(reading.raster)).toEqual([[0, 2]]);
    expect(trainsOf((await read(bytes, 'a.npz', { entry: 'b' })).raster)).toEqual([[1]]);
    expect((await refusal(bytes, 'a.npz', { entry: 'c' })).message).toContain('no array “c”; it has words, a, b.');
    expect((await refusal(bytes, 'a.npz', { entry: 'words' })).message).toContain('(words.npy)');
  });

  it('reads SpikingJelly’s events and frames', async () => {
    const events = zipSync({ 't.npy': writeNpy(Float64Array.of(7, 3, 9), [3]), 'x.npy': writeNpy(Uint8Array.of(1, 0, 1), [3]), 'y.npy': writeNpy(Uint8Array.of(0, 1, 1), [3]), 'p.npy': writeNpy(Uint8Array.of(0, 0, 1), [3]) }, { level: 0 });
    const reading = await read(events, 'a.npz');
    expect(reading.options.entry).toBe('t, x, y, p');
    expect(trainsOf(reading.raster)).toEqual([[], [7], [3], [], [], [], [], [9]]);
    const frames = await read(zipSync({ 'frames.npy': bytesArray([3, 2, 2, 2], [1, 0, 0, 0, 0, 0, 0, 2, ...Array.from({ length: 16 }, () => 0)]) }, { level: 0 }), 'a.npz', { counts: 'keep' });
    expect(frames.raster).toMatchObject({ neurons: 8, end: 3 });
    expect(trainsOf(frames.raster)).toEqual([[0], [], [], [], [], [], [], [0, 0]]);
  });

  it.each([['times', 'senders', null], ['spike_times', 'unit_ids', null], ['t', 'i', null], ['time_ms', 'neuron', 'ms']])('reads pairs named %s and %s', async (time, neuron, unit) => {
    const bytes = zipSync({ [`${time}.npy`]: writeNpy(Float64Array.of(2.5, 0.5, 1.25), [3]), [`${neuron}.npy`]: writeNpy(Uint16Array.of(1, 1, 3), [3]) }, { level: 0 });
    const reading = await read(bytes, 'a.npz');
    expect(trainsOf(reading.raster)).toEqual([[], [0.5, 2.5], [], [1.25]]);
    expect(reading.raster).toMatchObject({ start: 0, end: 2.5, unit: unit ?? 'step', dt: null });
    expect(reading.questions.map(({ id }) => id)).toEqual([...(unit ? [] : ['unit']), 'edges', 'unsorted']);
  });

  it('refuses pairs of different lengths', async () => {
    const bytes = zipSync({ 'times.npy': writeNpy(Float64Array.of(1, 2), [2]), 'ids.npy': writeNpy(Uint8Array.of(1), [1]) }, { level: 0 });
    expect((await refusal(bytes, 'a.npz', { entry: 'times, ids' })).message).toContain('should have one length; they have 2 and 1');
  });

  it('takes an array beside a column of times, not the column', async () => {
    const bytes = zipSync({ 'time.npy': writeNpy(Float64Array.of(0, 0.5, 1), [3]), 'cells.npy': bytesArray([3, 1], [0, 1, 1]) }, { level: 0 });
    const reading = await read(bytes, 'a.npz');
    expect(reading.choices.entries).toContain('time');
    // `cells` is a name of neurons too, but it has two axes.
    expect((await read(bytes, 'a.npz', { entry: 'cells' })).raster.times).toEqual(Float64Array.of(1, 2));
    const named = zipSync({ 'time.npy': writeNpy(Float64Array.of(0, 0.5, 1), [3]), 'raster.npy': bytesArray([3, 1], [0, 1, 1]) }, { level: 0 });
    expect((await read(named, 'a.npz')).options.entry).toBe('raster');
  });

  it.each([['csr', numpy.csr], ['csc', numpy.csc], ['coo', numpy.coo]])('reads a sparse matrix as scipy saves it: %s', async (_, bytes) => {
    const { raster } = await read(bytes, 'a.npz', { counts: 'keep' });
    // [[0,1,0,0], [2,0,0,0], [0,0,0,0], [0,1,0,1], [0,0,0,3]]
    expect(trainsOf(raster)).toEqual([[1, 1], [0, 3], [], [3, 4, 4, 4]]);
    expect(raster.end).toBe(5);
  });

  it('reads an array of zeros that packs a thousand to one, and refuses a sum beyond the limit', async () => {
    const spikes = new Uint8Array(2_000_000);
    spikes[1_500_001] = 1;
    const packed = zipSync({ 'a.npy': writeNpy(spikes, [1_000_000, 2]) }, { level: 9 });
    expect(spikes.length / packed.length).toBeGreaterThan(500);
    expect(trainsOf((await read(packed, 'a.npz')).raster)).toEqual([[], [750_000]]);
    // The claim of the list of entries, at its 24th byte, made 4 GiB − 2.
    const bomb = packed.slice();
    const list = new DataView(bomb.buffer).getUint32(bomb.length - 22 + 16, true);
    new DataView(bomb.buffer).setUint32(list + 24, 0xfffffffe, true);
    expect((await refusal(bomb, 'a.npz')).message).toMatch(/the limit is (1032 to 1|512 MiB)/);
  });
});

whenPresent('real rasters of one network', () => {
  const braille = (name: string) => read(realFile(`nir/braille/${name}.npy`), `${name}.npy`);

  // Counted with numpy.
  it.each([
    ['lava_activity_noDelay_bias_zero', 256, 109, ['transpose']],
    ['nengo_activity_noDelay_noBias_subtract', 40, 150, []],
    ['norse_activity_noDelay_bias_zero', 38, 118, []],
    ['norse_activity_noDelay_noBias_subtract', 40, 103, []],
    ['rockpool_activity_noDelay_noBias_subtract', 40, 105, ['counts']],
    ['snntorch_activity_noDelay_bias_zero', 38, 119, []],
    ['snntorch_activity_noDelay_noBias_subtract', 40, 118, []],
  ])('reads %s', async (name, neurons, spikes, questions) => {
    const reading = await braille(name);
    expect(rasterProblem(reading.raster)).toBeNull();
    expect(reading.raster.neurons).toBe(neurons);
    expect(reading.raster.times).toHaveLength(spikes);
    expect(reading.questions.map(({ id }) => id)).toEqual(questions);
  });

  it('asks what the two odd ones are', async () => {
    const lava = await braille('lava_activity_noDelay_bias_zero');
    expect(questionOf(lava, 'transpose')?.sentence).toBe('The first axis has 38 entries and the second 256. Is the second one time?');
    const turned = await read(realFile('nir/braille/lava_activity_noDelay_bias_zero.npy'), 'lava.npy', questionOf(lava, 'transpose')?.answers[0].options);
    expect(turned.raster).toMatchObject({ neurons: 38, end: 256 });
    const rockpool = await braille('rockpool_activity_noDelay_noBias_subtract');
    expect(questionOf(rockpool, 'counts')?.sentence).toBe('7 cells hold 2 spikes or more, up to 2; each is taken as one spike. Are they counts to be kept?');
    const kept = await read(realFile('nir/braille/rockpool_activity_noDelay_noBias_subtract.npy'), 'r.npy', { counts: 'keep' });
    expect(kept.raster.times).toHaveLength(112);
    // A transposition that is remembered for one must not reach the other.
    expect(lava.likeness).not.toBe((await braille('norse_activity_noDelay_bias_zero')).likeness);
  });
});
