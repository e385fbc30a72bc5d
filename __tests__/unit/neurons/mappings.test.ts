/** @jest-environment node */
import fc from 'fast-check';
import { largestError } from '../numerics/arrays';
import { combine, each, logistic, M1, M2, multiply, NAIVE, tril, withBias, type Problem } from './naive';
import { flat, float64, KINDS, problem, problems } from './problems';

const p = problem({ T: 12, N: 3, tau: 4, theta: 0.4, convention: 'released', sweeps: 0, k: 5, lambda: 0.25, seed: 21 });
const plus = (a: number, b: number) => a + b;
const transposed = (M: number[][]) => M[0].map((_, j) => M.map((row) => row[j]));
const learnedSum = (q: Problem) => withBias(q, multiply(tril(q.W), q.X));

/** Readings of each neuron that are close to the right one and wrong. */
const WRONG: [string, string, (q: Problem) => number[][]][] = [
  ['psu', 'without θ on the reset', (q) => {
    const D = multiply(M1(q), q.X);
    return combine(D, multiply(M2(q), each(D, logistic)), plus);
  }],
  ['psu', 'with the sigmoid centred at θ', (q) => {
    const D = multiply(M1(q), q.X);
    return combine(D, multiply(M2(q), each(D, (d) => logistic(d - q.theta))), (d, r) => d + q.theta * r);
  }],
  ['psu', 'with LIF-consistent matrices', (q) => NAIVE.psu({ ...q, convention: 'consistent' }).H],
  ['psu', 'with a leak that starts at 1', (q) => {
    const D = multiply(each(M1(q), (m) => q.tau * m), q.X);
    return combine(D, multiply(M2(q), each(D, logistic)), (d, r) => d + q.theta * r);
  }],
  ['psu', 'with a reset that acts in its own step', (q) => {
    const D = multiply(M1(q), q.X);
    const R = M2(q).map((row, i) => row.map((m, j) => (i === j ? -1 : m)));
    return combine(D, multiply(R, each(D, logistic)), (d, r) => d + q.theta * r);
  }],
  ['ipsu', 'with a sigmoid', (q) => NAIVE.ppsu(q).H],
  ['ipsu', 'with θ on the reset', (q) => combine(learnedSum(q), multiply(M2(q), q.X), (d, r) => d + q.theta * r)],
  ['ipsu', 'with a full matrix', (q) => combine(withBias(q, multiply(q.W, q.X)), multiply(M2(q), q.X), plus)],
  ['ppsu', 'with θ on the reset', (q) => combine(learnedSum(q), multiply(M2(q), each(learnedSum(q), logistic)), (d, r) => d + q.theta * r)],
  ['ppsu', 'with the sigmoid on the weights', (q) => {
    const D = withBias(q, multiply(tril(each(q.W, logistic)), q.X));
    return combine(D, multiply(M2(q), each(D, logistic)), plus);
  }],
  ['rpsu', 'with θ on the reset', (q) => combine(multiply(M1(q), q.X), multiply(M2(q), each(learnedSum(q), logistic)), (d, r) => d + q.theta * r)],
  ['rpsu', 'with the charge as reset source', (q) => {
    const D = multiply(M1(q), q.X);
    return combine(D, multiply(M2(q), each(D, logistic)), plus);
  }],
  ['rpsu', 'with the bias on the charge', (q) => {
    const P = each(multiply(tril(q.W), q.X), logistic);
    return combine(withBias(q, multiply(M1(q), q.X)), multiply(M2(q), P), plus);
  }],
  ['spsn', 'without its sigmoid', (q) => multiply(M1(q), q.X)],
  ['reset-free', 'with the decay of the LIF', (q) => NAIVE['reset-free']({ ...q, convention: 'consistent' }).H],
  ['psn', 'with rows and columns exchanged', (q) => NAIVE.psn({ ...q, W: transposed(q.W) }).H],
  ['psn', 'blind to the future', (q) => withBias(q, multiply(tril(q.W), q.X))],
  ['masked-psn', 'with λ the other way round', (q) => NAIVE['masked-psn']({ ...q, lambda: 1 - q.lambda }).H],
  ['masked-psn', 'with a band one step narrower', (q) => NAIVE['masked-psn']({ ...q, k: q.k - 1 }).H],
  ['sliding-psn', 'with its kernel reversed', (q) => NAIVE['sliding-psn']({ ...q, kernel: [...q.kernel].reverse() }).H],
];

describe('a wrong mapping does not pass', () => {
  it.each(WRONG)('%s %s', (kind, _how, wrong) => {
    expect(largestError(float64(kind, p).membrane, flat(wrong(p)))).toBeGreaterThan(1e-3);
    expect(largestError(float64(kind, p).membrane, flat(NAIVE[kind](p).H))).toBeLessThan(1e-12);
  });
});

describe('at the threshold exactly', () => {
  const tie = (more: Partial<Problem>): Problem => ({
    ...problem({ T: 1, N: 1, tau: 2, theta: 0.5, convention: 'released', sweeps: 0, k: 1, lambda: 1, seed: 1 }), ...more,
  });

  it.each(['psu', 'reset-free', 'rpsu'])('%s does not fire', (kind) => {
    expect(float64(kind, tie({ X: [[1]] })).membrane[0]).toBe(0.5);
    expect(float64(kind, tie({ X: [[1]] })).spikes[0]).toBe(0);
    expect(float64(kind, tie({ X: [[1 + 2 ** -20]] })).spikes[0]).toBe(1);
  });

  it.each(['ipsu', 'ppsu'])('%s does not fire', (kind) => {
    expect(float64(kind, tie({ X: [[2]], W: [[0.25]], b: [0] })).spikes[0]).toBe(0);
    expect(float64(kind, tie({ X: [[2]], W: [[0.25]], b: [2 ** -20] })).spikes[0]).toBe(1);
  });

  it('LIF by sweeps does not fire', () => {
    expect(float64('exact-lif', tie({ X: [[1]], sweeps: 3 })).spikes[0]).toBe(0);
  });

  it.each(['psn', 'masked-psn', 'sliding-psn'])('%s fires', (kind) => {
    expect(float64(kind, tie({ X: [[2]], W: [[0.5]], kernel: [0.5], b: [-1] })).spikes[0]).toBe(1);
    expect(float64(kind, tie({ X: [[2]], W: [[0.5]], kernel: [0.5], b: [-1 - 2 ** -20] })).spikes[0]).toBe(0);
  });
});

describe('released and LIF-consistent matrices', () => {
  it('are the same at τ = 2, to the last bit', () => {
    fc.assert(fc.property(problems(), (q) => {
      for (const kind of KINDS) {
        const released = float64(kind, { ...q, tau: 2, convention: 'released' });
        expect(released).toEqual(float64(kind, { ...q, tau: 2, convention: 'consistent' }));
      }
    }), { numRuns: 15 });
  });

  it.each(['psu', 'ipsu', 'rpsu', 'ppsu', 'exact-lif', 'reset-free', 'spsn'])('differ for %s at τ = 4', (kind) => {
    const q = { ...p, sweeps: 4 };
    expect(largestError(float64(kind, q).membrane, float64(kind, { ...q, convention: 'consistent' }).membrane)).toBeGreaterThan(0.01);
  });

  it.each(['psn', 'masked-psn', 'sliding-psn'])('do not concern %s, nor do τ and θ', (kind) => {
    expect(float64(kind, p)).toEqual(float64(kind, { ...p, convention: 'consistent', tau: 7, theta: 1.5 }));
  });
});
