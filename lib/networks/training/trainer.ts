/**
 * One network that learns: an optimiser step at a time, on the backend in use. Nothing here waits for the
 * page or chooses when to stop; that is the engine's.
 */
import * as tf from '@tensorflow/tfjs-core';
import { fillBatch, presentation, type Show } from '../../datasets/batch';
import type { Dataset, PartName } from '../../datasets/types';
import { randomStream } from '../../numerics/random';
import type { Reader } from '../tensors';
import { adamStep, clipNorm } from './adamw';
import { sizeOf, type Architecture } from './architecture';
import type { NormState } from './batchNorm';
import { cut, disposeState, named, toDevice, toHost, type LearnedState } from './device';
import { forward, type ForwardOptions } from './forward';
import { lossOf, rightOf } from './loss';
import { learningRate } from './schedule';
import type { LearningSpec } from './spec';

export interface TrainerOptions {
  readonly plan: Architecture;
  readonly learning: LearningSpec;
  readonly dataset: Dataset;
  readonly show: Show;
  readonly seed: number;
  readonly read: Reader;
}

/** What steps since the last look did. */
export interface StepReport {
  readonly samples: number;
  /** Mean loss over the samples, and how many were answered rightly while training. */
  readonly loss: number;
  readonly right: number;
}

/** Milliseconds of one step, waited for at each boundary. */
export interface StepTimes {
  readonly forward: number;
  readonly backward: number;
  readonly update: number;
}

export interface Batch {
  readonly input: tf.Tensor;
  readonly labels: tf.Tensor1D;
}

/** Share of the old running statistics that a batch keeps, as in PyTorch. */
const MOMENTUM = 0.9;

/** The order in which an epoch shows its samples: a permutation from the seed and the epoch's number. */
export function epochOrder(count: number, seed: number, epoch: number): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, k) => k);
  const random = randomStream(seed, `order/${epoch}`);
  for (let k = count - 1; k > 0; k--) {
    const other = random.integer(k + 1);
    [order[k], order[other]] = [order[other], order[k]];
  }
  return order;
}

/** A batch on the device: input `[S, B, …shape]` and labels `[B]`. */
export function batchOf(dataset: Dataset, part: PartName, which: Uint32Array, show: Show): Batch {
  const shown = presentation(dataset, show);
  const values = new Float32Array(shown.steps * which.length * sizeOf(shown.shape));
  fillBatch(dataset, part, which, show, values);
  const labels = Int32Array.from(which, (k) => dataset.parts[part].labels[k]);
  return { input: tf.tensor(values, [shown.steps, which.length, ...shown.shape]), labels: tf.tensor1d(labels, 'int32') };
}

/** Waits until the device has made a tensor. */
async function settle(read: Reader, tensor: tf.Tensor): Promise<void> {
  const sum = tf.tidy(() => tf.sum(tensor));
  try {
    await read(sum);
  } finally {
    sum.dispose();
  }
}

export class Trainer {
  readonly stepsPerEpoch: number;
  private device;
  private pending: { tensor: tf.Tensor1D; batch: number }[] = [];
  private order: { epoch: number; which: Uint32Array } | null = null;

  constructor(readonly options: TrainerOptions, state: LearnedState) {
    this.device = toDevice(state);
    this.stepsPerEpoch = Math.ceil(options.dataset.parts.train.labels.length / options.learning.batch);
  }

  /** Optimiser steps made. */
  get step(): number {
    return this.device.adam.count;
  }

  /** Whole epochs made. */
  get epoch(): number {
    return Math.floor(this.step / this.stepsPerEpoch);
  }

  /** Learned arrays on the device for the time of `use`. */
  with<T>(use: (parameters: ReturnType<typeof named>, norms: NormState) => T): T {
    const { plan } = this.options;
    return tf.tidy(() => use(named(plan, cut(plan, this.device.adam.weights)), this.device.norms) as T & tf.TensorContainer) as T;
  }

  /** Which samples the next step sees. */
  private nextSamples(): Uint32Array {
    const { dataset, seed, learning } = this.options;
    const { epoch } = this;
    if (this.order?.epoch !== epoch) this.order = { epoch, which: epochOrder(dataset.parts.train.labels.length, seed, epoch) };
    const from = (this.step - epoch * this.stepsPerEpoch) * learning.batch;
    return this.order.which.subarray(from, from + learning.batch);
  }

  /** A dropout mask of this step: the same whether training was interrupted or not. */
  private mask(block: number, batch: number, features: number): tf.Tensor2D | null {
    const share = this.options.plan.blocks[block].spec.dropout;
    if (!(share > 0)) return null;
    const random = randomStream(this.options.seed, `dropout/${this.step}/${block}`);
    return tf.tensor2d(Float32Array.from({ length: batch * features }, () => (random.uniform() < share ? 0 : 1 / (1 - share))), [batch, features]);
  }

  /** One optimiser step. Losses stay on the device until `flush`; with `timed` the device is waited for at each part. */
  async trainStep(timed = false): Promise<StepTimes | null> {
    const { plan, learning, dataset, show, read } = this.options;
    const which = this.nextSamples();
    const batch = batchOf(dataset, 'train', which, show);
    const seen: NormState = new Map();
    const options: ForwardOptions = { training: true, norms: seen, mask: (...at) => this.mask(...at) };
    const rate = learningRate(learning, this.step, this.stepsPerEpoch);
    const began = performance.now();
    let answered = began;
    let report: tf.Tensor1D | null = null;
    const gradient = tf.tidy(() => {
      const { value, grads } = tf.valueAndGrads((...arrays: tf.Tensor[]) => {
        const logits = forward(plan, named(plan, arrays), batch.input, options);
        const loss = lossOf(logits, batch.labels, learning);
        report = tf.keep(tf.stack([loss, rightOf(logits, batch.labels)])) as tf.Tensor1D;
        if (timed) loss.dataSync();
        answered = performance.now();
        return loss;
      })(cut(plan, this.device.adam.weights));
      value.dispose();
      return clipNorm(tf.concat(grads.map((g) => tf.reshape(g, [-1]))) as tf.Tensor1D, learning.clip);
    });
    if (timed) await settle(read, gradient);
    const returned = performance.now();
    adamStep(this.device.adam, gradient, rate, learning.decay);
    tf.dispose([gradient, batch.input, batch.labels]);
    this.remember(seen, which.length);
    if (report) this.pending.push({ tensor: report, batch: which.length });
    if (!timed) return null;
    await settle(read, this.device.adam.weights);
    return { forward: answered - began, backward: returned - answered, update: performance.now() - returned };
  }

  /** Running statistics of batch norms, moved a little towards what this batch had; variance unbiased, as in PyTorch. */
  private remember(seen: NormState, batch: number): void {
    for (const [name, now] of seen) {
      const before = this.device.norms.get(name);
      if (!before) throw new RangeError(`Batch norm ${name} has no running statistics.`);
      const block = this.options.plan.blocks[Number(name) - 1];
      const shown = Number(name) === 1 ? presentation(this.options.dataset, this.options.show).steps : this.options.plan.network.steps;
      const count = (batch * shown * sizeOf(block.output)) / block.spec.units;
      const unbiased = count > 1 ? count / (count - 1) : 1;
      const next = tf.tidy(() => ({
        mean: tf.add(tf.mul(before.mean, MOMENTUM), tf.mul(now.mean, 1 - MOMENTUM)) as tf.Tensor1D,
        variance: tf.add(tf.mul(before.variance, MOMENTUM), tf.mul(now.variance, (1 - MOMENTUM) * unbiased)) as tf.Tensor1D,
      }));
      tf.dispose([before.mean, before.variance, now.mean, now.variance]);
      this.device.norms.set(name, next);
    }
  }

  /** Reads what the steps since the last call did. */
  async flush(): Promise<StepReport | null> {
    const { pending } = this;
    if (pending.length === 0) return null;
    this.pending = [];
    const stacked = tf.tidy(() => tf.stack(pending.map(({ tensor }) => tensor)));
    try {
      const values = await this.options.read(stacked);
      const samples = pending.reduce((sum, { batch }) => sum + batch, 0);
      const loss = pending.reduce((sum, { batch }, k) => sum + values[2 * k] * batch, 0) / samples;
      const right = pending.reduce((sum, _, k) => sum + values[2 * k + 1], 0);
      return { samples, loss, right };
    } finally {
      tf.dispose([stacked, ...pending.map(({ tensor }) => tensor)]);
    }
  }

  /** Everything that training changed, as plain arrays. */
  checkpoint(): Promise<LearnedState> {
    return toHost(this.device, this.options.read);
  }

  dispose(): void {
    tf.dispose(this.pending.map(({ tensor }) => tensor));
    this.pending = [];
    disposeState(this.device);
  }
}
