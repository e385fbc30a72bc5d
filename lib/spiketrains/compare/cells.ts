/** The cells of one neuron after another in which two rasters fire: together, or one alone. */
import type { Raster } from '../../recording/raster';
import type { HitTable } from '../trains/hits';
import { cellOf, placesIn, type Frame } from './common';

/** Kinds of a spike. */
export const BOTH = 0;
export const ONLY = 1;
export const SHIFTED = 2;

/** Cells in which a spike of a, of b, or of both lies. */
export interface CellCounts {
  both: number;
  onlyA: number;
  onlyB: number;
  /** Pairs among the cells of `onlyA` and `onlyB`. */
  shifted: number;
  /** Σ (cell of b − cell of a) over those pairs. */
  shift: number;
  /** First cell in which one fires and the other does not; −1 where there is none. */
  first: number;
}

/** One side of the neuron that is compared; its arrays are used again for the next one. */
class Side {
  /** Cell of each spike. */
  cells = new Float64Array(64);
  /** The first spike of each cell in which only this side fires. */
  alone = new Uint32Array(64);
  aloneCount = 0;
  count = 0;
  #from = 0;

  constructor(
    readonly raster: Raster,
    readonly frame: Frame,
    readonly kinds?: Uint8Array,
  ) {}

  load(neuron: number): void {
    const { raster: { times }, frame } = this;
    const [from, end] = placesIn(this.raster, neuron, frame);
    if (end - from > this.cells.length) {
      const room = Math.max(end - from, 2 * this.cells.length);
      this.cells = new Float64Array(room);
      this.alone = new Uint32Array(room);
    }
    for (let k = from; k < end; k++) this.cells[k - from] = cellOf(times[k], frame);
    this.#from = from;
    this.count = end - from;
    this.aloneCount = 0;
  }

  /** Gives a spike and all that share its cell a kind; returns the place after them. */
  mark(place: number, kind: number): number {
    const { cells, count, kinds } = this;
    const cell = cells[place];
    let next = place;
    for (; next < count && cells[next] === cell; next++) if (kinds) kinds[this.#from + next] = kind;
    return next;
  }

  /** As `mark`, of a cell in which only this side fires. */
  markAlone(place: number): number {
    this.alone[this.aloneCount++] = place;
    return this.mark(place, ONLY);
  }
}

/** Pairs lonely cells in time order. */
function pairShifted(a: Side, b: Side, within: number, counts: CellCounts): void {
  for (let p = 0, q = 0; p < a.aloneCount && q < b.aloneCount; ) {
    const shift = b.cells[b.alone[q]] - a.cells[a.alone[p]];
    if (shift >= -within && shift <= within) {
      counts.shifted++;
      counts.shift += shift;
      a.mark(a.alone[p++], SHIFTED);
      b.mark(b.alone[q++], SHIFTED);
    } else if (shift > within) p++;
    else q++;
  }
}

/** Compares neurons of two rasters, which are in the frame's unit; kinds are written where there is a place for them. */
export function cellMatcher(rasterA: Raster, rasterB: Raster, frame: Frame, within: number, kindsA?: Uint8Array, kindsB?: Uint8Array) {
  const [a, b] = [new Side(rasterA, frame, kindsA), new Side(rasterB, frame, kindsB)];
  return (neuron: number): CellCounts => {
    const counts: CellCounts = { both: 0, onlyA: 0, onlyB: 0, shifted: 0, shift: 0, first: -1 };
    a.load(neuron);
    b.load(neuron);
    for (let i = 0, j = 0; i < a.count || j < b.count; ) {
      const next = i === a.count ? 1 : j === b.count ? -1 : a.cells[i] - b.cells[j];
      if (next === 0) {
        counts.both++;
        i = a.mark(i, BOTH);
        j = b.mark(j, BOTH);
        continue;
      }
      if (counts.first < 0) counts.first = next < 0 ? a.cells[i] : b.cells[j];
      if (next < 0) {
        counts.onlyA++;
        i = a.markAlone(i);
      } else {
        counts.onlyB++;
        j = b.markAlone(j);
      }
    }
    if (within > 0) pairShifted(a, b, within, counts);
    return counts;
  };
}

/** The 2×2 table of so many cells. */
export const tableOf = ({ both, onlyA, onlyB }: Pick<CellCounts, 'both' | 'onlyA' | 'onlyB'>, cells: number): HitTable => ({ both, onlyA, onlyB, neither: cells - both - onlyA - onlyB });
