import { coverEdges, eachStretch, type CoveringTrain } from './auxiliary';
import { spanOf } from './edges';
import type { Edges, Profile, Train } from './types';

type Visit = (from: number, to: number, left: number, right: number) => void;

/**
 * From each spike of `own` to the nearest of `other`, auxiliary ones included. An auxiliary spike has the distance of the
 * spike proper beside it.
 */
function nearest(own: CoveringTrain, other: Float64Array): Float64Array {
  const { times, from, to } = own;
  const distances = new Float64Array(times.length);
  let k = 0;
  for (let i = from; i < to; i++) {
    const t = times[i];
    while (k + 1 < other.length && other[k + 1] <= t) k++;
    // `other` covers the edges: its spike k is at or before t, and where it is the last it is at t.
    distances[i] = k + 1 < other.length ? Math.min(t - other[k], other[k + 1] - t) : 0;
  }
  if (from > 0) distances[0] = distances[from];
  if (to < times.length) distances[to] = distances[to - 1];
  return distances;
}

const mixed = (p: number, q: number, share: number): number => p + (q - p) * share;

/** Calls `visit` for each stretch between spikes with the values at its two ends; between them it is linear. */
function sweep(a: Train, b: Train, edges: Edges, visit: Visit): void {
  const [one, two] = [coverEdges(a, edges), coverEdges(b, edges)];
  const [x, y] = [one.times, two.times];
  const [dx, dy] = [nearest(one, y), nearest(two, x)];
  eachStretch(x, y, edges, (i, j, from, to) => {
    const [ofA, ofB] = [x[i + 1] - x[i], y[j + 1] - y[j]];
    const both = ofA + ofB;
    // (S_a·ν_b + S_b·ν_a)/(½(ν_a + ν_b)²), in an order in which no short interval leaves the range of numbers.
    const [shareA, shareB] = [ofA / both, ofB / both];
    const left = mixed(dx[i], dx[i + 1], (from - x[i]) / ofA) * shareB + mixed(dy[j], dy[j + 1], (from - y[j]) / ofB) * shareA;
    const right = mixed(dx[i], dx[i + 1], (to - x[i]) / ofA) * shareB + mixed(dy[j], dy[j + 1], (to - y[j]) / ofB) * shareA;
    visit(from, to, (2 * left) / both, (2 * right) / both);
  });
}

/**
 * SPIKE-distance: the mean over time of (S_a·ν_b + S_b·ν_a) / (½(ν_a + ν_b)²). ν is the interval between spikes that the moment lies in, and
 * S = (Δt_P·x_F + Δt_F·x_P)/ν weighs the distances Δt of its two spikes to the nearest spike of the other train by how close the
 * moment is to them. From 0 (equal trains) up to 1; no unit. Edges, and trains without spikes: `coverEdges`.
 *
 * Kreuz et al. 2013, doi 10.1152/jn.00873.2012; edges as in PySpike. Time: O(n_a + n_b).
 *
 * @throws {RangeError} edges that do not ascend, a spike outside them
 */
export function spikeDistance(a: Train, b: Train, edges: Edges): number {
  const span = spanOf(edges);
  let sum = 0;
  sweep(a, b, edges, (from, to, left, right) => (sum += ((left + right) / 2) * (to - from)));
  return sum / span;
}

/**
 * The SPIKE-distance over time, linear between spikes; its mean is `spikeDistance`.
 * @throws {RangeError} as `spikeDistance`
 */
export function spikeProfile(a: Train, b: Train, edges: Edges): Profile {
  spanOf(edges);
  const [x, y]: [number[], number[]] = [[], []];
  sweep(a, b, edges, (from, to, left, right) => {
    x.push(from, to);
    y.push(left, right);
  });
  return { x: Float64Array.from(x), y: Float64Array.from(y) };
}
