import 'fake-indexeddb/auto';
import { encodeCheckpoint } from '@/lib/engine/training/file';
import type { Checkpoint, DatasetFacts, EpochPoint } from '@/lib/engine/training/protocol';
import { networkPreset } from '@/lib/experiment/networks';
import type { Recipe, TaskSettings } from '@/lib/experiment/recipe';
import { startRecipe } from '@/lib/experiment/startRecipes';
import type * as Store from '@/lib/stores/training';
import type * as Shelf from '@/lib/stores/trainingShelf';

const worker = {
  start: jest.fn(), task: jest.fn(), files: jest.fn(), cancelReading: jest.fn(), add: jest.fn(), remove: jest.fn(), go: jest.fn(), pause: jest.fn(), step: jest.fn(), pace: jest.fn(),
  look: jest.fn(), pictures: jest.fn(), save: jest.fn(), loseContext: jest.fn(), close: jest.fn(),
};
let say: (message: unknown) => void = () => undefined;
jest.mock('@/lib/engine/training/client', () => ({
  openTraining: (on: typeof say) => {
    say = on;
    return worker;
  },
}));

let store: typeof Store;
let shelf: typeof Shelf;
let shipped: Record<string, unknown> = {};
const state = () => store.trainingStore.getState();
const race = () => store.raceOf(state());
/** Until promises and storage have come to rest. */
const rest = () => new Promise((resolve) => setTimeout(resolve, 30));

const point = (epoch: number): EpochPoint => ({
  epoch, seconds: epoch, loss: epoch ? 1 : null, accuracy: epoch ? 0.5 : null, validationLoss: 1, validationAccuracy: 0.5, rates: [0.1, 0.1], fired: [0.2, 0.2], operations: { additions: 1, multiplications: 2 },
  times: null, membranes: { edges: [0, 1], counts: [[1], [2]], above: [0.5, 0.5] }, gradients: [[0.1], [0.1]], matrices: [new Float32Array(0), new Float32Array(0)],
});
const evaluation = { samples: 2, loss: 0.1, accuracy: 1, confusion: Uint32Array.of(1, 0, 0, 1), rates: [0.1, 0.1], fired: [0.2, 0.2], operations: { additions: 1, multiplications: 2 }, mistakes: [] };
const checkpoint = (recipe: Recipe, epochs: number, test = false): Checkpoint => ({
  recipe, history: Array.from({ length: epochs + 1 }, (_, k) => point(k)), seconds: epochs, partial: { samples: 0, loss: 0, right: 0 }, test: test ? evaluation : null,
  state: { weights: Float32Array.of(1), first: Float32Array.of(0), second: Float32Array.of(0), step: epochs * 10, norms: {} },
});
const facts = (over: Partial<DatasetFacts> = {}): DatasetFacts => ({
  name: 'Toy', origin: 'generated', sentence: 'Which?', notes: [], classes: ['a', 'b'], content: 'pictures', steps: 1, shape: [28, 28, 1],
  counts: { train: [50, 50], validation: [1, 1], test: [1, 1] }, sheet: [], chance: 0.5, linear: null, ...over,
});
const task = (over: Partial<TaskSettings> = {}): TaskSettings => ({ ...state().recipe.task, ...over });
const learned = (id: string, epochs: number) => say({ type: 'epoch', id, checkpoint: checkpoint(race().find((run) => run.id === id)?.recipe as Recipe, epochs), validation: evaluation });

beforeEach(async () => {
  jest.resetModules();
  Object.values(worker).forEach((call) => call.mockReset());
  worker.look.mockImplementation(async () => ({ look: { steps: 1 }, label: 0 }));
  shipped = {};
  global.fetch = jest.fn(async (address: string) => {
    const found = shipped[String(address).split('/').pop() as string];
    return { ok: found !== undefined, json: async () => found, arrayBuffer: async () => found };
  }) as unknown as typeof fetch;
  store = await import('@/lib/stores/training');
  shelf = await import('@/lib/stores/trainingShelf');
  for (const { id } of await shelf.listRuns()) await shelf.forgetRun(id);
  store.startTraining('/here');
  await rest();
  say({ type: 'dataset', task: task(), facts: facts() });
});

describe('data', () => {
  test('a task that was left no longer changes the page', () => {
    const left = task();
    store.chooseTask(startRecipe('temporal-xor').task, startRecipe('temporal-xor'));
    say({ type: 'dataset', task: left, facts: facts({ name: 'late' }) });
    expect(state().recipe.task.id).toBe('temporal-xor');
    expect(state().facts?.name).toBe('Toy');
    say({ type: 'dataset', task: task(), facts: facts({ name: 'pulses' }) });
    expect(state().facts?.name).toBe('pulses');
  });

  test('while a second set is read, what the first says is over', () => {
    store.readTrainingFiles([new File(['one'], 'one.npz')]);
    store.readTrainingFiles([new File(['two!'], 'two.npz')]);
    const keys = worker.files.mock.calls.map(([key]) => key as string);
    say({ type: 'reading', done: 0.5, sentence: 'Reading' });
    say({ type: 'dataset', task: task({ id: 'files', file: keys[0] }), facts: facts({ name: 'one' }) });
    expect(state().reading).toMatchObject({ done: 0.5, files: true });
    say({ type: 'dataset', task: task({ id: 'files', file: keys[1] }), facts: facts({ name: 'two' }) });
    expect(state()).toMatchObject({ reading: null, facts: { name: 'two' }, recipe: { task: { id: 'files', file: keys[1] } } });
  });

  test('a cancelled reading leaves everything as it was, and its last words are not shown', () => {
    store.readTrainingFiles([new File(['one'], 'one.npz')]);
    store.cancelReading();
    say({ type: 'reading', done: 0.7, sentence: 'Reading one.npz' });
    expect(worker.cancelReading).toHaveBeenCalled();
    expect(state()).toMatchObject({ reading: null, dataError: null, facts: { name: 'Toy' } });
  });

  test('files that cannot be read say so, and what trains goes on', () => {
    store.trainAnew();
    store.readTrainingFiles([new File(['one'], 'one.npz')]);
    say({ type: 'dataset-failed', message: 'one.npz is damaged.' });
    expect(state()).toMatchObject({ reading: null, dataError: 'one.npz is damaged.' });
    expect(race()).toHaveLength(4);
  });

  test('filters give way where what is shown has no rows and columns', () => {
    store.chooseTask(startRecipe('digits').task, { ...startRecipe('digits'), blocks: [...networkPreset('convnet').blocks] });
    say({ type: 'dataset', task: task(), facts: facts() });
    expect(state().recipe.blocks.some(({ kind }) => kind === 'conv2d')).toBe(true);
    store.chooseTask(task({ show: 'rows' }));
    expect(state().recipe.blocks.every(({ kind }) => kind === 'dense')).toBe(true);
  });

  test('runs that waited for their files go on when these are opened', async () => {
    store.readTrainingFiles([new File(['one'], 'one.npz')]);
    const key = worker.files.mock.calls[0][0] as string;
    const recipe = { ...state().recipe, task: task({ id: 'files', file: key, show: 'columns' }) };
    await shelf.keepRun('mine', checkpoint(recipe, 2), { backend: 'cpu', parameters: 1 });
    store.cancelReading();
    store.trainingStore.setState(({ runs }) => ({ runs: [...runs, { ...store.trainingStore.getState().runs[0], id: 'mine', recipe, state: 'kept', shipped: false, history: [point(1)] } as Store.TrainingRun] }));
    await store.openRun('mine');
    say({ type: 'stopped', id: 'mine', message: 'Open the same files.', smallerBatch: null });
    store.readTrainingFiles([new File(['one'], 'one.npz')]);
    say({ type: 'dataset', task: task({ file: key, show: 'rows' }), facts: facts() });
    await rest();
    expect(race()).toMatchObject([{ id: 'mine', state: 'waiting' }]);
    expect(state().recipe.task.show).toBe('columns');
    expect(worker.add).toHaveBeenCalledTimes(2);
  });
});

describe('a race', () => {
  test('has a run for each neuron and seed, up to thirty', () => {
    store.trainingStore.setState({ neurons: ['lif', 'psu', 'ipsu', 'rpsu', 'ppsu', 'psn'], seeds: 5 });
    store.changeRecipe((recipe) => ({ ...recipe, seed: 2 ** 32 - 2 }));
    store.trainAnew();
    expect(race()).toHaveLength(30);
    expect([...new Set(race().map(({ recipe }) => recipe.seed))]).toEqual([2 ** 32 - 2, 2 ** 32 - 1, 0, 1, 2]);
    expect(worker.go).toHaveBeenCalledWith({ kind: 'epochs' });
    expect(state().playing).toBe(true);
  });

  test('lives through added, progress, epoch and ended', async () => {
    store.trainAnew();
    const [{ id }] = race();
    say({ type: 'added', id, stepsPerEpoch: 10, parameters: 7 });
    say({ type: 'progress', id, step: 3, seconds: 0.3, loss: 2, accuracy: 0.1, perSecond: 100 });
    expect(race()[0]).toMatchObject({ state: 'training', step: 3, stepsPerEpoch: 10, parameters: 7, live: { loss: 2 } });
    learned(id, 1);
    expect(race()[0]).toMatchObject({ step: 10, validation: { accuracy: 1 } });
    say({ type: 'ended', id, checkpoint: checkpoint(race()[0].recipe, 1, true) });
    expect(race()[0]).toMatchObject({ state: 'done', live: null, test: { accuracy: 1 } });
    await rest();
    expect(await shelf.listRuns()).toMatchObject([{ id, parameters: 7 }]);
    expect(state().look).toMatchObject({ id });
  });

  test('pausing before the worker begins is heeded when it does', () => {
    store.trainAnew();
    store.pauseTraining();
    worker.pause.mockClear();
    say({ type: 'playing', playing: true });
    expect(state().playing).toBe(false);
    expect(worker.pause).toHaveBeenCalled();
    store.resumeTraining();
    say({ type: 'playing', playing: true });
    expect(state().playing).toBe(true);
    say({ type: 'playing', playing: false });
    expect(state().playing).toBe(false);
  });

  test('made anew while it runs keeps what had learned, and takes the old out of the worker', async () => {
    store.trainAnew();
    const old = race().map(({ id }) => id);
    learned(old[0], 1);
    store.trainAnew();
    expect(worker.remove.mock.calls.flat()).toEqual(old);
    expect(race().map(({ id }) => id)).not.toContain(old[0]);
    expect(state().runs.filter(({ state: s }) => s === 'kept').map(({ id }) => id)).toEqual([old[0]]);
    // Messages of the old race come too late.
    say({ type: 'progress', id: old[0], step: 20, seconds: 1, loss: 1, accuracy: 1, perSecond: 1 });
    expect(state().runs.find(({ id }) => id === old[0])?.state).toBe('kept');
  });

  test('a deleted run stays deleted, whatever is still under way', async () => {
    store.trainAnew();
    const [{ id }, next] = race();
    const { recipe } = race()[0];
    learned(id, 1);
    await rest();
    await store.removeRun(id);
    say({ type: 'epoch', id, checkpoint: checkpoint(recipe, 2), validation: evaluation });
    await rest();
    expect(await shelf.listRuns()).toEqual([]);
    expect(state().chosen).toBe(next.id);
  });

  test('of equal seconds goes on with more of them', () => {
    store.setBudget({ kind: 'seconds', seconds: 5 });
    store.trainAnew();
    for (const { id, recipe } of race()) {
      say({ type: 'added', id, stepsPerEpoch: 10, parameters: 1 });
      say({ type: 'progress', id, step: 12, seconds: 5.1, loss: 1, accuracy: 0, perSecond: 1 });
      say({ type: 'ended', id, checkpoint: { ...checkpoint(recipe, 1, true), seconds: 5.1 } });
    }
    say({ type: 'playing', playing: false });
    expect(store.raceGoesOn(state())).toBe(false);
    store.setBudget({ kind: 'seconds', seconds: 9 });
    expect(store.raceGoesOn(state())).toBe(true);
    const before = race().map(({ id }) => id);
    store.resumeTraining();
    expect(worker.go).toHaveBeenLastCalledWith({ kind: 'seconds', seconds: 9 });
    expect(race().map(({ id }) => id)).toEqual(before);
  });

  test('a longer budget holds at once while it runs, a shorter one being typed does not', () => {
    store.setBudget({ kind: 'seconds', seconds: 20 });
    store.trainAnew();
    worker.go.mockClear();
    store.setBudget({ kind: 'seconds', seconds: 3 });
    expect(worker.go).not.toHaveBeenCalled();
    store.setBudget({ kind: 'seconds', seconds: 30 });
    expect(worker.go).toHaveBeenCalledWith({ kind: 'seconds', seconds: 30 });
  });

  test('one step makes a race where there is none, and none without data', () => {
    store.trainingStore.setState({ facts: null });
    store.stepTraining();
    expect(race()).toHaveLength(0);
    store.trainingStore.setState({ facts: facts() });
    store.stepTraining();
    expect(race()).toHaveLength(4);
    expect(worker.step).toHaveBeenCalledTimes(1);
    store.stepTraining();
    expect(race()).toHaveLength(4);
  });

  test('cancelled leaves no run without an epoch', () => {
    store.trainAnew();
    learned(race()[1].id, 1);
    store.cancelTraining();
    expect(state()).toMatchObject({ race: [], chosen: null, look: null, playing: false });
    expect(state().runs).toMatchObject([{ state: 'kept', live: null }]);
  });

  test('ends where another task is chosen, and a look that comes too late is not shown', async () => {
    let answer: (look: unknown) => void = () => undefined;
    store.trainAnew();
    const [{ id }] = race();
    worker.look.mockImplementation(() => new Promise((resolve) => { answer = resolve; }));
    store.choose(id);
    store.chooseTask(startRecipe('temporal-xor').task, startRecipe('temporal-xor'));
    answer({ look: { steps: 1 }, label: 0 });
    await rest();
    expect(state()).toMatchObject({ race: [], look: null, notice: null });
  });

  test('a run that stopped says why, and goes back to its last whole epoch', async () => {
    store.trainAnew();
    const [{ id }] = race();
    learned(id, 1);
    say({ type: 'stopped', id, message: 'No room.', smallerBatch: 50 });
    expect(race()[0]).toMatchObject({ state: 'stopped', message: 'No room.', smallerBatch: 50 });
    await rest();
    await store.goOnWithBatch(id, 50);
    expect(race()[0]).toMatchObject({ state: 'waiting', message: null, recipe: { learning: { batch: 50 } } });
    // One epoch of 100 samples in batches of 50.
    expect(worker.add).toHaveBeenLastCalledWith(id, expect.anything(), expect.objectContaining({ state: expect.objectContaining({ step: 2 }) }));
    say({ type: 'stopped', id, message: 'Not a number.', smallerBatch: null });
    await store.openRun(id);
    expect(race()[0]).toMatchObject({ state: 'waiting', message: null });
  });

  test('pace, status and notices', () => {
    store.setPace(150);
    expect(worker.pace).toHaveBeenCalledWith(150);
    say({ type: 'notice', message: 'The graphics device was reset.' });
    expect(state().notice).toBe('The graphics device was reset.');
    store.noticeTraining(null);
    say({ type: 'status', status: { state: 'failed', report: null, refused: [] } });
    expect(state()).toMatchObject({ notice: null, status: { state: 'failed' } });
  });
});

describe('kept runs', () => {
  test('one of another task brings its task with it, and ends what runs', async () => {
    const recipe = startRecipe('temporal-xor');
    await shelf.keepRun('other', checkpoint(recipe, 3), { backend: 'wasm', parameters: 4 });
    store.startTraining('/here');
    await rest();
    store.trainAnew();
    await store.openRun('other');
    expect(state()).toMatchObject({ race: ['other'], chosen: 'other', recipe: { task: { id: 'temporal-xor' } }, playing: false });
    expect(race()).toMatchObject([{ state: 'waiting', step: 30, backend: 'wasm', parameters: 4 }]);
    expect(worker.task).toHaveBeenLastCalledWith(recipe.task);
  });

  test('one that is gone says so', async () => {
    store.trainAnew();
    const [{ id }] = race();
    learned(id, 1);
    await rest();
    store.cancelTraining();
    await shelf.forgetRun(id);
    await store.openRun(id);
    expect(state().notice).toMatch(/not kept on this device any more/);
  });

  test('storage that refuses is said once', async () => {
    jest.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    store.trainAnew();
    learned(race()[0].id, 1);
    await rest();
    expect(state().notice).toMatch(/^Runs cannot be kept on this device: full\. Save/);
    store.noticeTraining(null);
    learned(race()[0].id, 2);
    await rest();
    expect(state().notice).toBeNull();
  });

  test('a run goes into a file and comes back from it; a damaged file is refused', async () => {
    store.trainAnew();
    const [{ id, recipe }] = race();
    worker.save.mockResolvedValue(checkpoint(recipe, 1));
    const { name, bytes } = await store.runFile(id);
    expect(name).toBe('digits-rows-lif-seed1.npz');
    await store.openRunFile(bytes, name);
    expect(race()).toHaveLength(5);
    await store.openRunFile(bytes.subarray(0, 40), 'cut.npz');
    expect(state().notice).toContain('cut.npz');
    expect(race()).toHaveLength(5);
  });
});

describe('runs that ship', () => {
  const bytesOf = (recipe: Recipe) => encodeCheckpoint(checkpoint(recipe, 1, true)).buffer;

  test('are there at once, are not kept, and give way to the reader’s own', async () => {
    shipped = { 'index.json': [{ file: 'a.npz', task: 'digits-rows' }, { file: 'a.npz', task: 'digits-rows' }, { file: 'b.npz', task: 'digits' }], 'a.npz': bytesOf(startRecipe('digits-rows')) };
    store.startTraining('/here');
    await rest();
    expect(race()).toMatchObject([{ shipped: true, state: 'done' }]);
    expect(store.raceGoesOn(state())).toBe(false);
    expect(await shelf.listRuns()).toEqual([]);
    store.resumeTraining();
    expect(race()).toHaveLength(4);
    expect(state().runs.some((run) => run.shipped)).toBe(false);
  });

  test.each([
    ['no list', { 'index.json': { file: 'a.npz' } }],
    ['odd entries', { 'index.json': [null, 3, { file: '../../evil.npz', task: 'digits-rows' }, { file: ['a.npz'], task: 'digits-rows' }, { task: 'digits-rows' }] }],
    ['a damaged file', { 'index.json': [{ file: 'a.npz', task: 'digits-rows' }], 'a.npz': new Uint8Array(40).buffer }],
    ['a run of another task', { 'index.json': [{ file: 'a.npz', task: 'digits-rows' }], 'a.npz': bytesOf(startRecipe('digits')) }],
  ])('%s is as if nothing shipped', async (_name, files) => {
    shipped = files;
    store.startTraining('/here');
    await rest();
    expect(state()).toMatchObject({ race: [], runs: [], notice: null });
  });

  test('one that does not fit its data goes without a word', async () => {
    shipped = { 'index.json': [{ file: 'a.npz', task: 'digits-rows' }], 'a.npz': bytesOf(startRecipe('digits-rows')) };
    store.startTraining('/here');
    await rest();
    say({ type: 'stopped', id: race()[0].id, message: 'It has other sizes.', smallerBatch: null });
    expect(state()).toMatchObject({ race: [], runs: [], notice: null });
  });
});
