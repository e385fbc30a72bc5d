/** @jest-environment node */
import { FAMILIES, type StoredCase } from '@/lib/reference/cases';
import { emptyVerdict, judge, TOLERANCES, type Verdict } from '@/lib/reference/compare';
import { runFloat64, type Outputs } from '@/lib/reference/float64';
import { runTensors } from '@/lib/reference/tensors';
import { gaussians } from '../unit/numerics/arrays';
import { useCpu } from '../unit/numerics/cpuBackend';

const [T, N] = [6, 3];
const pack = (values: ArrayLike<number>, shape = [values.length]) => ({ shape, data: Array.from(values) });

/** A case as a file would hold it, its numbers computed by the float64 form. */
function stored(family: string, more: Record<string, unknown>, fields: string[]): { c: StoredCase; outputs: Outputs } {
  const bare: StoredCase = {
    id: 'made', T, tau: 2, threshold: 0.5,
    X: pack(gaussians(5, T * N, 0.5), [T, N]), G: pack(gaussians(6, T * N), [T, N]), ...more,
  };
  const outputs = runFloat64(FAMILIES[family](bare));
  return { c: { ...bare, ...Object.fromEntries(fields.map((f) => [f, pack(outputs[f])])) }, outputs };
}

const rpsu = stored('RPSU', { W: pack(gaussians(7, T * T).map((w) => w / 3), [T, T]), b: pack(gaussians(8, T)) },
  ['d1', 'd2', 'p', 'H', 'S', 'dX', 'dW', 'db', 'd_threshold', 'd_alpha']);
const lif = stored('LIF soft reset, BrainCog (PSU release)', {}, ['H', 'V', 'S', 'dX', 'd_threshold']);
const surrogate = stored('surrogate gradients', { name: 'AtanGrad', alpha: 2, forward: 'x > 0', x: pack([-1.5, -0.3, 0.2, 2]) }, ['spike', 'derivative', 'd_alpha']);

function verdictOf({ c, outputs }: { c: StoredCase; outputs: Outputs }, change: Outputs = {}, backend: keyof typeof TOLERANCES = 'float64'): Verdict {
  const verdict = emptyVerdict();
  judge(verdict, c, { ...outputs, ...change }, TOLERANCES[backend]);
  return verdict;
}

const changed = (values: ArrayLike<number>, at: number, by: (v: number) => number) => Array.from(values, (v, k) => (k === at ? by(v) : v));

describe('judge', () => {
  it('passes what agrees', () => {
    expect(verdictOf(rpsu)).toEqual({ cases: 1, membrane: 0, probability: 0, gradient: 0, spikeMismatches: 0, failures: [] });
    expect(verdictOf(lif)).toEqual({ cases: 1, membrane: 0, probability: null, gradient: 0, spikeMismatches: 0, failures: [] });
    expect(verdictOf(surrogate)).toEqual({ cases: 1, membrane: null, probability: null, gradient: 0, spikeMismatches: 0, failures: [] });
  });

  it('passes the tensor form of the same case', async () => {
    await useCpu();
    const outputs = await runTensors(FAMILIES.RPSU(rpsu.c));
    const verdict = verdictOf({ c: rpsu.c, outputs });
    expect(verdict.failures).toEqual([]);
    expect(verdict.membrane).toBeGreaterThan(0);
  });

  it('counts its cases and keeps the worst', () => {
    const verdict = emptyVerdict();
    judge(verdict, lif.c, { ...lif.outputs, H: changed(lif.outputs.H, 0, (v) => v + 0.5) }, TOLERANCES.float64);
    const worst = verdict.membrane;
    judge(verdict, lif.c, lif.outputs, TOLERANCES.float64);
    expect(verdict).toMatchObject({ cases: 2, membrane: worst });
    expect(verdict.failures).toHaveLength(1);
  });
});

describe('judge finds', () => {
  const fields = ['d1', 'd2', 'p', 'H', 'dX', 'dW', 'db', 'd_threshold', 'd_alpha'];
  const places = (values: ArrayLike<number>) => [...new Set([0, Math.floor(values.length / 2), values.length - 1])];

  it.each(fields)('one wrong number of %s, wherever it stands', (field) => {
    for (const at of places(rpsu.outputs[field])) {
      for (const by of [1e-3, -1e-3]) {
        const scale = Array.from(rpsu.outputs[field]).reduce((m, v) => Math.max(m, Math.abs(v)), 1);
        const { failures } = verdictOf(rpsu, { [field]: changed(rpsu.outputs[field], at, (v) => v + by * scale) });
        expect(failures).toHaveLength(1);
        expect(failures[0]).toMatch(new RegExp(`^made: ${field} is off by .*\\.$`));
      }
    }
  });

  it.each(fields)('not-a-number and infinity in %s, wherever they stand', (field) => {
    for (const value of [Number.NaN, Infinity, -Infinity]) {
      for (const at of places(rpsu.outputs[field])) {
        const { failures } = verdictOf(rpsu, { [field]: changed(rpsu.outputs[field], at, () => value) });
        expect([at, value, failures.length]).toEqual([at, value, 1]);
      }
    }
  });

  it.each(fields)('%s absent, empty or short', (field) => {
    const { outputs: { [field]: own, ...rest }, c } = rpsu;
    const less = [rest, { ...rest, [field]: [] }, { ...rest, [field]: [...Array.from(own), 0] }];
    for (const outputs of less) {
      const verdict = emptyVerdict();
      judge(verdict, c, outputs, TOLERANCES.float64);
      expect(verdict.failures).toHaveLength(1);
      expect(verdict.failures[0]).toMatch(new RegExp(`^made: ${field} was not computed \\(\\d+ of ${own.length} numbers\\)\\.$`));
    }
  });

  it('one turned spike, wherever it stands', () => {
    for (const made of [rpsu, lif]) {
      for (let at = 0; at < T * N; at++) {
        const verdict = verdictOf(made, { S: changed(made.outputs.S, at, (s) => 1 - s) });
        expect(verdict).toMatchObject({ spikeMismatches: 1, failures: [`made: 1 of ${T * N} spikes differ.`] });
      }
    }
  });

  it('spikes that were not computed, or that are no spikes', () => {
    const { S, ...rest } = lif.outputs;
    for (const wrong of [[], Array.from(S, () => Number.NaN), Array.from(S).slice(0, -1)]) {
      expect(verdictOf({ c: lif.c, outputs: rest }, { S: wrong }).failures).toHaveLength(1);
    }
    const verdict = emptyVerdict();
    judge(verdict, lif.c, rest, TOLERANCES.float64);
    expect(verdict.failures).toHaveLength(1);
  });

  it('a turned spike at an exact tie where arithmetic is exact, and lets it pass on WebGL', () => {
    const x = { X: pack([1, 0.25], [2, 1]), G: pack([1, 1], [2, 1]), T: 2 };
    const tie = stored('LIF soft reset, BrainCog (PSU release)', x, ['H', 'V', 'S']);
    expect(Array.from(tie.outputs.H)[0]).toBe(0.5);
    const S = changed(tie.outputs.S, 0, (s) => 1 - s);
    expect(verdictOf(tie, { S }).failures).toHaveLength(1);
    expect(verdictOf(tie, { S }, 'cpu').failures).toHaveLength(1);
    expect(verdictOf(tie, { S }, 'webgl').failures).toEqual([]);
  });

  it('a wrong derivative, forward value and width of a surrogate', () => {
    const { derivative, spike, d_alpha } = surrogate.outputs;
    expect(verdictOf(surrogate, { derivative: changed(derivative, 1, (v) => v + 0.01) }).failures).toHaveLength(1);
    expect(verdictOf(surrogate, { derivative: changed(derivative, 1, () => Number.NaN) }).failures).toHaveLength(1);
    expect(verdictOf(surrogate, { spike: changed(spike, 2, (s) => 1 - s) }).failures).toHaveLength(1);
    for (const by of [0.01, Number.NaN]) {
      expect(verdictOf(surrogate, { d_alpha: changed(d_alpha, 0, (v) => v + by) }).failures).toHaveLength(1);
    }
    const { d_alpha: each, ...rest } = surrogate.outputs;
    const sum = Array.from(each).reduce((a, b) => a + b, 0);
    expect(verdictOf({ c: surrogate.c, outputs: rest }, { d_alpha_sum: [sum] }).failures).toEqual([]);
    expect(verdictOf({ c: surrogate.c, outputs: rest }, { d_alpha_sum: [sum + 0.01] }).failures).toHaveLength(1);
  });

  it('another neuron in place of the right one', () => {
    const ppsu = runFloat64(FAMILIES.PPSU(rpsu.c));
    expect(verdictOf({ c: rpsu.c, outputs: ppsu }).failures.length).toBeGreaterThan(2);
    const hard = runFloat64(FAMILIES['LIF hard reset, BrainCog'](lif.c));
    expect(verdictOf({ c: lif.c, outputs: hard }).failures.length).toBeGreaterThan(1);
  });
});
