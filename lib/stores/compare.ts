/** The Compare page's store: started with the page, stopped with it. */
import { openCompare, type Compare } from '../engine/compare/client';
import { stopResults, refresh } from './compareResults';
import { listKeptRasters } from './compareShelf';
import { addRaster, EXAMPLE, openKept } from './compareSources';
import { bench, compareStore, noticeCompare, sentenceOf, sourceOf } from './compareState';

export * from './compareNir';
export { changeOptions, readAnew } from './compareRead';
export * from './compareResults';
export * from './compareSources';
export { bench, compareStore, noticeCompare, readySources, sourceOf } from './compareState';
export type { CompareGraph, CompareSource, CompareState, Layout, Result } from './compareState';
export * from './compareView';

const { getState: get, setState: set } = compareStore;

/** Workers that stopped without having answered anything. */
let stops = 0;
const MOST_STOPS = 2;

function open(): Compare {
  const opened = openCompare((sentence) => {
    if (bench.compare === opened) void startAgain(sentence);
  });
  bench.compare = opened;
  set(({ workers }) => ({ workers: workers + 1 }));
  return opened;
}

/** Gives a new worker what the page still holds. */
async function giveAll(opened: Compare): Promise<void> {
  for (const { id } of get().sources) {
    const raster = sourceOf(id)?.raster;
    if (raster && bench.compare === opened) await opened.ask('put', { id, raster }).answer;
  }
}

/** The worker went: what the page still holds is given to a new one, unless it stops at once again and again. */
async function startAgain(sentence: string): Promise<void> {
  bench.compare?.close();
  bench.compare = null;
  if (++stops > MOST_STOPS) return noticeCompare(`${sentence} It does not stay; please reload the page. What is kept on this device is still there.`);
  const opened = open();
  noticeCompare(`${sentence} It was started again; what is on show stays.`);
  try {
    await giveAll(opened);
    await opened.ask('drop', { id: '' }).answer;
    stops = 0;
    refresh();
  } catch {
    // The next one has been started, or none will be.
  }
}

const isExample = ({ origin }: ReturnType<typeof get>['sources'][number]) => origin.kind === 'made' && origin.by === EXAMPLE;

async function showExample(opened: Compare): Promise<void> {
  const rasters = await opened.ask('example', null).answer;
  for (const raster of rasters) {
    // Files may have come meanwhile.
    if (get().sources.some((source) => !isExample(source))) return;
    await addRaster(raster, EXAMPLE);
  }
}

async function showFirst(opened: Compare): Promise<void> {
  await giveAll(opened);
  const kept = (await listKeptRasters().catch(() => [])).filter(({ shown }) => shown);
  await Promise.all(kept.map(openKept));
  if (get().sources.length === 0) await showExample(opened);
  else refresh();
}

/** Starts the worker; shows what was on show the last time, or an example. Returns how to stop. */
export function startCompare(): () => void {
  stops = 0;
  void showFirst(open()).catch((error) => error?.name !== 'JobCancelled' && noticeCompare(sentenceOf(error)));
  return () => {
    stopResults();
    bench.compare?.close();
    bench.compare = null;
  };
}
