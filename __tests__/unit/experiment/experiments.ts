import fc from 'fast-check';
import { FIELDS, type FieldName, type NumberField } from '@/lib/experiment/fields';
import { CONTROL_POINTS, defaultExperiment, defaultLayer, NEURON_KINDS, type Experiment, type LayerSettings } from '@/lib/experiment/schema';
import { encodeBitmap } from '@/lib/inputs/bitmapText';
import { ENCODERS } from '@/lib/inputs/encoders';
import { WAVEFORMS } from '@/lib/inputs/waveforms';

// A link has no minus zero.
const within = (min: number, max: number) => fc.double({ min, max, noNaN: true }).map((v) => v + 0);

/** Any value that a number's field allows. */
export function numberOf(name: FieldName): fc.Arbitrary<number> {
  const { min, max, whole }: NumberField = FIELDS[name];
  return fc.oneof(whole ? fc.integer({ min, max }) : within(min, max), fc.constantFrom(min, max, FIELDS[name].start));
}

const numbers = <N extends FieldName>(...names: N[]) =>
  Object.fromEntries(names.map((n) => [n, numberOf(n)])) as Record<N, fc.Arbitrary<number>>;

const cell = fc.tuple(fc.integer({ min: 0, max: 4095 }), fc.integer({ min: 0, max: 4095 }), within(-100, 100));

const layer = fc.record({
  ...numbers('neurons', 'gain', 'tau', 'threshold', 'sweeps', 'window', 'lambda', 'bias'),
  learnedSeed: numberOf('seed'),
  connect: fc.constantFrom('one-to-one', 'dense'),
  neuron: fc.constantFrom(...NEURON_KINDS),
  start: fc.constantFrom('released', 'lif', 'zero'),
  edits: fc.array(cell, { maxLength: 20 }),
}) as fc.Arbitrary<LayerSettings>;

const text = (maxLength: number) => fc.string({ unit: 'grapheme', maxLength }).filter((s) => s.length <= maxLength);

const figure = fc.uint8Array({ minLength: 784, maxLength: 784, max: 15 }).map(encodeBitmap);

/** Any valid Experiment. */
export const experiments = fc.record({
  version: fc.constant(1),
  ...numbers('seed', 'steps'),
  matrices: fc.constantFrom('released', 'consistent'),
  input: fc.record({
    ...numbers('neurons', 'mean', 'amplitude', 'period', 'onset', 'width', 'gap', 'rate', 'noise', 'spread', 'deltaThreshold', 'pixels'),
    source: fc.constantFrom('generate', 'current', 'digit', 'sample', 'file'),
    waveform: fc.constantFrom(...Object.keys(WAVEFORMS)),
    encoder: fc.constantFrom(...Object.keys(ENCODERS)),
    points: fc.array(within(-4, 4), { minLength: CONTROL_POINTS.min, maxLength: CONTROL_POINTS.max }),
    bitmap: figure,
    show: fc.constantFrom('rows', 'repeat'),
    sample: fc.constantFrom('moving-bar', 'moving-digit'),
    polarity: fc.constantFrom('both', 'on', 'off', 'separate'),
    file: text(60),
  }),
  layers: fc.array(layer, { minLength: 1, maxLength: 3 }),
  baseline: fc.record({
    resetValue: numberOf('resetValue'),
    model: fc.constantFrom('lif', 'if', 'plif'),
    library: fc.constantFrom('psu', 'spikingjelly', 'snntorch'),
    reset: fc.constantFrom('soft', 'hard', 'none'),
    decayInput: fc.boolean(), detachReset: fc.boolean(), delayReset: fc.boolean(),
  }),
}) as unknown as fc.Arbitrary<Experiment>;

type Change = Partial<Omit<Experiment, 'input' | 'layers' | 'baseline'>> & {
  input?: Partial<Experiment['input']>;
  layers?: Partial<LayerSettings>[];
  baseline?: Partial<Experiment['baseline']>;
};

/** The default Experiment with a few things changed. */
export function experimentWith({ input, layers = [{}], baseline, ...rest }: Change = {}): Experiment {
  const base = defaultExperiment();
  return {
    ...base, ...rest,
    input: { ...base.input, ...input },
    layers: layers.map((change) => ({ ...defaultLayer(), ...change })),
    baseline: { ...base.baseline, ...baseline },
  };
}
