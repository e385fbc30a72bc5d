/** The Train page's state, and the small changes to it that everything else is made of. */
import { createStore } from 'zustand/vanilla';
import type { EngineStatus } from '../engine/protocol';
import type { Look, Training } from '../engine/training/client';
import type { Budget, DatasetFacts, EpochPoint, LookAt } from '../engine/training/protocol';
import type { Recipe, TaskSettings, TrainedNeuron } from '../experiment/recipe';
import { startRecipe } from '../experiment/startRecipes';
import type { Evaluation } from '../networks/training/evaluate';

export type RunState = 'waiting' | 'training' | 'done' | 'stopped' | 'kept';

export interface TrainingRun {
  readonly id: string;
  readonly recipe: Recipe;
  /** `kept`: on this device from before; its numbers are not in the worker. */
  readonly state: RunState;
  readonly step: number;
  readonly stepsPerEpoch: number;
  readonly parameters: number;
  readonly history: readonly EpochPoint[];
  readonly seconds: number;
  readonly live: { readonly loss: number; readonly accuracy: number; readonly perSecond: number } | null;
  readonly validation: Evaluation | null;
  readonly test: Evaluation | null;
  readonly backend: string;
  /** It came with the site, trained. */
  readonly shipped: boolean;
  /** Why it stopped, and the batch that would go on where the device had no room. */
  readonly message: string | null;
  readonly smallerBatch: number | null;
}

export interface TrainingState {
  readonly status: EngineStatus;
  readonly facts: DatasetFacts | null;
  /** The task that `facts` are of. */
  readonly shownTask: TaskSettings | null;
  readonly reading: { readonly done: number; readonly sentence: string; readonly files: boolean } | null;
  readonly dataError: string | null;
  /** What a new run starts from; its neuron's kind and its seed are set by the race. */
  readonly recipe: Recipe;
  readonly neurons: readonly TrainedNeuron[];
  readonly seeds: number;
  readonly budget: Budget;
  readonly pace: number;
  readonly playing: boolean;
  readonly runs: readonly TrainingRun[];
  /** Runs of the race on show. */
  readonly race: readonly string[];
  readonly chosen: string | null;
  readonly look: (Look & { readonly id: string; readonly at: LookAt }) | null;
  readonly notice: string | null;
}

export const trainingStore = createStore<TrainingState>(() => ({
  status: { state: 'starting', report: null, refused: [] },
  facts: null, shownTask: null, reading: null, dataError: null,
  recipe: startRecipe('digits-rows'), neurons: ['lif', 'psu', 'ipsu', 'rpsu'], seeds: 1,
  budget: { kind: 'epochs' }, pace: 0, playing: false, runs: [], race: [], chosen: null, look: null, notice: null,
}));

const { getState: get, setState: set } = trainingStore;

/** What the page has asked of the worker, while there is one. */
export const engine: {
  training: Training | null;
  /** The reader wants it to train: what the worker says of an earlier wish is out of date. */
  wanted: boolean;
} = { training: null, wanted: false };

export const getTraining = () => engine.training;

export const sentence = (error: unknown) => (error instanceof Error ? error.message : String(error));
export const noticeTraining = (notice: string | null) => set({ notice });

export const runOf = (id: string | null) => get().runs.find((run) => run.id === id);
export const inRace = (id: string) => get().race.includes(id);

/** Runs of the race on show, in the order they were made. */
export const raceOf = ({ runs, race }: Pick<TrainingState, 'runs' | 'race'>): TrainingRun[] => race.flatMap((id) => runs.find((run) => run.id === id) ?? []);

export function changeRun(id: string, change: (run: TrainingRun) => Partial<TrainingRun>): void {
  set(({ runs }) => ({ runs: runs.map((run) => (run.id === id ? { ...run, ...change(run) } : run)) }));
}

/** A run of which nothing is known yet. */
export function newRun(id: string, recipe: Recipe): TrainingRun {
  return {
    id, recipe, state: 'waiting', step: 0, stepsPerEpoch: 0, parameters: 0, history: [], seconds: 0,
    live: null, validation: null, test: null, backend: '', shipped: false, message: null, smallerBatch: null,
  };
}

export const sameTask = (a: TaskSettings, b: TaskSettings) => a.id === b.id && a.seed === b.seed && a.delay === b.delay && a.show === b.show && a.file === b.file;

/** Whether training would go on with a run: its budget is not spent and nothing stopped it. */
export function goesOn({ state, step, stepsPerEpoch, seconds, recipe }: TrainingRun, budget: Budget): boolean {
  if (state === 'stopped' || state === 'kept') return false;
  // Of a run that came trained the length of an epoch is known a little later.
  const whole = stepsPerEpoch === 0 || step >= recipe.learning.epochs * stepsPerEpoch;
  if (state === 'done' && whole) return false;
  return budget.kind === 'epochs' || seconds < budget.seconds;
}

export const raceGoesOn = (state: TrainingState) => raceOf(state).some((run) => goesOn(run, state.budget));

/** Changes what new runs start from. */
export function changeRecipe(change: (recipe: Recipe) => Recipe): void {
  set(({ recipe }) => ({ recipe: change(recipe) }));
}
