/** In Node: measures between spike trains, each beside a plain form of it, written as its definition reads. */
import { randomStream } from '../../lib/numerics/random';
import { isiDistance } from '../../lib/spiketrains/trains/isi';
import { spikeDistance } from '../../lib/spiketrains/trains/spike';
import { spikeSync } from '../../lib/spiketrains/trains/sync';
import { vanRossum } from '../../lib/spiketrains/trains/vanRossum';
import { victorPurpura } from '../../lib/spiketrains/trains/victorPurpura';

type Between = (a: number[], b: number[]) => number;

interface Contest {
  readonly name: string;
  readonly own: Between;
  readonly plain: Between;
  /** Pairs for the plain form. */
  readonly pairs: number;
}

export interface Timing {
  readonly name: string;
  /** Milliseconds a pair. */
  readonly own: number;
  readonly plain: number;
  readonly ratio: number;
}

export const TRAINS = 100;
export const SPIKES = 1000;
const EDGES = [0, SPIKES] as const;
const TAU = 10;

/** Times of a Poisson process, given how many there are: independent and uniform. */
function poisson(seed: number): number[] {
  const random = randomStream(seed, 'bench/measures');
  return Array.from({ length: SPIKES }, () => random.uniform() * SPIKES).sort((x, y) => x - y);
}

/** With the auxiliary spikes of trains that have two spikes or more. */
function covered(train: number[]): number[] {
  const [start, end] = EDGES;
  const [first, second] = train;
  const [before, last] = train.slice(-2);
  return [Math.min(start, 2 * first - second), ...train, Math.max(end, 2 * last - before)];
}

/** Mean over the stretches between all spikes, their ends sought anew in each among the trains with auxiliary spikes, x and y. */
function overStretches(a: number[], b: number[], x: number[], y: number[], value: (t: number, ofA: [number, number], ofB: [number, number]) => number): number {
  const times = [...new Set([EDGES[0], ...a, ...b, EDGES[1]])].sort((p, q) => p - q);
  const around = (train: number[], t: number): [number, number] => {
    const next = train.findIndex((spike) => spike > t);
    return [train[next - 1], train[next]];
  };
  let sum = 0;
  for (let k = 1; k < times.length; k++) {
    const [from, to] = [times[k - 1], times[k]];
    const middle = (from + to) / 2;
    // What is linear in between has its mean in the middle.
    sum += value(middle, around(x, middle), around(y, middle)) * (to - from);
  }
  return sum / (EDGES[1] - EDGES[0]);
}

const plainIsi: Between = (a, b) =>
  overStretches(a, b, covered(a), covered(b), (_, [p, f], [r, g]) => Math.abs(f - p - (g - r)) / Math.max(f - p, g - r));

const plainSpike: Between = (a, b) => {
  const [x, y] = [covered(a), covered(b)];
  const nearest = (t: number, own: number[], other: number[]) => {
    // An auxiliary spike has the distance of the spike beside it.
    const spike = Math.min(Math.max(t, own[0]), own[own.length - 1]);
    let least = Infinity;
    for (const each of other) least = Math.min(least, Math.abs(each - spike));
    return least;
  };
  return overStretches(a, b, x, y, (t, [p, f], [r, g]) => {
    const sA = (nearest(p, a, y) * (f - t) + nearest(f, a, y) * (t - p)) / (f - p);
    const sB = (nearest(r, b, x) * (g - t) + nearest(g, b, x) * (t - r)) / (g - r);
    return (sA * (g - r) + sB * (f - p)) / ((f - p + g - r) ** 2 / 2);
  });
};

const plainSync: Between = (a, b) => {
  const reach = (train: number[], k: number) => Math.min(train[k] - (train[k - 1] ?? -Infinity), (train[k + 1] ?? Infinity) - train[k]) / 2;
  let pairs = 0;
  for (const [i, s] of a.entries()) for (const [j, t] of b.entries()) if (Math.abs(s - t) < Math.min(reach(a, i), reach(b, j))) pairs++;
  return (2 * pairs) / (a.length + b.length);
};

const plainVictorPurpura = (q: number): Between => (a, b) => {
  const cost = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    cost.push([i]);
    for (let j = 1; j <= b.length; j++) cost[i].push(Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + q * Math.abs(a[i - 1] - b[j - 1])));
  }
  return cost[a.length][b.length];
};

const plainVanRossum: Between = (a, b) => {
  const kernel = (x: number[], y: number[]) => {
    let sum = 0;
    for (const s of x) for (const t of y) sum += Math.exp(-Math.abs(s - t) / TAU);
    return sum;
  };
  return Math.sqrt(kernel(a, a) + kernel(b, b) - 2 * kernel(a, b));
};

const victorPurpuraContest = (q: number): Contest => ({ name: `Victor–Purpura, q = ${q}`, own: (a, b) => victorPurpura(a, b, q), plain: plainVictorPurpura(q), pairs: 20 });

const CONTESTS: readonly Contest[] = [
  { name: 'SPIKE-distance', own: (a, b) => spikeDistance(a, b, EDGES), plain: plainSpike, pairs: 10 },
  { name: 'ISI-distance', own: (a, b) => isiDistance(a, b, EDGES), plain: plainIsi, pairs: 20 },
  { name: 'SPIKE-synchronization', own: (a, b) => spikeSync(a, b, EDGES), plain: plainSync, pairs: 20 },
  // Mean interval 1: from counting spikes to asking for coincidence.
  ...[0.001, 0.01, 0.1, 1, 10].map(victorPurpuraContest),
  { name: `van Rossum, τ = ${TAU}`, own: (a, b) => vanRossum(a, b, TAU), plain: plainVanRossum, pairs: 5 },
];

/** Milliseconds a pair over the first so many pairs of the matrix, row by row, and the values. */
function timed(between: Between, rows: number[][], columns: number[][], pairs: number): { each: number; values: Float64Array } {
  const values = new Float64Array(pairs);
  const start = performance.now();
  for (let k = 0; k < pairs; k++) values[k] = between(rows[Math.floor(k / columns.length)], columns[k % columns.length]);
  return { each: (performance.now() - start) / pairs, values };
}

/** @returns a record a measure: all pairs of 100 × 100 trains for the own form, fewer for the plain one, which must agree */
export function time(note: (text: string) => void): Timing[] {
  const rows = Array.from({ length: TRAINS }, (_, k) => poisson(k));
  const columns = Array.from({ length: TRAINS }, (_, k) => poisson(TRAINS + k));
  return CONTESTS.map(({ name, own, plain, pairs }) => {
    note(`measures, ${name}`);
    timed(own, rows, columns, TRAINS);
    const fast = timed(own, rows, columns, TRAINS * TRAINS);
    const slow = timed(plain, rows, columns, pairs);
    const apart = slow.values.findIndex((value, k) => !(Math.abs(value - fast.values[k]) <= 1e-9 * Math.max(1, value)));
    if (apart >= 0) throw new Error(`${name} is ${fast.values[apart]} for pair ${apart}, its plain form ${slow.values[apart]}.`);
    return { name, own: fast.each, plain: slow.each, ratio: slow.each / fast.each };
  });
}
