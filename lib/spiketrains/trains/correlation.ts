/** Correlation of two neurons' counts in the same bins. */

function checkAlike(p: ArrayLike<number>, q: ArrayLike<number>): void {
  if (p.length !== q.length) throw new RangeError(`There are ${p.length} bins on one side and ${q.length} on the other; there should be as many.`);
}

/** The values less their mean, and the root of the mean of their squares; 0 exactly where all are equal. */
function centred(values: ArrayLike<number>): { deviations: Float64Array; sigma: number } {
  const deviations = Float64Array.from(values);
  let constant = true;
  let sum = 0;
  for (let k = 0; k < deviations.length; k++) {
    sum += deviations[k];
    if (deviations[k] !== deviations[0]) constant = false;
  }
  if (constant) return { deviations: deviations.fill(0), sigma: 0 };
  const mean = sum / deviations.length;
  let squares = 0;
  for (let k = 0; k < deviations.length; k++) {
    deviations[k] -= mean;
    squares += deviations[k] ** 2;
  }
  return { deviations, sigma: Math.sqrt(squares / deviations.length) };
}

/**
 * Pearson's correlation of spike counts, −1 to 1. Not a number where either side is the same in all bins.
 * @throws {RangeError} different numbers of bins
 */
export function countCorrelation(countsA: ArrayLike<number>, countsB: ArrayLike<number>): number {
  const [value] = crossCorrelation(countsA, countsB, 0);
  // Rounding may lead a little beyond.
  return Math.max(-1, Math.min(1, value));
}

/**
 * Cross-correlation function of two series of T bins: C(l) = Σ_t (p_t − p̄)(q_{t+l} − q̄) / (T·σ_p·σ_q), the sum over all t for
 * which both exist. A peak at l > 0 says that q follows p by l bins. Not a number where either side is the same in all bins.
 *
 * @param maxLag in bins, a whole number from 0
 * @returns `[2·maxLag + 1]`, lags −maxLag … maxLag
 * @throws {RangeError} different numbers of bins, a lag that is not a whole number from 0
 */
export function crossCorrelation(p: ArrayLike<number>, q: ArrayLike<number>, maxLag: number): Float64Array {
  checkAlike(p, q);
  if (!(Number.isSafeInteger(maxLag) && maxLag >= 0)) throw new RangeError(`The largest lag is ${maxLag}; it should be a whole number from 0.`);
  const [a, b] = [centred(p), centred(q)];
  const T = p.length;
  const scale = T * a.sigma * b.sigma;
  return Float64Array.from({ length: 2 * maxLag + 1 }, (_, k) => {
    const lag = k - maxLag;
    const to = Math.min(T, T - lag);
    let sum = 0;
    for (let t = Math.max(0, -lag); t < to; t++) sum += a.deviations[t] * b.deviations[t + lag];
    return sum / scale;
  });
}
