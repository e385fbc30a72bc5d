/**
 * One network that learns: an optimiser step at a time, on the backend in use. Nothing here waits for the
 * page or chooses when to stop; that is the engine's.
 */
import * as tf from '@tensorflow/tfjs-core';
import { fillBatch, presentation, type Show } from '../../datasets/batch';
import type { Dataset, PartName } from '../../datasets/types';
import { randomStream } from '../../numerics/random';
import { onTape } from '../../numerics/tensors/tape';
import type { Reader } from '../tensors';
import { adamStep, clipNorm } from './adamw';
import { sizeOf, type Architecture } from './architecture';
import type { NormState } from './batchNorm';
import { cut, disposeState, named, toDevice, toHost, type LearnedState } from './device';
import { forward, type ForwardOptions } from './forward';
import { parameterViews } from './initialise';
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
  /** Mean loss over the samples, not a number where it or its gradient was not finite, and how many were answered rightly while training. */
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

/** A sum of gradients beyond this, or none, is not finite on any backend. */
const MOST = 1e30;

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

/** τ of each block among the learned numbers; the one a network starts with where it is not learned. */
function tausOf(plan: Architecture, weights: Float32Array): number[] {
  const views = parameterViews(plan, weights);
  return plan.blocks.map((_, k) => views.get(`${k + 1}.tau`)?.[0] ?? plan.network.neuron.tau);
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
  /** τ of each block as a plain number where it is learned: the scans' values are made from it. */
  taus: readonly number[];

  constructor(readonly options: TrainerOptions, state: LearnedState) {
    this.device = toDevice(state);
    this.taus = tausOf(options.plan, state.weights);
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

  /** Which samples the last step saw; the first one before any step. */
  lastSamples: Uint32Array = Uint32Array.of(0);

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
    const which = (this.lastSamples = this.nextSamples());
    const batch = batchOf(dataset, 'train', which, show);
    /** Whatever of this step's tensors nobody else owns by its end, also where it throws. */
    const own: tf.Tensor[] = [batch.input, batch.labels];
    const seen: NormState = new Map();
    const options: ForwardOptions = { training: true, norms: seen, taus: this.taus, mask: (...at) => this.mask(...at) };
    const rate = learningRate(learning, this.step, this.stepsPerEpoch);
    const began = performance.now();
    let answered = began;
    try {
      const [gradient, report] = onTape(() => tf.tidy(() => {
        let right: tf.Scalar | null = null;
        const { value, grads } = tf.valueAndGrads((...arrays: tf.Tensor[]) => {
          const logits = forward(plan, named(plan, arrays), batch.input, options);
          const loss = lossOf(logits, batch.labels, learning);
          own.push((right = tf.keep(rightOf(logits, batch.labels)) as tf.Scalar));
          if (timed) loss.dataSync();
          answered = performance.now();
          return loss;
        })(cut(plan, this.device.adam.weights));
        const all = tf.concat(grads.map((g) => tf.reshape(g, [-1]))) as tf.Tensor1D;
        const sum = tf.sum(all);
        // What is not finite stays out of the weights, so that it can still be told where it began.
        const sound = tf.where(tf.less(tf.abs(sum), MOST), all, tf.zerosLike(all)) as tf.Tensor1D;
        return [clipNorm(sound, learning.clip), tf.stack([value, right ?? 0, sum]) as tf.Tensor1D];
      }));
      own.push(gradient, report);
      if (timed) await settle(read, gradient);
      const returned = performance.now();
      adamStep(this.device.adam, gradient, rate, learning.decay);
      this.remember(seen, which.length);
      await this.readTaus();
      this.pending.push({ tensor: tf.clone(report), batch: which.length });
      if (!timed) return null;
      await settle(read, this.device.adam.weights);
      return { forward: answered - began, backward: returned - answered, update: performance.now() - returned };
    } finally {
      tf.dispose([own, [...seen.values()].map(({ mean, variance }) => [mean, variance])]);
    }
  }

  /** Parallel neurons need τ as a number before the next step. */
  private async readTaus(): Promise<void> {
    const { plan, read } = this.options;
    if (plan.neuron.form !== 'parallel' || !plan.parameters.some(({ role }) => role === 'tau')) return;
    const weights = tf.clone(this.device.adam.weights);
    try {
      this.taus = tausOf(plan, await read(weights));
    } finally {
      weights.dispose();
    }
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
      tf.dispose([before.mean, before.variance]);
      this.device.norms.set(name, next);
    }
  }

  /** Reads what the steps since the last call did. */
  async flush(): Promise<StepReport | null> {
    const { pending } = this;
    if (pending.length === 0) return null;
    this.pending = [];
    const own: tf.Tensor[] = pending.map(({ tensor }) => tensor);
    try {
      const stacked = tf.tidy(() => tf.stack(pending.map(({ tensor }) => tensor)));
      own.push(stacked);
      const values = await this.options.read(stacked);
      const samples = pending.reduce((sum, { batch }) => sum + batch, 0);
      // Spikes hide what is not a number from the loss; the gradient's sum shows it.
      const lossAt = (k: number) => (Number.isFinite(values[3 * k + 2]) ? values[3 * k] : NaN);
      const loss = pending.reduce((sum, { batch }, k) => sum + lossAt(k) * batch, 0) / samples;
      const right = pending.reduce((sum, _, k) => sum + values[3 * k + 1], 0);
      return { samples, loss, right };
    } finally {
      tf.dispose(own);
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
