import { coverEdges, eachStretch } from './auxiliary';
import { spanOf } from './edges';
import type { Edges, Profile, Train } from './types';

type Visit = (from: number, to: number, value: number) => void;

/** Calls `visit` for each stretch between spikes with the ratio of the two intervals there. */
function sweep(a: Train, b: Train, edges: Edges, visit: Visit): void {
  const { times: x } = coverEdges(a, edges);
  const { times: y } = coverEdges(b, edges);
  eachStretch(x, y, edges, (i, j, from, to) => {
    const [ofA, ofB] = [x[i + 1] - x[i], y[j + 1] - y[j]];
    visit(from, to, Math.abs(ofA - ofB) / Math.max(ofA, ofB));
  });
}

/**
 * ISI-distance: the mean over time of |ν_a − ν_b| / max(ν_a, ν_b), where ν is the interval between spikes that the moment lies in.
 * From 0 (equal intervals) up to 1; no unit. Intervals at the edges, and trains without spikes: `coverEdges`.
 *
 * Kreuz et al. 2007, doi 10.1016/j.jneumeth.2007.05.031; edges as in PySpike.
 *
 * @throws {RangeError} edges that do not ascend, a spike outside them
 */
export function isiDistance(a: Train, b: Train, edges: Edges): number {
  const span = spanOf(edges);
  let sum = 0;
  sweep(a, b, edges, (from, to, value) => (sum += value * (to - from)));
  return sum / span;
}

/**
 * The ISI-distance over time, constant between spikes; its mean is `isiDistance`.
 * @throws {RangeError} as `isiDistance`
 */
export function isiProfile(a: Train, b: Train, edges: Edges): Profile {
  spanOf(edges);
  const [x, y]: [number[], number[]] = [[], []];
  sweep(a, b, edges, (from, to, value) => {
    x.push(from, to);
    y.push(value, value);
  });
  return { x: Float64Array.from(x), y: Float64Array.from(y) };
}
