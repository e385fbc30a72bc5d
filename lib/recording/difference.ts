/** How far two `[T, N]` arrays of one shape lie apart. */
export interface Difference {
  /** a − b. */
  readonly values: Float32Array;
  /** Mean and largest |a − b|, and the first cell where it is largest. Cells that are not finite on both sides do not count. */
  readonly mean: number;
  readonly largest: number;
  readonly step: number;
  readonly neuron: number;
  /** Distance between the lowest and the highest number of both. */
  readonly range: number;
}

export function differenceOf(a: ArrayLike<number>, b: ArrayLike<number>, neurons: number): Difference {
  const values = new Float32Array(a.length);
  let [lo, hi, sum, count, largest, at] = [Infinity, -Infinity, 0, 0, 0, 0];
  for (let k = 0; k < a.length; k++) {
    const [x, y] = [a[k], b[k]];
    const d = (values[k] = x - y);
    if (!Number.isFinite(d)) continue;
    lo = Math.min(lo, x, y);
    hi = Math.max(hi, x, y);
    const far = Math.abs(d);
    sum += far;
    count++;
    if (far > largest) [largest, at] = [far, k];
  }
  return { values, mean: count ? sum / count : 0, largest, step: Math.floor(at / neurons), neuron: at % neurons, range: count ? hi - lo : 0 };
}
