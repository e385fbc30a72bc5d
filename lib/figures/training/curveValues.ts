import type { CurvesData } from './curves';
import { inOrder, type CurvePoint } from './curvePath';
import type { Unit } from './numbers';

export interface Domain {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  /** The last x; null while there is only one. */
  readonly last: number | null;
  /** Every x is a whole number: epochs, time steps. */
  readonly whole: boolean;
}

interface DomainWishes {
  readonly log: boolean;
  readonly unit: Unit;
  /** Where x is going to end. */
  readonly xEnd?: number;
  /** A part of y to look at. */
  readonly yDomain?: readonly [number, number];
}

/** What can be drawn: finite, and above zero on a scale of powers. */
const drawable = (value: number | undefined, log: boolean): value is number => value !== undefined && Number.isFinite(value) && (!log || value > 0);

/** What the plot must hold; null while there is no point. */
export function curvesDomain({ series, references = [] }: CurvesData, { log, unit, xEnd, yDomain }: DomainWishes): Domain | null {
  let [left, right, lo, hi] = [Infinity, -Infinity, Infinity, -Infinity];
  let [highestMean, whole] = [-Infinity, true];
  const hold = (value: number | undefined): void => {
    if (!drawable(value, log)) return;
    lo = Math.min(lo, value);
    hi = Math.max(hi, value);
  };
  for (const { points } of series) {
    for (const [x, mean, low, high] of points) {
      if (!Number.isFinite(x) || !drawable(mean, log)) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      whole &&= Number.isInteger(x);
      highestMean = Math.max(highestMean, mean);
      hold(mean);
      // A spread that reaches down to zero would take all of a scale of powers.
      if (!log || (low !== undefined && low > mean / 10)) hold(low);
      hold(high);
    }
  }
  if (left > right) return null;
  for (const { value } of references) hold(value);
  if (xEnd !== undefined && Number.isFinite(xEnd)) right = Math.max(right, xEnd);
  const last = right > left ? right : null;
  const x: [number, number] = last !== null ? [left, right] : [left - 0.5, right + 0.5];
  if (yDomain && yDomain[0] < yDomain[1] && yDomain.every((value) => drawable(value, log))) return { x, y: yDomain, last, whole };
  if (log) {
    const pad = Math.max(1.1, (hi / lo) ** 0.04);
    return { x, y: [lo / pad, hi * pad], last, whole };
  }
  const pad = 0.06 * (hi - lo) || Math.abs(hi) * 0.1 || 0.5;
  // A mean plus its deviation may pass 100 %, which no share does.
  const share = unit === 'share' && lo >= 0 && highestMean <= 1;
  return { x, y: share ? [Math.max(0, lo - pad), Math.min(1, hi + pad)] : [lo >= 0 ? Math.max(0, lo - pad) : lo - pad, hi + pad], last, whole };
}

/** The last finite point of a series, and the one that holds at `cursor`: the last that was reached by then. */
export function valueAt(points: readonly CurvePoint[], cursor: number | null): { readonly here: CurvePoint | null; readonly last: CurvePoint | null } {
  let [here, last]: [CurvePoint | null, CurvePoint | null] = [null, null];
  for (const point of inOrder(points)) {
    if (cursor !== null && point[0] <= cursor + 1e-9) here = point;
    if (Number.isFinite(point[1])) last = point;
  }
  return { here: here && Number.isFinite(here[1]) ? here : null, last };
}

/** A cursor asks for the same places again with every movement. */
const known = new WeakMap<CurvesData['series'], readonly number[]>();

/** Every x of any series, once, from left to right: where a cursor may stand. */
export function placesAcross({ series }: CurvesData): readonly number[] {
  const found = known.get(series) ?? [...new Set(series.flatMap(({ points }) => points.map(([x]) => x).filter(Number.isFinite)))].sort((a, b) => a - b);
  known.set(series, found);
  return found;
}

/** The place nearest to `x`, by binary search; -1 where there is none. */
export function nearest(places: readonly number[], x: number): number {
  let [from, to] = [0, places.length - 1];
  while (to - from > 1) {
    const middle = (from + to) >> 1;
    if (places[middle] <= x) from = middle;
    else to = middle;
  }
  return to < 0 ? -1 : Math.abs(places[to] - x) < Math.abs(places[from] - x) ? to : from;
}
