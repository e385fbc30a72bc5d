import { checkWithin, spanOf } from './edges';
import type { Edges, Profile, Train } from './types';

/** Half the shorter of the intervals beside spike k; towards an edge it is half of all that was observed. */
function reach(train: Train, k: number, span: number): number {
  const before = k > 0 ? train[k] - train[k - 1] : span;
  const after = k + 1 < train.length ? train[k + 1] - train[k] : span;
  return Math.min(before, after) / 2;
}

/**
 * SPIKE-synchronization, spike by spike: one point for each spike of both trains in the order of time, 1 where it has a
 * partner in the other train, else 0. Its mean is `spikeSync`.
 * @throws {RangeError} as `spikeSync`
 */
export function syncProfile(a: Train, b: Train, edges: Edges): Profile {
  const span = spanOf(edges);
  checkWithin(a, edges);
  checkWithin(b, edges);
  const x = new Float64Array(a.length + b.length);
  const y = new Float64Array(x.length);
  let [i, j, k] = [0, 0, 0];
  while (k < x.length) {
    const fromA = j === b.length || (i < a.length && a[i] <= b[j]);
    if (fromA && j < b.length && a[i] === b[j]) {
      x.fill(a[i], k, k + 2);
      y.fill(1, k, k + 2);
      [i, j, k] = [i + 1, j + 1, k + 2];
      continue;
    }
    const [own, at, other, last] = fromA ? [a, i, b, j - 1] : [b, j, a, i - 1];
    x[k] = own[at];
    // Within reach there is room for one spike of either train, so the other one is the point before.
    if (last >= 0 && own[at] - other[last] < Math.min(reach(own, at, span), reach(other, last, span))) y[k - 1] = y[k] = 1;
    if (fromA) i++;
    else j++;
    k++;
  }
  return { x, y };
}

/**
 * SPIKE-synchronization: the share of spikes, of both trains together, that have a partner in the other train. Two spikes are
 * partners where they are less apart than half of the shortest of the four intervals beside them. From 0 to 1, where all
 * have one; two trains without spikes have 1. Spikes at the same time are partners one to one.
 *
 * Kreuz et al. 2015, doi 10.1152/jn.00848.2014; edges as in PySpike. Time: O(n_a + n_b).
 *
 * @throws {RangeError} edges that do not ascend, a spike outside them
 */
export function spikeSync(a: Train, b: Train, edges: Edges): number {
  const { y } = syncProfile(a, b, edges);
  if (y.length === 0) return 1;
  let sum = 0;
  for (let k = 0; k < y.length; k++) sum += y[k];
  return sum / y.length;
}
