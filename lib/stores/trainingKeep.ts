/** Runs on this device: kept after each epoch, listed, and brought back to go on. */
import type { Checkpoint } from '../engine/training/protocol';
import { changeRun, engine, newRun, noticeTraining, runOf, sentence, trainingStore, type TrainingRun } from './trainingState';
import { keepRun, listRuns, loadRun, type RunRecord } from './trainingShelf';

const { getState: get, setState: set } = trainingStore;

/** Storage that refuses is said once, not at every epoch. */
let refused = false;

const why = (error: unknown) => (typeof indexedDB === 'undefined' || !indexedDB ? 'this browser keeps nothing for the page' : sentence(error).replace(/\.$/, ''));

export function keep(id: string, checkpoint: Checkpoint): void {
  const run = runOf(id);
  // One that was deleted stays deleted, whatever was still under way.
  if (!run || run.shipped) return;
  const { backend, parameters } = run;
  keepRun(id, checkpoint, { backend, parameters }).catch((error) => {
    if (refused) return;
    refused = true;
    noticeTraining(`Runs cannot be kept on this device: ${why(error)}. Save the ones you want as files before you close the page.`);
  });
}

const fromRecord = (record: RunRecord): TrainingRun => ({
  ...newRun(record.id, record.recipe), state: 'kept', history: record.history, seconds: record.seconds, test: record.test,
  backend: record.backend, parameters: record.parameters,
});

/** Lists what was kept before; without storage there is nothing to list. */
export async function listKept(): Promise<void> {
  const records = await listRuns().catch(() => []);
  set(({ runs }) => ({ runs: [...runs, ...records.filter(({ id }) => !runs.some((run) => run.id === id)).map(fromRecord)] }));
}

/** Puts a run into the worker again from its checkpoint; with a smaller batch where the device had no room. */
export async function bringBack(id: string, change: (checkpoint: Checkpoint) => Checkpoint = (c) => c): Promise<boolean> {
  const kept = await loadRun(id);
  const run = runOf(id);
  if (!kept || !run) {
    noticeTraining('This run is not kept on this device any more.');
    return false;
  }
  const checkpoint = change(kept);
  const { backend, parameters } = run;
  changeRun(id, () => ({
    ...newRun(id, checkpoint.recipe), backend, parameters, history: checkpoint.history, seconds: checkpoint.seconds,
    test: checkpoint.test, step: checkpoint.state.step, state: checkpoint.test ? 'done' : 'waiting',
  }));
  const { race } = get();
  set({ race: race.includes(id) ? race : [...race, id], chosen: id });
  engine.training?.add(id, checkpoint.recipe, checkpoint);
  return true;
}
