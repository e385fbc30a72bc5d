/** What the engine says: its status, the last Recording, progress, errors and notices. */
import { createStore } from 'zustand/vanilla';
import type { EngineStatus } from '../engine/protocol';
import type { Experiment } from '../experiment/schema';
import type { Recording } from '../recording/types';

export interface RunState {
  readonly status: EngineStatus;
  /** The last Recording and the Experiment it answers. */
  readonly shown: { readonly experiment: Experiment; readonly recording: Recording } | null;
  readonly progress: { readonly done: number; readonly stage: string } | null;
  /** Why the last wish could not be met; the picture stays as it was. */
  readonly error: string | null;
  /** One line that something happened; goes when dismissed. */
  readonly notice: string | null;
}

export const createRunStore = () =>
  createStore<RunState>()(() => ({
    status: { state: 'starting', report: null, refused: [] },
    shown: null,
    progress: null,
    error: null,
    notice: null,
  }));
