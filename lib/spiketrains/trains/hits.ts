/**
 * How two binary rasters agree, cell by cell, from the four counts of a 2×2 table. Where one of the two is the reference it is a:
 * precision and recall are those of b.
 */

/** Numbers of cells, of all steps and neurons compared. */
export interface HitTable {
  /** A spike in both. */
  readonly both: number;
  /** A spike in a, none in b: missed. */
  readonly onlyA: number;
  /** A spike in b, none in a: a false alarm. */
  readonly onlyB: number;
  readonly neither: number;
}

/**
 * The table of two series of bins; a bin with one spike or more is one hit.
 * @throws {RangeError} different numbers of bins
 */
export function hitTable(countsA: ArrayLike<number>, countsB: ArrayLike<number>): HitTable {
  if (countsA.length !== countsB.length) throw new RangeError(`There are ${countsA.length} bins on one side and ${countsB.length} on the other; there should be as many.`);
  let [both, onlyA, onlyB] = [0, 0, 0];
  for (let k = 0; k < countsA.length; k++) {
    const [inA, inB] = [countsA[k] > 0, countsB[k] > 0];
    if (inA && inB) both++;
    else if (inA) onlyA++;
    else if (inB) onlyB++;
  }
  return { both, onlyA, onlyB, neither: countsA.length - both - onlyA - onlyB };
}

/** Share of b's spikes that a has too. Not a number where b has none: nothing was claimed. */
export const precision = ({ both, onlyB }: HitTable): number => both / (both + onlyB);

/** Share of a's spikes that b has too. Not a number where a has none: there was nothing to find. */
export const recall = ({ both, onlyA }: HitTable): number => both / (both + onlyA);

/**
 * Harmonic mean of precision and recall, 2·both / (2·both + onlyA + onlyB) (Dice coefficient). Two rasters without
 * spikes are equal: 1. If one has none, 0.
 */
export function f1({ both, onlyA, onlyB }: HitTable): number {
  const spikes = 2 * both + onlyA + onlyB;
  return spikes === 0 ? 1 : (2 * both) / spikes;
}

/** Spikes in both over spikes in either (Jaccard index). Two rasters without spikes are equal: 1. */
export function jaccard({ both, onlyA, onlyB }: HitTable): number {
  const either = both + onlyA + onlyB;
  return either === 0 ? 1 : both / either;
}

/**
 * Matthews correlation coefficient, Pearson's correlation of the bits, −1 to 1; chance gives 0. Not a number where either raster
 * has no spike, or one in every cell.
 */
export function mcc({ both, onlyA, onlyB, neither }: HitTable): number {
  // Roots first: the product of four large counts would lose digits.
  const scale = Math.sqrt(both + onlyA) * Math.sqrt(both + onlyB) * Math.sqrt(neither + onlyA) * Math.sqrt(neither + onlyB);
  return scale === 0 ? Number.NaN : Math.max(-1, Math.min(1, (both * neither - onlyA * onlyB) / scale));
}

/** Share of cells that differ (Hamming distance over the number of cells). Not a number where there are no cells. */
export const hamming = ({ both, onlyA, onlyB, neither }: HitTable): number => (onlyA + onlyB) / (both + onlyA + onlyB + neither);

/** Share of equal cells, 1 − `hamming`. Where spikes are few, silence alone makes it large. */
export const agreement = ({ both, onlyA, onlyB, neither }: HitTable): number => (both + neither) / (both + onlyA + onlyB + neither);
