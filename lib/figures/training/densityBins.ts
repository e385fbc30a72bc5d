/** Counts as heights: equal areas, so that series of unequal length compare. */
export interface Density {
  readonly edges: ArrayLike<number>;
  /** Share of all per unit of x. */
  readonly heights: readonly number[];
  /** Share of all in each bin. */
  readonly shares: readonly number[];
}

/**
 * Null where nothing was counted. A bin without a finite count is a gap.
 * @throws RangeError when the edges do not rise or are not one more than the counts.
 */
export function densityOf(edges: ArrayLike<number>, counts: ArrayLike<number>): Density | null {
  if (edges.length !== counts.length + 1) throw new RangeError(`${counts.length} bins have ${counts.length + 1} edges, not ${edges.length}.`);
  for (let k = 1; k < edges.length; k++) {
    if (!(edges[k] > edges[k - 1])) throw new RangeError(`The edges of bins rise: ${edges[k]} does not lie above ${edges[k - 1]}.`);
  }
  const finite = Array.from(counts, (n) => (n > 0 && Number.isFinite(n) ? n : 0));
  const total = finite.reduce((sum, n) => sum + n, 0);
  if (total === 0) return null;
  const shares = finite.map((n) => n / total);
  return { edges, shares, heights: shares.map((share, k) => share / (edges[k + 1] - edges[k])) };
}

/** The share at or above `threshold`; the bin that it cuts is taken as level. */
export function shareAbove({ edges, shares }: Density, threshold: number): number {
  const above = shares.reduce((sum, share, k) => {
    const part = (edges[k + 1] - Math.max(edges[k], threshold)) / (edges[k + 1] - edges[k]);
    return sum + share * Math.max(0, Math.min(1, part));
  }, 0);
  // Sums of shares end a rounding away from one.
  return above > 1 - 1e-9 ? 1 : above < 1e-12 ? 0 : above;
}
