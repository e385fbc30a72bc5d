/** @jest-environment node */
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { backCell, runCell } from '@/lib/neurons/sequential/cell';
import { cellConstants, type SequentialSettings } from '@/lib/neurons/sequential/conventions';
import { runCellOnTensors } from '@/lib/neurons/sequential/tensors';
import type { Job } from '@/lib/reference/cases';
import { runFloat64 } from '@/lib/reference/float64';
import { runTensors } from '@/lib/reference/tensors';
import { sigmoid } from '@/lib/numerics/surrogates';
import { gaussians, largestError, smallestMargin } from '../numerics/arrays';
import { useCpu } from '../numerics/cpuBackend';

beforeAll(useCpu);

const settings: fc.Arbitrary<SequentialSettings> = fc.record({
  model: fc.constantFrom('lif' as const, 'if' as const, 'plif' as const),
  library: fc.constantFrom('psu' as const, 'spikingjelly' as const, 'snntorch' as const),
  reset: fc.constantFrom('soft' as const, 'hard' as const, 'none' as const),
  decayInput: fc.boolean(), detachReset: fc.boolean(), delayReset: fc.boolean(),
  resetValue: fc.constantFrom(-0.5, 0, 0.25),
  tau: fc.double({ min: 1, max: 8, noNaN: true }),
});

const cases = fc.record({
  settings,
  steps: fc.integer({ min: 1, max: 8 }),
  channels: fc.integer({ min: 1, max: 3 }),
  threshold: fc.constantFrom(0.25, 0.5, 1),
  seed: fc.nat(),
});

describe('the sequential cell on tensors', () => {
  it('equals float64 in every convention', () => {
    fc.assert(fc.property(cases, ({ settings: s, steps, channels, threshold, seed }) => {
      const cell = cellConstants(s);
      const x = gaussians(seed, steps * channels, 0.5);
      const expected = runCell(cell, x, steps, channels, threshold);
      // A spike that rounding could turn would change what follows.
      fc.pre(Math.min(smallestMargin(expected.membrane, threshold), smallestMargin(expected.carried, threshold)) > 1e-4);
      tf.tidy(() => {
        const actual = runCellOnTensors(cell, {
          x: tf.tensor2d(Float32Array.from(x), [steps, channels]), threshold: tf.scalar(threshold),
          leak: tf.scalar(cell.leak), gain: tf.scalar(cell.gain), surrogate: 'atan', width: tf.scalar(2),
        });
        expect(largestError(actual.membrane.dataSync(), expected.membrane)).toBeLessThan(1e-5);
        expect(largestError(actual.carried.dataSync(), expected.carried)).toBeLessThan(1e-5);
        expect(Array.from(actual.spikes.dataSync())).toEqual(Array.from(expected.spikes));
      });
    }), { numRuns: 150 });
  });

  it('has the gradients of float64 in every convention', async () => {
    await fc.assert(fc.asyncProperty(cases, async ({ settings: s, steps, channels, threshold, seed }) => {
      const cell = cellConstants(s);
      const x = gaussians(seed, steps * channels, 0.5);
      const trace = runCell(cell, x, steps, channels, threshold);
      fc.pre(Math.min(smallestMargin(trace.membrane, threshold), smallestMargin(trace.carried, threshold)) > 1e-4);
      const job: Job = {
        kind: 'sequential', id: 'case', steps, channels, x, g: gaussians(seed + 1, x.length), threshold,
        surrogate: { name: 'atan', width: 2 }, cell, leakLogit: null,
      };
      const [expected, actual] = [runFloat64(job), await runTensors(job)];
      for (const name of ['dX', 'd_threshold', 'd_alpha', 'd_beta']) {
        expect([name, largestError(actual[name], expected[name]) < 5e-5]).toEqual([name, true]);
      }
    }), { numRuns: 100 });
  });

  it('learns a PLIF through w, with leak 1 − σ(w) and gain σ(w)', async () => {
    for (const w of [-1.5, 0, 0.8]) {
      const cell = { ...cellConstants({ model: 'plif', library: 'psu', reset: 'soft', decayInput: true, detachReset: true, delayReset: true, resetValue: 0, tau: 2 }), leak: 1 - sigmoid(w), gain: sigmoid(w) };
      const x = gaussians(3, 24, 0.5);
      const job: Job = { kind: 'sequential', id: 'plif', steps: 8, channels: 3, x, g: gaussians(4, 24), threshold: 0.5, surrogate: { name: 'atan', width: 2 }, cell, leakLogit: w };
      const [expected, actual] = [runFloat64(job), await runTensors(job)];
      expect(largestError(actual.d_w, expected.d_w)).toBeLessThan(2e-5);
      expect(Math.abs(expected.d_w[0])).toBeGreaterThan(1e-3);
    }
  });
});

describe('backCell', () => {
  const slope = (u: number) => 1 / (1 + (Math.PI * u) ** 2);
  const [x0, x1, theta, g0, g1] = [1.7, 0.4, 0.5, 0.9, -0.6];
  const grads = (detachReset: boolean, reset: 'soft' | 'hard') => {
    const cell = cellConstants({ model: 'lif', library: 'spikingjelly', reset, decayInput: true, detachReset, delayReset: true, resetValue: 0, tau: 2 });
    const trace = runCell(cell, [x0, x1], 2, 1, theta);
    expect(Array.from(trace.spikes)).toEqual([1, 0]);
    return backCell(cell, [x0, x1], trace, [g0, g1], 2, 1, theta, { name: 'atan', width: 2 });
  };
  const H0 = x0 / 2;

  it('two steps by hand: soft reset, detached or not', () => {
    const H1 = (H0 - theta) / 2 + x1 / 2;
    const [s0, s1] = [slope(H0 - theta), slope(H1 - theta)];
    const detached = grads(true, 'soft');
    expect(largestError(detached.input, [(g0 * s0 + (g1 * s1) / 2) / 2, (g1 * s1) / 2])).toBeLessThan(1e-14);
    expect(detached.threshold).toBeCloseTo(-g0 * s0 - g1 * s1 - (g1 * s1) / 2, 14);
    const through = grads(false, 'soft');
    const dSpike = g0 - (theta * g1 * s1) / 2;
    expect(largestError(through.input, [(dSpike * s0 + (g1 * s1) / 2) / 2, (g1 * s1) / 2])).toBeLessThan(1e-14);
    expect(through.threshold).toBeCloseTo(-dSpike * s0 - g1 * s1 - (g1 * s1) / 2, 14);
  });

  it('two steps by hand: a hard reset cuts the past unless its spike is followed', () => {
    const [s0, s1] = [slope(H0 - theta), slope(x1 / 2 - theta)];
    expect(largestError(grads(true, 'hard').input, [(g0 * s0) / 2, (g1 * s1) / 2])).toBeLessThan(1e-14);
    const dSpike = g0 - (H0 * g1 * s1) / 2;
    expect(largestError(grads(false, 'hard').input, [(dSpike * s0) / 2, (g1 * s1) / 2])).toBeLessThan(1e-14);
  });
});
