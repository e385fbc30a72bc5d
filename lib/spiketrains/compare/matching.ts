/**
 * Which spikes two rasters share. A grid cell of a neuron with at least one spike is one bit; all work is on the cells
 * that hold a spike, so it takes as long as there are spikes, whatever the grid.
 */
import type { Raster } from '../../recording/raster';
import { whole, type Pieces } from '../../numerics/pieces';
import { cellMatcher, ONLY, type CellCounts } from './cells';
import { inFrame, neuronsOf, type Frame } from './common';

export interface Divergence {
  /** Counted from the start of what was observed. */
  readonly step: number;
  /** Start of that step, in the frame's unit. */
  readonly time: number;
  readonly neuron: number;
}

export interface Matching {
  /** Per spike of a, as long as `a.times`: 0 in both, 1 only in a, 2 shifted. What lies outside the frame is 1. */
  readonly kindsA: Uint8Array;
  readonly kindsB: Uint8Array;
  /** Cells. Those of shifted pairs are part of `onlyA` and `onlyB`: the bits differ all the same. */
  readonly both: number;
  readonly onlyA: number;
  readonly onlyB: number;
  /** Pairs of cells, one of a and one of b. */
  readonly shifted: number;
  /** Mean of step of b − step of a over the shifted pairs; NaN where there are none. */
  readonly meanShift: number;
  readonly firstDivergence: Divergence | null;
}

/** Spikes of one piece of the work. */
const PIECE_SPIKES = 200_000;

/** Sums over neurons, and the first step, then the first neuron, at which the rasters differ. */
export class CellTotals {
  both = 0;
  onlyA = 0;
  onlyB = 0;
  shifted = 0;
  #shift = 0;
  #first = Infinity;
  #neuron = -1;

  add(neuron: number, counts: CellCounts): void {
    this.both += counts.both;
    this.onlyA += counts.onlyA;
    this.onlyB += counts.onlyB;
    this.shifted += counts.shifted;
    this.#shift += counts.shift;
    const { first } = counts;
    if (first < 0 || first > this.#first || (first === this.#first && neuron > this.#neuron)) return;
    this.#first = first;
    this.#neuron = neuron;
  }

  get meanShift(): number {
    return this.#shift / this.shifted;
  }

  divergence({ firstStep, edges: [start], dt }: Frame): Divergence | null {
    return this.#neuron < 0 ? null : { step: firstStep + this.#first, time: start + this.#first * dt, neuron: this.#neuron };
  }
}

export interface MatchOptions {
  /** The most steps between the two spikes of a shifted pair. */
  readonly within: number;
  readonly neurons?: Uint32Array;
}

/** As `matchRasters`, in pieces. */
export function* matchingOf(a: Raster, b: Raster, frame: Frame, { within, neurons }: MatchOptions): Pieces<Matching> {
  const kindsA = new Uint8Array(a.times.length).fill(ONLY);
  const kindsB = new Uint8Array(b.times.length).fill(ONLY);
  const match = cellMatcher(inFrame(a, frame), inFrame(b, frame), frame, within, kindsA, kindsB);
  const totals = new CellTotals();
  const chosen = neuronsOf(frame, neurons);
  let work = 0;
  for (const [k, neuron] of chosen.entries()) {
    totals.add(neuron, match(neuron));
    work += 16 + a.offsets[neuron + 1] - a.offsets[neuron] + b.offsets[neuron + 1] - b.offsets[neuron];
    if (work < PIECE_SPIKES) continue;
    work = 0;
    yield (k + 1) / chosen.length;
  }
  const { both, onlyA, onlyB, shifted, meanShift } = totals;
  return { kindsA, kindsB, both, onlyA, onlyB, shifted, meanShift, firstDivergence: totals.divergence(frame) };
}

/**
 * For every spike of a and b whether the other raster has it too: in the same step of the same neuron (`both`), up to
 * `within` steps away (`shifted`), or not at all (`only`).
 *
 * Cells that only one raster has are paired in time order, each with the first one of the other that is near enough and
 * not yet taken: every cell has at most one partner, and there are as many pairs as there can be.
 *
 * @throws {RangeError} a neuron that not both have
 */
export const matchRasters = (a: Raster, b: Raster, frame: Frame, options: MatchOptions): Matching => whole(matchingOf(a, b, frame, options));
