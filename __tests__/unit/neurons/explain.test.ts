/** @jest-environment node */
import { explainParallel, explainSequential, type TermSum } from '@/lib/neurons/explain';
import { runCell } from '@/lib/neurons/sequential/cell';
import { cellConstants } from '@/lib/neurons/sequential/conventions';
import { gaussians } from '../numerics/arrays';
import type { Problem } from './naive';
import { flat, float64, KINDS, problem, runOf } from './problems';

const p = problem({ T: 9, N: 1, tau: 3, theta: 0.4, convention: 'released', sweeps: 3, k: 4, lambda: 0.5, seed: 13 });

function explain(kind: string, q: Problem, t: number) {
  const { formula, learned } = runOf(kind, q);
  return explainParallel(formula, q.T, q.theta, learned, { current: flat(q.X), rho: float64(kind, q).rho }, t);
}

const products = (sum: TermSum) => sum.terms.reduce((s, { product }) => s + product, sum.bias);

describe('explainParallel', () => {
  it.each(KINDS)('of %s adds up to what was computed', (kind) => {
    const trace = float64(kind, p);
    for (let t = 0; t < p.T; t++) {
      const { charge, reset, membrane, spike } = explain(kind, p, t);
      expect(charge.total).toBeCloseTo(trace.charge[t], 12);
      expect(products(charge)).toBeCloseTo(charge.total, 12);
      expect(reset === null).toBe(trace.rho === null);
      if (reset) expect(products(reset)).toBeCloseTo(trace.reset[t], 12);
      expect(membrane).toBeCloseTo(trace.membrane[t], 12);
      if (kind !== 'spsn') expect(spike).toBe(trace.spikes[t]);
    }
  });

  it('shows every product, newest step first, and no zeros', () => {
    const { charge, reset } = explain('psu', p, 5);
    expect(charge.terms.map((term) => term.step)).toEqual([5, 4, 3, 2, 1, 0]);
    expect(reset?.terms.map((term) => term.step)).toEqual([4, 3, 2, 1, 0]);
    for (const { step, coefficient, value, product } of charge.terms) {
      expect(value).toBe(p.X[step][0]);
      expect(product).toBe(coefficient * value);
    }
    expect(reset?.terms[0].coefficient).toBeCloseTo(p.theta / p.tau, 14);
    expect(explain('psn', p, 0).charge.terms).toHaveLength(9);
    expect(explain('sliding-psn', p, 8).charge.terms).toHaveLength(4);
  });

  it('says nothing fires before the first sweep from silence', () => {
    const q = { ...p, sweeps: 0, X: p.X.map(() => [3]) };
    expect(float64('exact-lif', q).spikes.every((s) => s === 0)).toBe(true);
    expect(explain('exact-lif', q, 4).spike).toBe(0);
  });
});

describe('explainSequential', () => {
  const x = gaussians(5, 30, 0.7);

  it.each(['psu', 'spikingjelly', 'snntorch'] as const)('of %s adds up to what was computed', (library) => {
    for (const reset of ['soft', 'hard', 'none'] as const) {
      for (const delayReset of [true, false]) {
        const cell = cellConstants({ model: 'lif', library, reset, decayInput: true, detachReset: true, delayReset, resetValue: -0.25, tau: 3 });
        const trace = runCell(cell, x, 30, 1, 0.3);
        for (let t = 0; t < 30; t++) {
          const e = explainSequential(cell, x, 0.3, t);
          expect(e.before).toBe(t === 0 ? cell.resetValue : trace.carried[t - 1]);
          expect(e.leaked + e.gain * e.input + e.offset - e.lateReset).toBeCloseTo(trace.membrane[t], 12);
          expect(e.membrane).toBe(trace.membrane[t]);
          expect(e.spike).toBe(trace.spikes[t]);
          expect(e.after).toBe(trace.carried[t]);
        }
      }
    }
  });
});
