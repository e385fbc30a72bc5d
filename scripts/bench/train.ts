/** One training run from start to test, in a page: the page side of train.mjs. */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { linearBaseline } from '../../lib/datasets/baseline';
import { makeTask, TASKS } from '../../lib/datasets/tasks';
import type { Dataset, DatasetPart } from '../../lib/datasets/types';
import { isSoftware, webglRenderer } from '../../lib/engine/backends';
import { readTensor } from '../../lib/engine/read';
import { encodeCheckpoint } from '../../lib/engine/training/file';
import { Run } from '../../lib/engine/training/run';
import { networkPreset } from '../../lib/experiment/networks';
import { defaultRecipe, type Recipe, type TaskId, type TrainedNeuron } from '../../lib/experiment/recipe';
import { startRecipe } from '../../lib/experiment/startRecipes';
import { whole } from '../../lib/numerics/pieces';
import { useBackend } from './backend';

export interface Task {
  readonly task: string;
  readonly neuron: TrainedNeuron;
  readonly seed: number;
  /** In place of the task's own epochs. */
  readonly epochs?: number;
}

const datasets = new Map<string, Dataset>();

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));

/** The first 8,000 pictures train, the last 2,000 test; the last 500 that train are looked at after each epoch. */
function loadMnist(images: string, labels: string): void {
  const [pixels, classes] = [bytesOf(images), bytesOf(labels)];
  const part = (from: number, to: number): DatasetPart => ({
    labels: Uint16Array.from(classes.subarray(from, to)), store: { kind: 'bytes', values: pixels.slice(784 * from, 784 * to), scale: 1 / 255 },
  });
  datasets.set('mnist', {
    name: 'MNIST', origin: 'file', sentence: 'Name a written digit.', notes: [], classes: [...'0123456789'], content: 'pictures', steps: 1, shape: [28, 28, 1],
    parts: { train: part(0, 8000), validation: part(7500, 8000), test: part(classes.length - 2000, classes.length) },
  });
}

/** The recipes that the PyTorch figures were made with; else the one that the page starts a task with. */
function recipeOf({ task, neuron, seed, epochs }: Task): Recipe {
  const base = defaultRecipe();
  const mnist = { ...base, task: { ...base.task, id: 'files' as const } };
  const recipe = task === 'mnist-rows' ? { ...mnist, task: { ...mnist.task, show: 'rows' as const } }
    : task === 'mnist-static' ? { ...mnist, steps: 4, task: { ...mnist.task, show: 'repeat' as const }, blocks: [...networkPreset('one').blocks] }
      : startRecipe(task as TaskId);
  return { ...recipe, seed, neuron: { ...recipe.neuron, kind: neuron }, learning: { ...recipe.learning, ...(epochs && { epochs }) } };
}

function datasetOf(task: string, recipe: Recipe): Dataset {
  const key = task.startsWith('mnist') ? 'mnist' : task;
  const there = datasets.get(key);
  if (there) return there;
  const known = TASKS.find(({ id }) => id === task);
  if (!known) throw new Error(task.startsWith('mnist') ? 'MNIST was not read.' : `There is no task "${task}".`);
  const made = whole(makeTask(known.id, { ...known.defaults, seed: recipe.task.seed, ...(known.parameters && { delay: recipe.task.delay }) }));
  datasets.set(key, made);
  return made;
}

/** A run that has ended. */
async function trained(task: Task) {
  const recipe = recipeOf(task);
  const run = new Run(recipe, datasetOf(task.task, recipe), readTensor, null);
  await run.endEpoch(async () => undefined);
  while (!run.finished) {
    await run.train(Infinity);
    await run.endEpoch(async () => undefined);
  }
  return { run, checkpoint: run.lastGood };
}

/** Kernels that only look at numbers in another shape. */
const FREE = new Set(['Reshape', 'Identity']);

/** How many calls to the device one optimiser step makes: what a graphics device waits for, whatever their size. */
async function callsOfStep(run: Run): Promise<number> {
  const engine = tf.engine() as unknown as { runKernelFunc: (of: { kernelName?: string }) => unknown };
  const real = engine.runKernelFunc;
  let calls = 0;
  engine.runKernelFunc = function counting(of) {
    if (!FREE.has(of.kernelName ?? '')) calls++;
    return real.call(this, of);
  };
  try {
    await run.learner.trainStep();
    return calls;
  } finally {
    engine.runKernelFunc = real;
  }
}

async function train(task: Task) {
  const { run, checkpoint: { history } } = await trained(task);
  try {
    const { test } = run;
    if (!test) throw new Error('The run has no test.');
    const epochs = run.learner.epoch;
    return {
      epochs, accuracy: test.accuracy, secondsPerEpoch: run.trained / epochs, rates: test.rates, fired: test.fired, callsPerStep: await callsOfStep(run),
      // MNIST's validation samples are among those that train here, as in the PyTorch runs: they say nothing.
      validation: task.task.startsWith('mnist') ? undefined : history.slice(1).map((point) => point.validationAccuracy),
    };
  } finally {
    run.dispose();
  }
}

/** A run from start to test as a file, without what only going on needs; base64. */
async function ship(task: Task): Promise<{ file: string; accuracy: number; seconds: number }> {
  const { checkpoint, run } = await trained(task);
  run.dispose();
  const bytes = encodeCheckpoint(checkpoint, true);
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return { file: btoa(text), accuracy: checkpoint.test?.accuracy ?? 0, seconds: checkpoint.seconds };
}

function baseline(task: string): number {
  const recipe = recipeOf({ task, neuron: 'psu', seed: 1 });
  return whole(linearBaseline(datasetOf(task, recipe), recipe.task.show)).accuracy;
}

/** The backend that the app would train on in this browser. */
const chosen = () => (isSoftware(webglRenderer()) ? 'wasm' : 'webgl');

Object.assign(globalThis, { benchTrain: { useBackend, loadMnist, train, ship, baseline, chosen, tasks: TASKS.map(({ id }) => id) } });
