/** @jest-environment node */
import 'fake-indexeddb/auto';
import { Desk } from '@/lib/engine/compare/desk';
import { JobCancelled, type Compare } from '@/lib/engine/compare/client';
import { writeNpy } from '@/lib/formats/npy';
import { rasterFromEvents, rasterOfSpikes } from '@/lib/recording/raster';
import { addFiles, addRaster, bench, changeOptions, compareStore, EXAMPLE, flipOver, forgetSource, measureBy, openKept, orderRows, removeSource, renameSource, settleQuestion, showDivergence, showSource, showWindow, wholeSpan } from '@/lib/stores/compare';
import { keepRaster, KEPT_BYTES, keptContent, listKeptRasters } from '@/lib/stores/compareShelf';
import { sendToCompare } from '@/lib/stores/sendToCompare';

jest.mock('h5wasm', () => jest.requireActual('../../setup/h5wasm'), { virtual: true });

const start = compareStore.getState();

/** The worker's desk without the worker. */
function deskAtHand(): Compare {
  const desk = new Desk();
  return {
    ask(job, ask) {
      let cancelled = false;
      const answer = (async () => {
        const made = await desk[job](ask as never, async () => undefined);
        if (cancelled) throw new JobCancelled();
        return made as never;
      })();
      return { answer, cancel: () => void (cancelled = true) };
    },
    close: () => undefined,
  };
}

const storage = new Map<string, string>();
beforeEach(async () => {
  storage.clear();
  Object.assign(globalThis, { localStorage: { getItem: (key: string) => storage.get(key) ?? null, setItem: (key: string, value: string) => void storage.set(key, value), removeItem: (key: string) => void storage.delete(key) } });
  for (const { id } of await listKeptRasters()) await forgetSource(id);
  compareStore.setState(start, true);
  bench.compare = deskAtHand();
});
afterEach(() => {
  bench.compare = null;
});

const bits = (steps: number, neurons: number, every: number) => Uint8Array.from({ length: steps * neurons }, (_, k) => Number(k % every === 0));
const file = (name: string, steps: number, neurons: number, every = 3) => new File([writeNpy(bits(steps, neurons, every), [steps, neurons]) as Uint8Array<ArrayBuffer>], name);
const { getState: state } = compareStore;
const named = (label: string) => state().sources.find((source) => source.label === label)!;

/** Until the results that were asked for are there. */
async function settled(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 150));
  while (state().pair.busy || state().matrix.busy || state().order.busy) await new Promise((resolve) => setTimeout(resolve, 10));
}

test('files are read, compared and kept; the example gives way', async () => {
  await addRaster(rasterOfSpikes('PSU', bits(16, 4, 2), 16, 4), EXAMPLE);
  expect(state().sources.map(({ label }) => label)).toEqual(['PSU']);
  await addFiles([file('a.npy', 32, 4), file('b.npy', 32, 4, 5)]);
  expect(state().sources.map(({ label, state: now, place }) => [label, now, place])).toEqual([['a', 'ready', 0], ['b', 'ready', 1]]);
  await settled();
  const { pair, matrix } = state();
  expect([pair.answer?.report.a, pair.answer?.report.b]).toEqual(['a', 'b']);
  expect(matrix.answer?.values.length).toBe(4);
  expect((await listKeptRasters()).map(({ label, shown }) => [label, shown])).toEqual([['a', true], ['b', true]]);
});

test('a file that cannot be read says so; the others go on, and nothing of it is kept', async () => {
  await addFiles([file('a.npy', 32, 4), new File(['%PDF-1.7'], 'paper.pdf'), file('b.npy', 32, 4, 5)]);
  const [, bad] = state().sources;
  expect([bad.state, bad.message]).toEqual(['failed', expect.stringMatching(/^paper\.pdf: /)]);
  await settled();
  expect(state().pair.answer?.report.bothSpikes).toBeGreaterThan(0);
  expect((await listKeptRasters()).length).toBe(2);
});

test('an option changes how a file is read, stays when the next cannot be, and is remembered', async () => {
  await addFiles([file('wide.npy', 4, 32)]);
  const { id, reading } = named('wide');
  const [{ options }] = reading!.questions.find((question) => question.id === 'transpose')!.answers;
  await changeOptions(id, options);
  expect([named('wide').raster?.neurons, named('wide').raster?.end]).toEqual([4, 32]);
  await changeOptions(id, { dt: -1 });
  expect(named('wide').message).toMatch(/dt/);
  expect(named('wide').raster?.neurons).toBe(4);
  await addFiles([file('next.npy', 4, 32, 7)]);
  expect([named('next').raster?.neurons, named('next').remembered]).toEqual([4, true]);
});

test('the pair: as many neurons first, as chosen while both are there', async () => {
  await addFiles([file('a.npy', 64, 5), file('b.npy', 64, 7), file('c.npy', 64, 7, 4)]);
  await settled();
  const label = (id: string | null) => state().sources.find((source) => source.id === id)?.label;
  expect([label(state().a), label(state().b)]).toEqual(['b', 'c']);
  measureBy({ a: named('c').id, b: named('a').id });
  await settled();
  expect([state().pair.answer?.report.a, state().pair.answer?.report.neurons]).toEqual(['c', 5]);
  expect(state().pair.answer?.report.notes.join(' ')).toMatch(/numbers of neurons differ/);
  showSource(named('c').id, false);
  await settled();
  expect([label(state().a), label(state().b)]).toEqual(['a', 'b']);
});

test('colours stay with their rasters, and one that went comes back', async () => {
  await addFiles([file('a.npy', 16, 4), file('b.npy', 16, 4), file('c.npy', 16, 4)]);
  removeSource(named('b').id);
  expect([named('a').place, named('c').place]).toEqual([0, 2]);
  await addFiles([file('d.npy', 16, 4)]);
  expect(named('d').place).toBe(1);
});

test('what was taken off stays in the library, and comes back under its name', async () => {
  await addRaster(rasterOfSpikes('made', bits(16, 4, 3), 16, 4), 'a test', { keep: true });
  const { id } = named('made');
  renameSource(id, 'mine');
  removeSource(id);
  const [kept] = await listKeptRasters();
  expect([kept.label, kept.shown]).toEqual(['mine', false]);
  await openKept(kept);
  expect([named('mine').raster?.neurons, named('mine').raster?.name]).toEqual([4, 'mine']);
  await addFiles([file('other.npy', 16, 4)]);
  await settled();
  expect(state().pair.answer?.report.a).toBe('mine');
  expect((await listKeptRasters())[0].shown).toBe(true);
  await forgetSource(id);
  expect((await listKeptRasters()).map(({ label }) => label)).toEqual(['other']);
  expect(state().sources.map(({ label }) => label)).toEqual(['other']);
});

test('a file is kept with the way it was read', async () => {
  await addFiles([file('wide.npy', 4, 32)]);
  const { id, reading } = named('wide');
  await changeOptions(id, reading!.questions[0].answers[0].options);
  await addFiles([file('next.npy', 4, 32, 7)]);
  for (const label of ['wide', 'next']) {
    const content = await keptContent(named(label).id);
    expect(content?.kind === 'file' && content.options.axes).toEqual(['neuron', 'time']);
  }
});

test('two changes at once are both made; one that fails changes nothing and settles nothing', async () => {
  await addFiles([file('a.npy', 32, 4)]);
  const { id } = named('a');
  const both = await Promise.all([changeOptions(id, { unit: 'ms' }), changeOptions(id, { offset: 7 })]);
  expect(both).toEqual([false, true]);
  expect([named('a').raster?.unit, named('a').raster?.start]).toEqual(['ms', 7]);
  expect(await changeOptions(id, { dt: -1 })).toBe(false);
  expect(await changeOptions(id, { offset: 0 })).toBe(true);
  expect([named('a').raster?.unit, named('a').raster?.start]).toEqual(['ms', 0]);
});

test('what is taken off while it is read is not there, on the page or in the worker', async () => {
  const reading = addFiles([file('a.npy', 32, 4)]);
  const [{ id }] = state().sources;
  removeSource(id);
  await reading;
  expect(state().sources).toEqual([]);
  await expect(bench.compare!.ask('order', { id, by: 'rate' }).answer).rejects.toThrow('This raster is no longer here.');
  expect(await listKeptRasters()).toEqual([]);
});

test('two files of one name are two rasters, with a name each', async () => {
  await addFiles([file('a.npy', 32, 4), file('a.npy', 32, 4, 5)]);
  expect(state().sources.map(({ label }) => label)).toEqual(['a', 'a (2)']);
  await settled();
  expect([state().pair.answer?.report.a, state().pair.answer?.report.b]).toEqual(['a', 'a (2)']);
  renameSource(named('a (2)').id, 'a');
  expect(state().sources.map(({ label }) => label)).toEqual(['a', 'a (2)']);
});

test('the window goes to the first divergence, and back', async () => {
  const one = bits(400, 4, 3);
  const other = one.slice();
  other[300 * 4 + 2] ^= 1;
  await addRaster(rasterOfSpikes('one', one, 400, 4), 'a test');
  await addRaster(rasterOfSpikes('other', other, 400, 4), 'a test');
  await settled();
  showDivergence();
  const [from, to] = state().window!;
  expect(from).toBeLessThanOrEqual(300);
  expect(to).toBeGreaterThan(300);
  expect(to - from).toBe(32);
  expect(state().neuron).toBe(2);
  expect(wholeSpan(state())).toEqual([0, 400]);
});

test('everything is told in the unit of what is on show, whichever pair is looked at', async () => {
  const at = (name: string, unit: 's' | 'ms', factor: number) => rasterFromEvents([0, 0, 1], [0.1 * factor, 0.5 * factor, 0.9 * factor], 2, { name, unit, start: 0, end: factor, dt: null });
  await addRaster(at('seconds', 's', 1), 'a test');
  await addRaster(at('one', 'ms', 1000), 'a test');
  await addRaster({ ...at('other', 'ms', 1000), times: Float64Array.of(100, 500, 901) }, 'a test');
  showWindow([0.05, 0.95]);
  measureBy({ a: named('one').id, b: named('other').id, onlyWindow: true, q: 10 });
  await settled();
  const { pair, matrix } = state();
  const { unit, edges, bothSpikes, firstDivergenceTime, victorPurpura } = pair.answer!.report;
  expect([unit, ...edges.map((edge) => Number(edge.toFixed(6))), bothSpikes]).toEqual(['s', 0.05, 0.95, 2]);
  expect(firstDivergenceTime).toBeCloseTo(0.9, 6);
  // Moved by 1 ms at 10 a second, in one of two neurons.
  expect(victorPurpura).toBeCloseTo(0.005, 9);
  measureBy({ measure: 'victorPurpura' });
  await settled();
  expect(state().matrix.answer!.values[1 * 3 + 2]).toBeCloseTo(0.005, 9);
  expect(matrix.answer!.ids.length).toBe(3);
  showDivergence();
  expect(state().window![0]).toBeLessThan(0.9);
  expect(state().window![1]).toBeGreaterThan(0.9);
});

test('rows are sorted by what one raster does, and by number again', async () => {
  const spikes = Uint8Array.from({ length: 20 * 3 }, (_, k) => Number(k % 3 === 2 || (k % 3 === 1 && k < 30)));
  await addRaster(rasterOfSpikes('a', spikes, 20, 3), 'a test');
  orderRows('rate');
  await settled();
  expect([...state().order.answer!.order]).toEqual([2, 1, 0]);
  orderRows('labels', null, 'b\na\nb');
  await settled();
  expect([...state().order.answer!.order]).toEqual([1, 0, 2]);
  orderRows('labels', null, 'a\nb\nc\nd');
  await settled();
  expect(state().order.message).toMatch(/4 labels for 3 neurons/);
  orderRows('index');
  expect(state().order.answer).toBeNull();
});

test('flipping goes round', async () => {
  await addFiles([file('a.npy', 16, 4), file('b.npy', 16, 4)]);
  flipOver();
  expect([state().layout, state().flip]).toEqual(['flip', 0]);
  flipOver();
  flipOver();
  expect(state().flip).toBe(0);
});

test('a question that was settled is not open any more', async () => {
  await addFiles([file('wide.npy', 4, 32)]);
  settleQuestion(named('wide').id, 'transpose');
  expect(named('wide').settled).toEqual(['transpose']);
});

test('what another page sends is on show; what is too large is refused in a sentence', async () => {
  await sendToCompare([rasterOfSpikes('LIF', bits(16, 4, 2), 16, 4), rasterOfSpikes('PSU', bits(16, 4, 3), 16, 4)], 'the Lab');
  const kept = await listKeptRasters();
  expect(kept.map(({ label, shown }) => [label, shown])).toEqual([['LIF', true], ['PSU', true]]);
  const large = { ...rasterOfSpikes('large', bits(2, 1, 1), 2, 1), times: new Float64Array(KEPT_BYTES / 8 + 1) };
  await expect(sendToCompare([large], 'the Lab')).rejects.toThrow(/large takes more than the 64 MB/);
});

test('the library forgets the oldest that are not on show, and never those that are', async () => {
  const heavy = (id: string, shown: boolean, changed: number) =>
    keepRaster({ id, label: id, shown, changed, content: { kind: 'raster', by: 'a test', raster: { ...rasterOfSpikes(id, bits(2, 1, 1), 2, 1), times: new Float64Array(6e6) } } });
  for (const [k, id] of ['old', 'shown', 'mid', 'new', 'newest'].entries()) expect(await heavy(id, id === 'shown', k)).toBe(true);
  expect((await listKeptRasters()).map(({ id }) => id)).toEqual(['old', 'shown', 'mid', 'new', 'newest']);
  expect(await heavy('one more', false, 9)).toBe(true);
  expect((await listKeptRasters()).map(({ id }) => id)).toEqual(['shown', 'mid', 'new', 'newest', 'one more']);
  // Where even that would not be enough nothing is forgotten.
  for (const { id, label } of await listKeptRasters()) if (id !== 'newest' && label) await keepRaster({ id, label, shown: true, changed: 1, content: (await keptContent(id))! });
  expect(await heavy('too much', true, 10)).toBe(true);
  expect(await heavy('much too much', true, 11)).toBe(false);
  expect((await listKeptRasters()).length).toBe(5);
});
