/** @jest-environment node */
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { forwardFloat64 } from '@/lib/neurons/float64';
import { parallelNeuron, PARALLEL_NEURONS } from '@/lib/neurons/parallel';
import { forwardTensors } from '@/lib/neurons/tensors';
import { largestError, smallestMargin, wrongSpikes } from '../numerics/arrays';
import { useCpu } from '../numerics/cpuBackend';
import { comparedWith, NAIVE, type Problem } from './naive';
import { flat, float64, KINDS, problems, runOf, tensors } from './problems';

beforeAll(useCpu);
beforeEach(() => tf.engine().startScope());
afterEach(() => tf.engine().endScope());

/** Distance of every spike decision before the last sweep from its threshold: a near tie would move what follows. */
function decisionMargin(kind: string, p: Problem): number {
  if (kind !== 'psu' && kind !== 'exact-lif') return Infinity;
  const earlier = Array.from({ length: p.sweeps }, (_, k) => float64(kind, { ...p, sweeps: k }));
  return Math.min(...earlier.map(({ membrane }) => smallestMargin(membrane, p.theta)), Infinity);
}

it('offers ten parallel neurons, each under its own name', () => {
  expect(PARALLEL_NEURONS.map((n) => n.kind).sort()).toEqual([...KINDS].sort());
  expect(() => parallelNeuron('pus')).toThrow(new RangeError('There is no parallel neuron called "pus".'));
});

describe.each(KINDS)('%s', (kind) => {
  it('in float64 equals its equation with explicit matrices', () => {
    fc.assert(fc.property(problems(), (p) => {
      fc.pre(decisionMargin(kind, p) > 1e-9);
      const expected = NAIVE[kind](p);
      const actual = float64(kind, p);
      const H = flat(expected.H);
      expect(largestError(actual.membrane, H)).toBeLessThan(1e-11);
      const [compared, against] = kind === 'spsn' ? [H.map((h, k) => h - p.draws.flat()[k]), 0] : [H, comparedWith(kind, p)];
      expect(wrongSpikes(actual.spikes, flat(expected.S), compared, against, 1e-9)).toBe(0);
    }), { numRuns: 60 });
  });

  it('on tensors equals float64', () => {
    fc.assert(fc.property(problems(), (p) => {
      fc.pre(decisionMargin(kind, p) > 1e-4);
      const expected = float64(kind, p);
      const actual = tensors(kind, p);
      expect(largestError(actual.charge, expected.charge)).toBeLessThan(1e-5);
      expect(largestError(actual.membrane, expected.membrane)).toBeLessThan(1e-5);
      expect(largestError(actual.reset ?? expected.reset.map(() => 0), expected.reset)).toBeLessThan(1e-5);
      expect(actual.rho === null).toBe(expected.rho === null);
      expect(actual.learnedSum === null).toBe(expected.learnedSum === null);
      if (expected.rho) expect(largestError(actual.rho as Float32Array, expected.rho)).toBeLessThan(1e-5);
      if (expected.learnedSum) expect(largestError(actual.learnedSum as Float32Array, expected.learnedSum)).toBeLessThan(1e-5);
      const { membrane } = expected;
      const [compared, against] = kind === 'spsn' ? [membrane.map((h, k) => h - p.draws.flat()[k]), 0] : [membrane, comparedWith(kind, p)];
      expect(wrongSpikes(actual.spikes, expected.spikes, compared, against, 1e-4)).toBe(0);
    }), { numRuns: 30 });
  });

  it('has a membrane that is charge less reset, or its sigmoid', () => {
    fc.assert(fc.property(problems(), (p) => {
      const { charge, reset, membrane } = float64(kind, p);
      const sum = charge.map((d, k) => (kind === 'spsn' ? 1 / (1 + Math.exp(-d)) : d - reset[k]));
      expect(largestError(membrane, sum)).toBeLessThan(1e-14);
    }), { numRuns: 20 });
  });
});

describe('what a formula cannot do without', () => {
  const p = fc.sample(problems(), { numRuns: 1, seed: 5 })[0];

  it.each(KINDS.filter((kind) => parallelNeuron(kind).start))('%s asks for its weights', (kind) => {
    expect(() => forwardFloat64({ ...runOf(kind, p), learned: null }, flat(p.X))).toThrow(/operator needs its weights\.$/);
    tf.tidy(() => {
      const inputs = { x: tf.zeros([p.T, p.N]) as tf.Tensor2D, threshold: tf.scalar(1), surrogate: 'atan' as const, width: tf.scalar(2) };
      expect(() => forwardTensors(runOf(kind, p).formula, inputs)).toThrow(/operator needs its weights\.$/);
    });
  });

  it('SPSN asks for its draws', () => {
    expect(() => forwardFloat64({ ...runOf('spsn', p), draws: undefined }, flat(p.X))).toThrow('needs its random draws');
    tf.tidy(() => {
      const inputs = { x: tf.zeros([p.T, p.N]) as tf.Tensor2D, threshold: tf.scalar(1), surrogate: 'atan' as const, width: tf.scalar(2) };
      expect(() => forwardTensors(runOf('spsn', p).formula, inputs)).toThrow('needs its random draws');
    });
  });
});
