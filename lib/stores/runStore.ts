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
  readonly notice: Notice | null;
}

/** One line that something happened. It goes when dismissed, or when the next thing that was asked for is there. */
export interface Notice {
  readonly text: string;
  /** A confirmation: goes by itself after some seconds. */
  readonly brief: boolean;
  /** The Experiment at that time. */
  readonly of: Experiment;
}

export const createRunStore = () =>
  createStore<RunState>()(() => ({
    status: { state: 'starting', report: null, refused: [] },
    shown: null,
    progress: null,
    error: null,
    notice: null,
  }));
