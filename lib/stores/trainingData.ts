/** The task and its data: chosen, read from files, and what comes trained for it. */
import type { DatasetFacts, FileOptions } from '../engine/training/protocol';
import type { Recipe, TaskSettings } from '../experiment/recipe';
import { startRecipe } from '../experiment/startRecipes';
import { admit, loadFileFormat } from './trainingFiles';
import { firstSample, lookAt } from './trainingLook';
import { cancelTraining, openRun } from './trainingRace';
import { engine, raceOf, sameTask, trainingStore } from './trainingState';

const { getState: get, setState: set } = trainingStore;

/** The files that are being read, by their key; null while none are. */
let awaited: string | null = null;
/** Where trained runs lie that ship with the site; null before the page has started. */
let shippedAt: string | null = null;
let asked = 0;

/** A network of filters needs rows and columns; where there are none it becomes the one that files start with. */
function fitting(recipe: Recipe, task: TaskSettings, facts: DatasetFacts | null): Recipe {
  const flat = facts !== null && (facts.content === 'pictures' ? task.show !== 'repeat' : facts.shape.length < 3);
  const blocks = flat && recipe.blocks.some(({ kind }) => kind === 'conv2d') ? startRecipe('files').blocks : recipe.blocks;
  return { ...recipe, task, blocks };
}

/** Chooses a task; its data are made or shown anew. */
export function chooseTask(task: TaskSettings, recipe: Recipe = get().recipe): void {
  const { recipe: { task: before }, facts, reading } = get();
  cancelTraining();
  if (awaited !== null) engine.training?.cancelReading();
  awaited = null;
  const sameData = task.id === before.id && task.file === before.file;
  set({ recipe: sameData ? fitting(recipe, task, facts) : { ...recipe, task }, dataError: null, reading: sameData ? reading : null });
  engine.training?.task(task);
  void openShipped();
}

/** Says where trained runs lie, and shows those of the first task. */
export function startShipped(at: string): void {
  shippedAt = at;
  void openShipped();
}

/** The files that the list names for a task; whatever else it says is not read. */
function filesFor(index: unknown, id: string): string[] {
  const entries: { file?: unknown; task?: unknown }[] = Array.isArray(index) ? index.filter((entry) => typeof entry === 'object' && entry !== null) : [];
  const names = entries.flatMap(({ file, task }) => (task === id && typeof file === 'string' && /^[a-z-]{1,60}\.npz$/.test(file) ? [file] : []));
  return [...new Set(names)].slice(0, 12);
}

async function fetched(file: string) {
  try {
    const response = await fetch(shippedAt + file);
    if (!response.ok) return [];
    const { decodeCheckpoint } = await loadFileFormat();
    return [decodeCheckpoint(new Uint8Array(await response.arrayBuffer()), file)];
  } catch {
    // They are a convenience: the page trains without them.
    return [];
  }
}

/** Where trained runs ship for the task, they are there at once: curves to read and a network to ask. */
async function openShipped(): Promise<void> {
  const mine = ++asked;
  const { recipe: { task } } = get();
  // They are made for tasks as they start.
  if (shippedAt === null || task.id === 'files' || !sameTask(task, startRecipe(task.id).task)) return;
  // The reader may go on meanwhile.
  const late = () => mine !== asked || !sameTask(get().recipe.task, task) || raceOf(get()).length > 0;
  try {
    const listed = await fetch(`${shippedAt}index.json`);
    if (!listed.ok) return;
    const checkpoints = (await Promise.all(filesFor(await listed.json(), task.id).map(fetched))).flat();
    if (late()) return;
    for (const checkpoint of checkpoints) if (sameTask(checkpoint.recipe.task, task)) admit(checkpoint, true);
    const first = raceOf(get())[0];
    if (first && get().look === null) await lookAt(first.id, firstSample());
  } catch {
    // As above.
  }
}

/** Reads data of the reader's own. */
export function readTrainingFiles(files: readonly File[], options: FileOptions = {}): void {
  const first = files[0] as (File & { webkitRelativePath?: string }) | undefined;
  if (!first) return;
  const name = (first.webkitRelativePath?.split('/')[0] || first.name).slice(0, 200).replace(/\p{Surrogate}/gu, '?');
  awaited = `${name}#${files.length}-${files.reduce((sum, { size }) => sum + size, 0).toString(16)}`;
  set({ dataError: null, reading: { done: 0, sentence: `Opening ${name}`, files: true } });
  engine.training?.files(awaited, files, options);
}

export const cancelReading = () => {
  awaited = null;
  engine.training?.cancelReading();
  set({ reading: null });
};

/** How far the worker is with making or reading, where the page still waits for it. */
export function readingGoesOn(done: number, sentence: string): void {
  const { shownTask, recipe } = get();
  if (awaited !== null || !shownTask || !sameTask(shownTask, recipe.task)) set({ reading: { done, sentence, files: awaited !== null } });
}

/** The worker has a dataset, or knows more of one. */
export function datasetArrived(task: TaskSettings, facts: DatasetFacts): void {
  const { recipe } = get();
  const files = task.id === 'files' && task.file === awaited;
  // Of a task that was left.
  if (!files && !sameTask(task, recipe.task)) return awaited === null ? set({ reading: null }) : undefined;
  if (!files) return set({ facts, shownTask: task, dataError: null, ...(awaited === null && { reading: null }) });
  awaited = null;
  if (recipe.task.id === 'files' && recipe.task.file === task.file) {
    // The same files once more: runs that had to wait for them go on, shown as they were.
    set({ facts, shownTask: recipe.task, reading: null, dataError: null });
    if (!sameTask(recipe.task, task)) engine.training?.task(recipe.task);
    for (const run of raceOf(get())) if (run.state === 'stopped') void openRun(run.id);
    return;
  }
  // Only data that could be read take the place of what is on show.
  cancelTraining();
  set({ facts, shownTask: task, reading: null, dataError: null, recipe: fitting(recipe, task, facts) });
}

export function datasetFailed(message: string): void {
  awaited = null;
  set({ reading: null, dataError: message });
}
