import { trainingReadout, trainingGrid } from '@/lib/figures/training/pointing';
import { power, significant } from '@/lib/figures/training/numbers';
import { confusionSentence, trainingSentence } from '@/lib/figures/training/sentences';
import type { CurvesSpec, DensitySpec, EvolutionSpec, StackedSpec, TrainingSpec } from '@/lib/figures/training/spec';
import { MOST_ROWS, trainingCsv, trainingTable } from '@/lib/figures/training/table';
import { accuracy, confusion, density, evolution, sheet, stacked, TRAINING } from './trainingSamples';

const lines = (spec: TrainingSpec) => trainingCsv(spec).join('').split('\r\n').slice(0, -1);

test('numbers are written with the digits that count', () => {
  expect([0.31234, 12.44, 213.2, 1204, 0.0000312, -0.00005, 1e7, 0, NaN].map(significant)).toEqual(['0.312', '12.4', '213', '1,204', '3.1·10⁻⁵', '−5·10⁻⁵', '10⁷', '0', '–']);
  expect([power(9.97e-5), power(2e12)]).toEqual(['10⁻⁴', '2·10¹²']);
});

describe('the sentence', () => {
  it('of curves names the best first, with spread and references', () => {
    expect(trainingSentence(accuracy)).toBe(
      'After epoch 30: PPSU 97.0\u202f% ± 0.5\u202f%, IPSU 96.8\u202f% ± 0.7\u202f%, LIF 96.0\u202f% ± 1.2\u202f%, PSU 95.8\u202f% ± 0.6\u202f%, RPSU 95.1\u202f% ± 0.5\u202f%, PSN 94.4\u202f% ± 0.8\u202f%; chance is 10.0\u202f% and linear is 90.2\u202f%.',
    );
  });

  it('of curves tells what ended early and what is no longer finite', () => {
    const spec: CurvesSpec = {
      figure: 'curves', label: '', xLabel: 'seconds', yLabel: '',
      series: [
        { label: 'LIF', colour: 'lif', points: [[0, 2], [40.5, 0.25, 0.2, 0.3]] },
        { label: 'PSU', colour: 'psu', points: [[0, 2], [9, 0.5]] },
        { label: 'PSN', colour: 'psn', points: [[0, 2], [40, NaN]] },
      ],
    };
    expect(trainingSentence(spec)).toBe('After 40.5 seconds: LIF 0.250 ± 0.050, PSU 0.500 (9 seconds), PSN 2.00 (no finite value after 0 seconds).');
    expect(trainingSentence({ ...spec, series: [] })).toBe('There is no point yet.');
    expect(trainingSentence({ ...spec, series: [], empty: 'Press Train.' })).toBe('Press Train.');
  });

  it('of a confusion matrix names the commonest mistake', () => {
    expect(trainingSentence(confusion)).toBe('936 of 1,034 right (90.5\u202f%); the commonest mistake is 6 taken for 1, 8 of 103 (7.8\u202f%).');
    expect(confusionSentence({ labels: ['a', 'b'], counts: [3, 0, 0, 4] })).toBe('All 7 are right.');
    expect(confusionSentence({ labels: ['a'], counts: [0] })).toBe('Nothing was counted yet.');
    expect(() => confusionSentence({ labels: ['a', 'b'], counts: [1] })).toThrow('A confusion matrix of 2 classes needs 4 counts, not 1.');
  });

  it('of potentials tells the share that would fire', () => {
    const spec: DensitySpec = { figure: 'density', label: '', edges: [0, 1, 2], threshold: 1.5, series: [{ label: 'one', counts: [3, 1] }, { label: 'two', counts: [1, 0] }] };
    expect(trainingSentence(spec)).toBe('At or above the threshold 1.5 lie 12.5\u202f% of H in one and 0\u202f% in two; the orange part would fire.');
    expect(trainingSentence({ ...spec, series: [{ label: 'two', counts: [1, 0] }] })).toContain('nothing fires.');
    expect(trainingSentence({ ...spec, series: [{ label: 'one', counts: [3, 1], above: 0.2 }] })).toContain('20.0\u202f% of H in one');
    expect(trainingSentence({ ...spec, threshold: null })).toBe('H of one and two runs from 0.00 to 2.00.');
    expect(trainingSentence({ ...spec, series: [] })).toBe('Nothing was counted yet.');
  });

  it('of a matrix tells how far it went', () => {
    const spec: EvolutionSpec = { figure: 'evolution', label: '', size: 2, frames: [{ label: 'start', values: Float32Array.of(0, 0, 0, 1) }, { label: 'now', values: Float32Array.of(0, 0, 0.5, NaN) }] };
    expect(trainingSentence(spec)).toBe('From start to now the weights changed by 0.167 on average, at most 0.500 (output step 1, input step 0).');
    expect(trainingSentence({ ...spec, frames: [spec.frames[0]] })).toBe('start: weights of at most 1.00 in size; nothing has changed yet.');
    expect(trainingSentence({ ...spec, frames: [spec.frames[0], { label: 'now', values: Float32Array.of(0, 0, 0, 1) }] })).toBe('From start to now no weight changed.');
    expect(trainingSentence({ ...spec, frames: [spec.frames[0], { label: 'now', values: new Float32Array(4).fill(NaN) }] })).toBe('The weights are no longer finite.');
  });

  it('of bars tells how many times less, and what takes longest', () => {
    expect(trainingSentence(stacked)).toBe('A step takes LIF 213 ms and PSU 26.5 ms, 8 times less, the others lie between; backward is 70\u202f% of the longest.');
    const spec: StackedSpec = { figure: 'stacked', label: '', parts: ['forward', 'backward'], bars: [{ label: 'LIF', colour: 'lif', values: [1, 3] }, { label: 'PSU', colour: 'psu', values: [NaN, 1] }] };
    expect(trainingSentence(spec)).toBe('A step takes LIF 4.00 ms; backward is 75\u202f% of it.');
    expect(trainingSentence({ ...spec, bars: [] })).toBe('Nothing was timed yet.');
  });

  it('of a sheet counts pictures and mistakes', () => {
    expect(trainingSentence(sheet)).toBe('32 pictures of 4 classes; the 8 framed ones are mistakes.');
    expect(trainingSentence({ ...sheet, pictures: sheet.pictures.filter(({ wrong }) => wrong).slice(0, 1) })).toBe('1 picture of 1 class, a mistake.');
    expect(trainingSentence({ ...sheet, pictures: [] })).toBe('There is no picture to show.');
  });
});

describe('the readout', () => {
  it('tells what is under the cursor', () => {
    expect(trainingReadout(accuracy, { step: 0, neuron: 0 })).toMatch(/^epoch 0: LIF 10\.\d\u202f%, PSU/);
    expect(trainingReadout(confusion, { step: 9, neuron: 4 })).toBe('is 4, answered 9: 3 of 105 (2.9\u202f%)');
    expect(trainingReadout(density, { step: 0, neuron: 2 })).toBe('layer 3: 0.3\u202f% at or above the threshold');
    expect(trainingReadout(evolution, { step: 0, neuron: 0 })).toMatch(/^output step 0, input step 0: start −?0\.\d{3}, epoch 1 /);
    expect(trainingReadout(stacked, { step: 0, neuron: 1 })).toBe('PSU: forward 8.40, backward 14.9, update 3.20; 26.5 ms');
    expect(trainingReadout(sheet, { step: 1, neuron: 0 })).toBe('3: said 0, is 3');
  });

  it.each(Object.keys(TRAINING))('says nothing beyond the figure: %s', (name) => {
    const { spec } = TRAINING[name];
    const { steps, neurons } = trainingGrid(spec);
    expect([null, { step: -1, neuron: 0 }, { step: steps, neuron: 0 }, { step: 0, neuron: neurons }].map((cell) => trainingReadout(spec, cell))).toEqual(['', '', '', '']);
    expect(trainingReadout(spec, { step: steps - 1, neuron: neurons - 1 })).not.toMatch(/^$|NaN|undefined/);
  });
});

describe('the table and the file', () => {
  it('hold the same columns', () => {
    for (const { spec } of Object.values(TRAINING)) {
      const { columns, rows, note } = trainingTable(spec);
      const file = lines(spec);
      expect(file[0].split(',')).toHaveLength(columns.length);
      expect(rows.every((row) => row.length === columns.length)).toBe(true);
      expect(new Set(columns).size).toBe(columns.length);
      expect([rows.length, note === undefined]).toEqual([Math.min(MOST_ROWS, file.length - 1), file.length - 1 <= MOST_ROWS]);
      expect(file.join('')).not.toMatch(/NaN|undefined/);
    }
  });

  it('keep curves of unequal length side by side, with their edges', () => {
    const spec: CurvesSpec = { figure: 'curves', label: '', xLabel: 'epoch', yLabel: '', series: [{ label: 'a', colour: 'lif', points: [[0, 1, 0.5, 1.5], [2, NaN]] }, { label: '', colour: 'lif', style: 'thin', points: [[1, 0.1]] }] };
    expect(lines(spec)).toEqual(['epoch,a,a low,a high,series 1 (training)', '0,1,0.5,1.5,', '1,,,,0.1', '2,,,,']);
    expect(trainingTable(spec).rows[1]).toEqual(['1', '–', '–', '–', '0.100']);
  });

  it('quote what a label may hold', () => {
    const spec: StackedSpec = { figure: 'stacked', label: '', parts: ['a,b'], bars: [{ label: 'say "hi"\nthere', colour: 'lif', values: [1] }] };
    expect(trainingCsv(spec).join('')).toBe(',"a,b (ms)",total (ms)\r\n"say ""hi""\nthere",1,1\r\n');
  });
});
