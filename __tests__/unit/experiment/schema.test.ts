/** @jest-environment node */
import fc from 'fast-check';
import { FIELDS, MAX_LAYERS, type FieldName, type NumberField } from '@/lib/experiment/fields';
import { PRESETS, presetExperiment } from '@/lib/experiment/presets';
import { defaultExperiment, defaultLayer, ExperimentError, NEURON_KINDS, parseExperiment, type Experiment } from '@/lib/experiment/schema';
import { experiments, experimentWith } from './experiments';

/** Where each number of the table stands in an Experiment. */
const PLACES: Record<FieldName, (value: unknown) => unknown> = {
  ...Object.fromEntries(['seed', 'steps'].map((n) => [n, (v: unknown) => ({ version: 1, [n]: v })])),
  ...Object.fromEntries(
    ['neurons', 'mean', 'amplitude', 'period', 'onset', 'width', 'gap', 'rate', 'noise', 'spread', 'deltaThreshold', 'pixels']
      .map((n) => [n, (v: unknown) => ({ version: 1, input: { [n]: v } })]),
  ),
  ...Object.fromEntries(
    ['gain', 'tau', 'threshold', 'sweeps', 'window', 'lambda', 'bias'].map((n) => [n, (v: unknown) => ({ version: 1, layers: [{ [n]: v }] })]),
  ),
  resetValue: (v: unknown) => ({ version: 1, baseline: { resetValue: v } }),
} as Record<FieldName, (value: unknown) => unknown>;

function messageOf(value: unknown): string {
  try {
    parseExperiment(value);
  } catch (error) {
    expect(error).toBeInstanceOf(ExperimentError);
    return (error as Error).message;
  }
  throw new Error(`Nothing was wrong with ${JSON.stringify(value)}.`);
}

const oneSentence = /^[A-Z][^\n]*\.$/;

describe('the default Experiment', () => {
  it('takes every number from the table', () => {
    const { input, layers, baseline, seed, steps } = defaultExperiment();
    const [layer] = layers;
    const found: Record<string, unknown> = { ...layer, ...input, ...baseline, seed, steps };
    for (const name of Object.keys(FIELDS) as FieldName[]) expect([name, found[name]]).toEqual([name, FIELDS[name].start]);
    expect(layer.neurons).toBe(FIELDS.neurons.start);
    expect(layer.learnedSeed).toBe(FIELDS.seed.start);
  });

  it('is a PSU, one layer, fed by a sine, beside the LIF of the release', () => {
    const experiment = defaultExperiment();
    expect(experiment).toMatchObject({ version: 1, matrices: 'released', input: { source: 'generate', waveform: 'sine' } });
    expect(experiment.layers).toEqual([defaultLayer()]);
    expect(experiment.layers[0]).toMatchObject({ neuron: 'psu', connect: 'one-to-one', start: 'released', edits: [] });
    expect(experiment.baseline).toMatchObject({ model: 'lif', library: 'psu', reset: 'soft' });
  });

  it('is made afresh each time', () => {
    const first = defaultExperiment();
    first.layers[0].edits.push([0, 0, 1]);
    first.input.points[0] = 3;
    first.baseline.reset = 'none';
    expect(defaultExperiment()).toEqual(parseExperiment({ version: 1 }));
    expect(defaultExperiment().layers[0].edits).toEqual([]);
    expect(defaultExperiment().input.points[0]).toBe(0);
    expect(defaultLayer().edits).not.toBe(defaultLayer().edits);
  });
});

describe('limits of the numbers', () => {
  it.each(Object.keys(FIELDS) as FieldName[])('%s is refused beyond its range, in one sentence with the range', (name) => {
    const { min, max, symbol, whole, name: plain }: NumberField = FIELDS[name];
    const wrong: unknown[] = [min - 1, max + 1, Number.NaN, Infinity, '3', null, ...(whole ? [min + 0.5] : [])];
    for (const value of wrong) {
      const message = messageOf(PLACES[name](value));
      expect(message).toMatch(oneSentence);
      expect(message.toLowerCase()).toContain(plain);
      expect(message).toContain(symbol === 'seed' ? 'Seed' : symbol);
      expect(message).toContain(`from ${String(min).replace('-', '−')} to ${max}`);
    }
    for (const value of [min, max]) expect(() => parseExperiment(PLACES[name](value))).not.toThrow();
  });

  it('says where', () => {
    expect(messageOf({ version: 1, layers: [{}, { tau: 0 }] })).toBe('Layer 2: time constant τ must be from 1 to 100.');
    expect(messageOf({ version: 1, input: { noise: -1 } })).toBe('Input: noise η must be from 0 to 10.');
    expect(messageOf({ version: 1, steps: 2.5 })).toBe('Time steps T must be a whole number from 1 to 4096.');
  });
});

describe('other limits', () => {
  it.each<[string, unknown, RegExp]>([
    ['an unknown version', { version: 2 }, /version 1/],
    ['no version', {}, /version 1/],
    ['an unknown neuron', { version: 1, layers: [{ neuron: 'pus' }] }, /^Layer 1: the neuron must be one of psu, .*lif/],
    ['an unknown waveform', { version: 1, input: { waveform: 'saw' } }, /^Input: the waveform must be one of zero, constant/],
    ['a flag that is text', { version: 1, baseline: { decayInput: 'yes' } }, /on or off/],
    ['no layer', { version: 1, layers: [] }, new RegExp(`one to ${MAX_LAYERS} layers`)],
    ['too many layers', { version: 1, layers: [{}, {}, {}, {}] }, new RegExp(`one to ${MAX_LAYERS} layers`)],
    ['one control point', { version: 1, input: { points: [1] } }, /2 to 64 points/],
    ['too many control points', { version: 1, input: { points: new Array(65).fill(0) } }, /2 to 64 points/],
    ['a control point beyond its limit', { version: 1, input: { points: [0, 4.5] } }, /±4/],
    ['a long figure', { version: 1, input: { bitmap: 'p'.repeat(2001) } }, /2,?000 characters/],
    ['a long file name', { version: 1, input: { file: 'f'.repeat(301) } }, /300 characters/],
    ['too many edits', { version: 1, layers: [{ edits: new Array(4097).fill([0, 0, 1]) }] }, /4096 matrix cells/],
    ['an edit beyond its limit', { version: 1, layers: [{ edits: [[0, 0, 101]] }] }, /±100/],
    ['an edit in no row', { version: 1, layers: [{ edits: [[0.5, 0, 1]] }] }, /rows are whole numbers/],
    ['an edit beyond the last row', { version: 1, layers: [{ edits: [[4096, 0, 1]] }] }, /4096|4095/],
    ['an edit before the first column', { version: 1, layers: [{ edits: [[0, -1, 1]] }] }, /columns|from 0/],
    ['an edit of two numbers', { version: 1, layers: [{ edits: [[0, 1]] }] }, /^Layer 1: a matrix edit is three numbers: row, column, value\.$/],
    ['a figure that is a number', { version: 1, input: { bitmap: 7 } }, /figure/],
    ['layers that are no list', { version: 1, layers: 3 }, /layers/],
    ['an input that is no object', { version: 1, input: 3 }, /input/i],
    ['a layer that is no object', { version: 1, layers: [3] }, /^Layer 1: .*layer/],
    ['nothing at all', null, /experiment|version/i],
    ['text', 'psu', /experiment|version/i],
  ])('%s is refused in one sentence that names it', (_name, value, sentence) => {
    const message = messageOf(value);
    expect(message).toMatch(oneSentence);
    expect(message).not.toContain('Invalid input');
    expect(message).toMatch(sentence);
  });
});

describe('parseExperiment', () => {
  it('gives a valid Experiment back as it was', () => {
    fc.assert(fc.property(experiments, (experiment) => {
      expect(parseExperiment(experiment)).toEqual(experiment);
      expect(parseExperiment(JSON.parse(JSON.stringify(experiment)))).toEqual(experiment);
    }), { numRuns: 60 });
  });

  it('drops keys it does not know and fills in those that are missing', () => {
    const parsed = parseExperiment({ version: 1, colour: 'red', layers: [{ tau: 3, colour: 'red' }] });
    expect(parsed).toEqual(experimentWith({ layers: [{ tau: 3 }] }));
  });

  it('knows every neuron of the app', () => {
    expect([...NEURON_KINDS].sort()).toEqual(
      ['exact-lif', 'if', 'ipsu', 'lif', 'masked-psn', 'plif', 'ppsu', 'psn', 'psu', 'reset-free', 'rpsu', 'sliding-psn', 'spsn'],
    );
  });
});

describe('presets', () => {
  it('are valid, differ from each other, and say one sentence', () => {
    const made = PRESETS.map((preset): Experiment => {
      const experiment = presetExperiment(preset);
      expect(parseExperiment(experiment)).toEqual(experiment);
      expect(preset.sentence).toMatch(/^\S[^\n]*\.$/);
      return experiment;
    });
    expect(new Set(PRESETS.map((p) => p.id)).size).toBe(PRESETS.length);
    expect(new Set(made.map((e) => JSON.stringify(e))).size).toBe(PRESETS.length);
  });
});
