/** @jest-environment node */
import { execute, float64Runner } from '@/lib/engine/execute';
import { PRESETS, presetExperiment } from '@/lib/experiment/presets';
import type { Experiment } from '@/lib/experiment/schema';
import type { LayerTrace } from '@/lib/recording/types';

async function run(id: string, change: (experiment: Experiment) => Experiment = (e) => e) {
  const preset = PRESETS.find((p) => p.id === id);
  if (!preset) throw new Error(`There is no preset ${id}.`);
  const recording = await execute(change(presetExperiment(preset)), null, float64Runner, async () => undefined);
  const { parallel, baseline, summary, sweeps } = recording;
  return { sentence: preset.sentence, parallel: parallel[0], baseline: baseline[0], summary: summary[0], sweeps: sweeps[0] };
}

const spikesFrom = ({ spikes, neurons }: LayerTrace, from: number, to: number) => spikes.slice(from * neurons, to * neurons).reduce((a, b) => a + b, 0);
const withSeed = (seed: number) => (e: Experiment) => ({ ...e, seed });

/** The numbers that the presets' sentences claim, on the first picture and on other seeds. */
describe('a preset is true', () => {
  it('phantom: at rest H is −θ/2', async () => {
    const { parallel } = await run('phantom');
    expect(parallel.membrane[20 * parallel.neurons]).toBeCloseTo(-0.5, 3);
  });

  it.each([7, 1, 2])('quiet: about a quarter of the steps against almost none, seed %d', async (seed) => {
    const { agreement } = (await run('quiet', withSeed(seed))).summary;
    expect(Math.abs(agreement.rateB - 0.25)).toBeLessThan(0.02);
    expect(agreement.rateA).toBeLessThan(0.005);
  });

  it('τ = 4: released forgets too fast, consistent charges as the LIF does and hardly fires', async () => {
    const released = await run('released-tau-4');
    expect(released.summary.parallel.charge.mean).toBeLessThan(0.5 * released.summary.baseline.charge.mean);
    const { summary, parallel, baseline } = await run('consistent-tau-4');
    expect(Math.max(...parallel.charge.map((d, k) => Math.abs(d - baseline.charge[k])))).toBeLessThan(1e-5);
    expect(summary.agreement.rateA).toBeLessThan(0.03);
  });

  it('ipsu-linear: it fires, and its H repeats with the period of the sine', async () => {
    const { parallel: { membrane, neurons }, summary } = await run('ipsu-linear');
    expect(summary.agreement.rateA).toBeGreaterThan(0.1);
    for (let n = 0; n < neurons; n++) expect(membrane[55 * neurons + n]).toBeCloseTo(membrane[31 * neurons + n], 4);
  });

  it.each([7, 3, 9])('sweeps: within ten at τ = 2, seed %d; more and back and forth at τ = 12', async (seed) => {
    const settle = await run('sweeps-settle', withSeed(seed));
    expect(settle.sweeps?.settled).toBeLessThanOrEqual(10);
    expect(settle.summary.agreement.agreement).toBe(1);
    const { sweeps } = await run('sweeps-oscillate', withSeed(seed));
    const [none, one, two] = sweeps?.agreement ?? [];
    expect(one).toBeLessThan(none);
    expect(two).toBeGreaterThan(one);
    const stepsASweep = 64 / (sweeps?.settled ?? 1);
    expect(stepsASweep).toBeGreaterThan(1);
    expect(stepsASweep).toBeLessThan(2);
  });

  it('timing: both sides charge alike, and the late reset halves the spikes', async () => {
    const { parallel, baseline, summary: { agreement } } = await run('timing');
    expect(Array.from(parallel.charge)).toEqual(Array.from(baseline.charge));
    expect(agreement.rateB / agreement.rateA).toBeGreaterThan(0.48);
    expect(agreement.rateB / agreement.rateA).toBeLessThan(0.56);
  });

  it('paired-pulse: 25 spikes, then 33; more where they are closer', async () => {
    const counts = async (gap: number) => {
      const { parallel } = await run('paired-pulse', (e) => ({ ...e, input: { ...e.input, gap } }));
      return [spikesFrom(parallel, 0, 8 + gap), spikesFrom(parallel, 8 + gap, 64)];
    };
    expect(await counts(9)).toEqual([25, 33]);
    expect((await counts(5))[1]).toBeGreaterThan(33);
    expect((await counts(16))[1]).toBeLessThan(33);
  });

  it('psn-future: spikes before the pulse', async () => {
    expect(spikesFrom((await run('psn-future')).parallel, 0, 40)).toBeGreaterThan(10);
  });

  it('no-reset: at every step at or above the threshold it fires, and far more than the LIF', async () => {
    const { summary, parallel } = await run('no-reset');
    expect(summary.agreement.rateA).toBeGreaterThan(1.3 * summary.agreement.rateB);
    expect(Array.from(parallel.spikes)).toEqual(Array.from(parallel.charge, (d) => (d > 0.5 ? 1 : 0)));
  });
});
