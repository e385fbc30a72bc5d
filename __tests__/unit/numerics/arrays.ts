import { randomStream } from '@/lib/numerics/random';

/** N(mean, 1) rounded to float32, so that the float64 and the tensor form see the same numbers. */
export function gaussians(seed: number, count: number, mean = 0): Float64Array {
  const random = randomStream(seed, 'test');
  return Float64Array.from({ length: count }, () => Math.fround(mean + random.normal()));
}

/** Largest error relative to max(1, largest magnitude); infinite where lengths differ, NaN where a value is. */
export function largestError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Infinity;
  let worst = 0;
  let scale = 1;
  for (let k = 0; k < expected.length; k++) {
    scale = Math.max(scale, Math.abs(expected[k]));
    worst = Math.max(worst, Math.abs(actual[k] - expected[k]));
  }
  return worst / scale;
}

/** How many spikes differ where the membrane is further than the margin from the threshold. */
export function wrongSpikes(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  membrane: ArrayLike<number>,
  threshold: number,
  margin: number,
): number {
  if (actual.length !== expected.length) return Infinity;
  let wrong = 0;
  for (let k = 0; k < expected.length; k++) {
    if (Math.abs(membrane[k] - threshold) > margin && actual[k] !== expected[k]) wrong++;
  }
  return wrong;
}

/** Smallest distance of a membrane potential from the threshold. */
export function smallestMargin(membrane: ArrayLike<number>, threshold: number): number {
  let least = Infinity;
  for (let k = 0; k < membrane.length; k++) least = Math.min(least, Math.abs(membrane[k] - threshold));
  return least;
}
