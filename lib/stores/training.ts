/** The Train page's state: the task and its data, the recipe, the runs of the race, and what is looked at. */
import { createStore } from 'zustand/vanilla';
import { openTraining, type Look, type Training } from '../engine/training/client';
import { decodeCheckpoint, encodeCheckpoint } from '../engine/training/file';
import type { Budget, Checkpoint, DatasetFacts, EpochPoint, FileOptions, FromTraining, LookAt } from '../engine/training/protocol';
import type { EngineStatus } from '../engine/protocol';
import type { Recipe, TaskSettings, TrainedNeuron } from '../experiment/recipe';
import { startRecipe } from '../experiment/startRecipes';
import type { Evaluation } from '../networks/training/evaluate';
import { preferredBackend } from './preferences';
import { newId } from './shelf';
import { forgetRun, keepRun, listRuns, loadRun, type RunRecord } from './trainingShelf';

export type RunState = 'waiting' | 'training' | 'done' | 'stopped' | 'kept';

export interface TrainingRun {
  readonly id: string;
  readonly recipe: Recipe;
  /** `kept`: on this device from before; its numbers are not in the worker. */
  readonly state: RunState;
  readonly step: number;
  readonly stepsPerEpoch: number;
  readonly parameters: number;
  readonly inputs: readonly number[];
  readonly fanOut: readonly number[];
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
  readonly reading: { readonly done: number; readonly sentence: string } | null;
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
let training: Training | null = null;

const sentence = (error: unknown) => (error instanceof Error ? error.message : String(error));
export const noticeTraining = (notice: string | null) => set({ notice });

function changeRun(id: string, change: (run: TrainingRun) => Partial<TrainingRun>): void {
  set(({ runs }) => ({ runs: runs.map((run) => (run.id === id ? { ...run, ...change(run) } : run)) }));
}

function fresh(id: string, recipe: Recipe): TrainingRun {
  return {
    id, recipe, state: 'waiting', step: 0, stepsPerEpoch: 0, parameters: 0, inputs: [], fanOut: [], history: [], seconds: 0,
    live: null, validation: null, test: null, backend: '', shipped: false, message: null, smallerBatch: null,
  };
}

const fromRecord = (record: RunRecord): TrainingRun => ({
  ...fresh(record.id, record.recipe), state: 'kept', history: record.history, seconds: record.seconds, test: record.test,
  backend: record.backend, parameters: record.parameters, inputs: record.inputs, fanOut: record.fanOut,
});

/** Storage that refuses is said once, not at every epoch. */
let refused = false;

function keep(id: string, checkpoint: Checkpoint): void {
  if (get().runs.some((run) => run.id === id && run.shipped)) return;
  const { backend = '', parameters = 0, inputs = [], fanOut = [] } = get().runs.find((run) => run.id === id) ?? {};
  keepRun(id, checkpoint, { backend, parameters, inputs, fanOut }).catch((error) => {
    if (refused) return;
    refused = true;
    set({ notice: `Checkpoints cannot be kept on this device (${sentence(error)}). Save the run as a file before you close the page.` });
  });
}

function heard(message: Parameters<Parameters<typeof openTraining>[0]>[0]): void {
  switch (message.type) {
    case 'status':
      return set({ status: message.status });
    case 'reading':
      return set({ reading: { done: message.done, sentence: message.sentence } });
    case 'dataset':
      // Only data that could be read take the place of what is on show.
      if (message.task.id === 'files' && message.task.file !== get().recipe.task.file) cancelTraining();
      return set({ facts: message.facts, shownTask: message.task, reading: null, dataError: null, recipe: withTask(get().recipe, message.task) });
    case 'dataset-failed':
      return set({ reading: null, dataError: message.message });
    case 'added':
      return changeRun(message.id, () => ({ stepsPerEpoch: message.stepsPerEpoch, parameters: message.parameters, fanOut: message.fanOut, inputs: message.inputs }));
    case 'progress':
      return changeRun(message.id, ({ state }) => ({
        state: state === 'done' ? state : 'training', step: message.step, seconds: message.seconds,
        live: { loss: message.loss, accuracy: message.accuracy, perSecond: message.perSecond },
      }));
    case 'epoch': {
      const { history, seconds, test } = message.checkpoint;
      changeRun(message.id, () => ({ history, seconds, test, validation: message.validation, step: message.checkpoint.state.step, backend: get().status.report?.backend ?? '' }));
      keep(message.id, message.checkpoint);
      if (get().chosen === null) choose(message.id);
      else if (get().chosen === message.id) void lookAgain();
      return;
    }
    case 'ended':
      changeRun(message.id, () => ({ state: 'done', test: message.checkpoint.test, seconds: message.checkpoint.seconds }));
      return keep(message.id, message.checkpoint);
    case 'stopped':
      return changeRun(message.id, () => ({ state: 'stopped', message: message.message, smallerBatch: message.smallerBatch }));
    case 'playing':
      return set({ playing: message.playing });
    case 'notice':
      return set({ notice: message.message });
  }
}

const withTask = (recipe: Recipe, task: TaskSettings): Recipe => ({ ...recipe, task });

/** Where trained runs lie that ship with the site; set when the page starts. */
let shippedAt = '';

/** Starts the worker and shows the first task, with what is trained for it already. Returns how to stop. */
export function startTraining(base: string): () => void {
  shippedAt = `${base}/trained/`;
  const opened = openTraining(heard as (message: FromTraining) => void);
  training = opened;
  opened.start(preferredBackend());
  opened.task(get().recipe.task);
  void openShipped();
  void listRuns().then(
    (records) => set(({ runs }) => ({ runs: [...runs, ...records.filter(({ id }) => !runs.some((run) => run.id === id)).map(fromRecord)] })),
    () => undefined,
  );
  return () => {
    opened.close();
    training = null;
  };
}

export const getTraining = () => training;

/** Changes what new runs start from. */
export function changeRecipe(change: (recipe: Recipe) => Recipe): void {
  set(({ recipe }) => ({ recipe: change(recipe) }));
}

/** Chooses a task; its data are made or shown anew. */
export function chooseTask(task: TaskSettings, recipe: Recipe = get().recipe): void {
  const same = task.id === get().recipe.task.id;
  cancelTraining();
  set({ recipe: withTask(recipe, task), dataError: null });
  training?.task(task);
  if (!same) void openShipped();
}

/** Where trained runs ship for the task, they are there at once: curves to read and a network to ask. */
async function openShipped(): Promise<void> {
  // Before the page has started nobody knows where they lie.
  if (!training) return;
  const { recipe: { task } } = get();
  try {
    const listed = await fetch(`${shippedAt}index.json`);
    if (!listed.ok) return;
    const index = (await listed.json()) as { file: string; task: string }[];
    const files = await Promise.all(index.filter((entry) => entry.task === task.id && /^[a-z-]+\.npz$/.test(entry.file)).map(async ({ file }) => ({ file, response: await fetch(shippedAt + file) })));
    for (const { file, response } of files) {
      if (!response.ok) continue;
      const checkpoint = decodeCheckpoint(new Uint8Array(await response.arrayBuffer()), file);
      // The reader may have gone on meanwhile.
      if (get().recipe.task.id !== task.id || get().runs.some((run) => get().race.includes(run.id) && !run.shipped)) return;
      if (JSON.stringify(checkpoint.recipe.task) === JSON.stringify(task)) admit(checkpoint, true);
    }
    const first = raceRuns()[0];
    if (first && get().look === null) await lookAt(first.id, firstSample());
  } catch {
    // They are a convenience: the page trains without them.
  }
}

const raceRuns = () => get().race.flatMap((id) => get().runs.find((run) => run.id === id) ?? []);

/** Takes a checkpoint into the race on show. */
function admit(checkpoint: Checkpoint, shipped: boolean): string {
  const id = newId();
  const { recipe, history, seconds, test } = checkpoint;
  const there: TrainingRun = { ...fresh(id, recipe), history, seconds, test, shipped, step: checkpoint.state.step, state: test ? 'done' : 'waiting' };
  set(({ runs, race }) => ({ runs: [there, ...runs], race: [...race, id] }));
  keep(id, checkpoint);
  training?.add(id, recipe, checkpoint);
  return id;
}

/** Reads data of the reader's own. */
export function readTrainingFiles(files: readonly File[], options: FileOptions = {}): void {
  const first = files[0] as (File & { webkitRelativePath?: string }) | undefined;
  if (!first) return;
  const name = (first.webkitRelativePath?.split('/')[0] || first.name).slice(0, 200).replace(/\p{Surrogate}/gu, '?');
  const key = `${name}#${files.length}-${files.reduce((sum, { size }) => sum + size, 0).toString(16)}`;
  set({ dataError: null, reading: { done: 0, sentence: `Opening ${name}` } });
  training?.files(key, files, options);
}

export const cancelReading = () => {
  training?.cancelReading();
  set({ reading: null });
};

/** One run for each neuron and seed chosen. */
function makeRace(): void {
  const { recipe, neurons, seeds } = get();
  const made = Array.from({ length: seeds }, (_, s) => s).flatMap((s) => neurons.map((kind) => fresh(newId(), { ...recipe, seed: recipe.seed + s, neuron: { ...recipe.neuron, kind } })));
  for (const id of get().race) training?.remove(id);
  set(({ runs, race }) => ({
    runs: [...made, ...runs.filter((run) => run.history.length > 0 && !run.shipped).map((run) => (race.includes(run.id) ? { ...run, state: 'kept' as const, live: null } : run))],
    race: made.map(({ id }) => id), chosen: made[0]?.id ?? null, look: null,
  }));
  for (const { id, recipe: own } of made) training?.add(id, own, null);
}

/** Starts a new race. */
export function trainAnew(): void {
  makeRace();
  training?.go(get().budget);
}

/** Goes on with the race on show, or starts one. */
export function resumeTraining(): void {
  if (get().race.length === 0) return trainAnew();
  training?.go(get().budget);
}

export function pauseTraining(): void {
  training?.pause();
  // At once: the worker may first finish a look at the validation samples.
  set({ playing: false });
}

export function stepTraining(): void {
  if (get().race.length === 0) makeRace();
  training?.step();
}

export function setPace(pace: number): void {
  set({ pace });
  training?.pace(pace);
}

/** Ends the race; what its last whole epochs left is kept. */
export function cancelTraining(): void {
  training?.pause();
  for (const id of get().race) training?.remove(id);
  set(({ runs, race }) => ({
    race: [], chosen: null, look: null,
    runs: runs.filter((run) => !race.includes(run.id) || (run.history.length > 0 && !run.shipped)).map((run) => (race.includes(run.id) ? { ...run, state: 'kept' as const, live: null } : run)),
  }));
}

/** Puts a run into the worker again from its checkpoint; with a smaller batch where the device had no room. */
async function bringBack(id: string, change: (checkpoint: Checkpoint) => Checkpoint = (c) => c): Promise<void> {
  const kept = await loadRun(id);
  const run = get().runs.find((r) => r.id === id);
  if (!kept || !run) return set({ notice: 'This run is not kept on this device any more.' });
  const checkpoint = change(kept);
  changeRun(id, () => ({ ...fresh(id, checkpoint.recipe), history: checkpoint.history, seconds: checkpoint.seconds, test: checkpoint.test, backend: run.backend, step: checkpoint.state.step, state: checkpoint.test ? 'done' : 'waiting' }));
  training?.add(id, checkpoint.recipe, checkpoint);
  set(({ race }) => ({ race: race.includes(id) ? race : [...race, id], chosen: id }));
}

/** Runs of one task stand side by side; one of another task brings its task with it. */
function showTaskOf(recipe: Recipe): void {
  if (JSON.stringify(recipe.task) === JSON.stringify(get().recipe.task)) return;
  cancelTraining();
  set({ recipe });
  if (recipe.task.id !== 'files') training?.task(recipe.task);
}

/** Takes a kept run into the race on show. */
export async function openRun(id: string): Promise<void> {
  try {
    const run = get().runs.find((r) => r.id === id);
    if (run && !get().race.includes(id)) {
      showTaskOf(run.recipe);
      await bringBack(id);
    }
    await lookAt(id, firstSample());
  } catch (error) {
    set({ notice: sentence(error) });
  }
}

/** Goes on where the device had no room, with a smaller batch, from the last whole epoch. */
export async function goOnWithBatch(id: string, batch: number): Promise<void> {
  const samples = get().facts?.counts.train.reduce((a, b) => a + b, 0) ?? 0;
  await bringBack(id, (kept) => {
    const epochs = kept.history.at(-1)?.epoch ?? 0;
    const step = epochs * Math.ceil(samples / batch);
    return { ...kept, recipe: { ...kept.recipe, learning: { ...kept.recipe.learning, batch } }, state: { ...kept.state, step }, partial: { samples: 0, loss: 0, right: 0 } };
  });
  training?.go(get().budget);
}

export async function removeRun(id: string): Promise<void> {
  training?.remove(id);
  set(({ runs, race, chosen, look }) => ({ runs: runs.filter((run) => run.id !== id), race: race.filter((r) => r !== id), chosen: chosen === id ? null : chosen, look: look?.id === id ? null : look }));
  await forgetRun(id).catch(() => undefined);
}

const firstSample = (): LookAt => ({ part: 'test', index: 0 });

export function choose(id: string): void {
  set({ chosen: id });
  void lookAt(id, get().look?.at ?? firstSample());
}

/** Looks at what a run does with one sample. */
export async function lookAt(id: string, at: LookAt): Promise<void> {
  try {
    const look = await training?.look(id, at);
    if (look) set({ look: { ...look, id, at }, chosen: id });
  } catch (error) {
    set({ notice: sentence(error) });
  }
}

async function lookAgain(): Promise<void> {
  const { chosen, look } = get();
  if (chosen) await lookAt(chosen, look?.at ?? firstSample());
}

/** The run as a file of its own. */
export async function runFile(id: string): Promise<{ name: string; bytes: Uint8Array }> {
  const run = get().runs.find((r) => r.id === id);
  const checkpoint = get().race.includes(id) ? await training?.save(id) : await loadRun(id);
  if (!run || !checkpoint) throw new Error('This run is not kept on this device any more.');
  return { name: `${run.recipe.task.id}-${run.recipe.neuron.kind}-seed${run.recipe.seed}.npz`, bytes: encodeCheckpoint(checkpoint) };
}

/** Opens a run's file. */
export async function openRunFile(bytes: Uint8Array, name: string): Promise<void> {
  try {
    const checkpoint = decodeCheckpoint(bytes, name);
    showTaskOf(checkpoint.recipe);
    const id = admit(checkpoint, false);
    await lookAt(id, firstSample());
  } catch (error) {
    set({ notice: sentence(error) });
  }
}
