import { checkShape, neuronLevel, type InputShape } from './inputShape';

/** How many control points a drawn current has, and their largest magnitude (dimensionless). */
export const DRAWN_CURRENT = { minPoints: 2, maxPoints: 64, magnitude: 4 } as const;

/** A place the pointer passed: x from 0 (first step) to 1 (last step), y the current. */
export interface StrokePoint {
  readonly x: number;
  readonly y: number;
}

/** What the pointer drew between going down and coming up, in order. */
export type Stroke = readonly StrokePoint[];

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

function checkCount(count: number): void {
  const { minPoints, maxPoints } = DRAWN_CURRENT;
  if (!Number.isInteger(count) || count < minPoints || count > maxPoints) {
    throw new RangeError(`A drawn current has ${minPoints} to ${maxPoints} points, not ${count}.`);
  }
}

/** Linear interpolation in `points` at a place from 0 to their last index. */
function interpolate(points: readonly number[], place: number): number {
  const left = Math.min(Math.floor(place), points.length - 2);
  return points[left] + (place - left) * (points[left + 1] - points[left]);
}

/**
 * The input current of a hand-drawn curve: straight lines between control points that lie evenly from the
 * first step to the last. Neuron n gets 1 + spread·(2n/(N − 1) − 1) times the curve.
 *
 * @param points 2 to 64 values, each within ±4
 * @param options.spread 0 (all neurons alike) to 1
 * @returns `[T, N]`, dimensionless
 * @throws {RangeError} too few or too many points, one beyond ±4, T or N below 1
 */
export function drawnCurrent(
  points: readonly number[],
  { steps, channels, spread }: InputShape & { readonly spread: number },
): Float32Array {
  checkShape({ steps, channels });
  checkCount(points.length);
  const { magnitude } = DRAWN_CURRENT;
  const wrong = points.findIndex((value) => !(Math.abs(value) <= magnitude));
  if (wrong >= 0) {
    throw new RangeError(`Point ${wrong + 1} of the drawn current is ${points[wrong]}; it should lie within ±${magnitude}.`);
  }
  const data = new Float32Array(steps * channels);
  for (let t = 0, at = 0; t < steps; t += 1) {
    const value = interpolate(points, (t / Math.max(1, steps - 1)) * (points.length - 1));
    for (let n = 0; n < channels; n += 1, at += 1) data[at] = value * neuronLevel(n, channels, spread);
  }
  return data;
}

/** Fills the unset (NaN) values: linearly between set neighbours, level beyond the first and last of them. */
function fillGaps(points: number[]): number[] {
  const set = points.flatMap((value, i) => (Number.isNaN(value) ? [] : [i]));
  if (set.length === 0) return points.map(() => 0);
  return points.map((value, i) => {
    if (!Number.isNaN(value)) return value;
    const right = set.find((j) => j > i);
    const left = set.findLast((j) => j < i);
    if (left === undefined || right === undefined) return points[left ?? right!];
    return points[left] + ((i - left) / (right - left)) * (points[right] - points[left]);
  });
}

/**
 * Control points for what the pointer drew. A stroke sets every control point that it passes and the ones
 * nearest its two ends; later strokes win. Gaps are interpolated, and with no strokes all points are 0.
 * To draw into an existing curve, give that curve as the first stroke.
 *
 * @param strokes in the order they were drawn; x and y are clamped to 0…1 and ±4
 * @param count how many control points, 2 to 64
 * @throws {RangeError} a count outside 2…64
 */
export function resample(strokes: readonly Stroke[], count: number): number[] {
  checkCount(count);
  const points = new Array<number>(count).fill(Number.NaN);
  const { magnitude } = DRAWN_CURRENT;
  for (const stroke of strokes) {
    const path = stroke.map(({ x, y }) => ({ place: clamp(x, 0, 1) * (count - 1), y: clamp(y, -magnitude, magnitude) }));
    for (const end of [path[0], path[path.length - 1]]) {
      if (end) points[Math.round(end.place)] = end.y;
    }
    for (let k = 1; k < path.length; k += 1) {
      const [a, b] = [path[k - 1], path[k]];
      const first = Math.ceil(Math.min(a.place, b.place));
      const last = Math.floor(Math.max(a.place, b.place));
      for (let i = first; i <= last; i += 1) {
        points[i] = a.place === b.place ? b.y : a.y + ((i - a.place) / (b.place - a.place)) * (b.y - a.y);
      }
    }
  }
  return fillGaps(points);
}
