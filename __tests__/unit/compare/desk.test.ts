/** @jest-environment node */
import { readdirSync, existsSync } from 'node:fs';
import { Desk } from '@/lib/engine/compare/desk';
import { CancelledError } from '@/lib/engine/execute';
import { EXAMPLE_NAMES } from '@/lib/engine/compare/example';
import { writeNpy } from '@/lib/formats/npy';
import { rasterOfSpikes } from '@/lib/recording/raster';
import { realFile, whenPresent } from '../formats/whenPresent';

jest.mock('h5wasm', () => jest.requireActual('../../setup/h5wasm'), { virtual: true });

const free = async () => undefined;
const fileOf = (name: string, bytes: Uint8Array): File => new File([bytes as Uint8Array<ArrayBuffer>], name);

/** Reads a file onto a desk. */
async function read(desk: Desk, id: string, file: File, options = {}, remembered = {}) {
  const answer = await desk.read({ id, file, options, remembered }, free);
  if (answer.kind !== 'spikes') throw new Error('a raster was expected');
  return answer;
}

const bits = (steps: number, neurons: number, every: number) => Uint8Array.from({ length: steps * neurons }, (_, k) => Number(k % every === 0));

test('the example compares what it says: four rasters of one size, and the reset makes the difference', async () => {
  const desk = new Desk();
  const rasters = await desk.example(null, free);
  expect(rasters.map(({ name }) => name)).toEqual([...EXAMPLE_NAMES]);
  expect(new Set(rasters.map(({ neurons, end }) => `${neurons} ${end}`)).size).toBe(1);
  for (const [k, raster] of rasters.entries()) await desk.put({ id: String(k), raster });
  const { report, kindsA, kindsB, interval, windows } = await desk.pair({ a: '0', b: '1', measure: 'spike', options: {} }, free);
  expect(report.firstDivergenceStep).not.toBeNull();
  expect(report.bothSpikes).toBeGreaterThan(0);
  expect(kindsA.length).toBe(rasters[0].times.length);
  expect(kindsB.filter((kind) => kind === 0).length).toBe(report.bothSpikes);
  expect(interval.lo).toBeLessThanOrEqual(report.spike);
  expect(interval.hi).toBeGreaterThanOrEqual(report.spike);
  expect(windows.edges.length).toBe(windows.values.length + 1);
});

test('what is handed over is not what is kept', async () => {
  const desk = new Desk();
  const file = fileOf('a.npy', writeNpy(bits(16, 4, 3), [16, 4]));
  const { reading } = await read(desk, 'a', file);
  reading.raster.times.fill(0);
  await read(desk, 'b', file);
  const { report } = await desk.pair({ a: 'a', b: 'b', measure: 'spike', options: {} }, free);
  expect(report.agreement).toBe(1);
  expect(report.bothSpikes).toBe(22);
});

test('a choice made for a file is made again for one like it, and not where the reader chose', async () => {
  const desk = new Desk();
  const file = fileOf('wide.npy', writeNpy(bits(4, 16, 3), [4, 16]));
  const first = await read(desk, 'a', file);
  expect([first.reading.raster.neurons, first.remembered]).toEqual([16, false]);
  const [{ options }] = first.reading.questions.find(({ id }) => id === 'transpose')!.answers;
  const turned = await read(desk, 'a', file, options);
  expect([turned.reading.raster.neurons, turned.reading.raster.end]).toEqual([4, 16]);
  const next = await read(desk, 'b', fileOf('other.npy', writeNpy(bits(4, 16, 5), [4, 16])), {}, { [first.reading.likeness]: options });
  expect([next.reading.raster.neurons, next.remembered]).toEqual([4, true]);
  const own = await read(desk, 'b', file, { counts: 'binarise' }, { [first.reading.likeness]: options });
  expect([own.reading.raster.neurons, own.remembered]).toEqual([16, false]);
});

test('a long job ends where its pause says so', async () => {
  const desk = new Desk();
  await desk.put({ id: 'a', raster: rasterOfSpikes('a', bits(512, 256, 2), 512, 256) });
  await desk.put({ id: 'b', raster: rasterOfSpikes('b', bits(512, 256, 3), 512, 256) });
  let pauses = 0;
  const now = jest.spyOn(performance, 'now').mockImplementation(() => 1000 * pauses++);
  const stopped = desk.pair({ a: 'a', b: 'b', measure: 'spike', options: {} }, async () => {
    throw new CancelledError();
  });
  await expect(stopped).rejects.toThrow(CancelledError);
  now.mockRestore();
});

test('rasters that went are missed in a sentence', async () => {
  const desk = new Desk();
  await expect(async () => desk.pair({ a: 'x', b: 'y', measure: 'spike', options: {} }, free)).rejects.toThrow('This raster is no longer here.');
});

test('the selection: intervals on shared edges, correlograms, and regularity', async () => {
  const desk = new Desk();
  await desk.put({ id: 'a', raster: rasterOfSpikes('a', Uint8Array.from({ length: 30 }, (_, t) => Number(t % 3 === 0)), 30, 1) });
  await desk.put({ id: 'b', raster: rasterOfSpikes('b', Uint8Array.from({ length: 30 }, (_, t) => Number(t % 3 === 1)), 30, 1) });
  const { sources, cross } = await desk.selection({ ids: ['a', 'b'], settings: { neurons: null, bin: 1, lag: 3 }, options: {} }, free);
  expect(sources.map(({ spikes, cv, cv2, lv }) => [spikes, cv, cv2, lv])).toEqual([[10, 0, 0, 0], [10, 0, 0, 0]]);
  expect([...sources[0].isi.edges]).toEqual([...sources[1].isi.edges]);
  expect([...sources[0].auto.counts]).toEqual([9, 0, 0, 0, 0, 0, 9]);
  expect([...cross!.counts]).toEqual([0, 9, 0, 0, 10, 0, 0]);
});

test('about events: trials and their mean', async () => {
  const desk = new Desk();
  const spikes = Uint8Array.from({ length: 40 }, (_, t) => Number(t === 12 || t === 22));
  await desk.put({ id: 'a', raster: rasterOfSpikes('a', spikes, 40, 1) });
  const { events, psths, trials } = await desk.aligned({ ids: ['a'], events: { times: Float64Array.of(10, 20) }, neurons: null, before: 4, after: 4, bin: 1 }, free);
  expect(events).toBe(2);
  expect([...psths[0].rates]).toEqual([0, 0, 0, 0, 0, 0, 1, 0]);
  expect([...trials[0].times]).toEqual([2, 2]);
  expect(trials[0].neurons).toBe(2);
});

whenPresent('with the real rasters of one network in several simulators', () => {
  test('all of them are read, and the matrix of the four by subtraction is whole', async () => {
    const desk = new Desk();
    const folder = '../shared/data/nir/braille';
    const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.includes('subtract')) : [];
    for (const name of names) await read(desk, name, fileOf(name, realFile(`nir/braille/${name}`)));
    const { values, order } = await desk.matrix({ ids: names, measure: 'spike', options: {} }, free);
    expect(names.length).toBe(4);
    expect(values.length).toBe(16);
    expect([0, 5, 10, 15].map((k) => values[k])).toEqual([0, 0, 0, 0]);
    expect([...order].sort()).toEqual([0, 1, 2, 3]);
    expect(values.every(Number.isFinite)).toBe(true);
  });

  test('a network of a .nir file is told from a raster, and runs', async () => {
    const desk = new Desk();
    const answer = await desk.read({ id: 'n', file: fileOf('lif_norse.nir', realFile('nir/lif_norse.nir')), options: {}, remembered: {} }, free);
    if (answer.kind !== 'graph') throw new Error('a graph was expected');
    const { reading } = await read(desk, 'csv', fileOf('lif_norse.csv', realFile('nir/lif/lif_norse.csv')), { dt: 1e-4, unit: 's' });
    const trace = reading.raster.traces.findIndex(({ label }) => /input/i.test(label));
    const { rasters } = await desk['run-nir']({ graph: answer.graph, name: 'lif', settings: { dt: 1e-4, discretisation: 'euler', reset: 'zero', input: { kind: 'trace', source: 'csv', trace } } }, free);
    expect(rasters.length).toBe(1);
    expect(rasters[0].times.length).toBe(reading.raster.times.length);
  });
});
