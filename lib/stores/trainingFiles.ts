/** Runs as files of their own, and runs taken in from them. */
import type { Checkpoint } from '../engine/training/protocol';
import { newId } from './newId';
import { keep } from './trainingKeep';
import { firstSample, lookAt } from './trainingLook';
import { showTaskOf } from './trainingRace';
import { loadRun } from './trainingShelf';
import { engine, inRace, newRun, noticeTraining, runOf, sentence, trainingStore, type TrainingRun } from './trainingState';

/** What reads and writes run files is loaded with the first of them. */
export const loadFileFormat = () => import('../engine/training/file');

/** Takes a checkpoint into the race on show. */
export function admit(checkpoint: Checkpoint, shipped: boolean): string {
  const id = newId();
  const { recipe, history, seconds, test } = checkpoint;
  const run: TrainingRun = { ...newRun(id, recipe), history, seconds, test, shipped, step: checkpoint.state.step, state: test ? 'done' : 'waiting' };
  trainingStore.setState(({ runs, race }) => ({ runs: [run, ...runs], race: [...race, id] }));
  keep(id, checkpoint);
  engine.training?.add(id, recipe, checkpoint);
  return id;
}

/** The run as a file of its own. */
export async function runFile(id: string): Promise<{ name: string; bytes: Uint8Array }> {
  const run = runOf(id);
  // One that stopped may not be in the worker; what is kept of it is its last whole epoch.
  const checkpoint = inRace(id) && run?.state !== 'stopped' ? await engine.training?.save(id) : await loadRun(id);
  if (!run || !checkpoint) throw new Error('This run is not kept on this device any more.');
  const { encodeCheckpoint } = await loadFileFormat();
  return { name: `${run.recipe.task.id}-${run.recipe.neuron.kind}-seed${run.recipe.seed}.npz`, bytes: encodeCheckpoint(checkpoint) };
}

/** Opens a run's file. */
export async function openRunFile(bytes: Uint8Array, name: string): Promise<void> {
  try {
    const { decodeCheckpoint } = await loadFileFormat();
    const checkpoint = decodeCheckpoint(bytes, name);
    showTaskOf(checkpoint.recipe);
    const id = admit(checkpoint, false);
    await lookAt(id, firstSample());
  } catch (error) {
    noticeTraining(sentence(error));
  }
}
