import { part, type Pieces } from '@/lib/numerics/pieces';

import type { Show } from './batch';
import { standardise, standardOf, timeMean } from './features';
import { accuracyOf, fitLogistic, type Examples, type Logistic } from './logistic';
import { PARTS, type Dataset } from './types';

export interface Baseline {
  /** Share of the test part named right. */
  readonly accuracy: number;
  readonly validationAccuracy: number;
}

/** Strengths of the L2 penalty that are tried, from strong to weak: each begins where the one before ended. */
const PENALTIES = [0.1, 0.01, 0.001, 0.0001];

/** The three parts as standardised means over time. */
function* examples(dataset: Dataset, show: Show): Pieces<Examples[]> {
  const means: Float32Array[] = [];
  for (const [i, name] of PARTS.entries()) {
    means.push(yield* part(timeMean(dataset, name, show), i / PARTS.length, (i + 1) / PARTS.length));
  }
  const size = means[0].length / dataset.parts.train.labels.length;
  const standard = standardOf(means[0], size);
  return PARTS.map((name, i) => ({
    features: standardise(means[i], size, standard),
    labels: dataset.parts[name].labels,
    size,
    classes: dataset.classes.length,
  }));
}

/**
 * How far a linear reader gets that is blind to time: multinomial logistic regression on the mean of each sample over
 * its steps. Features are standardised with the train part; the L2 penalty is the one that names most of the
 * validation part right; the test part is looked at once, with that one.
 *
 * The same dataset gives the same numbers.
 */
export function* linearBaseline(dataset: Dataset, show: Show): Pieces<Baseline> {
  const [train, validation, test] = yield* part(examples(dataset, show), 0, 0.2);
  let model: Logistic | undefined;
  let best: Baseline = { accuracy: 0, validationAccuracy: -1 };
  for (const [i, penalty] of PENALTIES.entries()) {
    const from = 0.2 + (0.8 * i) / PENALTIES.length;
    model = yield* part(fitLogistic(train, penalty, model), from, from + 0.8 / PENALTIES.length);
    const validationAccuracy = accuracyOf(model, validation);
    if (validationAccuracy > best.validationAccuracy) best = { accuracy: accuracyOf(model, test), validationAccuracy };
  }
  return best;
}
