import { checkWithin, spanOf } from './edges';
import type { Edges, Train } from './types';

/**
 * Earth mover's distance (1-Wasserstein) between when two trains spike, each train with mass 1 shared equally by its spikes:
 *
 *     W = ∫ |F_a(t) − F_b(t)| dt,   F(t) = share of the train's spikes up to t
 *
 * How far, on average, spikes have to be moved in time; how many there are does not count. In the trains' unit, from 0 to end − start.
 * Two trains without spikes have 0. One without spikes against one with any has end − start, the largest distance there is:
 * no move makes a spike, and so the distance stays bounded and a metric.
 *
 * For spike trains: Sihn & Kim 2019, doi 10.3389/fncom.2019.00082. Time: O(n_a + n_b).
 *
 * @throws {RangeError} edges that do not ascend, a spike outside them
 */
export function earthMovers(a: Train, b: Train, edges: Edges): number {
  const span = spanOf(edges);
  checkWithin(a, edges);
  checkWithin(b, edges);
  const [n, m] = [a.length, b.length];
  if (n === 0 || m === 0) return n === m ? 0 : span;
  let [i, j, sum] = [0, 0, 0];
  let last = edges[0];
  while (i < n || j < m) {
    const t = j === m || (i < n && a[i] <= b[j]) ? a[i] : b[j];
    // Whole numbers, so that equal shares cancel exactly.
    sum += Math.abs(i * m - j * n) * (t - last);
    if (i < n && a[i] === t) i++;
    else j++;
    last = t;
  }
  return sum / (n * m);
}
