import { mixOklab, packHex, packRgb, parseHex } from '../colour';
import type { ColourScale } from '../colourScale';
import { palettes, type Theme } from '../palette';

export interface ConfusionData {
  readonly labels: readonly string[];
  /** `[K, K]`, row by row: `counts[true · K + answer]`. Treated as immutable. */
  readonly counts: ArrayLike<number>;
}

/** The counts with what they add up to. */
export interface Tally {
  readonly counts: ArrayLike<number>;
  readonly size: number;
  readonly rows: readonly number[];
  readonly total: number;
  readonly right: number;
  /** The commonest mistake; null where there is none. */
  readonly worst: { readonly row: number; readonly column: number; readonly count: number } | null;
}

/** @throws RangeError when `counts` does not hold K² numbers. */
export function tally({ labels, counts }: ConfusionData): Tally {
  const size = labels.length;
  if (counts.length !== size * size) throw new RangeError(`A confusion matrix of ${size} classes needs ${size * size} counts, not ${counts.length}.`);
  const rows = new Array<number>(size).fill(0);
  let right = 0;
  let worst: Tally['worst'] = null;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const n = counts[row * size + column];
      if (!(n > 0 && Number.isFinite(n))) continue;
      rows[row] += n;
      if (row === column) right += n;
      else if (!worst || n > worst.count) worst = { row, column, count: n };
    }
  }
  return { counts, size, rows, total: rows.reduce((sum, n) => sum + n, 0), right, worst };
}

/** Categories 1…100 are shares of what is right, 101…200 of mistakes, 201 a cell without a number. */
const STEPS = 100;
const NO_NUMBER = 2 * STEPS + 1;

/** The shade of every cell, column by column as pictures are painted: shares of the row. */
export function confusionCodes({ counts, size, rows }: Tally): Uint8Array {
  const share = (row: number, column: number): number => counts[row * size + column] / rows[row];
  let most = 0.1;
  for (let row = 0; row < size; row++) for (let column = 0; column < size; column++) if (row !== column && share(row, column) > most && rows[row] > 0) most = share(row, column);
  return Uint8Array.from({ length: size * size }, (_, k) => {
    const [column, row] = [Math.floor(k / size), k % size];
    const n = counts[row * size + column];
    if (!Number.isFinite(n)) return NO_NUMBER;
    if (!(n > 0)) return 0;
    // Few mistakes are still mistakes: the root lets one in a hundred be seen.
    return row === column ? Math.max(1, Math.round(STEPS * share(row, column))) : STEPS + Math.max(1, Math.round(STEPS * Math.sqrt(Math.min(1, share(row, column) / most))));
  });
}

/** Paper to a calm grey for what is right, paper to `wrong` for mistakes. */
export function confusionScale(theme: Theme, wrong: string): ColourScale {
  const { paper, axis, invalid } = palettes[theme];
  const lut = new Uint32Array(256).fill(packHex(paper));
  for (let k = 1; k <= STEPS; k++) {
    lut[k] = packRgb(mixOklab(parseHex(paper), parseHex(axis), 0.1 + (0.6 * k) / STEPS));
    lut[STEPS + k] = packRgb(mixOklab(parseHex(paper), parseHex(wrong), 0.1 + (0.9 * k) / STEPS));
  }
  lut[NO_NUMBER] = packHex(invalid);
  return { kind: 'categorical', domain: [0, STEPS, NO_NUMBER], lut, invalid: packHex(invalid), paper: packHex(paper), id: `confusion ${theme} ${wrong}` };
}
