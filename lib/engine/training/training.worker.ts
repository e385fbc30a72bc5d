/** The training worker: datasets, runs and looks, on the backend that passed its self-check. */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { linearBaseline } from '../../datasets/baseline';
import { presentation } from '../../datasets/batch';
import { readDataset } from '../../datasets/files/readDataset';
import { fileLike } from '../../formats/source';
import { makeTask, TASKS } from '../../datasets/tasks';
import type { Dataset } from '../../datasets/types';
import type { Recipe, TaskSettings } from '../../experiment/recipe';
import { lookAt } from '../../networks/training/probe';
import { batchOf } from '../../networks/training/trainer';
import { paced } from '../../numerics/pieces';
import { breathe } from '../breathe';
import { readTensor } from '../read';
import { chooseBackend, contextLost, loseContext, onContextLost, rebuildBackend, trainingOrder } from '../session';
import type { BackendName, EngineStatus } from '../protocol';
import { factsOf, thumbnail } from './facts';
import type { Checkpoint, FileOptions, FromTraining, LookAt, ToTraining } from './protocol';
import { createRace } from './race';
import { Run } from './run';

const say = (message: FromTraining) => self.postMessage(message);

let status: EngineStatus = { state: 'starting', report: null, refused: [] };
let ready: Promise<void> = new Promise(() => undefined);
/** Datasets by what they were made of. */
const datasets = new Map<string, Promise<Dataset>>();

const race = createRace({
  say,
  breathe,
  async recover(error) {
    const lost = (error instanceof Error && error.name === 'ContextLostError') || contextLost();
    if (!lost || !status.report) return false;
    await recoverDevice(status.report.backend);
    return true;
  },
});

function report(next: EngineStatus): void {
  status = next;
  // While training, the next read finds out by itself.
  onContextLost(() => enqueue(async () => {
    if (race.playing || !contextLost() || !status.report) return;
    await recoverDevice(status.report.backend);
    race.rebuild();
  }));
  say({ type: 'status', status });
}

async function recoverDevice(name: BackendName): Promise<void> {
  report(await rebuildBackend(name));
  const now = status.report?.backend;
  say({ type: 'notice', message: now === name ? 'The graphics device was reset; training goes on from the last whole epoch.' : `The graphics device was lost; training goes on from the last whole epoch on ${now ?? 'no device'}.` });
}

/** The backend that is wanted; runs that are at hand go on there from their last whole epochs. */
async function start(prefer: BackendName | null): Promise<void> {
  const resumes = race.playing;
  race.pause();
  await race.idle();
  say({ type: 'status', status: { ...status, state: 'starting' } });
  report(await chooseBackend(prefer, trainingOrder()));
  race.rebuild();
  if (resumes) race.go();
}

/** A task's key: what its samples depend on. */
const keyOf = ({ id, seed, delay, file }: TaskSettings) => (id === 'files' ? `files/${file}` : [id === 'digits-rows' ? 'digits' : id, seed, ['delayed-recall', 'temporal-xor'].includes(id) ? delay : 0].join('/'));

function datasetFor(task: TaskSettings): Promise<Dataset> {
  const key = keyOf(task);
  const there = datasets.get(key);
  if (there) return there;
  if (task.id === 'files') return Promise.reject(new Error(`These runs read ${task.file.split('#')[0] || 'files of your own'}, which stay with their owner. Open the same files here to go on.`));
  const { id } = task;
  const known = TASKS.find((t) => t.id === id);
  if (!known) return Promise.reject(new Error(`There is no task called "${id}".`));
  const made = paced(makeTask(id, { ...known.defaults, seed: task.seed, ...(known.parameters && { delay: task.delay }) }), async (done) => {
    say({ type: 'reading', done, sentence: `Making ${known.label.toLowerCase()}` });
    await breathe();
  });
  datasets.set(key, made);
  made.catch(() => datasets.delete(key));
  return made;
}

const baselines = new Map<string, number>();

/** Shows a dataset at once, and again when the linear reader has learned it. */
async function showDataset(task: TaskSettings): Promise<void> {
  try {
    const dataset = await datasetFor(task);
    const key = `${keyOf(task)}/${task.show}`;
    say({ type: 'dataset', task, facts: factsOf(dataset, baselines.get(key) ?? null) });
    if (baselines.has(key)) return;
    const { accuracy } = await paced(linearBaseline(dataset, task.show), breathe);
    baselines.set(key, accuracy);
    say({ type: 'dataset', task, facts: factsOf(dataset, accuracy) });
  } catch (error) {
    say({ type: 'dataset-failed', message: error instanceof Error ? error.message : String(error) });
  }
}

let reading = 0;

async function readFiles(key: string, files: readonly File[], options: FileOptions): Promise<void> {
  const mine = ++reading;
  try {
    const { dataset } = await readDataset(files.map(fileLike), options, async (done: number, sentence: string) => {
      say({ type: 'reading', done, sentence });
      await breathe();
      if (mine !== reading) throw new Error('Reading was cancelled.');
    });
    if (mine !== reading) return;
    datasets.set(`files/${key}`, Promise.resolve(dataset));
    await showDataset({ id: 'files', seed: 0, delay: 20, show: dataset.content === 'pictures' ? 'rows' : 'repeat', file: key });
  } catch (error) {
    // Cancelled, or others are being read by now.
    if (mine !== reading) return;
    say({ type: 'dataset-failed', message: error instanceof Error ? error.message : String(error) });
  }
}

async function add(id: string, recipe: Recipe, kept: Checkpoint | null): Promise<void> {
  try {
    const dataset = await datasetFor(recipe.task);
    await ready;
    race.add(id, () => new Run(recipe, dataset, readTensor, kept));
  } catch (error) {
    say({ type: 'stopped', id, smallerBatch: null, message: error instanceof Error ? error.message : String(error) });
  }
}

async function look(id: string, request: number, at: LookAt): Promise<void> {
  const run = race.runs.get(id);
  if (!run) return say({ type: 'failed', request, message: 'This run is not at hand any more.' });
  const { dataset, recipe: { task } } = run;
  const shown = presentation(dataset, task.show);
  const batch = 'own' in at
    ? { input: tf.tensor(at.own, [shown.steps, 1, ...shown.shape]), labels: tf.tensor1d([0], 'int32') }
    : batchOf(dataset, at.part, Uint32Array.of(at.index), task.show);
  try {
    say({ type: 'look', id, request, look: await lookAt(run.learner, batch), label: 'own' in at ? null : dataset.parts[at.part].labels[at.index] });
  } finally {
    tf.dispose([batch.input, batch.labels]);
  }
}

/** Adding waits for data; what follows it must wait too. */
let queue: Promise<void> = Promise.resolve();
function enqueue(work: () => Promise<void> | void): void {
  queue = queue.then(work).catch((error) => say({ type: 'notice', message: error instanceof Error ? error.message : String(error) }));
}

self.onmessage = ({ data: message }: MessageEvent<ToTraining>) => {
  switch (message.type) {
    case 'start':
      ready = start(message.prefer);
      return enqueue(() => ready);
    case 'task':
      return void showDataset(message.task);
    case 'files':
      return void readFiles(message.key, message.files, message.options);
    case 'cancel-reading':
      reading++;
      return;
    case 'add':
      return enqueue(() => add(message.id, message.recipe, message.kept));
    case 'remove':
      return enqueue(() => race.remove(message.id));
    case 'go':
      return enqueue(() => race.go(message.budget));
    case 'pause':
      return race.pause();
    case 'step':
      return enqueue(() => race.step());
    case 'pace':
      return race.setPace(message.ms);
    case 'look':
      // Behind what is being added.
      return enqueue(() => look(message.id, message.request, message.at).catch((error) => say({ type: 'failed', request: message.request, message: String(error) })));
    case 'pictures':
      return void datasetFor(message.task).then(
        (dataset) => say({ type: 'pictures', request: message.request, pictures: message.samples.filter((k) => k < dataset.parts[message.part].labels.length).map((k) => thumbnail(dataset, message.part, k)) }),
        (error) => say({ type: 'failed', request: message.request, message: String(error) }),
      );
    case 'save': {
      const run = race.runs.get(message.id);
      if (!run) return say({ type: 'failed', request: message.request, message: 'This run is not at hand any more.' });
      return void run.checkpoint().then(
        (checkpoint) => say({ type: 'saved', id: message.id, request: message.request, checkpoint }),
        (error) => say({ type: 'failed', request: message.request, message: String(error) }),
      );
    }
    case 'lose-context':
      return loseContext();
  }
};
