/** @jest-environment node */
import { NEURON_KINDS, type NeuronKind } from '@/lib/experiment/schema';
import { decodeWire, encodeWire } from '@/lib/notebook/kernel/wire';
import { run, spikeTimes, type Run } from '@/lib/notebook/run';
import { readSpec } from '@/lib/notebook/sandbox/messages';
import { view, VIEWS, type ViewName } from '@/lib/notebook/views';
import { drawn } from './specs';

const STEPS = 10;
const made = (neuron: NeuronKind, steps = STEPS) => run({ steps, input: { neurons: 3 }, layers: [{ neuron, sweeps: 2, window: 4 }] });

/** Views that show nothing, because the neuron has no such part: the table of docs/architecture.md. */
const NOTHING: Record<NeuronKind, readonly ViewName[]> = {
  psu: ['learned'], 'exact-lif': ['learned'],
  ipsu: ['calibration', 'sweeps'],
  rpsu: ['sweeps'], ppsu: ['sweeps'],
  'reset-free': ['kernel', 'learned', 'calibration', 'sweeps'], spsn: ['kernel', 'learned', 'calibration', 'sweeps'],
  psn: ['kernel', 'calibration', 'sweeps'], 'masked-psn': ['kernel', 'calibration', 'sweeps'], 'sliding-psn': ['kernel', 'calibration', 'sweeps'],
  lif: ['leak', 'kernel', 'learned', 'sweeps'], if: ['leak', 'kernel', 'learned', 'sweeps'], plif: ['leak', 'kernel', 'learned', 'sweeps'],
};

describe.each(NEURON_KINDS)('of %s', (kind) => {
  let from: Run;
  beforeAll(async () => {
    from = await made(kind);
  });

  test.each(VIEWS)('%s can be sent and drawn', (name) => {
    const specs = [{}, { side: 'parallel' }, { side: 'baseline' }, { neuron: 2 }].flatMap((options) => view(from, name, options as object));
    for (const spec of specs) {
      const sent = readSpec(decodeWire(encodeWire(spec)));
      expect(drawn(sent)).toBeGreaterThan(0);
      expect(drawn(sent, { cursor: { step: STEPS - 1, neuron: 2 } })).toBeGreaterThan(0);
      expect(spec.label).toMatch(/\w/);
    }
  });

  test('only what it lacks shows nothing', () => {
    expect(VIEWS.filter((name) => view(from, name).length === 0)).toEqual(VIEWS.filter((name) => NOTHING[kind].includes(name)));
  });
});

describe('a view shows the run’s own numbers', () => {
  let from: Run;
  beforeAll(async () => {
    from = await made('psu');
  });

  test('both sides, on one scale', () => {
    const [baseline, parallel] = view(from, 'membrane');
    expect(parallel).toMatchObject({ figure: 'heatmap', side: 'parallel', values: from.parallel[0].membrane, steps: STEPS, channels: 3, threshold: from.experiment.layers[0].threshold });
    expect(baseline).toMatchObject({ side: 'baseline', values: from.baseline[0].membrane });
    const all = [...from.parallel[0].membrane, ...from.baseline[0].membrane];
    for (const spec of [baseline, parallel]) expect(spec).toMatchObject({ lo: Math.min(...all), hi: Math.max(...all) });
  });

  test('one side, where one is asked for', () => {
    for (const name of ['charge', 'reset', 'membrane', 'spikes', 'probability', 'trace', 'terms', 'rates'] as const) {
      const [only, ...others] = view(from, name, { side: 'baseline' });
      expect(others).toEqual([]);
      if (only.figure === 'lines' && name === 'trace') expect(only.lines).toHaveLength(1);
      if (only.figure === 'histogram') expect(only.series).toHaveLength(1);
    }
    expect(view(from, 'input', { side: 'baseline' })).toMatchObject([{ values: from.baseline[0].current }]);
  });

  test('the spikes of the neuron that is asked for, as ticks', () => {
    const [spec] = view(from, 'trace', { neuron: 2 });
    expect(spec.figure === 'lines' && spec.lines.map((line) => line.spikes)).toEqual([spikeTimes(from, 2, { side: 'baseline' }), spikeTimes(from, 2)]);
  });

  test('terms that add up: H is charge and −reset', () => {
    for (const spec of view(from, 'terms', { neuron: 1, side: 'parallel' })) {
      if (spec.figure !== 'lines') throw new Error('Terms are lines.');
      const [, charge, reset, h] = spec.lines.map(({ values }) => values);
      h.forEach((value, t) => expect(value).toBeCloseTo(charge[t] + reset[t], 5));
    }
  });

  test('the leak below the diagonal and on it, the reset kernel below it', () => {
    const [leak] = view(from, 'leak');
    const [kernel] = view(from, 'kernel');
    if (leak.figure !== 'matrix' || kernel.figure !== 'matrix') throw new Error('Matrices.');
    for (let t = 0; t < STEPS; t++) {
      for (let j = 0; j < STEPS; j++) {
        expect(leak.values[t * STEPS + j] !== 0).toBe(j <= t);
        expect(kernel.values[t * STEPS + j] !== 0).toBe(j < t);
      }
    }
  });

  test('of a long run no more than 128 rows of a matrix', async () => {
    expect(view(await made('psu', 200), 'leak')).toMatchObject([{ size: 128 }]);
  });
});

test('of a second layer, its own numbers', async () => {
  const from = await run({ steps: 6, input: { neurons: 3 }, layers: [{ neuron: 'psu', neurons: 3 }, { neuron: 'rpsu', neurons: 2, connect: 'dense' }] });
  expect(view(from, 'membrane', { layer: 1, side: 'parallel' })).toMatchObject([{ channels: 2, values: from.parallel[1].membrane, label: expect.stringContaining('RPSU') }]);
  expect(view(from, 'learned', { layer: 0 })).toEqual([]);
  expect(view(from, 'learned', { layer: 1 })).toHaveLength(1);
});

describe('what there is not is said', () => {
  test.each<[string, object, RegExp]>([
    ['film', {}, /no view "film"; there are input, charge/],
    ['constructor', {}, /no view "constructor"/],
    ['trace', { neuron: 3 }, /neuron runs from 0 to 2; 3 lies outside/],
    ['trace', { neuron: -1 }, /neuron runs from 0 to 2/],
    ['membrane', { layer: 1 }, /has 1 layers; layer 1 is not one of them/],
    ['trace', { layer: 1 }, /has 1 layers/],
    ['terms', { layer: 1 }, /has 1 layers/],
    ['rates', { layer: 1 }, /has 1 layers/],
    ['leak', { layer: 1 }, /has 1 layers/],
    ['sweeps', { layer: 1 }, /has 1 layers/],
    ['calibration', { layer: 1 }, /has 1 layers/],
    ['difference', { layer: 1 }, /has 1 layers/],
    ['current', { layer: 1 }, /has 1 layers/],
    ['input', { layer: -1 }, /has 1 layers/],
  ])('%s %j', async (name, options, message) => {
    const from = await made('psu');
    expect(() => view(from, name as ViewName, options)).toThrow(message);
  });
});
