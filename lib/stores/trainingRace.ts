/** The race: made, run, paused, ended, and runs taken into it and out of it. */
import type { Budget } from '../engine/training/protocol';
import type { Recipe } from '../experiment/recipe';
import { newId } from './newId';
import { bringBack } from './trainingKeep';
import { choose, firstSample, lookAt } from './trainingLook';
import { forgetRun } from './trainingShelf';
import { engine, inRace, newRun, noticeTraining, raceGoesOn, raceOf, runOf, sameTask, sentence, trainingStore, type TrainingState } from './trainingState';

const { getState: get, setState: set } = trainingStore;

/** Seeds are 32-bit numbers; after the last comes the first. */
const SEEDS = 2 ** 32;

/** Runs without those of the race on show: what these have learned in whole epochs stays listed. */
function withoutRace({ runs, race }: TrainingState) {
  return runs
    .filter((run) => !race.includes(run.id) || (run.history.length > 0 && !run.shipped))
    .map((run) => (race.includes(run.id) ? { ...run, state: 'kept' as const, live: null } : run));
}

/** One run for each neuron and seed chosen. */
function makeRace(): void {
  const { recipe, neurons, seeds, race } = get();
  const made = Array.from({ length: seeds }, (_, s) => s).flatMap((s) => neurons.map((kind) => newRun(newId(), { ...recipe, seed: (recipe.seed + s) % SEEDS, neuron: { ...recipe.neuron, kind } })));
  for (const id of race) engine.training?.remove(id);
  set((state) => ({ runs: [...made, ...withoutRace(state)], race: made.map(({ id }) => id), chosen: made[0]?.id ?? null, look: null }));
  for (const { id, recipe: own } of made) engine.training?.add(id, own, null);
}

function go(): void {
  engine.wanted = true;
  // At once: the worker may first have to make the data.
  set({ playing: true });
  engine.training?.go(get().budget);
}

/** Starts a new race. */
export function trainAnew(): void {
  makeRace();
  go();
}

/** Goes on with the race on show, or starts one. */
export function resumeTraining(): void {
  if (raceGoesOn(get())) go();
  else trainAnew();
}

export function pauseTraining(): void {
  engine.wanted = false;
  engine.training?.pause();
  // At once: the worker may first finish a look at the validation samples.
  set({ playing: false });
}

/** One optimiser step, of a new race where none goes on. */
export function stepTraining(): void {
  const state = get();
  if (!raceGoesOn(state)) {
    if (state.neurons.length === 0 || !state.facts) return;
    makeRace();
  }
  engine.wanted = false;
  set({ playing: false });
  engine.training?.step();
}

export function setPace(pace: number): void {
  set({ pace });
  engine.training?.pace(pace);
}

/** Another budget holds at once; seconds being typed do not end a race that would have gone on. */
export function setBudget(budget: Budget): void {
  const { playing, budget: before } = get();
  set({ budget });
  const shorter = budget.kind === 'seconds' && before.kind === 'seconds' && budget.seconds < before.seconds;
  if (playing && !shorter) engine.training?.go(budget);
}

/** Ends the race; what its last whole epochs left is kept. */
export function cancelTraining(): void {
  pauseTraining();
  for (const id of get().race) engine.training?.remove(id);
  set((state) => ({ race: [], chosen: null, look: null, runs: withoutRace(state) }));
}

/** Runs of one task stand side by side; one of another task brings its task with it. */
export function showTaskOf(recipe: Recipe): void {
  if (sameTask(recipe.task, get().recipe.task)) return;
  cancelTraining();
  set({ recipe, dataError: null });
  if (recipe.task.id !== 'files') engine.training?.task(recipe.task);
}

/** Takes a kept run into the race on show; one that stopped goes back to its last whole epoch. */
export async function openRun(id: string): Promise<void> {
  try {
    const run = runOf(id);
    if (run && (!inRace(id) || run.state === 'stopped')) {
      showTaskOf(run.recipe);
      if (!(await bringBack(id))) return;
    }
    await lookAt(id, firstSample());
  } catch (error) {
    noticeTraining(sentence(error));
  }
}

/** The run from its start with a smaller batch, where no epoch of it was made. */
function startWithBatch(id: string, batch: number): void {
  const run = runOf(id);
  if (!run) return;
  const recipe = { ...run.recipe, learning: { ...run.recipe.learning, batch } };
  set(({ runs }) => ({ runs: runs.map((other) => (other.id === id ? newRun(id, recipe) : other)) }));
  engine.training?.add(id, recipe, null);
  go();
}

/** Goes on where the device had no room, with a smaller batch, from the last whole epoch. */
export async function goOnWithBatch(id: string, batch: number): Promise<void> {
  if (runOf(id)?.history.length === 0) return startWithBatch(id, batch);
  const samples = get().facts?.counts.train.reduce((a, b) => a + b, 0) ?? 0;
  try {
    const back = await bringBack(id, (kept) => {
      const epochs = kept.history.at(-1)?.epoch ?? 0;
      const step = epochs * Math.ceil(samples / batch);
      return { ...kept, recipe: { ...kept.recipe, learning: { ...kept.recipe.learning, batch } }, state: { ...kept.state, step }, partial: { samples: 0, loss: 0, right: 0 } };
    });
    if (back) go();
  } catch (error) {
    noticeTraining(sentence(error));
  }
}

export async function removeRun(id: string): Promise<void> {
  engine.training?.remove(id);
  set(({ runs, race, look, chosen }) => ({
    runs: runs.filter((run) => run.id !== id), race: race.filter((r) => r !== id),
    look: look?.id === id ? null : look, chosen: chosen === id ? null : chosen,
  }));
  const next = raceOf(get())[0];
  if (get().chosen === null && next) {
    if (next.history.length > 0) choose(next.id);
    else set({ chosen: next.id });
  }
  await forgetRun(id).catch(() => undefined);
}
