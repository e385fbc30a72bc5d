/** @jest-environment node */
import fc from 'fast-check';
import { backwardFloat64, forwardFloat64 } from '@/lib/neurons/float64';
import type { Job } from '@/lib/reference/cases';
import { runFloat64 } from '@/lib/reference/float64';
import { runTensors } from '@/lib/reference/tensors';
import type { Surrogate } from '@/lib/numerics/surrogates';
import { gaussians, largestError } from '../numerics/arrays';
import { useCpu } from '../numerics/cpuBackend';
import type { Problem } from './naive';
import { flat, float64, problem, problems, runOf } from './problems';

beforeAll(useCpu);

function job(kind: string, p: Problem, surrogate: Surrogate): Job {
  const { formula, learned } = runOf(kind, p);
  return {
    kind: 'parallel', id: kind, steps: p.T, channels: p.N, threshold: p.theta, surrogate, formula,
    x: flat(p.X), g: gaussians(p.T, p.T * p.N),
    weights: learned && Float64Array.from(learned.weights), bias: learned && Float64Array.from(p.b),
  };
}

async function expectEqualGradients(kind: string, p: Problem, surrogate: Surrogate) {
  const [expected, actual] = [runFloat64(job(kind, p, surrogate)), await runTensors(job(kind, p, surrogate))];
  for (const name of ['dX', 'dW', 'db', 'd_threshold', 'd_alpha']) {
    if (expected[name].length > 0) expect([name, largestError(actual[name], expected[name]) < 2e-5]).toEqual([name, true]);
    else expect([name, actual[name]]).toEqual([name, undefined]);
  }
}

/** Smooth derivatives: at a corner float32 would decide the side. */
const SURROGATES: Surrogate[] = [{ name: 'atan', width: 2 }, { name: 'sigmoid', width: 4 }, { name: 'fast-sigmoid', width: 5 }];

describe('float64 gradients equal those of the tensor form', () => {
  it.each(['psu', 'ipsu', 'rpsu', 'ppsu', 'reset-free', 'spsn', 'psn', 'masked-psn', 'sliding-psn'])('%s', async (kind) => {
    await fc.assert(fc.asyncProperty(problems(), fc.constantFrom(...SURROGATES), async (p, surrogate) => {
      fc.pre(Math.abs(p.theta) > 0.01);
      await expectEqualGradients(kind, { ...p, sweeps: 0 }, surrogate);
    }), { numRuns: 20 });
  });

  it('psu with a threshold of zero', async () => {
    const p = problem({ T: 6, N: 2, tau: 2, theta: 0, convention: 'released', sweeps: 0, k: 3, lambda: 1, seed: 8 });
    await expectEqualGradients('psu', p, SURROGATES[0]);
  });

  it.each(['psu', 'exact-lif'])('%s with sweeps, whose spikes are fixed', async (kind) => {
    const p = problem({ T: 8, N: 3, tau: 2, theta: 0.5, convention: 'released', sweeps: 3, k: 3, lambda: 1, seed: 8 });
    await expectEqualGradients(kind, p, SURROGATES[0]);
  });
});

describe('no sweep yet', () => {
  it.each(['exact-lif', 'psu'])('of %s: the same gradients in both forms, none from silence', async (kind) => {
    const p = problem({ T: 8, N: 3, tau: 2, theta: 0.5, convention: 'released', sweeps: 0, k: 3, lambda: 1, seed: 8 });
    await expectEqualGradients(kind, p, SURROGATES[0]);
    const { dX, d_threshold, d_alpha } = runFloat64(job(kind, p, SURROGATES[0]));
    const still = [...Array.from(dX), d_threshold[0], d_alpha[0]].every((v) => v === 0);
    expect(still).toBe(kind === 'exact-lif');
  });
});

describe('many sweeps', () => {
  it.each(['psu', 'exact-lif'])('of %s leave the gradients as they are in float64, where sweeps end early', async (kind) => {
    const p = problem({ T: 24, N: 3, tau: 4, theta: 0.3, convention: 'consistent', sweeps: 60, k: 3, lambda: 1, seed: 8 });
    await expectEqualGradients(kind, p, SURROGATES[0]);
  });
});

describe('two steps by hand', () => {
  const [x0, x1, theta, g0, g1] = [1.5, -0.25, 0.4, 0.7, -1.3];
  const [w00, w10, w11, b0, b1] = [0.6, -0.35, 0.8, 0.1, -0.2];
  const surrogate: Surrogate = { name: 'atan', width: 2 };
  const slope = (u: number) => 1 / (1 + (Math.PI * u) ** 2);
  const sig = (v: number) => 1 / (1 + Math.exp(-v));
  const grads = (kind: string, threshold = theta) => {
    const p: Problem = {
      ...problem({ T: 2, N: 1, tau: 2, theta: threshold, convention: 'released', sweeps: 0, k: 2, lambda: 1, seed: 1 }),
      X: [[x0], [x1]], W: [[w00, 9], [w10, w11]], b: [b0, b1],
    };
    return backwardFloat64(runOf(kind, p), flat(p.X), float64(kind, p), [g0, g1], surrogate);
  };
  const close = (actual: ArrayLike<number> | null, expected: number[]) => expect(largestError(actual ?? [], expected)).toBeLessThan(1e-14);

  it.each([0.4, 1, 0])('PSU at θ = %d', (th) => {
    const P0 = sig(x0 / 2);
    const a0 = g0 * slope(x0 / 2 - th);
    const a1 = g1 * slope(x0 / 4 + x1 / 2 - (th / 2) * P0 - th);
    const d = grads('psu', th);
    close(d.input, [a0 / 2 + a1 * (1 / 4 - (th / 4) * P0 * (1 - P0)), a1 / 2]);
    close([d.threshold], [-a0 - a1 - (a1 * P0) / 2]);
    expect(d.weights).toBeNull();
    expect(d.bias).toBeNull();
  });

  it('IPSU', () => {
    const a0 = g0 * slope(w00 * x0 + b0 - theta);
    const a1 = g1 * slope(w10 * x0 + w11 * x1 + b1 - x0 / 2 - theta);
    const d = grads('ipsu');
    close(d.input, [a0 * w00 + a1 * (w10 - 0.5), a1 * w11]);
    close(d.weights, [a0 * x0, 0, a1 * x0, a1 * x1]);
    close(d.bias, [a0, a1]);
    close([d.threshold], [-a0 - a1]);
  });

  it('RPSU', () => {
    const P0 = sig(w00 * x0 + b0);
    const a0 = g0 * slope(x0 / 2 - theta);
    const a1 = g1 * slope(x0 / 4 + x1 / 2 - P0 / 2 - theta);
    const back = (-a1 / 2) * P0 * (1 - P0);
    const d = grads('rpsu');
    close(d.input, [a0 / 2 + a1 / 4 + back * w00, a1 / 2]);
    close(d.weights, [back * x0, 0, 0, 0]);
    close(d.bias, [back, 0]);
    close([d.threshold], [-a0 - a1]);
  });

  it('PSN, whose θ is its bias', () => {
    const a0 = g0 * slope(w00 * x0 + 9 * x1 + b0);
    const a1 = g1 * slope(w10 * x0 + w11 * x1 + b1);
    const d = grads('psn');
    close(d.input, [a0 * w00 + a1 * w10, a0 * 9 + a1 * w11]);
    close(d.weights, [a0 * x0, a0 * x1, a1 * x0, a1 * x1]);
    expect(d.threshold).toBe(0);
  });
});

describe('SPSN', () => {
  it('has the gradient of Σ H·G, as finite differences show', () => {
    const p = problem({ T: 7, N: 2, tau: 3, theta: 0, convention: 'consistent', sweeps: 0, k: 1, lambda: 1, seed: 6 });
    const run = runOf('spsn', p);
    const x = flat(p.X);
    const g = gaussians(2, x.length);
    const objective = (v: Float64Array) => forwardFloat64(run, v).membrane.reduce((sum, h, k) => sum + h * g[k], 0);
    const { input, threshold } = backwardFloat64(run, x, forwardFloat64(run, x), g, { name: 'atan', width: 2 });
    const moved = (k: number, by: number) => x.map((v, i) => (i === k ? v + by : v));
    const numeric = x.map((_, k) => (objective(moved(k, 1e-5)) - objective(moved(k, -1e-5))) / 2e-5);
    expect(largestError(input, numeric)).toBeLessThan(1e-9);
    expect(threshold).toBe(0);
  });
});
