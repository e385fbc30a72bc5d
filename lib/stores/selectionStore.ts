/** One selection for all figures: hover or select in one, every other follows. */
import { createStore } from 'zustand/vanilla';

export interface Cell {
  readonly step: number;
  readonly neuron: number;
}

export interface SelectionState {
  /** The layer on show. */
  readonly layer: number;
  /** Under the pointer or the keys. */
  readonly cursor: Cell | null;
  /** Held by a click. */
  readonly pinned: Cell | null;
  /** Which network the cell is asked of. */
  readonly side: 'parallel' | 'baseline';
  /** Steps on show, half-open; null for all. */
  readonly window: readonly [number, number] | null;
  readonly playing: boolean;
  /** Steps the LIF has done, 0 to T; null when all are shown. */
  readonly playhead: number | null;
  /** Phase of the step under way: leak, charge, fire, reset. */
  readonly phase: 0 | 1 | 2 | 3;
  /** Steps a second. */
  readonly speed: number;
}

export const createSelectionStore = () =>
  createStore<SelectionState>()(() => ({
    layer: 0,
    cursor: null,
    pinned: null,
    side: 'parallel',
    window: null,
    playing: false,
    playhead: null,
    phase: 0,
    speed: 8,
  }));

/** The cell that is looked at: pinned, else under the cursor, else where the playhead is, else the middle. */
export function focusCell(state: SelectionState, steps: number, neurons: number): Cell {
  const { pinned, cursor, playhead } = state;
  const cell = pinned ?? cursor ?? { step: playhead === null ? Math.floor(steps * 0.6) : playhead - 1, neuron: Math.floor(neurons / 3) };
  return {
    step: Math.max(0, Math.min(steps - 1, cell.step)),
    neuron: Math.max(0, Math.min(neurons - 1, cell.neuron)),
  };
}
