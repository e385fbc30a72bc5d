/** @jest-environment node */
import { ROWS, type RowId } from '@/components/lab/rowSpecs';
import { viewOf, type View } from '@/components/lab/view';
import { execute, float64Runner } from '@/lib/engine/execute';
import { defaultExperiment, defaultLayer, type BaselineSettings, type InputSettings, type LayerSettings } from '@/lib/experiment/schema';

interface Change {
  layers?: readonly Partial<LayerSettings>[];
  input?: Partial<InputSettings>;
  baseline?: Partial<BaselineSettings>;
  layer?: number;
}

async function viewWith({ layers = [{}], input, baseline, layer = 0 }: Change): Promise<View> {
  const start = defaultExperiment();
  const experiment = {
    ...start,
    input: { ...start.input, ...input },
    baseline: { ...start.baseline, ...baseline },
    layers: layers.map((one) => ({ ...defaultLayer(), ...one })),
  };
  return viewOf(experiment, await execute(experiment, null, float64Runner, async () => undefined), layer, 'light');
}

const row = (id: RowId) => ROWS[ROWS.findIndex((one) => one.id === id)];
const says = (view: View, id: RowId) => row(id).sentence(view);

describe('the sentences under the rows', () => {
  it('speak of a probability, not of a threshold, where a neuron fires by chance', async () => {
    const view = await viewWith({ layers: [{ neuron: 'spsn' }] });
    expect(says(view, 'membrane')).toMatch(/^SPSN: The chance to fire runs from 0\.\d\d to 0\.\d\d; orange is more likely than not\. LIF from/);
    expect(view.summary.parallel.closest).toBeNull();
    expect(view.levels).toEqual([{ value: 0.5, role: 'lif' }]);
    const silent = await viewWith({ layers: [{ neuron: 'spsn' }], input: { waveform: 'constant', mean: -60, noise: 0, spread: 0 } });
    expect(says(silent, 'spikes')).toContain('SPSN: no spikes, by chance; the highest probability is');
  });

  it('say where the colours are centred, where each side has a threshold of its own', async () => {
    const view = await viewWith({ layers: [{ neuron: 'psn' }] });
    expect(says(view, 'membrane')).toContain('Colours are centred on 0 for PSN, on its θ = 0.5 for the LIF.');
    const { parallel, baseline, legend } = view.scales.membrane;
    expect([parallel.domain[1], baseline.domain[1], legend.domain[1]]).toEqual([0, 0.5, 0]);
    const width = ([lo, mid, hi]: readonly number[]) => [mid - lo, hi - mid];
    expect(width(baseline.domain)[0]).toBeCloseTo(width(parallel.domain)[0], 9);
    expect(width(baseline.domain)[1]).toBeCloseTo(width(parallel.domain)[1], 9);
    const same = await viewWith({});
    expect(same.scales.membrane.parallel.id).toBe(same.scales.membrane.baseline.id);
    expect(says(same, 'membrane')).not.toContain('Colours');
  });

  it('say that no sweep has been made, where that is why nothing fires', async () => {
    const view = await viewWith({ layers: [{ neuron: 'exact-lif', sweeps: 0 }] });
    expect(says(view, 'spikes')).toMatch(/^LIF by sweeps: no sweep has been made yet/);
    expect(says(view, 'reset')).toMatch(/^No sweep has been made yet, so nothing is taken away; the LIF takes away up to/);
    expect(says(await viewWith({ layers: [{ neuron: 'exact-lif', sweeps: 1 }] }), 'spikes')).not.toContain('yet');
  });

  it.each(['if', 'plif'] as const)('call the baseline by its name: %s', async (model) => {
    const view = await viewWith({ baseline: { model } });
    const all = ROWS.map(({ sentence }) => sentence(view)).join(' ');
    expect(all).toContain(model.toUpperCase());
    expect(all.replaceAll('PLIF', '')).not.toContain('LIF');
  });

  it('say how much of the charge each side keeps only where they differ', async () => {
    expect(says(await viewWith({}), 'charge')).not.toContain('keeps');
    expect(says(await viewWith({ layers: [{ tau: 4 }] }), 'charge')).toContain('A keeps 0.25 of it a step, the LIF 0.75.');
    expect(says(await viewWith({ baseline: { model: 'if' } }), 'charge')).toContain('A keeps 0.50 of it a step, the IF 1.00.');
  });

  it('explain both sides where both are silent', async () => {
    const view = await viewWith({ layers: [{ threshold: 9 }] });
    expect(says(view, 'spikes')).toMatch(/^PSU: No spikes: the highest H is .* LIF: No spikes: the highest H is/);
  });

  it('name no reset where there is none', async () => {
    const view = await viewWith({ layers: [{ neuron: 'reset-free' }] });
    expect(row('reset').symbol(view)).toBe('–');
    expect(says(view, 'reset')).toMatch(/^On the parallel side nothing is ever taken away; the LIF/);
  });

  it('tell the input of both sides in later layers, where each is fed by its own spikes', async () => {
    const layers = [{}, { connect: 'dense' as const, neurons: 8, gain: 3 }];
    expect(says(await viewWith({ layers, layer: 1 }), 'current')).toMatch(/^PSU: X has mean .* LIF: mean /);
    expect(says(await viewWith({ layers }), 'current')).toMatch(/^X has mean/);
  });
});
