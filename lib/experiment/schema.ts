/**
 * An Experiment says everything about a run: plain, versioned JSON, small enough for a link. This schema
 * gives the type, the defaults, the limits and the messages.
 */
import { decodeBitmap } from '../inputs/bitmapText';
import { ENCODERS, type Encoder } from '../inputs/encoders';
import { WAVEFORMS, type Waveform } from '../inputs/waveforms';
import { PARALLEL_NEURONS } from '../neurons/parallel';
import { FIELDS, MAX_LAYERS, MAX_STEPS, type FieldName, type NumberField } from './fields';
import { choice, ExperimentError, flag, list, number as numeric, refuse, shape, text, type Kind, type TypeOf } from './kinds';

export { ExperimentError };

export const EXPERIMENT_VERSION = 1;

/** Neurons a layer may have: the parallel family, and the sequential ones as a loop. */
export const NEURON_KINDS = [...PARALLEL_NEURONS.map((n) => n.kind), 'lif', 'if', 'plif'] as const;
export type NeuronKind = (typeof NEURON_KINDS)[number];

const range = (f: NumberField) => `${f.name} ${f.symbol === f.name ? '' : `${f.symbol} `}must be ${f.whole ? 'a whole number ' : ''}from ${String(f.min).replace('-', '−')} to ${f.max}`;

function number(name: FieldName) {
  const f: NumberField = FIELDS[name];
  return numeric(f.start, f, range(f));
}

export const CONTROL_POINTS = { min: 2, max: 64, limit: 4 } as const;
export const MAX_EDITS = 4096;
/** Largest magnitude of a matrix cell. */
export const MAX_CELL = 100;

const bitmapText = text('a drawn figure', 2000);

/** A 28×28 figure drawn by hand, as text; a damaged one is refused here, before anything tries to show it. */
const bitmap: Kind<string> = {
  start: bitmapText.start,
  check(value, place) {
    const figure = bitmapText.check(value, place);
    try {
      decodeBitmap(figure);
    } catch (error) {
      throw new ExperimentError((error as Error).message);
    }
    return figure;
  },
};

const input = shape({
  source: choice('the input', ['generate', 'current', 'digit', 'sample', 'file'], 'generate'),
  waveform: choice('the waveform', Object.keys(WAVEFORMS) as Waveform[], 'sine'),
  neurons: number('neurons'),
  mean: number('mean'),
  amplitude: number('amplitude'),
  period: number('period'),
  onset: number('onset'),
  width: number('width'),
  gap: number('gap'),
  rate: number('rate'),
  noise: number('noise'),
  spread: number('spread'),
  encoder: choice('the encoder', Object.keys(ENCODERS) as Encoder[], 'direct'),
  deltaThreshold: number('deltaThreshold'),
  /** A current drawn by hand: values at evenly spaced times. */
  points: list(
    numeric(0, { min: -CONTROL_POINTS.limit, max: CONTROL_POINTS.limit }, 'a drawn current stays within ±4'),
    () => [0, 0, 1, 1.5, 1, 0, 0, 0.5, 2, 2, 0.5, 0],
    CONTROL_POINTS,
    'a drawn current has 2 to 64 points',
  ),
  bitmap,
  show: choice('the figure', ['rows', 'repeat'], 'rows'),
  sample: choice('the recording', ['moving-bar', 'moving-digit'], 'moving-bar'),
  pixels: number('pixels'),
  polarity: choice('the polarity', ['both', 'on', 'off', 'separate'], 'both'),
  /** Name and fingerprint of the reader's own file; its content stays on their device. */
  file: text('a file name', 300),
}, 'input: ');

const index = (what: string) => numeric(0, { min: 0, max: MAX_STEPS - 1, whole: true }, `matrix ${what} are whole numbers below ${MAX_STEPS}`);
const cell = numeric(0, { min: -MAX_CELL, max: MAX_CELL }, `matrix cells stay within ±${MAX_CELL}`);

/** One cell of a learned matrix set by hand: row, column, value. */
const edit: Kind<[number, number, number]> = {
  start: () => [0, 0, 0],
  check(value, place) {
    if (!Array.isArray(value) || value.length !== 3) return refuse(place, 'a matrix edit is three numbers: row, column, value');
    const [row, column, v] = value;
    return [index('rows').check(row, place), index('columns').check(column, place), cell.check(v, place)];
  },
};

const layer = shape({
  connect: choice('the connection', ['one-to-one', 'dense'], 'one-to-one'),
  neurons: number('neurons'),
  gain: number('gain'),
  neuron: choice('the neuron', NEURON_KINDS, 'psu'),
  tau: number('tau'),
  threshold: number('threshold'),
  sweeps: number('sweeps'),
  window: number('window'),
  lambda: number('lambda'),
  /** How learned numbers start: as the authors' code does, at the LIF's own kernel, at nothing, or as trained, from the input file. */
  start: choice('the start', ['released', 'lif', 'zero', 'file'], 'released'),
  learnedSeed: number('seed'),
  bias: number('bias'),
  edits: list(edit, () => [], { min: 0, max: MAX_EDITS }, `at most ${MAX_EDITS} matrix cells can be edited`),
});

const baseline = shape({
  model: choice('the baseline', ['lif', 'if', 'plif'], 'lif'),
  library: choice('the convention', ['psu', 'spikingjelly', 'snntorch'], 'psu'),
  reset: choice('the reset', ['soft', 'hard', 'none'], 'soft'),
  decayInput: flag('decay of the input', true),
  detachReset: flag('detached reset', true),
  delayReset: flag('delayed reset', true),
  resetValue: number('resetValue'),
}, 'baseline: ');

const version: Kind<typeof EXPERIMENT_VERSION> = {
  start: () => EXPERIMENT_VERSION,
  check(value) {
    if (value === EXPERIMENT_VERSION) return EXPERIMENT_VERSION;
    throw new ExperimentError(`This app reads version ${EXPERIMENT_VERSION} experiments; this one says version ${String(value).slice(0, 20)}.`);
  },
};

export const experimentSchema = shape({
  version,
  seed: number('seed'),
  steps: number('steps'),
  matrices: choice('the matrices', ['released', 'consistent'], 'released'),
  input,
  layers: list(layer, () => [layer.start()], { min: 1, max: MAX_LAYERS }, `a network has one to ${MAX_LAYERS} layers`, (i) => `layer ${i + 1}: `),
  baseline,
});

export type Experiment = TypeOf<typeof experimentSchema>;
export type InputSettings = Experiment['input'];
export type LayerSettings = Experiment['layers'][number];
export type BaselineSettings = Experiment['baseline'];

/** A fresh Experiment with every default. */
export const defaultExperiment = (): Experiment => experimentSchema.start();
export const defaultLayer = (): LayerSettings => layer.start();

/**
 * Checks a value from outside and fills in the defaults. Unknown keys are dropped.
 * @throws ExperimentError with one sentence naming the place and the limit
 */
export const parseExperiment = (value: unknown): Experiment => experimentSchema.check(value ?? null, '');
