/** @jest-environment node */
import fc from 'fast-check';
import { operatorOf } from '@/lib/neurons/formula';
import { forwardFloat64 } from '@/lib/neurons/float64';
import { leakKernel, resetKernel } from '@/lib/neurons/kernels';
import { parallelNeuron } from '@/lib/neurons/parallel';
import { runCell, type CellConstants } from '@/lib/neurons/sequential/cell';
import { cellConstants } from '@/lib/neurons/sequential/conventions';
import { gaussians, largestError, smallestMargin, wrongSpikes } from '../numerics/arrays';
import { M2, tril, type Problem } from './naive';
import { flat, float64, problem, problems, settingsOf } from './problems';

const softLif = (tau: number): CellConstants => cellConstants({
  model: 'lif', library: 'psu', reset: 'soft', decayInput: true, detachReset: true, delayReset: false, resetValue: 0, tau,
});

/** The soft-reset cell that a problem's matrices unroll. */
function unrolled({ convention, tau }: Problem): CellConstants {
  return convention === 'consistent' ? softLif(tau) : { ...softLif(2), leak: 1 / tau, gain: 1 / tau };
}

const lifOf = (p: Problem, cell = unrolled(p)) => runCell(cell, flat(p.X), p.T, p.N, p.theta);

describe('(a) the released leak', () => {
  it('is h[t] = (h[t − 1] + X[t])/τ for every τ', () => {
    for (const tau of [1, 1.25, 1.5, 2, 3, 4, 8]) {
      const x = gaussians(4, 64, 0.5);
      const y = operatorOf(leakKernel('released', tau), 64, null).apply(x, 1);
      let h = 0;
      expect(largestError(y, x.map((v) => (h = (h + v) / tau)))).toBeLessThan(1e-12);
    }
  });

  it('is the LIF without reset at τ = 2 and at no other', () => {
    for (const tau of [1.5, 2, 4]) {
      const x = gaussians(4, 64, 0.5);
      const y = operatorOf(leakKernel('released', tau), 64, null).apply(x, 1);
      const lif = runCell({ ...softLif(tau), reset: 'none' }, x, 64, 1, 1).membrane;
      const error = largestError(y, lif);
      if (tau === 2) expect(error).toBeLessThan(1e-14);
      else expect(error).toBeGreaterThan(0.1);
      const consistent = operatorOf(leakKernel('consistent', tau), 64, null).apply(x, 1);
      expect(largestError(consistent, lif)).toBeLessThan(1e-14);
    }
  });
});

describe('(b) LIF by sweeps', () => {
  it('settles at soft-reset LIF within T + 1 sweeps: the LIF of the release with consistent matrices, the one with decay 1/τ with released ones', () => {
    fc.assert(fc.property(problems({ maxT: 14 }), (p) => {
      const lif = lifOf(p);
      fc.pre(smallestMargin(lif.membrane, p.theta) > 1e-9);
      const swept = float64('exact-lif', { ...p, sweeps: p.T + 1 });
      expect(Array.from(swept.spikes)).toEqual(Array.from(lif.spikes));
      expect(largestError(swept.membrane, lif.membrane)).toBeLessThan(1e-12);
      expect(Array.from(swept.rho as Float64Array)).toEqual(Array.from(lif.spikes));
    }));
  });

  it('settles at the LIF of the release with released matrices at τ = 2', () => {
    fc.assert(fc.property(problems({ maxT: 14 }), (q) => {
      const p: Problem = { ...q, tau: 2, convention: 'released', sweeps: q.T + 1 };
      const lif = lifOf(p, softLif(2));
      fc.pre(smallestMargin(lif.membrane, p.theta) > 1e-9);
      expect(Array.from(float64('exact-lif', p).spikes)).toEqual(Array.from(lif.spikes));
    }));
  });

  it('does not reach the LIF of the release with released matrices at τ = 4', () => {
    const p = problem({ T: 40, N: 4, tau: 4, theta: 0.3, convention: 'released', sweeps: 41, k: 1, lambda: 1, seed: 2 });
    const lif = lifOf(p, softLif(4));
    expect(Array.from(float64('exact-lif', p).spikes)).not.toEqual(Array.from(lif.spikes));
  });

  it('needs θ on the reset: unscaled it is another neuron', () => {
    const p = problem({ T: 40, N: 4, tau: 2, theta: 0.4, convention: 'released', sweeps: 41, k: 1, lambda: 1, seed: 2 });
    const formula = parallelNeuron('exact-lif').formula(settingsOf(p));
    const unscaled = { ...formula, reset: formula.reset && { ...formula.reset, scale: 'one' as const } };
    const run = { steps: p.T, channels: p.N, threshold: p.theta, learned: null };
    expect(Array.from(forwardFloat64({ ...run, formula }, flat(p.X)).spikes)).toEqual(Array.from(lifOf(p).spikes));
    expect(Array.from(forwardFloat64({ ...run, formula: unscaled }, flat(p.X)).spikes)).not.toEqual(Array.from(lifOf(p).spikes));
  });

  it.each(['exact-lif', 'psu'])('%s has the first k steps right after k sweeps', (kind) => {
    fc.assert(fc.property(problems({ maxT: 12 }), (p) => {
      const lif = lifOf(p);
      fc.pre(smallestMargin(lif.membrane, p.theta) > 1e-9);
      for (let k = 1; k <= p.T; k++) {
        const swept = float64(kind, { ...p, sweeps: k });
        expect(Array.from(swept.spikes.subarray(0, k * p.N))).toEqual(Array.from(lif.spikes.subarray(0, k * p.N)));
      }
    }), { numRuns: 40 });
  });
});

describe('(c) at rest', () => {
  const rest = (theta: number, tau: number, T = 30): Problem => ({
    ...problem({ T, N: 1, tau, theta, convention: 'released', sweeps: 0, k: 1, lambda: 1, seed: 1 }),
    X: Array.from({ length: T }, () => [0]), W: Array.from({ length: T }, () => new Array<number>(T).fill(0)), b: new Array<number>(T).fill(0),
  });
  const closed = (scale: number, tau: number, T = 30) =>
    Float64Array.from({ length: T }, (_, t) => ((-scale / 2) * (1 - tau ** -t)) / (tau - 1));

  it('PSU sinks to −θ/2·(1 − τ^−t)/(τ − 1)', () => {
    for (const theta of [0.3, 1, 2]) {
      for (const tau of [1.5, 2, 4]) {
        expect(largestError(float64('psu', rest(theta, tau)).membrane, closed(theta, tau))).toBeLessThan(1e-14);
      }
    }
    expect(float64('psu', rest(0.5, 2)).membrane[29]).toBeCloseTo(-0.25, 8);
  });

  it('PPSU and RPSU sink as if θ were 1, IPSU stays at 0', () => {
    for (const kind of ['ppsu', 'rpsu']) expect(largestError(float64(kind, rest(0.3, 3)).membrane, closed(1, 3))).toBeLessThan(1e-14);
    expect(float64('ipsu', rest(0.3, 3)).membrane.every((h) => Math.abs(h) === 0)).toBe(true);
  });

  it('PSU under a constant input c settles at D − θ·σ(D)/(τ − 1), D = c/(τ − 1)', () => {
    const p = { ...rest(0.7, 3, 60), X: Array.from({ length: 60 }, () => [1.2]) };
    expect(float64('psu', p).membrane[59]).toBeCloseTo(0.6 - (0.7 * (1 / (1 + Math.exp(-0.6)))) / 2, 10);
  });
});

describe('(d) IPSU as released', () => {
  const p = problem({ T: 14, N: 5, tau: 3, theta: 0.2, convention: 'released', sweeps: 0, k: 14, lambda: 1, seed: 9 });
  const other = problem({ ...p, seed: 10 }).X;
  const sum = p.X.map((row, t) => row.map((v, n) => v + other[t][n]));
  const zero = p.X.map((row) => row.map(() => 0));
  /** H(x + y) + H(0) − H(x) − H(y). */
  const superposition = (kind: string) => {
    const [both, none, x, y] = [sum, zero, p.X, other].map((X) => float64(kind, { ...p, X }).membrane);
    return largestError(both.map((v, k) => v + none[k]), x.map((v, k) => v + y[k]));
  };

  it('obeys superposition; PPSU, RPSU and PSU, which have a sigmoid, do not', () => {
    expect(superposition('ipsu')).toBeLessThan(1e-13);
    for (const kind of ['ppsu', 'rpsu', 'psu']) expect(superposition(kind)).toBeGreaterThan(1e-3);
  });

  it('is a masked PSN with weight tril(W) − R and bias b − θ', () => {
    const W = tril(p.W).map((row, i) => row.map((w, j) => w + M2(p)[i][j]));
    const ipsu = float64('ipsu', p);
    const masked = float64('masked-psn', { ...p, W, b: p.b.map((b) => b - p.theta) });
    expect(largestError(masked.membrane, ipsu.membrane.map((h) => h - p.theta))).toBeLessThan(1e-13);
    expect(wrongSpikes(masked.spikes, ipsu.spikes, ipsu.membrane, p.theta, 1e-9)).toBe(0);
    expect(ipsu.spikes.some((s) => s === 1) && ipsu.spikes.some((s) => s === 0)).toBe(true);
  });
});

describe('(e) the threshold on the reset', () => {
  const p = problem({ T: 10, N: 3, tau: 2, theta: 1, convention: 'released', sweeps: 0, k: 5, lambda: 1, seed: 3 });
  const resets = (kind: string, theta: number) => float64(kind, { ...p, theta }).reset;

  it('scales it for PSU', () => {
    expect(largestError(resets('psu', 0.25), resets('psu', 1).map((r) => r / 4))).toBeLessThan(1e-15);
  });

  it.each(['ipsu', 'ppsu', 'rpsu'])('leaves that of %s as it is', (kind) => {
    expect(resets(kind, 0.25)).toEqual(resets(kind, 1));
    expect(resets(kind, 1).some((r) => r !== 0)).toBe(true);
  });

  it('is the kernel that the reset matrix shows', () => {
    const kernel = operatorOf(resetKernel('released', 4), 3, null);
    expect(Array.from(kernel.matrix(), (v) => v + 0)).toEqual([0, 0, 0, 0.25, 0, 0, 0.0625, 0.25, 0]);
  });
});
