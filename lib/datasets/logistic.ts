import type { Pieces } from '@/lib/numerics/pieces';
import { randomStream } from '@/lib/numerics/random';

/** Labelled feature vectors. */
export interface Examples {
  /** `[samples, size]` */
  readonly features: Float32Array;
  readonly labels: Uint16Array;
  readonly size: number;
  readonly classes: number;
}

/** Scores of class c: Σ_k w[c, k]·x[k] + w[c, size]; `[classes, size + 1]`, the bias last. */
export type Logistic = Float64Array;

const EPOCHS = 15;
const BATCH = 50;
const [RATE, BETA1, BETA2, EPSILON] = [0.02, 0.9, 0.999, 1e-8];

/** Writes the scores of sample i. */
function score(model: Logistic, { features, size, classes }: Examples, i: number, scores: Float64Array): void {
  for (let c = 0; c < classes; c += 1) {
    const row = c * (size + 1);
    let sum = model[row + size];
    for (let k = 0; k < size; k += 1) sum += model[row + k] * features[i * size + k];
    scores[c] = sum;
  }
}

/** Turns scores into probabilities by softmax. */
function softmax(scores: Float64Array): void {
  const highest = Math.max(...scores);
  let sum = 0;
  for (let c = 0; c < scores.length; c += 1) sum += scores[c] = Math.exp(scores[c] - highest);
  for (let c = 0; c < scores.length; c += 1) scores[c] /= sum;
}

/** Adds the gradient of sample i's cross-entropy, `share` of it. */
function addGradient(model: Logistic, data: Examples, i: number, share: number, scores: Float64Array, gradient: Float64Array): void {
  const { features, labels, size, classes } = data;
  score(model, data, i, scores);
  softmax(scores);
  for (let c = 0; c < classes; c += 1) {
    const error = share * (scores[c] - (labels[i] === c ? 1 : 0));
    const row = c * (size + 1);
    for (let k = 0; k < size; k += 1) gradient[row + k] += error * features[i * size + k];
    gradient[row + size] += error;
  }
}

/** A random order of 0 … count − 1 (Fisher–Yates). */
function shuffled(count: number, integer: (below: number) => number): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i -= 1) {
    const j = integer(i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

/**
 * Multinomial logistic regression: minimises the mean of −log softmax(W·x + b)[label] + (penalty / 2)·‖W‖² by 15 epochs
 * of Adam (Kingma and Ba 2015) on batches of 50, the step falling from 0.02 to 0 along half a cosine.
 *
 * @param from a model to begin with; zeros unless given, from which the convex problem has one way down
 */
export function* fitLogistic(data: Examples, penalty: number, from?: Logistic): Pieces<Logistic> {
  const { size, classes, labels } = data;
  const model = from ? from.slice() : new Float64Array(classes * (size + 1));
  const [gradient, first, second] = [0, 0, 0].map(() => new Float64Array(model.length));
  const scores = new Float64Array(classes);
  const random = randomStream(1, 'baseline/order');
  const batches = Math.ceil(labels.length / BATCH);
  const all = EPOCHS * batches;
  for (let epoch = 0, step = 1; epoch < EPOCHS; epoch += 1) {
    const order = shuffled(labels.length, random.integer);
    for (let start = 0; start < order.length; start += BATCH, step += 1) {
      const batch = order.subarray(start, start + BATCH);
      gradient.forEach((_, k) => (gradient[k] = k % (size + 1) < size ? penalty * model[k] : 0));
      for (const i of batch) addGradient(model, data, i, 1 / batch.length, scores, gradient);
      const rate = (RATE / 2) * (1 + Math.cos((Math.PI * step) / all));
      const [unbias1, unbias2] = [1 - BETA1 ** step, 1 - BETA2 ** step];
      for (let k = 0; k < model.length; k += 1) {
        first[k] = BETA1 * first[k] + (1 - BETA1) * gradient[k];
        second[k] = BETA2 * second[k] + (1 - BETA2) * gradient[k] ** 2;
        model[k] -= (rate * (first[k] / unbias1)) / (Math.sqrt(second[k] / unbias2) + EPSILON);
      }
      yield step / (all + 1);
    }
  }
  return model;
}

/** Share of the examples whose label has the highest score. */
export function accuracyOf(model: Logistic, data: Examples): number {
  const scores = new Float64Array(data.classes);
  let right = 0;
  for (let i = 0; i < data.labels.length; i += 1) {
    score(model, data, i, scores);
    if (scores.indexOf(Math.max(...scores)) === data.labels[i]) right += 1;
  }
  return right / Math.max(1, data.labels.length);
}
