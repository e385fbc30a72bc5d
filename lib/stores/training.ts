/** The Train page's store: what the worker says becomes state; what a reader does goes to the worker. */
import { openTraining } from '../engine/training/client';
import { preferredBackend } from './preferences';
import { datasetArrived, datasetFailed, readingGoesOn, startShipped } from './trainingData';
import { keep, listKept } from './trainingKeep';
import { choose, lookAgain } from './trainingLook';
import { changeRun, engine, inRace, runOf, trainingStore } from './trainingState';

export { cancelReading, chooseTask, readTrainingFiles } from './trainingData';
export { openRunFile, runFile } from './trainingFiles';
export { choose, lookAt } from './trainingLook';
export { cancelTraining, goOnWithBatch, openRun, pauseTraining, removeRun, resumeTraining, setBudget, setPace, stepTraining, trainAnew } from './trainingRace';
export { changeRecipe, getTraining, goesOn, noticeTraining, raceGoesOn, raceOf, trainingStore } from './trainingState';
export type { RunState, TrainingRun, TrainingState } from './trainingState';

const { getState: get, setState: set } = trainingStore;

type Heard = Parameters<Parameters<typeof openTraining>[0]>[0];

/** What is said of a run that has left the race, or was deleted, came too late. */
const late = (message: Heard) => 'id' in message && !inRace(message.id);

function stopped({ id, message, smallerBatch }: Extract<Heard, { type: 'stopped' }>): void {
  // What ships and does not fit is as if it were not there.
  if (runOf(id)?.shipped) set(({ runs, race, chosen }) => ({ runs: runs.filter((run) => run.id !== id), race: race.filter((r) => r !== id), chosen: chosen === id ? null : chosen }));
  else changeRun(id, () => ({ state: 'stopped', live: null, message, smallerBatch }));
}

function heard(message: Heard): void {
  if (late(message)) return;
  switch (message.type) {
    case 'status':
      return set({ status: message.status });
    case 'reading':
      return readingGoesOn(message.done, message.sentence);
    case 'dataset':
      return datasetArrived(message.task, message.facts);
    case 'dataset-failed':
      return datasetFailed(message.message);
    case 'added':
      return changeRun(message.id, () => ({ stepsPerEpoch: message.stepsPerEpoch, parameters: message.parameters }));
    case 'progress':
      return changeRun(message.id, () => ({
        state: 'training', step: message.step, seconds: message.seconds,
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
      changeRun(message.id, () => ({ state: 'done', live: null, test: message.checkpoint.test, seconds: message.checkpoint.seconds }));
      return keep(message.id, message.checkpoint);
    case 'stopped':
      return stopped(message);
    case 'playing':
      // The reader may have paused before the worker came to begin.
      if (message.playing && !engine.wanted) engine.training?.pause();
      else set({ playing: message.playing });
      return;
    case 'notice':
      return set({ notice: message.message });
  }
}

/** Starts the worker and shows the first task, with what is trained for it already. Returns how to stop. */
export function startTraining(base: string): () => void {
  const opened = openTraining(heard);
  engine.training = opened;
  opened.start(preferredBackend());
  opened.task(get().recipe.task);
  startShipped(`${base}/trained/`);
  void listKept();
  return () => {
    opened.close();
    engine.training = null;
  };
}
