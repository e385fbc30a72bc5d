/** @jest-environment node */
import fc from 'fast-check';

import { FormatError } from '@/lib/formats/FormatError';
import { realFile, whenPresent } from '../whenPresent';
import { factOf, questionOf, read, trainsOf } from './samples';

const refusal = async (text: string | Uint8Array, options = {}): Promise<FormatError> => {
  const error: unknown = await read(text, 'a.csv', options).then(() => null, (thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(FormatError);
  return error as FormatError;
};

describe('dense rows', () => {
  const trains = [[1, 3], [0, 3], [], [1, 1, 2]];

  it.each([
    ['commas', '0,1,0,0\n1,0,0,2\n0,0,0,1\n1,1,0,0\n'],
    ['CR LF, a byte order mark, a comment and blank lines', '\ufeff# made by hand\r\n0,1,0,0\r\n\r\n1,0,0,2\r\n0,0,0,1\r\n  \r\n1,1,0,0\r\n\r\n'],
    ['tabs and names', 'a\tb\tc\td\n0\t1\t0\t0\n1\t0\t0\t2\n0\t0\t0\t1\n1\t1\t0\t0'],
    ['semicolons and decimal commas', '0,0;1,0;0,0;0,0\n1,0;0;0,0;2,0\n0;0;0;1,0\n1,0;1,0;0;0'],
    ['spaces', ' 0 1 0  0\n1 0 0 2 \n0 0 0 1\n1 1 0 0\n'],
    ['numbers as numpy writes them', '0.000e+00,1.000000000000000000e+00,0,0\n1e0,0,-0,+2.\n0,0,0,1.0\n1,1,.0,0\n'],
    ['quotes', '"0","1","0","0"\n"1","0","0","2"\n0,0,0,1\n"1",1,0,"0"\n'],
    ['old Mac line ends', '0,1,0,0\r1,0,0,2\r0,0,0,1\r1,1,0,0'],
  ])('are read with %s', async (_, text) => {
    const reading = await read(text, 'a.csv');
    expect(trainsOf(reading.raster)).toEqual(trains.map((times) => [...new Set(times)]));
    expect(trainsOf((await read(text, 'a.csv', { counts: 'keep' })).raster)).toEqual(trains);
    expect(reading.raster).toMatchObject({ end: 4, unit: 'step', dt: 1 });
    expect(reading).toMatchObject({ format: 'csv', options: { table: 'dense' }, choices: { shape: [4, 4] } });
  });

  it('ask which axis is time, as arrays do', async () => {
    const reading = await read('0,1,0,1,0\n1,0,0,0,1\n', 'a.csv');
    const question = questionOf(reading, 'transpose');
    expect(question?.sentence).toBe('The first axis has 2 entries and the second 5. Is the second one time?');
    expect(trainsOf((await read('0,1,0,1,0\n1,0,0,0,1\n', 'a.csv', question?.answers[0].options)).raster)).toEqual([[1, 3], [0, 4]]);
  });

  it('leave out a column of times, and take the step from it', async () => {
    const { raster, questions } = await read('time_ms,a,b\n0.5,0,1\n0.75,1,0\n1,0,1\n', 'a.csv');
    expect(trainsOf(raster)).toEqual([[0.75], [0.5, 1]]);
    expect(raster).toMatchObject({ start: 0.5, end: 1.25, dt: 0.25, unit: 'ms' });
    expect(questions.map(({ id }) => id)).not.toContain('unit');
    expect(trainsOf((await read('0,0,1\n1,1,0\n2,0,1\n3,0,0\n', 'a.csv')).raster)).toEqual([[1], [0, 2]]);
  });
});

describe('pairs', () => {
  it.each([
    ['names', 'neuron,time\n0,1.5\n2,0.25\n0,3.75\n1,8\n2,9.5\n', null],
    ['names the other way round', 't;id\n1,5;0\n0,25;2\n3,75;0\n8;1\n9,5;2\n', null],
    ['a unit in a name', 'sender\tt (ms)\n0\t1.5\n2\t0.25\n0\t3.75\n1\t8\n2\t9.5\n', 'ms'],
    ['names in a comment, as numpy writes them', '# unit spike_times\n0 1.5\n2 0.25\n0 3.75\n1 8\n2 9.5\n', null],
    ['other columns beside', 'weight,neuron,time_s\n7,0,1.5\n7,2,0.25\n7,0,3.75\n7,1,8\n7,2,9.5\n', 's'],
    ['no names', '0,1.5\n2,0.25\n0,3.75\n1,8\n2,9.5\n', null],
    ['no names, the time first', '1.5,0\n0.25,2\n3.75,0\n8,1\n9.5,2\n', null],
  ])('are read with %s', async (_, text, unit) => {
    const reading = await read(text, 'a.csv');
    expect(trainsOf(reading.raster)).toEqual([[1.5, 3.75], [8], [0.25, 9.5]]);
    expect(reading.raster).toMatchObject({ start: 0, end: 9.5, unit: unit ?? 'step', dt: null });
    expect(reading.options.table).toBe('pairs');
    expect(reading.questions.map(({ id }) => id)).toEqual([...(unit ? [] : ['unit']), 'edges']);
  });

  it('ask which column is the neuron where both are whole, and swap them', async () => {
    const text = '0,5\n0,9\n1,3\n1,12\n0,14\n';
    const reading = await read(text, 'a.csv');
    expect(trainsOf(reading.raster)).toEqual([[5, 9, 14], [3, 12]]);
    expect(reading.raster).toMatchObject({ dt: 1, end: 15 });
    const question = questionOf(reading, 'transpose');
    expect(question?.sentence).toContain('column 1 is taken for the neuron and column 2 for the time');
    const swapped = await read(text, 'a.csv', { ...reading.options, ...question?.answers[0].options });
    expect(trainsOf(swapped.raster)).toEqual(Array.from({ length: 15 }, (_, n) => ({ 3: [1], 5: [0], 9: [0], 12: [1], 14: [0] })[n] ?? []));
  });

  it('say what was not in order and what came twice', async () => {
    const reading = await read('neuron,time\n0,5\n0,3\n1,4\n0,4\n1,4\n1,9\n', 'a.csv');
    expect(trainsOf(reading.raster)).toEqual([[3, 4, 5], [4, 4, 9]]);
    expect(questionOf(reading, 'unsorted')?.sentence).toBe('2 spikes come after a later one of the same neuron; they were sorted by time.');
    expect(questionOf(reading, 'duplicates')?.sentence).toBe('1 spike repeats another of the same neuron at the same time; they are kept.');
    const byNeuron = await read('neuron,time\n0,5\n0,8\n1,4\n1,9\n', 'a.csv');
    expect(questionOf(byNeuron, 'unsorted')).toBeUndefined();
  });

  it('may be one column of times', async () => {
    const { raster } = await read('# one neuron\n0.5\n1.25\n7\n', 'a.txt');
    expect(trainsOf(raster)).toEqual([[0.5, 1.25, 7]]);
  });

  it('give back any spikes', async () => {
    const spike = fc.tuple(fc.integer({ min: 0, max: 20 }), fc.double({ min: -1e6, max: 1e6, noNaN: true }));
    await fc.assert(fc.asyncProperty(fc.array(spike, { minLength: 1, maxLength: 60 }), async (spikes) => {
      const { raster } = await read(`neuron,time\n${spikes.map((pair) => pair.join(',')).join('\n')}\n`, 'a.csv');
      const neurons = spikes.reduce((most, [neuron]) => Math.max(most, neuron + 1), 0);
      const expected = Array.from({ length: neurons }, (_, n) => spikes.filter(([neuron]) => neuron === n).map(([, time]) => Number(String(time))).sort((a, b) => a - b));
      expect(trainsOf(raster)).toEqual(expected);
    }), { numRuns: 150 });
  });
});

describe('traces', () => {
  it('keep input and membrane beside the spikes, and ask how long a step is', async () => {
    const reading = await read('0,0.0,0\n1,0.25,0\n1,0.625,1\n1,0.0,0\n', 'a.csv');
    expect(trainsOf(reading.raster)).toEqual([[2]]);
    expect(reading.raster.traces).toEqual([
      { label: 'input', steps: 4, values: Float32Array.of(0, 1, 1, 1) },
      { label: 'membrane', steps: 4, values: Float32Array.of(0, 0.25, 0.625, 0) },
    ]);
    expect(reading.options.table).toBe('traces');
    const answers = questionOf(reading, 'unit')?.answers ?? [];
    const timed = await read('0,0.0,0\n1,0.25,0\n1,0.625,1\n1,0.0,0\n', 'a.csv', { ...reading.options, ...answers[0].options });
    expect(timed.raster).toMatchObject({ dt: 0.1, unit: 'ms', end: 0.4 });
    expect(trainsOf(timed.raster)).toEqual([[0.2]]);
    expect(questionOf(timed, 'unit')).toBeUndefined();
  });

  it('take their names and their step from the first row', async () => {
    const { raster } = await read('time_s,spikes,v\n0,0,0.5\n0.001,1,1.5\n0.002,0,-0.25\n', 'a.csv');
    expect(trainsOf(raster)).toEqual([[0.001]]);
    expect(raster).toMatchObject({ dt: 0.001, unit: 's', start: 0 });
    expect(raster.traces.map(({ label, values }) => [label, [...values]])).toEqual([['v', [0.5, 1.5, -0.25]]]);
  });
});

describe('PySpike’s text', () => {
  // As PySpike writes it: one train a line, times between spaces, comments; here with an empty train.
  const text = '# Example spike trains\n64.886 305.810 696.0 937.776\n\n67.065 318.484 1086.9 \n1.5e3 1600\n';

  it('is one train a line, an empty line being a silent one', async () => {
    const reading = await read(text, 'trains.txt');
    expect(reading.format).toBe('pyspike');
    expect(trainsOf(reading.raster)).toEqual([[64.886, 305.81, 696, 937.776], [], [67.065, 318.484, 1086.9], [1500, 1600]]);
    expect(reading.raster).toMatchObject({ name: 'trains', start: 0, end: 1600, dt: null, unit: 'step' });
    expect(reading.questions.map(({ id }) => id)).toEqual(['unit', 'edges']);
    expect(questionOf(reading, 'edges')?.sentence).toContain('from 0 to 1600');
    expect(factOf(reading, 'Empty lines')).toBe('1 neuron without spikes');
  });

  it('takes edges from a comment, and from the options', async () => {
    const stated = await read(`# edges = 0, 4000\n${text}`, 'a.txt');
    expect(stated.raster).toMatchObject({ start: 0, end: 4000 });
    expect(questionOf(stated, 'edges')).toBeUndefined();
    expect((await refusal(`# edges: [100, 200]\n${text}`)).place).toBe('line 3');
    const given = await read(text, 'a.txt', { edges: [-10, 2000], unit: 'ms', offset: 5 });
    expect(given.raster).toMatchObject({ start: -5, end: 2005, unit: 'ms' });
    expect(given.questions).toEqual([]);
    expect((await refusal(text, { edges: [100, 2000] })).message).toContain('2 spikes would lie outside, such as that at 64.886');
  });

  it('is told from dense rows and from pairs', async () => {
    expect((await read('0.5 1.25\n0.75 2.5\n1.5 1.75\n', 'a.txt')).options.table).toBe('trains');
    expect((await read('1 4 9 16\n', 'a.txt')).options.table).toBe('trains');
    expect((await read('0 1\n0 1\n1 1\n', 'a.txt')).options.table).toBe('dense');
    expect((await read('0 1.5\n0 2.5\n1 3.5\n', 'a.txt')).options.table).toBe('pairs');
    expect((await read('0 1 0\n0 1 1\n1 0 0\n', 'a.txt', { table: 'trains' })).raster.neurons).toBe(3);
  });

  it('is sorted where it is not in order, and says so', async () => {
    const reading = await read('3.5 1.5 2.5\n0.5 1.5\n', 'a.txt', { table: 'trains' });
    expect(trainsOf(reading.raster)).toEqual([[1.5, 2.5, 3.5], [0.5, 1.5]]);
    expect(questionOf(reading, 'unsorted')?.sentence).toContain('2 spikes come after a later one');
  });
});

describe('text that cannot be read', () => {
  it.each<[string, string | Uint8Array, string, string]>([
    ['a word', '0,1\n0,x\n', 'line 2, column 2', 'says “x”'],
    ['a time that is NaN', 'neuron,time\n0,1.5\n1,nan\n', 'line 3, column 2', 'says “nan”; it should hold a finite number'],
    ['an empty cell', '0,1,0\n0,,1\n', 'line 2, column 2', 'is empty'],
    ['a cell too few', '0,1,0\n\n1,0,1\n0,1\n', 'line 4', 'has 2 cells, but the first row of numbers has 3'],
    ['a neuron that is not whole', 'neuron,time\n0,1\n\n1.5,2\n', 'line 4', 'gives the neuron 1.5'],
    ['a neuron beyond the limit', 'neuron,time\n9999999,1\n', 'line 2', 'from 0 to 4,194,303'],
    ['a time beyond 2^53', 'neuron,time\n0,1e300\n', 'line 2', 'below 2^53'],
    ['a number beyond what one holds', 'a,b\n0,1e999\n', 'line 2, column 2', '1e999'],
    ['text after a quote', '"1"2,3\n', 'line 1, column 1', 'closing quote'],
    ['a cell without end', `0,1\n0,${'7'.repeat(5000)}\n`, 'line 2, column 2', 'longer than 1,000'],
    ['no numbers', 'a,b,c\n', 'file', 'no rows of numbers'],
    ['comments only', '# a\n\n', 'file', 'no rows of numbers'],
    ['UTF-16', Uint8Array.of(0xff, 0xfe, 48, 0), 'byte 0', 'UTF-8'],
  ])('names the place of %s', async (_, text, place, words) => {
    const error = await refusal(text);
    expect(error.place).toBe(place);
    expect(error.message).toContain(words);
  });

  it('refuses options that do not fit', async () => {
    expect((await refusal('0,1\n1,0\n', { table: 'other' })).place).toBe('table');
    expect((await refusal('1,2,3\n4,5,6\n', { table: 'pairs' })).message).toContain('3 columns');
    expect((await refusal('2,3\n4,5\n', { table: 'traces' })).place).toBe('columns');
  });
});

whenPresent('one neuron as simulators ran it', () => {
  it.each(['exact', 'lava_cpu_float', 'nengo', 'norse', 'rockpool', 'snntorch', 'spyx'])('%s', async (simulator) => {
    const bytes = realFile(`nir/lif/lif_${simulator}.csv`);
    const reading = await read(bytes, `lif_${simulator}.csv`, { dt: 1e-4, unit: 's' });
    const rows = new TextDecoder().decode(bytes).trim().split('\n').map((row) => row.split(',').map(Number));
    expect(reading.options.table).toBe('traces');
    expect(trainsOf(reading.raster)).toEqual([rows.flatMap((row, step) => (row[2] > 0 ? [step * 1e-4] : []))]);
    expect(reading.raster.times).toHaveLength(4);
    expect(reading.raster).toMatchObject({ neurons: 1, unit: 's', dt: 1e-4 });
    expect(reading.raster.end).toBeCloseTo(0.1, 12);
    const [input, membrane] = reading.raster.traces;
    expect([input.label, membrane.label]).toEqual(['input', 'membrane']);
    expect(membrane.values).toEqual(Float32Array.from(rows, (row) => row[1]));
    expect(questionOf(reading, 'unit')).toBeUndefined();
  });
});
