/** @jest-environment node */
import 'fake-indexeddb/auto';
import type { Compare } from '@/lib/engine/compare/client';
import { Desk } from '@/lib/engine/compare/desk';
import { rasterOfSpikes } from '@/lib/recording/raster';
import { addRaster, bench, compareStore, startCompare } from '@/lib/stores/compare';

jest.mock('h5wasm', () => jest.requireActual('../../setup/h5wasm'), { virtual: true });

/** Workers that were opened, each with a desk of its own. */
const opened: { stop(sentence: string): void; ids: string[]; closed: boolean }[] = [];
let broken = false;

jest.mock('@/lib/engine/compare/client', () => ({
  ...jest.requireActual('@/lib/engine/compare/client'),
  openCompare(onStop: (sentence: string) => void): Compare {
    const desk = new Desk();
    const worker = { stop: onStop, ids: [] as string[], closed: false };
    opened.push(worker);
    if (broken) setTimeout(() => onStop('The comparing worker stopped: its file could not be loaded.'), 0);
    return {
      ask(job, ask) {
        if (job === 'put') worker.ids.push((ask as { id: string }).id);
        const answer = broken ? new Promise<never>(() => undefined) : (desk[job](ask as never, async () => undefined) as Promise<never>);
        return { answer, cancel: () => undefined };
      },
      close: () => void (worker.closed = true),
    };
  },
}));

const start = compareStore.getState();
const { getState: state } = compareStore;
const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const spikes = (every: number) => Uint8Array.from({ length: 64 }, (_, k) => Number(k % every === 0));

async function until(holds: () => boolean): Promise<void> {
  for (let k = 0; k < 200 && !holds(); k++) await rest(10);
  expect(holds()).toBe(true);
}

beforeEach(() => {
  opened.length = 0;
  broken = false;
  compareStore.setState(start, true);
});

test('shows an example first, and gives a worker that took the place of another all there is', async () => {
  const stop = startCompare();
  await until(() => state().matrix.answer !== null && state().sources.length === 4);
  expect(opened[0].ids.length).toBe(4);
  opened[0].stop('The comparing worker stopped: boom.');
  await until(() => opened.length === 2 && opened[1].ids.length === 4);
  expect(opened[0].closed).toBe(true);
  expect(state().notice).toMatch(/boom\. It was started again; what is on show stays\./);
  await until(() => state().pair.answer !== null && !state().pair.busy);
  expect(state().pair.message).toBeNull();
  // What an earlier worker says is of no interest any more.
  opened[0].stop('late');
  expect(opened.length).toBe(2);
  stop();
  expect([opened[1].closed, bench.compare]).toEqual([true, null]);
});

test('a page that comes back gives its rasters to the new worker', async () => {
  startCompare()();
  compareStore.setState(start, true);
  const stop = startCompare();
  await addRaster(rasterOfSpikes('a', spikes(2), 16, 4), 'a test');
  await addRaster(rasterOfSpikes('b', spikes(3), 16, 4), 'a test');
  stop();
  const again = startCompare();
  await until(() => state().pair.answer !== null && state().pair.answer?.report.a === 'a' && !state().pair.busy);
  expect(opened[opened.length - 1].ids.length).toBe(2);
  again();
});

test('files that come while the example is made take its place', async () => {
  const stop = startCompare();
  await addRaster(rasterOfSpikes('mine', spikes(2), 16, 4), 'a test');
  await rest(100);
  expect(state().sources.map(({ label }) => label)).toEqual(['mine']);
  stop();
});

test('a worker that never loads is not started for ever', async () => {
  broken = true;
  const stop = startCompare();
  await until(() => state().notice !== null && /please reload the page/.test(state().notice!));
  await rest(50);
  expect(opened.length).toBe(3);
  expect(bench.compare).toBeNull();
  stop();
});
