/** Files read by the worker: the newest way of reading a source counts, and what is taken off is not read on. */
import type { Job } from '../engine/compare/client';
import { plainName } from '../formats/spikes/common';
import type { SpikeOptions } from '../formats/spikes/types';
import { forgetOptions, rememberOptions } from './compareMemory';
import { refresh } from './compareResults';
import { changeKept } from './compareShelf';
import { bench, changeSource, compareStore, freeLabel, removeFromList, sentenceOf, sourceOf, tell } from './compareState';

/** Reads under way, with the options that were asked for: a further change builds on them. */
const reads = new Map<string, { readonly job: Job<'read'>; readonly options: SpikeOptions }>();

export function cancelRead(id: string): void {
  reads.get(id)?.job.cancel();
  reads.delete(id);
}

/** @returns whether the source is now on show as it was asked for; where it is not, the reason stands beside it */
export async function readInto(id: string, file: File, options: SpikeOptions, remembered: Readonly<Record<string, SpikeOptions>>): Promise<boolean> {
  cancelRead(id);
  if (!bench.compare) {
    changeSource(id, ({ raster }) => ({ state: raster ? 'ready' : 'failed', message: 'It cannot be read now: please reload the page.' }));
    return false;
  }
  const job: Job<'read'> = bench.compare.ask('read', { id, file, options, remembered }, (done) => reads.get(id)?.job === job && changeSource(id, () => ({ done })));
  reads.set(id, { job, options });
  const current = () => reads.get(id)?.job === job;
  changeSource(id, () => ({ state: 'reading', done: 0, message: null }));
  try {
    const answer = await job.answer;
    if (!current()) return false;
    if (answer.kind === 'graph') {
      removeFromList(id);
      compareStore.setState(({ graphs }) => ({ graphs: [...graphs, { id, name: plainName(file.name), graph: answer.graph }] }));
      return true;
    }
    const { raster, ...reading } = answer.reading;
    const label = freeLabel(raster.name, id);
    if (label !== raster.name) tell('name', { id, name: label });
    changeSource(id, () => ({ state: 'ready', done: 1, raster: { ...raster, name: label }, reading, remembered: answer.remembered, origin: { kind: 'file', file, options: reading.options }, label }));
    return true;
  } catch (error) {
    if (!current() || (error instanceof Error && error.name === 'JobCancelled')) return false;
    // What was on show before stays.
    changeSource(id, ({ raster }) => ({ state: raster ? 'ready' : 'failed', done: 0, message: sentenceOf(error) }));
    return false;
  } finally {
    if (current()) reads.delete(id);
    // What was taken off meanwhile must not stay in the worker.
    if (!sourceOf(id)) tell('drop', { id });
  }
}

/**
 * Reads a file again with other options; they are remembered for files like it.
 * @returns whether it could be read so
 */
export async function changeOptions(id: string, change: SpikeOptions): Promise<boolean> {
  const source = sourceOf(id);
  if (source?.origin.kind !== 'file') return false;
  const { file, options } = source.origin;
  const wanted = { ...(reads.get(id)?.options ?? options), ...change };
  if (!(await readInto(id, file, wanted, {}))) return false;
  const { likeness } = sourceOf(id)?.reading ?? {};
  if (likeness) rememberOptions(likeness, wanted);
  void changeKept(id, { content: { kind: 'file', file, options: wanted } }).catch(() => undefined);
  refresh();
  return true;
}

/** Reads a file as if none like it had been seen. */
export async function readAnew(id: string): Promise<void> {
  const source = sourceOf(id);
  if (source?.origin.kind !== 'file') return;
  if (source.reading) forgetOptions(source.reading.likeness);
  const { file } = source.origin;
  if (!(await readInto(id, file, { name: source.label }, {}))) return;
  changeSource(id, () => ({ settled: [] }));
  void changeKept(id, { content: { kind: 'file', file, options: { name: source.label } } }).catch(() => undefined);
  refresh();
}
