/**
 * An Experiment says everything about a run: plain, versioned JSON, small enough for a link. This schema
 * gives the type, the defaults, the limits and the messages.
 */
import * as z from 'zod/mini';
import { ENCODERS, type Encoder } from '../inputs/encoders';
import { WAVEFORMS, type Waveform } from '../inputs/waveforms';
import { PARALLEL_NEURONS } from '../neurons/parallel';
import { FIELDS, MAX_LAYERS, MAX_STEPS, type FieldName, type NumberField } from './fields';

export const EXPERIMENT_VERSION = 1;

/** Neurons a layer may have: the parallel family, and the sequential ones as a loop. */
export const NEURON_KINDS = [...PARALLEL_NEURONS.map((n) => n.kind), 'lif', 'if', 'plif'] as const;
export type NeuronKind = (typeof NEURON_KINDS)[number];

const range = (f: NumberField) => `${f.name} ${f.symbol === f.name ? '' : `${f.symbol} `}must be ${f.whole ? 'a whole number ' : ''}from ${f.min} to ${f.max}`;

function number(name: FieldName) {
  const f: NumberField = FIELDS[name];
  const message = range(f);
  const base = z.number(message).check(z.gte(f.min, message), z.lte(f.max, message));
  return z._default(f.whole ? base.check(z.multipleOf(1, message)) : base, f.start);
}

function choice<const T extends readonly string[]>(name: string, values: T, start: T[number]) {
  return z._default(z.enum(values, `${name} must be one of ${values.join(', ')}`), start as never);
}

const flag = (name: string, start: boolean) => z._default(z.boolean(`${name} must be on or off`), start);
const finite = (message: string, limit: number) => z.number(message).check(z.gte(-limit, message), z.lte(limit, message));

export const CONTROL_POINTS = { min: 2, max: 64, limit: 4 } as const;
export const MAX_EDITS = 4096;

const input = z.object({
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
  points: z._default(
    z.array(finite('a drawn current stays within ±4', CONTROL_POINTS.limit)).check(
      z.minLength(CONTROL_POINTS.min, 'a drawn current has 2 to 64 points'),
      z.maxLength(CONTROL_POINTS.max, 'a drawn current has 2 to 64 points'),
    ),
    [0, 0, 1, 1.5, 1, 0, 0, 0.5, 2, 2, 0.5, 0],
  ),
  /** A 28×28 figure drawn by hand, as text. */
  bitmap: z._default(z.string().check(z.maxLength(2000, 'a drawn figure has at most 2,000 characters')), ''),
  show: choice('the figure', ['rows', 'repeat'], 'rows'),
  sample: choice('the recording', ['moving-bar', 'moving-digit'], 'moving-bar'),
  pixels: number('pixels'),
  polarity: choice('the polarity', ['both', 'on', 'off', 'separate'], 'both'),
  /** Name and fingerprint of the reader's own file; its content stays on their device. */
  file: z._default(z.string().check(z.maxLength(300, 'a file name has at most 300 characters')), ''),
});

const edit = z.tuple([
  z.number().check(z.gte(0), z.lt(MAX_STEPS), z.multipleOf(1, 'matrix rows are whole numbers')),
  z.number().check(z.gte(0), z.lt(MAX_STEPS), z.multipleOf(1, 'matrix columns are whole numbers')),
  finite('matrix cells stay within ±100', 100),
]);

const layer = z.object({
  connect: choice('the connection', ['one-to-one', 'dense'], 'one-to-one'),
  neurons: number('neurons'),
  gain: number('gain'),
  neuron: choice('the neuron', NEURON_KINDS as unknown as readonly string[], 'psu'),
  tau: number('tau'),
  threshold: number('threshold'),
  sweeps: number('sweeps'),
  window: number('window'),
  lambda: number('lambda'),
  /** How learned numbers start: as the authors' code does, or at the LIF's own kernel. */
  start: choice('the start', ['released', 'lif', 'zero'], 'released'),
  learnedSeed: number('seed'),
  bias: number('bias'),
  edits: z._default(z.array(edit).check(z.maxLength(MAX_EDITS, `at most ${MAX_EDITS} matrix cells can be edited`)), []),
});

const baseline = z.object({
  model: choice('the baseline', ['lif', 'if', 'plif'], 'lif'),
  library: choice('the convention', ['psu', 'spikingjelly', 'snntorch'], 'psu'),
  reset: choice('the reset', ['soft', 'hard', 'none'], 'soft'),
  decayInput: flag('decay of the input', true),
  detachReset: flag('detached reset', true),
  delayReset: flag('delayed reset', true),
  resetValue: number('resetValue'),
});

const layersMessage = `a network has one to ${MAX_LAYERS} layers`;
export const experimentSchema = z.object({
  version: z.literal(EXPERIMENT_VERSION, `this app reads version ${EXPERIMENT_VERSION} experiments`),
  seed: number('seed'),
  steps: number('steps'),
  matrices: choice('the matrices', ['released', 'consistent'], 'released'),
  input: z._default(input, input.parse({})),
  layers: z._default(
    z.array(layer).check(z.minLength(1, layersMessage), z.maxLength(MAX_LAYERS, layersMessage)),
    [layer.parse({})],
  ),
  baseline: z._default(baseline, baseline.parse({})),
});

export type Experiment = z.infer<typeof experimentSchema>;
export type InputSettings = Experiment['input'];
export type LayerSettings = Experiment['layers'][number];
export type BaselineSettings = Experiment['baseline'];

/** A fresh Experiment with every default. */
export const defaultExperiment = (): Experiment => experimentSchema.parse({ version: EXPERIMENT_VERSION });
export const defaultLayer = (): LayerSettings => layer.parse({});

/** What is wrong with an Experiment, in one sentence for people. */
export class ExperimentError extends Error {
  override readonly name = 'ExperimentError';
}

/** Where a value stands, for people: `layer 2`, `input`. */
function place(path: readonly PropertyKey[]): string {
  if (path[0] === 'layers' && typeof path[1] === 'number') return `layer ${path[1] + 1}: `;
  return path.length > 1 ? `${String(path[0])}: ` : '';
}

/**
 * Checks a value from outside and fills in the defaults. Unknown keys are dropped.
 * @throws ExperimentError with one sentence naming the place and the limit
 */
export function parseExperiment(value: unknown): Experiment {
  const result = z.safeParse(experimentSchema, value);
  if (result.success) return result.data;
  const { path, message } = result.error.issues[0];
  throw new ExperimentError(`${place(path)}${message}.`.replace(/^./, (c) => c.toUpperCase()));
}
