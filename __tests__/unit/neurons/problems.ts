import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { forwardFloat64, type Float64Trace, type Run } from '@/lib/neurons/float64';
import { parallelNeuron, type NeuronSettings } from '@/lib/neurons/parallel';
import { forwardTensors } from '@/lib/neurons/tensors';
import { randomStream } from '@/lib/numerics/random';
import type { Problem } from './naive';

export const KINDS = ['psu', 'ipsu', 'rpsu', 'ppsu', 'exact-lif', 'reset-free', 'spsn', 'psn', 'masked-psn', 'sliding-psn'];

type Shape = Omit<Problem, 'X' | 'W' | 'kernel' | 'b' | 'draws'> & { readonly seed: number; readonly mean?: number };

/** A problem with random inputs and weights, all of them float32 numbers. */
export function problem(shape: Shape): Problem {
  const { T, N, k, seed, mean = 0.4 } = shape;
  const random = randomStream(seed, 'problem');
  const rows = (height: number, width: number, draw: () => number) =>
    Array.from({ length: height }, () => Array.from({ length: width }, () => Math.fround(draw())));
  return {
    ...shape,
    X: rows(T, N, () => mean + random.normal()),
    W: rows(T, T, () => random.normal() / Math.sqrt(T)),
    kernel: rows(1, k, random.normal)[0],
    b: rows(1, T, () => 0.3 * random.normal())[0],
    draws: rows(T, N, random.uniform),
  };
}

export const problems = (sizes: { maxT?: number; maxTau?: number } = {}): fc.Arbitrary<Problem> =>
  fc.record({
    T: fc.integer({ min: 1, max: sizes.maxT ?? 10 }),
    N: fc.integer({ min: 1, max: 3 }),
    tau: fc.double({ min: 1, max: sizes.maxTau ?? 8, noNaN: true }).map(Math.fround),
    theta: fc.double({ min: -0.5, max: 2, noNaN: true }).map(Math.fround),
    convention: fc.constantFrom('released' as const, 'consistent' as const),
    sweeps: fc.integer({ min: 0, max: 5 }),
    k: fc.integer({ min: 1, max: 12 }),
    lambda: fc.constantFrom(0, 0.25, 0.75, 1),
    seed: fc.nat(),
  }).map(problem);

export const flat = (rows: number[][]): Float64Array => Float64Array.from(rows.flat());

export const settingsOf = (p: Problem): NeuronSettings => ({
  steps: p.T, tau: p.tau, matrices: p.convention, sweeps: p.sweeps, window: p.k, lambda: p.lambda,
});

/** The project's own neuron on the same problem. */
export function runOf(kind: string, p: Problem): Run {
  const neuron = parallelNeuron(kind);
  return {
    formula: neuron.formula(settingsOf(p)),
    steps: p.T, channels: p.N, threshold: p.theta, draws: flat(p.draws),
    learned: neuron.start && { weights: kind === 'sliding-psn' ? p.kernel : flat(p.W), bias: p.b },
  };
}

export const float64 = (kind: string, p: Problem): Float64Trace => forwardFloat64(runOf(kind, p), flat(p.X));

const single = (rows: number[][]) => tf.tensor2d(Float32Array.from(rows.flat()), [rows.length, rows[0].length]);

/** The tensor form on the backend in use; call inside a scope. */
export function tensors(kind: string, p: Problem) {
  const { formula, learned } = runOf(kind, p);
  const trace = forwardTensors(formula, {
    x: single(p.X), threshold: tf.scalar(p.theta), surrogate: 'atan', width: tf.scalar(2), draws: single(p.draws),
    ...(learned && { weights: kind === 'sliding-psn' ? tf.tensor1d(p.kernel) : single(p.W), bias: tf.tensor1d(p.b) }),
  });
  const read = (t: tf.Tensor | null) => t && t.dataSync();
  return {
    charge: trace.charge.dataSync(), learnedSum: read(trace.learnedSum), rho: read(trace.rho), reset: read(trace.reset),
    membrane: trace.membrane.dataSync(), spikes: trace.spikes.dataSync(),
  };
}
