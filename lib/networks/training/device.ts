/** A learner's numbers on the device, and their way to typed arrays and back. */
import * as tf from '@tensorflow/tfjs-core';
import type { Reader } from '../tensors';
import { sizeOf, type Architecture } from './architecture';
import type { AdamState } from './adamw';
import type { NormState } from './batchNorm';
import type { DeviceParameters } from './forward';

/** Everything that training changes, as plain arrays: what a checkpoint keeps. */
export interface LearnedState {
  /** All learned numbers in the order of `plan.parameters`, and AdamW's two moments of each. */
  readonly weights: Float32Array;
  readonly first: Float32Array;
  readonly second: Float32Array;
  /** Optimiser steps made. */
  readonly step: number;
  /** Running mean and variance of each batch norm by block name. */
  readonly norms: Readonly<Record<string, { readonly mean: Float32Array; readonly variance: Float32Array }>>;
}

export interface DeviceState {
  readonly adam: AdamState;
  readonly norms: NormState;
}

/** A state before the first step. */
export function freshState(plan: Architecture, weights: Float32Array): LearnedState {
  const norms: Record<string, { mean: Float32Array; variance: Float32Array }> = {};
  plan.blocks.forEach(({ spec }, k) => {
    if (spec.norm) norms[String(k + 1)] = { mean: new Float32Array(spec.units), variance: new Float32Array(spec.units).fill(1) };
  });
  return { weights, first: new Float32Array(weights.length), second: new Float32Array(weights.length), step: 0, norms };
}

export function toDevice(state: LearnedState): DeviceState {
  const norms: NormState = new Map();
  for (const [name, { mean, variance }] of Object.entries(state.norms)) {
    norms.set(name, { mean: tf.tensor1d(mean), variance: tf.tensor1d(variance) });
  }
  const adam = { weights: tf.tensor1d(state.weights), first: tf.tensor1d(state.first), second: tf.tensor1d(state.second), count: state.step };
  return { adam, norms };
}

export async function toHost({ adam, norms }: DeviceState, read: Reader): Promise<LearnedState> {
  const step = adam.count;
  const names = [...norms.keys()];
  // One moment's numbers, however long reading takes: the next step disposes of them.
  const tensors = [adam.weights, adam.first, adam.second, ...[...norms.values()].flatMap(({ mean, variance }) => [mean, variance])].map((t) => tf.clone(t));
  try {
    const values: Float32Array[] = [];
    for (const tensor of tensors) values.push((await read(tensor)).slice());
    const [weights, first, second, ...moments] = values;
    return { weights, first, second, step, norms: Object.fromEntries(names.map((name, k) => [name, { mean: moments[2 * k], variance: moments[2 * k + 1] }])) };
  } finally {
    tf.dispose(tensors);
  }
}

export function disposeState({ adam, norms }: DeviceState): void {
  for (const tensor of [adam.weights, adam.first, adam.second]) tensor.dispose();
  for (const { mean, variance } of norms.values()) {
    mean.dispose();
    variance.dispose();
  }
}

/** The flat array cut into the learned arrays. Call inside a scope. */
export function cut(plan: Architecture, flat: tf.Tensor1D): tf.Tensor[] {
  const parts = tf.split(flat, plan.parameters.map(({ shape }) => sizeOf(shape)));
  return plan.parameters.map(({ shape }, k) => tf.reshape(parts[k], [...shape]));
}

export const named = (plan: Architecture, arrays: readonly tf.Tensor[]): DeviceParameters =>
  new Map(plan.parameters.map(({ name }, k) => [name, arrays[k]]));
