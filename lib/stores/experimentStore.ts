/** The Experiment on the page, with undo and redo. */
import { createStore } from 'zustand/vanilla';
import { defaultExperiment, type Experiment } from '../experiment/schema';

/** Steps that can be undone. */
const MEMORY = 200;
/** Changes of one control within this time count as one step. */
const ONE_GESTURE_MS = 800;

export interface ExperimentState {
  readonly experiment: Experiment;
  readonly past: readonly Experiment[];
  readonly future: readonly Experiment[];
  /**
   * Changes the Experiment.
   * @param gesture names the control, so that one drag of a slider is one step to undo
   */
  change(update: (experiment: Experiment) => Experiment, gesture?: string): void;
  undo(): void;
  redo(): void;
}

export function createExperimentStore(now: () => number = () => performance.now()) {
  let last = { gesture: '', at: -Infinity };
  return createStore<ExperimentState>()((set, get) => ({
    experiment: defaultExperiment(),
    past: [],
    future: [],
    change(update, gesture = '') {
      const { experiment, past } = get();
      const next = update(experiment);
      if (next === experiment) return;
      const at = now();
      const same = gesture !== '' && gesture === last.gesture && at - last.at < ONE_GESTURE_MS;
      last = { gesture, at };
      set({ experiment: next, past: same ? past : [...past.slice(1 - MEMORY), experiment], future: [] });
    },
    undo() {
      const { experiment, past, future } = get();
      if (past.length === 0) return;
      last = { gesture: '', at: -Infinity };
      set({ experiment: past[past.length - 1], past: past.slice(0, -1), future: [experiment, ...future] });
    },
    redo() {
      const { experiment, past, future } = get();
      if (future.length === 0) return;
      last = { gesture: '', at: -Infinity };
      set({ experiment: future[0], past: [...past, experiment], future: future.slice(1) });
    },
  }));
}
