import type { Dataset } from '@/lib/datasets/types';
import type { Checkpoint, EpochPoint } from '@/lib/engine/training/protocol';
import { Run } from '@/lib/engine/training/run';
import { parseRecipe, type Recipe } from '@/lib/experiment/recipe';
import { noPause, read, toyDataset } from '../networks/trainingToys';

type Loose<T> = { readonly [K in keyof T]?: T[K] extends readonly (infer I)[] ? readonly Loose<I>[] : T[K] extends object ? Loose<T[K]> : T[K] };

/** A small recipe: two dense blocks of four, three steps an epoch. */
export function toyRecipe(more: Loose<Recipe> = {}): Recipe {
  return parseRecipe({
    version: 1, seed: 3, blocks: [{ units: 6 }, { units: 5 }], ...more,
    task: { id: 'temporal-xor', ...more.task }, neuron: { threshold: 0.2, ...more.neuron }, learning: { epochs: 3, batch: 4, rate: 0.02, ...more.learning },
  });
}

export const toyRun = (recipe: Recipe = toyRecipe(), dataset: Dataset = toyDataset(), kept: Checkpoint | null = null): Run => new Run(recipe, dataset, read, kept);

/** Trains a step at a time, as the race does, until it is finished or has made so many steps. */
export async function trainUntil(run: Run, steps = Infinity): Promise<Checkpoint> {
  let last = run.lastGood;
  while (!run.finished && run.step < steps) {
    if (run.untouched) await run.endEpoch(noPause);
    await run.train(0);
    if (run.atEpochEnd) last = (await run.endEpoch(noPause)).checkpoint;
  }
  return last;
}

/** What of a point says how training went, and not how long it took. */
export const timeless = ({ seconds: _seconds, times: _times, ...rest }: EpochPoint) => rest;

/** A checkpoint of a run that has made one epoch. */
export async function madeCheckpoint(recipe: Recipe = toyRecipe(), steps = 4): Promise<Checkpoint> {
  const run = toyRun(recipe);
  await trainUntil(run, steps);
  const checkpoint = await run.checkpoint();
  run.dispose();
  return checkpoint;
}
