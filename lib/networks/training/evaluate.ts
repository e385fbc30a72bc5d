import * as tf from '@tensorflow/tfjs-core';
import type { PartName } from '../../datasets/types';
import { sizeOf } from './architecture';
import { forward } from './forward';
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
  /** Per block: share of values that come in and are not zero. */
  readonly density: readonly number[];
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
  const [rates, fired, density] = [0, 1, 2].map(() => new Float64Array(blocks.length));
  const mistakes: { sample: number; label: number; answer: number; certainty: number }[] = [];
  let loss = 0;
  // Where the device has room for few samples only, it has none for a hundred here.
  const size = Math.min(BATCH, Math.max(LEAST, learning.batch));
  for (let from = 0; from < samples; from += size) {
    const which = Uint32Array.from({ length: Math.min(size, samples - from) }, (_, k) => from + k);
    const batch = batchOf(dataset, part, which, show);
    const own: tf.Tensor[] = [batch.input, batch.labels];
    const ask = () => trainer.with((parameters, norms) => {
      const sums: tf.Tensor[] = [];
      const logits = forward(plan, parameters, batch.input, {
        training: false, norms, taus: trainer.taus, mask: () => null,
        look(k, { spikes, fed }) {
          const per = which.length / samples;
          const features = which.length * sizeOf(blocks[k].output);
          sums.push(tf.mul(tf.mean(spikes), per), tf.mul(tf.sum(tf.max(spikes, 0)), per / features), tf.mul(tf.mean(tf.cast(tf.notEqual(fed, 0), 'float32')), per));
        },
      });
      return tf.concat([tf.reshape(logits, [-1]), tf.reshape(tf.stack(sums.map((s) => tf.reshape(s, []))), [-1])]);
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
    blocks.forEach((_, k) => [rates, fired, density].forEach((list, i) => (list[k] += values[which.length * classes + 3 * k + i])));
    await pause(Math.min(1, (from + size) / samples));
  }
  let right = 0;
  for (let k = 0; k < classes; k++) right += confusion[k * classes + k];
  mistakes.sort((a, b) => b.certainty - a.certainty);
  return {
    samples, loss: loss / samples, accuracy: right / samples, confusion,
    rates: [...rates], fired: [...fired], density: [...density], mistakes: mistakes.slice(0, MISTAKES),
  };
}
