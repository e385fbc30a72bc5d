/** What the page and the training worker say to each other. What is posted is copied: the worker goes on with its own. */
import type { TaskSettings, Recipe } from '../../experiment/recipe';
import type { Dataset, PartName } from '../../datasets/types';
import type { Evaluation } from '../../networks/training/evaluate';
import type { LearnedState } from '../../networks/training/device';
import type { Operations } from '../../networks/training/operations';
import type { MembraneCounts, SampleLook } from '../../networks/training/probe';
import type { StepTimes } from '../../networks/training/trainer';
import type { BackendName, EngineStatus } from '../protocol';

/** What is known of a run after each of its epochs. */
export interface EpochPoint {
  /** Whole epochs made. */
  readonly epoch: number;
  /** Seconds of training so far, without evaluation. */
  readonly seconds: number;
  /** While training; null before the first epoch. */
  readonly loss: number | null;
  readonly accuracy: number | null;
  readonly validationLoss: number;
  readonly validationAccuracy: number;
  /** Mean spikes a step and neuron, a block. */
  readonly rates: readonly number[];
  /** Share of neurons that fire at least once in a sample, a block. */
  readonly fired: readonly number[];
  /** Synaptic operations of one sample's answer, on average. */
  readonly operations: Operations;
  readonly times: StepTimes | null;
  readonly membranes: MembraneCounts;
  /** Norm of ∂L/∂X by time step, a block. */
  readonly gradients: readonly (readonly number[])[];
  /** W along time of each block, `[T, T]`; empty where none is learned. */
  readonly matrices: readonly Float32Array[];
}

/** A run as it is kept: everything needed to go on as if nothing had happened. */
export interface Checkpoint {
  readonly recipe: Recipe;
  readonly state: LearnedState;
  readonly history: readonly EpochPoint[];
  /** Seconds trained, and sums of the epoch under way. */
  readonly seconds: number;
  readonly partial: { readonly samples: number; readonly loss: number; readonly right: number };
  /** On the test part, once the run has ended. */
  readonly test: Evaluation | null;
}

/** A small grey picture of one sample, 0…255. */
export interface Thumbnail {
  readonly rows: number;
  readonly columns: number;
  readonly values: Uint8Array;
  readonly label: number;
}

/** What is shown of a dataset before training. */
export interface DatasetFacts extends Omit<Dataset, 'parts'> {
  /** Samples of each class in each part. */
  readonly counts: { readonly [K in PartName]: readonly number[] };
  readonly sheet: readonly Thumbnail[];
  /** Share of the largest class of the test part. */
  readonly chance: number;
  /** Test accuracy of a linear reader of each sample's mean over time; null while it is computed. */
  readonly linear: number | null;
}

export type Budget = { readonly kind: 'epochs' } | { readonly kind: 'seconds'; readonly seconds: number };

/** Which sample to look at: one of the dataset, or an input of the reader's own `[S, …shape]`. */
export type LookAt = { readonly part: PartName; readonly index: number } | { readonly own: Float32Array };

export type ToTraining =
  | { readonly type: 'start'; readonly prefer: BackendName | null }
  | { readonly type: 'task'; readonly task: TaskSettings }
  | { readonly type: 'files'; readonly key: string; readonly files: readonly File[]; readonly options: FileOptions }
  | { readonly type: 'cancel-reading' }
  | { readonly type: 'add'; readonly id: string; readonly recipe: Recipe; readonly kept: Checkpoint | null }
  | { readonly type: 'remove'; readonly id: string }
  | { readonly type: 'go'; readonly budget: Budget }
  | { readonly type: 'pause' }
  | { readonly type: 'step' }
  | { readonly type: 'pace'; readonly ms: number }
  | { readonly type: 'look'; readonly id: string; readonly request: number; readonly at: LookAt }
  | { readonly type: 'pictures'; readonly request: number; readonly task: TaskSettings; readonly part: PartName; readonly samples: readonly number[] }
  | { readonly type: 'save'; readonly id: string; readonly request: number }
  | { readonly type: 'lose-context' };

/** How a reader's event or sound data become steps. */
export interface FileOptions {
  readonly steps?: number;
  readonly pixels?: number;
  readonly channels?: number;
}

export type FromTraining =
  | { readonly type: 'status'; readonly status: EngineStatus }
  | { readonly type: 'reading'; readonly done: number; readonly sentence: string }
  | { readonly type: 'dataset'; readonly task: TaskSettings; readonly facts: DatasetFacts }
  | { readonly type: 'dataset-failed'; readonly message: string }
  | { readonly type: 'added'; readonly id: string; readonly stepsPerEpoch: number; readonly parameters: number }
  | { readonly type: 'progress'; readonly id: string; readonly step: number; readonly seconds: number; readonly loss: number; readonly accuracy: number; readonly perSecond: number }
  | { readonly type: 'epoch'; readonly id: string; readonly checkpoint: Checkpoint; readonly validation: Evaluation }
  | { readonly type: 'ended'; readonly id: string; readonly checkpoint: Checkpoint }
  | { readonly type: 'stopped'; readonly id: string; readonly message: string; readonly smallerBatch: number | null }
  | { readonly type: 'playing'; readonly playing: boolean }
  | { readonly type: 'look'; readonly id: string; readonly request: number; readonly look: SampleLook; readonly label: number | null }
  | { readonly type: 'pictures'; readonly request: number; readonly pictures: readonly Thumbnail[] }
  | { readonly type: 'saved'; readonly id: string; readonly request: number; readonly checkpoint: Checkpoint }
  | { readonly type: 'failed'; readonly request: number; readonly message: string }
  | { readonly type: 'notice'; readonly message: string };
