import * as tf from '@tensorflow/tfjs-core';
import { presentation } from '../../datasets/batch';
import type { PartName } from '../../datasets/types';
import { sizeOf } from './architecture';
import { forward } from './forward';
import { operationsOf, type Operations } from './operations';
import { batchOf, type Trainer } from './trainer';

export interface Evaluation {
  readonly samples: number;
  /** Mean cross-entropy of the softmax, without smoothing, or the mean squared error: as the run is trained. */
  readonly loss: number;
  readonly accuracy: number;
  /** `[K, K]`, row the true class, column the answer. */
  readonly confusion: Uint32Array;
  /** Per block: mean spikes a step and neuron. */
  readonly rates: readonly number[];
  /** Per block: share of neurons that fire at least once in a sample; what the release calls fire rate. */
  readonly fired: readonly number[];
  /** Synaptic operations of one sample's answer, on average. */
  readonly operations: Operations;
  /** Sample numbers answered wrongly, the surest first, with the answer and its probability. */
  readonly mistakes: readonly { readonly sample: number; readonly label: number; readonly answer: number; readonly certainty: number }[];
}

const BATCH = 100;
const LEAST = 10;
const MISTAKES = 24;

/** Softmax of one row of logits. */
function softmax(logits: Float32Array, from: number, classes: number): Float64Array {
  const top = logits.subarray(from, from + classes).reduce((a, b) => Math.max(a, b), -Infinity);
  const e = Float64Array.from({ length: classes }, (_, k) => Math.exp(logits[from + k] - top));
  const sum = e.reduce((a, b) => a + b, 0);
  return e.map((v) => v / sum);
}

/**
 * Runs the network on a part of its dataset, or on its first `most` samples.
 * @param pause awaited with the share done after each batch: the place to cancel
 */
export async function evaluate(trainer: Trainer, part: PartName, pause: (done: number) => Promise<void>, most = Infinity): Promise<Evaluation> {
  const { plan, dataset, show, learning, read } = trainer.options;
  const { labels } = dataset.parts[part];
  const samples = Math.min(most, labels.length);
  const { classes, blocks } = plan;
  const confusion = new Uint32Array(classes * classes);
  const [rates, fired] = [0, 1].map(() => new Float64Array(blocks.length));
  const [ones, nonzero] = [0, 1].map(() => new Float64Array(blocks.length + 1));
  const mistakes: { sample: number; label: number; answer: number; certainty: number }[] = [];
  let loss = 0;
  // Where the device has room for few samples only, it has none for a hundred here.
  const size = Math.min(BATCH, Math.max(LEAST, learning.batch));
  for (let from = 0; from < samples; from += size) {
    const which = Uint32Array.from({ length: Math.min(size, samples - from) }, (_, k) => from + k);
    const batch = batchOf(dataset, part, which, show);
    const own: tf.Tensor[] = [batch.input, batch.labels];
    const ask = () => trainer.with((parameters, norms) => {
      const [sums, arrivals]: tf.Tensor[][] = [[], []];
      const per = which.length / samples;
      const share = (of: tf.Tensor) => tf.mul(tf.mean(tf.cast(of, 'float32')), per);
      const arrive = (fed: tf.Tensor) => arrivals.push(share(tf.equal(fed, 1)), share(tf.notEqual(fed, 0)));
      const logits = forward(plan, parameters, batch.input, {
        training: false, norms, taus: trainer.taus, mask: () => null,
        look(k, { spikes, fed }) {
          const features = which.length * sizeOf(blocks[k].output);
          sums.push(tf.mul(tf.mean(spikes), per), tf.mul(tf.sum(tf.max(spikes, 0)), per / features));
          arrive(fed);
        },
        lookLast: arrive,
      });
      return tf.concat([logits, ...sums, ...arrivals].map((t) => tf.reshape(t, [-1])));
    });
    let values: Float32Array;
    try {
      const numbers = ask();
      own.push(numbers);
      values = (await read(numbers)).slice();
    } finally {
      tf.dispose(own);
    }
    which.forEach((sample, b) => {
      const label = labels[sample];
      const row = b * classes;
      const shares = softmax(values, row, classes);
      let answer = 0;
      for (let k = 1; k < classes; k++) if (values[row + k] > values[row + answer]) answer = k;
      confusion[label * classes + answer]++;
      if (learning.loss === 'mse') for (let k = 0; k < classes; k++) loss += (values[row + k] - (k === label ? 1 : 0)) ** 2 / classes;
      else loss -= Math.log(Math.max(1e-30, shares[label]));
      if (answer !== label) mistakes.push({ sample, label, answer, certainty: shares[answer] });
    });
    const beyond = which.length * classes;
    blocks.forEach((_, k) => [rates, fired].forEach((list, i) => (list[k] += values[beyond + 2 * k + i])));
    ones.forEach((_, k) => [ones, nonzero].forEach((list, i) => (list[k] += values[beyond + 2 * blocks.length + 2 * k + i])));
    await pause(Math.min(1, (from + size) / samples));
  }
  let right = 0;
  for (let k = 0; k < classes; k++) right += confusion[k * classes + k];
  const operations = operationsOf(plan, presentation(dataset, show).steps, Array.from(ones, (share, k) => ({ ones: share, others: Math.max(0, nonzero[k] - share) })));
  mistakes.sort((a, b) => b.certainty - a.certainty);
  return {
    samples, loss: loss / samples, accuracy: right / samples, confusion,
    rates: [...rates], fired: [...fired], operations, mistakes: mistakes.slice(0, MISTAKES),
  };
}
