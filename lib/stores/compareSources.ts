/** Sources of the Compare page: dropped, made, named, shown, hidden and let go. */
import { plainName } from '../formats/spikes/common';
import { countedInSteps, type Raster } from '../recording/raster';
import { cancelRead, readInto } from './compareRead';
import { refresh } from './compareResults';
import { rememberedOptions } from './compareMemory';
import { changeKept, forgetRaster, keepRaster, keptContent, type KeptRaster } from './compareShelf';
import { addSource, bench, changeSource, compareStore, freeLabel, noticeCompare, readySources, removeFromList, sentenceOf, sourceOf, tell } from './compareState';
import { newId } from './newId';

const { getState: get } = compareStore;

/** More would be neither seen nor told apart. */
const MOST = 100;
/** By whom the example was made. */
export const EXAMPLE = 'example';

/** The example gives way to the first thing of the reader's own. */
function clearExample(): void {
  for (const { id, origin } of get().sources) if (origin.kind === 'made' && origin.by === EXAMPLE) removeSource(id);
}

/** Whether there is room for one more; where there is none, it is said. */
function hasRoom(): boolean {
  const room = get().sources.length < MOST;
  if (!room) noticeCompare(`Up to ${MOST} rasters are compared at once; take one off the page first.`);
  return room;
}

/** Reads files, one after another; one that cannot be read says so and the others go on. */
export async function addFiles(files: readonly File[]): Promise<void> {
  if (files.length === 0) return;
  clearExample();
  const taken: { file: File; id: string }[] = [];
  for (const file of files) {
    if (!hasRoom()) break;
    const id = newId();
    addSource(id, plainName(file.name), { kind: 'file', file, options: {} });
    taken.push({ file, id });
  }
  await Promise.all(taken.map(async ({ file, id }) => {
    if (!(await readInto(id, file, {}, rememberedOptions()))) return;
    const source = sourceOf(id);
    // As it was read: the way of a file like it may have been taken.
    if (source?.origin.kind === 'file') void keepRaster({ id, label: source.label, shown: true, content: source.origin }).catch(() => undefined);
    refresh();
  }));
}

/** Gives a raster to the worker and puts it on show; false where that failed, which is then said. */
async function handOver(id: string, raster: Raster): Promise<boolean> {
  try {
    await bench.compare?.ask('put', { id, raster }).answer;
  } catch (error) {
    if (error instanceof Error && error.name === 'JobCancelled') return false;
    changeSource(id, () => ({ state: 'failed', message: sentenceOf(error) }));
    return false;
  }
  changeSource(id, () => ({ state: 'ready', done: 1, raster }));
  refresh();
  return true;
}

/** Adds a raster that was made here; it is kept only where it is worth it. */
export async function addRaster(raster: Raster, by: string, { keep = false }: { keep?: boolean } = {}): Promise<void> {
  if (by !== EXAMPLE) clearExample();
  if (!hasRoom()) return;
  const id = newId();
  const label = freeLabel(raster.name, id);
  const named = { ...raster, name: label };
  addSource(id, label, { kind: 'made', by });
  if (keep) await keepRaster({ id, label, shown: true, content: { kind: 'raster', raster: named, by } }).catch(() => false);
  await handOver(id, named);
}

/** Rasters of a run in seconds, counted in steps where that is what stands beside them. */
export const besideOthers = (raster: Raster): Raster => (readySources(get()).some((source) => source.raster.unit === 'step') ? countedInSteps(raster) : raster);

/** Puts on show what is kept. */
export async function openKept({ id, label: kept }: KeptRaster): Promise<void> {
  const content = sourceOf(id) ? null : await keptContent(id).catch(() => null);
  if (!content || sourceOf(id) || !hasRoom()) return;
  clearExample();
  const label = freeLabel(kept, id);
  addSource(id, label, content.kind === 'file' ? content : { kind: 'made', by: content.by });
  void changeKept(id, { shown: true }).catch(() => undefined);
  if (content.kind === 'raster') await handOver(id, { ...content.raster, name: label });
  else if (await readInto(id, content.file, { ...content.options, name: label }, {})) refresh();
}

export function renameSource(id: string, label: string): void {
  const source = sourceOf(id);
  const wanted = label.trim().slice(0, 80);
  if (!source || wanted === '' || wanted === source.label) return;
  const name = freeLabel(wanted, id);
  const origin = source.origin.kind === 'file' ? { ...source.origin, options: { ...source.origin.options, name } } : source.origin;
  changeSource(id, ({ raster }) => ({ label: name, raster: raster && { ...raster, name }, origin }));
  tell('name', { id, name });
  void changeKept(id, { label: name, ...(origin.kind === 'file' && { content: origin }) }).catch(() => undefined);
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
  cancelRead(id);
  removeFromList(id);
  tell('drop', { id });
  void changeKept(id, { shown: false }).catch(() => undefined);
  refresh();
}

/** Takes a source off the page and out of the library. */
export async function forgetSource(id: string): Promise<void> {
  // First the library: what has left the page is then really gone.
  await forgetRaster(id).catch(() => undefined);
  if (sourceOf(id)) removeSource(id);
}
