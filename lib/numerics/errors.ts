/**
 * Largest |actual − expected| relative to max(1, largest |expected|). Not-a-number anywhere makes it
 * not-a-number: it must never pass for small.
 * @param skip cells that do not count
 */
export function relativeError(actual: ArrayLike<number>, expected: ArrayLike<number>, skip?: (k: number) => boolean): number {
  let scale = 1;
  for (let k = 0; k < expected.length; k++) scale = Math.max(scale, Math.abs(expected[k]));
  let worst = 0;
  for (let k = 0; k < expected.length; k++) {
    if (!skip?.(k)) worst = Math.max(worst, Math.abs(actual[k] - expected[k]) / scale);
  }
  return worst;
}
