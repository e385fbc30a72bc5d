/** Sources of the Compare page: dropped, read in another way, named, shown, hidden and let go. */
import type { SpikeOptions } from '../formats/spikes/types';
import type { Raster } from '../recording/raster';
import { refresh } from './compareResults';
import { forgetOptions, rememberedOptions, rememberOptions } from './compareMemory';
import { changeKept, forgetRaster, keepRaster, type KeptRaster } from './compareShelf';
import { bench, changeSource, compareStore, freePlace, newId, noticeCompare, sentenceOf, sourceOf, type CompareSource, type Origin } from './compareState';

const { getState: get, setState: set } = compareStore;

/** More would be neither seen nor told apart. */
const MOST = 100;

const titleOf = (name: string) => name.replace(/\.(gz|npy|npz|csv|tsv|txt|json|h5|hdf5|nwb|bin|dat|raw|aedat4?|aer|nir)$/gi, '').slice(0, 80) || name;

function add(id: string, label: string, origin: Origin, shown = true): void {
  const source: CompareSource = { id, label, place: freePlace(), state: 'reading', done: 0, message: null, raster: null, reading: null, settled: [], remembered: false, origin, shown };
  set(({ sources }) => ({ sources: [...sources, source] }));
}

/** The example gives way to the first thing of the reader's own. */
export function clearExample(): void {
  for (const { id, origin } of get().sources) if (origin.kind === 'made' && origin.by === EXAMPLE) removeSource(id);
}

export const EXAMPLE = 'example';

async function read(id: string, file: File, options: SpikeOptions, remembered: Readonly<Record<string, SpikeOptions>>): Promise<boolean> {
  changeSource(id, () => ({ state: 'reading', done: 0, message: null }));
  try {
    const answer = await bench.compare!.ask('read', { id, file, options, remembered }, (done) => changeSource(id, () => ({ done }))).answer;
    if (answer.kind === 'graph') {
      set(({ sources, graphs }) => ({ sources: sources.filter((source) => source.id !== id), graphs: [...graphs, { id, name: titleOf(file.name), graph: answer.graph }] }));
      return true;
    }
    const { raster, ...reading } = answer.reading;
    changeSource(id, () => ({ state: 'ready', done: 1, raster, reading, remembered: answer.remembered, origin: { kind: 'file', file, options: reading.options }, label: raster.name }));
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'JobCancelled') return false;
    // What was on show before stays.
    changeSource(id, ({ raster }) => ({ state: raster ? 'ready' : 'failed', done: 0, message: sentenceOf(error) }));
    return false;
  }
}

/** Reads files, one after another; one that cannot be read says so and the others go on. */
export async function addFiles(files: readonly File[]): Promise<void> {
  if (files.length === 0) return;
  clearExample();
  const room = MOST - get().sources.length;
  if (files.length > room) noticeCompare(`Up to ${MOST} rasters are compared at once: the first ${Math.max(0, room)} of ${files.length} files are read.`);
  const taken = files.slice(0, Math.max(0, room)).map((file) => ({ file, id: newId() }));
  for (const { file, id } of taken) add(id, titleOf(file.name), { kind: 'file', file, options: {} });
  await Promise.all(taken.map(async ({ file, id }) => {
    if (!(await read(id, file, {}, rememberedOptions()))) return;
    const source = sourceOf(id);
    if (source) void keepRaster({ id, label: source.label, shown: true, content: { kind: 'file', file, options: {} } }).catch(() => undefined);
    refresh();
  }));
}

/** Adds a raster that was made here; it is kept only where it is worth it. */
export async function addRaster(raster: Raster, by: string, { keep = false, id = newId() }: { keep?: boolean; id?: string } = {}): Promise<string> {
  if (by !== EXAMPLE) clearExample();
  add(id, raster.name, { kind: 'made', by });
  if (keep) await keepRaster({ id, label: raster.name, shown: true, content: { kind: 'raster', raster, by } }).catch(() => false);
  await bench.compare?.ask('put', { id, raster }).answer;
  changeSource(id, () => ({ state: 'ready', done: 1, raster }));
  refresh();
  return id;
}

/** Puts on show what is kept. */
export async function openKept({ id, label, content }: KeptRaster): Promise<void> {
  if (sourceOf(id)) return;
  clearExample();
  if (content.kind === 'file') {
    add(id, label, { kind: 'file', file: content.file, options: content.options });
    await read(id, content.file, { ...content.options, name: label }, {});
  } else {
    add(id, label, { kind: 'made', by: content.by });
    await bench.compare?.ask('put', { id, raster: content.raster }).answer;
    changeSource(id, () => ({ state: 'ready', done: 1, raster: { ...content.raster, name: label } }));
  }
  void changeKept(id, { shown: true }).catch(() => undefined);
  refresh();
}

/** Reads a file again with other options; they are remembered for files like it. */
export async function changeOptions(id: string, change: SpikeOptions): Promise<void> {
  const source = sourceOf(id);
  if (source?.origin.kind !== 'file') return;
  const { file, options } = source.origin;
  const wanted = { ...options, ...change };
  if (!(await read(id, file, wanted, {}))) return;
  const { likeness } = sourceOf(id)?.reading ?? {};
  if (likeness) rememberOptions(likeness, wanted);
  void changeKept(id, { content: { kind: 'file', file, options: wanted } }).catch(() => undefined);
  refresh();
}

/** Reads a file as if none like it had been seen. */
export async function readAnew(id: string): Promise<void> {
  const source = sourceOf(id);
  if (source?.origin.kind !== 'file') return;
  if (source.reading) forgetOptions(source.reading.likeness);
  if (await read(id, source.origin.file, { name: source.label }, {})) refresh();
}

export function renameSource(id: string, label: string): void {
  const name = label.trim().slice(0, 80);
  if (name === '') return;
  changeSource(id, ({ raster }) => ({ label: name, raster: raster && { ...raster, name } }));
  const raster = sourceOf(id)?.raster;
  if (raster) void bench.compare?.ask('put', { id, raster });
  void changeKept(id, { label: name }).catch(() => undefined);
  refresh();
}

/** What was asked is as it should be. */
export const settleQuestion = (id: string, question: string) => changeSource(id, ({ settled }) => ({ settled: [...settled, question] }));

export function showSource(id: string, shown: boolean): void {
  changeSource(id, () => ({ shown }));
  refresh();
}

/** Takes a source off the page; it stays in the library. */
export function removeSource(id: string): void {
  set(({ sources }) => ({ sources: sources.filter((source) => source.id !== id) }));
  void bench.compare?.ask('drop', { id });
  void changeKept(id, { shown: false }).catch(() => undefined);
  refresh();
}

/** Takes a source off the page and out of the library. */
export async function forgetSource(id: string): Promise<void> {
  // First the library: what has left the page is then really gone.
  await forgetRaster(id).catch(() => undefined);
  if (sourceOf(id)) removeSource(id);
}

