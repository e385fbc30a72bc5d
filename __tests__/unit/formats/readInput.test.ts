/** @jest-environment node */
import { zipSync } from 'fflate';
import fc from 'fast-check';

import { readInput, type InputFile, type ReadOptions } from '@/lib/formats/readInput';
import { writeNpy } from '@/lib/formats/npy';
import { formatErrorOf } from './expectFormatError';
import { npyBytes, npyHeader } from './npyBytes';

function readArray(bytes: Uint8Array, name: string, options?: ReadOptions): Extract<InputFile, { kind: 'array' }> {
  const input = readInput(bytes, name, options);
  if (input.kind !== 'array') throw new Error('An array was expected.');
  return input;
}

/** A .npy file that counts up from 0. */
function counting(shape: number[]): Uint8Array {
  const elements = shape.reduce((product, length) => product * length, 1);
  return writeNpy(Float64Array.from({ length: elements }, (_, i) => i), shape);
}

const text = new TextEncoder();

describe('readInput, arrays', () => {
  it.each([
    [[6], [6, 1]],
    [[3, 2], [3, 2]],
    [[3, 1, 2], [3, 2]],
    [[1, 3, 2], [3, 2]],
    [[1, 3, 1, 2, 1], [3, 2]],
    [[1, 1, 2], [1, 2]],
  ])('takes the shape %j as %j', (shape, [steps, channels]) => {
    const { matrix, notes } = readArray(counting(shape), 'a.npy');
    expect(matrix).toEqual({ steps, channels, data: Float32Array.from({ length: steps * channels }, (_, i) => i) });
    expect(notes.some((note) => note.includes('is read as [T, N]'))).toBe(shape.length !== 2);
  });

  it('suggests to transpose a matrix that is wider than long, and does it when asked', () => {
    expect(readArray(counting([2, 3]), 'a.npy').notes).toEqual([
      'The first axis is read as time: 2 steps of 3 channels. If it is the other way round, transpose it.',
    ]);
    const { matrix, notes } = readArray(counting([2, 3]), 'a.npy', { transpose: true });
    expect(matrix).toEqual({ steps: 3, channels: 2, data: new Float32Array([0, 3, 1, 4, 2, 5]) });
    expect(notes).toEqual(['The second axis is read as time.']);
  });

  it.each([
    ['three axes', counting([2, 3, 4]), 'the shape [2, 3, 4] has 3 axes; the Lab reads [T, N] arrays with 2 (or [T] with 1).'],
    ['a single number', counting([]), 'the shape [] has 0 axes; the Lab reads [T, N] arrays with 2 (or [T] with 1).'],
    ['no values', counting([0, 3]), 'the shape [0, 3] holds no values.'],
    ['too many steps', counting([4097, 1]), 'the shape [T, N] is [4097, 1]; the limits are 4,096 steps and 4,096 channels.'],
    ['too many channels', counting([1, 4097]), 'the shape [T, N] is [1, 4097]; the limits are 4,096 steps and 4,096 channels.'],
    ['NaN', writeNpy(new Float32Array([0, 1, 2, NaN]), [2, 2]), 'the value at step 1, channel 1 (from 0) is NaN; inputs should be finite numbers.'],
    ['infinity', writeNpy(new Float32Array([0, -Infinity]), [2]), 'the value at step 1, channel 0 (from 0) is -Infinity; inputs should be finite numbers.'],
    ['a huge value', writeNpy(new Float32Array([0, -1000001]), [1, 2]), 'the value at step 0, channel 1 (from 0) is -1000001; the limit is 1,000,000 either way.'],
  ])('refuses %s', (_, bytes, sentence) => {
    expect(formatErrorOf(() => readInput(bytes, 'a.npy')).message).toBe(`a.npy: ${sentence}`);
  });

  it('reads back what writeNpy wrote', () => {
    const values = fc.float({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.array(values, { minLength: 1, maxLength: 8 }), (channels, row) => {
        const data = Float32Array.from({ length: channels * row.length }, (_, i) => row[i % row.length]);
        expect(readArray(writeNpy(data, [row.length, channels]), 'a.npy').matrix.data).toEqual(data);
      }),
    );
  });
});

describe('readInput, zips of arrays', () => {
  const several = zipSync({
    'labels.npy': npyBytes(npyHeader('<U4', '(0,)')),
    'times.npy': counting([3]),
    'spikes.npy': counting([3, 2]),
    'later.npy': counting([4, 2]),
  });

  it('picks the first array of two axes that can be read', () => {
    const { matrix, choices, notes } = readArray(several, 'a.npz');
    expect(choices).toEqual({ entries: ['labels', 'times', 'spikes', 'later'], entry: 'spikes' });
    expect([matrix.steps, matrix.channels]).toEqual([3, 2]);
    expect(notes).toEqual([
      'Read “spikes”, one of 4 arrays.',
      expect.stringMatching(/^Passed over a\.npz \(labels\.npy\): the header gives the type “<U4” \(text\)/),
    ]);
  });

  it('reads the array that is asked for', () => {
    const { matrix, choices } = readArray(several, 'a.npz', { entry: 'times' });
    expect([matrix.steps, matrix.channels]).toEqual([3, 1]);
    expect(choices?.entry).toBe('times');
    expect(readArray(several, 'a.npz', { entry: 'spikes', transpose: true }).matrix.steps).toBe(2);
  });

  it('says nothing of choices where there is one array', () => {
    const one = readArray(zipSync({ 'x.npy': counting([3, 2]) }), 'a.npz');
    expect(one.notes).toEqual([]);
    expect(one.choices).toEqual({ entries: ['x'], entry: 'x' });
  });

  it('falls back on an array of other axes', () => {
    const bytes = zipSync({ 'cube.npy': counting([2, 2, 2]), 'line.npy': counting([3]), 'squeezed.npy': counting([3, 1, 2]) });
    expect(readArray(bytes, 'a.npz').choices?.entry).toBe('line');
  });

  it('refuses where the array asked for is missing or none can be read', () => {
    expect(formatErrorOf(() => readInput(several, 'a.npz', { entry: 'x' })).message).toBe(
      'a.npz: the list of entries has no array “x”; it has labels, times, spikes, later.',
    );
    const none = zipSync({ 'a.npy': counting([2, 2, 2]), 'b.npy': new Uint8Array(3) });
    expect(formatErrorOf(() => readInput(none, 'n.npz')).message).toMatch(
      /^n\.npz: of the 2 arrays in its list of entries none can be read\. The first: n\.npz \(a\): the shape \[2, 2, 2\]/,
    );
  });
});

describe('readInput, other files', () => {
  it('reads text, and keeps its names', () => {
    const { matrix, channelNames, notes } = readArray(text.encode('a,b\n1,2\n3,4\n5,6\n'), 'a.csv');
    expect(matrix).toEqual({ steps: 3, channels: 2, data: new Float32Array([1, 2, 3, 4, 5, 6]) });
    expect(channelNames).toEqual(['a', 'b']);
    expect(notes).toEqual(['The first row names the columns.']);
    expect(readArray(text.encode('a,b\n1,2\n3,4\n5,6\n'), 'a.csv', { transpose: true }).channelNames).toBeUndefined();
  });

  it('refuses text with a value beyond the limit', () => {
    expect(formatErrorOf(() => readInput(text.encode('1\n2e6\n'), 'a.csv')).message).toMatch(/step 1, channel 0/);
  });

  it('reads events', () => {
    const input = readInput(new Uint8Array([1, 2, 0x80, 0, 9]), 'a.bin');
    expect(input).toMatchObject({ kind: 'events', name: 'a.bin', notes: [], stream: { width: 34 } });
  });

  it.each([
    ['a.npy', zipSync({ 'x.npy': counting([3, 2]) }), 'Named .npy, but it holds a zip of numpy arrays (.npz) and is read as that.'],
    ['a.NPZ', counting([3, 2]), 'Named .npz, but it holds a numpy array (.npy) and is read as that.'],
    ['a.npy', text.encode('1,2\n3,4\n'), 'Named .npy, but it holds text with numbers (.csv) and is read as that.'],
    ['a.csv', new Uint8Array([1, 2, 0, 0, 9]), 'Named .csv, but it holds N-MNIST events (.bin) and is read as that.'],
  ])('reads a mislabelled %s by its content, and says so', (name, bytes, note) => {
    expect(readInput(bytes, name).notes).toContain(note);
  });

  it('says nothing of a name without an ending', () => {
    expect(readInput(counting([3, 2]), 'weights').notes).toEqual([]);
  });

  it('refuses empty and unknown files', () => {
    expect(formatErrorOf(() => readInput(new Uint8Array(0), 'a.npy')).message).toBe('a.npy: the file is empty.');
    expect(formatErrorOf(() => readInput(new Uint8Array([200, 0, 1]), 'a.xyz')).message).toMatch(/does not know this kind of file/);
  });

  it('refuses a file beyond the limit before it looks inside', () => {
    const huge = { length: 2 ** 28 + 1 } as Uint8Array;
    expect(formatErrorOf(() => readInput(huge, 'a.npy')).message).toBe('a.npy: the file has 256 MiB; files up to 256 MiB are read.');
  });

  it('makes a name fit to stand in a sentence', () => {
    const { message } = formatErrorOf(() => readInput(new Uint8Array(0), `a\n\u0000${'b'.repeat(500)}`));
    expect(message).toMatch(/^a {2}b{117}…: the file is empty\.$/);
  });
});
