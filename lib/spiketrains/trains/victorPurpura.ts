import type { Train } from './types';

/** What moving a spike saves against deleting it and inserting another, 2 − q·|Δt|; equal times are free at any price. */
const saving = (apart: number, q: number): number => (apart === 0 ? 2 : 2 - q * Math.abs(apart));

/** Cost of pairing the spikes of the shorter train in order with those of the longer one, from its spike `skip` on. */
function costInOrder(shorter: Train, longer: Train, skip: number, q: number): number {
  let cost = longer.length - shorter.length;
  for (let k = 0; k < shorter.length; k++) cost += Math.min(2, 2 - saving(shorter[k] - longer[k + skip], q));
  return cost;
}

/**
 * How many spikes of the longer train may lie before a pair more than of the shorter one, beyond what the pair at either end of the
 * trains needs. Spikes out of step cost 1 each, and the distance is at most that of any one way to pair them.
 */
function slack(shorter: Train, longer: Train, q: number): number {
  const surplus = longer.length - shorter.length;
  const bound = Math.min(costInOrder(shorter, longer, 0, q), costInOrder(shorter, longer, surplus, q));
  // Rounding must not shut out the best way.
  return Math.floor((bound - surplus) / 2 + 1e-6);
}

/**
 * Victor–Purpura distance: the least cost of turning one train into the other, where inserting or deleting a spike costs 1 and
 * moving one costs q·|Δt|:
 *
 *     G[i,j] = min(G[i−1,j] + 1, G[i,j−1] + 1, G[i−1,j−1] + q·|a[i] − b[j]|)
 *
 * From 0 to n_a + n_b; a metric; no unit. With q = 0 it is |n_a − n_b|; with q = ∞ only equal times are paired.
 *
 * Victor & Purpura 1996, doi 10.1152/jn.1996.76.2.1310. It is computed as n_a + n_b less the most that moves can save, in a table of
 * which only a band can matter: a move pays where q·|Δt| < 2, and spikes far out of step cost more than a known way does.
 * Time: O(cells of the band), at most O(n_a·n_b). Memory: O(n_a + n_b).
 *
 * @param q cost of a move per unit of time, from 0 to ∞
 * @throws {RangeError} a q that is negative or not a number
 */
export function victorPurpura(a: Train, b: Train, q: number): number {
  if (!(q >= 0)) throw new RangeError(`The cost q is ${q}; it should be 0 or more.`);
  const [shorter, longer] = a.length <= b.length ? [a, b] : [b, a];
  const [n, m] = [shorter.length, longer.length];
  if (q === 0 || n === 0) return m - n;

  const most = slack(shorter, longer, q);
  // saved[j]: the most that moves save among the first rows and the first j columns.
  const saved = new Float64Array(m + 1);
  let [low, high, known] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const t = shorter[i];
    while (low < m && longer[low] < t && saving(t - longer[low], q) <= 0) low++;
    while (high < m && (longer[high] <= t || saving(longer[high] - t, q) > 0)) high++;
    const from = Math.max(low, i - most);
    const to = Math.min(high, i + m - n + most + 1);
    // Right of the band of the rows above nothing more was saved than at its edge.
    while (known < to) {
      known++;
      saved[known] = saved[known - 1];
    }
    let corner = saved[from];
    for (let j = from; j < to; j++) {
      const above = saved[j + 1];
      const paired = corner + saving(t - longer[j], q);
      saved[j + 1] = Math.max(above, saved[j], paired);
      corner = above;
    }
  }
  return n + m - saved[known];
}
