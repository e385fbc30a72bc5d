/** @jest-environment node */
import type { Experiment, LayerSettings } from '@/lib/experiment/schema';
import { runBaseline, runParallelFloat64 } from '@/lib/networks/float64';
import { planNetwork } from '@/lib/networks/plan';
import { sweepCurve } from '@/lib/networks/sweepCurve';
import { whole } from '@/lib/numerics/pieces';
import { compareSpikes } from '@/lib/recording/compare';
import type { LayerTrace } from '@/lib/recording/types';
import { experimentWith } from '../experiment/experiments';
import { gaussians } from '../numerics/arrays';

const at = async () => undefined;
const [T, N] = [40, 6];

async function curve(layer: Partial<LayerSettings>, matrices: Experiment['matrices'] = 'consistent', steps = T) {
  const input = Float32Array.from(gaussians(2, steps * N, 0.6));
  const plan = planNetwork(experimentWith({ steps, matrices, layers: [layer] }), N);
  const [[parallel], [baseline]] = [await runParallelFloat64(plan, input, at), await runBaseline(plan, input, at)];
  const agreementAt = async (sweeps: number) => {
    const swept = planNetwork(experimentWith({ steps, matrices, layers: [{ ...layer, sweeps }] }), N);
    const [{ spikes }] = await runParallelFloat64(swept, input, at);
    return compareSpikes(spikes, baseline.spikes, steps, N).agreement;
  };
  return { result: whole(sweepCurve(plan.layers[0], parallel.charge, baseline, steps)), agreementAt, baseline };
}

describe('sweepCurve', () => {
  it.each(['psu', 'exact-lif'])('of %s ends in full agreement with consistent matrices', async (neuron) => {
    for (const tau of [1.5, 2, 4]) {
      const { result } = await curve({ neuron, tau });
      expect(result?.settled).not.toBeNull();
      expect(result?.agreement.at(-1)).toBe(1);
      expect(result?.agreement).toHaveLength((result?.settled ?? 0) + 1);
    }
  });

  it.each(['psu', 'exact-lif'])('of %s is the agreement after K sweeps of the neuron, from K = 0 on', async (neuron) => {
    const { result, agreementAt } = await curve({ neuron, tau: 3 });
    expect(result?.agreement.length).toBeGreaterThan(2);
    for (const [k, agreement] of (result?.agreement ?? []).entries()) expect(agreement).toBeCloseTo(await agreementAt(k), 12);
  });

  it('begins for PSU with PSU itself, for LIF by sweeps with silence', async () => {
    const silence = await curve({ neuron: 'exact-lif', tau: 3 });
    expect(silence.result?.agreement[0]).toBeCloseTo(silence.baseline.spikes.filter((s) => s === 0).length / (T * N), 12);
    const soft = await curve({ neuron: 'psu', tau: 3 });
    expect(soft.result?.agreement[0]).not.toBeCloseTo(silence.result?.agreement[0] as number, 3);
  });

  it('does not depend on the sweeps asked for', async () => {
    expect((await curve({ neuron: 'exact-lif', sweeps: 0 })).result).toEqual((await curve({ neuron: 'exact-lif', sweeps: 9 })).result);
  });

  it('settles elsewhere with released matrices away from τ = 2', async () => {
    const { result } = await curve({ neuron: 'exact-lif', tau: 4 }, 'released');
    expect(result?.settled).not.toBeNull();
    expect(result?.agreement.at(-1)).toBeLessThan(1);
    expect((await curve({ neuron: 'exact-lif', tau: 2 }, 'released')).result?.agreement.at(-1)).toBe(1);
  });

  it('goes on until nothing changes, however many sweeps that takes', async () => {
    const { result, agreementAt } = await curve({ neuron: 'exact-lif', tau: 20, threshold: 0.05, sweeps: 200 }, 'consistent', 400);
    expect(result?.settled).toBeGreaterThan(65);
    expect(result?.agreement).toHaveLength((result?.settled ?? 0) + 1);
    expect(result?.agreement.at(-1)).toBe(1);
    for (const k of [60, 65, 100, 200]) expect(result?.agreement[Math.min(k, result.agreement.length - 1)]).toBeCloseTo(await agreementAt(k), 12);
  });

  it('of a large layer is cut, and says so, but not before the sweeps that the layer makes', () => {
    const [steps, neurons] = [500, 1000];
    const experiment = (sweeps: number) => experimentWith({ steps, matrices: 'consistent', layers: [{ neuron: 'exact-lif', tau: 50, threshold: 0.02, sweeps }] });
    const charge = Float32Array.from({ length: steps * neurons }, (_, k) => 0.5 + (k % 7) / 100);
    const baseline = { spikes: new Uint8Array(charge.length) } as LayerTrace;
    const lengths = [0, 130].map((sweeps) => {
      const result = whole(sweepCurve(planNetwork(experiment(sweeps), neurons).layers[0], charge, baseline, steps));
      expect(result?.settled).toBeNull();
      return result?.agreement.length;
    });
    expect(lengths[0]).toBeLessThan(130);
    expect(lengths[1]).toBe(131);
  }, 30_000);

  it.each(['ipsu', 'rpsu', 'ppsu', 'reset-free', 'spsn', 'psn', 'lif'])('%s has none', async (neuron) => {
    expect((await curve({ neuron })).result).toBeNull();
  });
});
