/** @jest-environment node */
import fc from 'fast-check';
import { execute, float64Runner } from '@/lib/engine/execute';
import type { Experiment } from '@/lib/experiment/schema';
import { checkGraph } from '@/lib/nir/check';
import { nirOfExperiment } from '@/lib/nir/nirOfExperiment';
import { runNir } from '@/lib/nir/run';
import { writeNir } from '@/lib/nir/writeNir';
import { whole } from '@/lib/numerics/pieces';
import { experimentWith } from '../experiment/experiments';
import { read, recordOf } from './graphs';

jest.mock('h5wasm', () => jest.requireActual('../../setup/h5wasm'), { virtual: true });

const at = async () => undefined;

/** Spikes of each layer: in the Lab, and of the graph it is written as. */
async function both(experiment: Experiment, { side = 'baseline' as 'baseline' | 'parallel', dt = 1e-3, wrongReset = false, through = false } = {}) {
  const { input, [side]: layers } = await execute(experiment, null, float64Runner, at);
  const { graph, reset, notes } = nirOfExperiment(experiment, { channels: input.channels, dt, side });
  expect(checkGraph(graph).problems).toEqual([]);
  const written = through ? await read('a.nir', await writeNir(graph)) : graph;
  const other = reset === 'zero' ? 'subtract' : 'zero';
  const result = whole(runNir(written, input, { dt, discretisation: 'euler', reset: wrongReset ? other : reset, record: 'all' }));
  return { lab: layers.map(({ spikes }) => spikes), nir: layers.map((_, i) => recordOf(result, `layer${i + 1}`).spikes), reset, notes, graph };
}

const two = { steps: 200, input: { neurons: 10, noise: 0.7 }, layers: [{ tau: 3, threshold: 0.4 }, { connect: 'dense', neurons: 6, gain: 3, tau: 5, threshold: 0.3 }] } as const;
const spikesIn = (layers: readonly (Uint8Array | null)[]) => layers.map((spikes) => spikes!.reduce((sum, value) => sum + value, 0));

describe('the Lab’s baseline as a graph', () => {
  it.each<[string, Partial<Experiment['baseline']>]>([
    ['LIF of PSU’s release, soft', { library: 'psu', reset: 'soft' }],
    ['LIF of PSU’s release, hard', { library: 'psu', reset: 'hard' }],
    ['LIF without reset', { library: 'psu', reset: 'none' }],
    ['IF, soft', { library: 'psu', model: 'if', reset: 'soft' }],
    ['IF without reset', { library: 'psu', model: 'if', reset: 'none' }],
    ['PLIF', { library: 'psu', model: 'plif', reset: 'soft' }],
    ['SpikingJelly, decayed input, reset value', { library: 'spikingjelly', reset: 'hard', decayInput: true, resetValue: -0.2 }],
    ['SpikingJelly, plain input', { library: 'spikingjelly', reset: 'soft', decayInput: false }],
    ['snnTorch, corrected, zero', { library: 'snntorch', reset: 'hard', delayReset: false }],
  ])('fires alike: %s', async (_, baseline) => {
    const experiment = experimentWith({ ...two, layers: [...two.layers], baseline });
    const { lab, nir, graph } = await both(experiment);
    expect(spikesIn(lab).every((count) => count > 20)).toBe(true);
    expect(nir).toEqual(lab);
    expect(graph.nodes[0].name).toBe('input');
  });

  it('fires alike once it has been written to a file, whatever dt stands for', async () => {
    const experiment = experimentWith({ ...two, layers: [...two.layers] });
    for (const dt of [1e-4, 0.5]) {
      const { lab, nir } = await both(experiment, { dt, through: true });
      expect(nir).toEqual(lab);
    }
  });

  it('fires alike for many settings', async () => {
    const settings = fc.record({
      seed: fc.integer({ min: 0, max: 9999 }), tau: fc.double({ min: 1, max: 50, noNaN: true }), threshold: fc.double({ min: 0.05, max: 1, noNaN: true }),
      gain: fc.double({ min: 0.5, max: 4, noNaN: true }), connect: fc.constantFrom('dense' as const, 'one-to-one' as const), reset: fc.constantFrom('soft' as const, 'hard' as const, 'none' as const),
    });
    await fc.assert(fc.asyncProperty(settings, async ({ seed, reset, ...layer }) => {
      const { lab, nir } = await both(experimentWith({ seed, steps: 40, input: { neurons: 5 }, layers: [{ ...layer, neurons: 4 }], baseline: { reset } }));
      expect(nir).toEqual(lab);
    }), { numRuns: 40 });
  });

  it('fires otherwise with the other reset', async () => {
    const { lab, nir } = await both(experimentWith({ ...two, layers: [...two.layers] }), { wrongReset: true });
    expect(nir).not.toEqual(lab);
  });

  it('says so where a reset comes a step late, and then it fires otherwise', async () => {
    const experiment = experimentWith({ ...two, layers: [...two.layers], baseline: { library: 'snntorch', reset: 'soft', delayReset: true } });
    const { lab, nir, notes } = await both(experiment);
    expect(notes.join(' ')).toContain('The reset acts one step late here and at once in NIR: spikes will differ.');
    expect(nir).not.toEqual(lab);
  });
});

describe('the parallel side', () => {
  it('is written where its neurons are sequential', async () => {
    const experiment = experimentWith({ ...two, layers: two.layers.map((layer) => ({ ...layer, neuron: 'lif' as const })) });
    const { lab, nir } = await both(experiment, { side: 'parallel' });
    expect(nir).toEqual(lab);
  });

  it.each(['psu', 'ipsu', 'rpsu', 'sliding-psn'] as const)('is refused for %s', (neuron) => {
    const experiment = experimentWith({ layers: [{ neuron: 'lif' }, { neuron }] });
    expect(() => nirOfExperiment(experiment, { channels: 4, side: 'parallel' })).toThrow(
      new RangeError(`Layer 2 is of ${neuron.toUpperCase()} neurons, for which NIR has no node; the Lab’s own link or file keeps them.`),
    );
  });
});

describe('what is written', () => {
  it('is τ = dt/(1 − leak) and R = gain·τ/dt, with dt stated', () => {
    const { graph, notes, reset } = nirOfExperiment(experimentWith({ layers: [{ tau: 4, threshold: 0.7 }], baseline: { library: 'snntorch', reset: 'soft', delayReset: false } }), { channels: 3, dt: 1e-4 });
    const lif = graph.nodes.find(({ type }) => type === 'LIF')!;
    // As snnTorch writes it: tau = dt/(1 − β), r = tau/dt.
    expect(lif.parameters.tau.data[0]).toBeCloseTo(4e-4, 15);
    expect(lif.parameters.r.data[0]).toBeCloseTo(4, 12);
    expect([...lif.parameters.v_threshold.data]).toEqual([0.7, 0.7, 0.7]);
    expect(reset).toBe('subtract');
    expect(notes[0]).toContain('0.0001 s');
    expect(notes[1]).toContain('run it with reset by subtraction');
  });

  it('has weights of outputs × inputs', () => {
    const { graph } = nirOfExperiment(experimentWith({ layers: [{ connect: 'dense', neurons: 2 }] }), { channels: 3 });
    expect(graph.nodes.find(({ type }) => type === 'Linear')!.parameters.weight.shape).toEqual([2, 3]);
  });

  it('refuses more weights than it would read again, before it draws them', () => {
    const wide = { connect: 'dense', neurons: 4096 } as const;
    expect(() => nirOfExperiment(experimentWith({ layers: [wide, wide, wide] }), { channels: 4096 })).toThrow('The network has 50,331,648 weights; a NIR graph of up to 33,554,432 is written.');
  });

  it('refuses a step that is none', () => {
    expect(() => nirOfExperiment(experimentWith(), { channels: 3, dt: 0 })).toThrow(RangeError);
  });
});
