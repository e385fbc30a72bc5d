/** The Compare page's store: started with the page, stopped with it. */
import { openCompare } from '../engine/compare/client';
import { addRaster, EXAMPLE, openKept } from './compareSources';
import { stopResults } from './compareResults';
import { listKeptRasters } from './compareShelf';
import { bench, compareStore, noticeCompare, readySources, sentenceOf } from './compareState';

export * from './compareNir';
export * from './compareResults';
export * from './compareSources';
export { bench, compareStore, noticeCompare, readySources, sourceOf } from './compareState';
export type { CompareGraph, CompareSource, CompareState, Layout, Result } from './compareState';
export * from './compareView';

/** The worker went: what the page still holds is given to a new one. */
async function startAgain(sentence: string): Promise<void> {
  bench.compare?.close();
  bench.compare = openCompare((next) => void startAgain(next));
  noticeCompare(`${sentence} It was started again; what is on show stays.`);
  for (const { id, raster } of compareStore.getState().sources) if (raster) await bench.compare.ask('put', { id, raster }).answer;
}

async function showExample(): Promise<void> {
  const rasters = await bench.compare!.ask('example', null).answer;
  // Files may have come meanwhile.
  if (compareStore.getState().sources.length > 0) return;
  for (const raster of rasters) await addRaster(raster, EXAMPLE);
}

/** Starts the worker; shows what was on show the last time, or an example. Returns how to stop. */
export function startCompare(): () => void {
  const opened = (bench.compare = openCompare((sentence) => void startAgain(sentence)));
  void (async () => {
    const kept = (await listKeptRasters().catch(() => [])).filter(({ shown }) => shown);
    if (bench.compare !== opened) return;
    for (const each of kept) void openKept(each);
    if (kept.length === 0 && readySources(compareStore.getState()).length === 0) await showExample();
  })().catch((error) => error?.name !== 'JobCancelled' && noticeCompare(sentenceOf(error)));
  return () => {
    stopResults();
    bench.compare?.close();
    bench.compare = null;
  };
}
