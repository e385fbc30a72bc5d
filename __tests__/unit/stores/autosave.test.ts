import 'fake-indexeddb/auto';
import { startAutosave } from '@/lib/stores/autosave';
import { forget, getKept, keepDraft, listKept, readDraft, save } from '@/lib/stores/shelf';
import { openWithSandbox } from './fakeSandbox';

type Autosave = ReturnType<typeof startAutosave>;
const running: Autosave[] = [];

function open(text = 'one', { id = 'n', revision = 0, chapter = null as string | null } = {}) {
  const { notebook, ids } = openWithSandbox(text);
  const autosave = startAutosave(notebook, { id, revision, chapter, title: () => 'Mine' });
  running.push(autosave);
  const type = (words: string) => notebook.edit(ids()[0], words);
  return { notebook, autosave, type, state: () => autosave.store.getState() };
}

beforeEach(async () => {
  for (const { id } of await listKept()) await forget(id);
  localStorage.clear();
});
afterEach(() => running.splice(0).forEach((autosave) => autosave.stop()));

const full = () => jest.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
  throw new DOMException('full', 'QuotaExceededError');
});

test('what is typed is a draft at once, and saved after a pause', async () => {
  const { type, state } = open();
  expect(state()).toEqual({ state: 'untouched', message: null, kept: null });
  type('two');
  expect(readDraft('n')).toBe('two');
  expect(state().state).toBe('waiting');
  expect(await listKept()).toEqual([]);
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(await listKept()).toMatchObject([{ id: 'n', title: 'Mine', text: 'two', revision: 1 }]);
  expect(state()).toEqual({ state: 'saved', message: null, kept: { id: 'n', revision: 1 } });
  expect(readDraft('n')).toBeNull();
});

test('leaving the page saves what waits, and only that', async () => {
  const { autosave, type } = open();
  await autosave.flush();
  expect(await listKept()).toEqual([]);
  type('two');
  await autosave.flush();
  type('three');
  await Promise.all([autosave.flush(), autosave.flush()]);
  expect(await getKept('n')).toMatchObject({ text: 'three' });
  expect(await listKept()).toHaveLength(1);
});

test('what is typed while a save is under way is not lost, whenever the page ends', async () => {
  const { autosave, type, state } = open();
  type('two');
  const saving = autosave.flush();
  await Promise.resolve();
  type('three');
  await saving;
  expect(state().state).toBe('waiting');
  expect(await getKept('n')).toMatchObject({ text: 'three', revision: 1 });
  await autosave.flush();
  expect((await listKept()).map(({ text, revision }) => [text, revision])).toEqual([['three', 2]]);
  expect(state()).toMatchObject({ state: 'saved', kept: { revision: 2 } });
});

test('moving about and running cells save nothing', async () => {
  const { notebook, state } = open();
  notebook.store.setState({ busy: true, notice: 'x' });
  expect(state().state).toBe('untouched');
});

describe('another tab that has saved meanwhile', () => {
  async function conflict() {
    await save({ id: 'n', title: 'Theirs', text: 'theirs', chapter: '01-x', foreign: false }, 0);
    const opened = open('one', { chapter: '01-x' });
    opened.type('ours');
    await opened.autosave.flush();
    return opened;
  }

  test('keeps its text, and ours goes on beside it, with a message', async () => {
    const { state } = await conflict();
    expect((await listKept()).map(({ text }) => text).sort()).toEqual(['ours', 'theirs']);
    expect(state().kept?.id).not.toBe('n');
    expect(state().message).toMatch(/Both are kept: this one goes on as “Mine \(copy from another tab\)”/);
  });

  test('is not touched by what is typed after that, and the copy stays a copy', async () => {
    const { type, autosave } = await conflict();
    type('ours again');
    await autosave.flush();
    const kept = await listKept();
    expect(kept.find(({ id }) => id === 'n')).toMatchObject({ text: 'theirs', chapter: '01-x', foreign: false });
    expect(kept.find(({ id }) => id !== 'n')).toMatchObject({ text: 'ours again', title: 'Mine (copy from another tab)', chapter: null, foreign: false });
    expect(kept).toHaveLength(2);
  });

  test('gets no draft of ours', async () => {
    await save({ id: 'n', title: 'Theirs', text: 'theirs', chapter: null, foreign: false }, 0);
    const { type, autosave } = open();
    type('ours');
    const saving = autosave.flush();
    await Promise.resolve();
    type('ours, and more');
    await saving;
    expect(await getKept('n')).toMatchObject({ text: 'theirs' });
    expect(await getKept(autosave.store.getState().kept?.id ?? '')).toMatchObject({ text: 'ours, and more' });
  });
});

describe('storage that is full', () => {
  test('is said, the draft stays, and the next save takes the words back', async () => {
    const { autosave, type, state } = open();
    full();
    type('two');
    await autosave.flush();
    expect(state()).toMatchObject({ state: 'failed', message: 'The storage of this device is full. Your changes are on this page only: save the file to keep them.' });
    expect(readDraft('n')).toBe('two');
    jest.restoreAllMocks();
    await autosave.flush();
    expect(state()).toEqual({ state: 'saved', message: null, kept: { id: 'n', revision: 1 } });
  });

  test('also for drafts', async () => {
    const { autosave, type, state } = open();
    jest.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    type('two');
    await autosave.flush();
    expect(state().state).toBe('saved');
  });
});

test('a notebook opened with its draft goes on from its revision', async () => {
  await save({ id: 'n', title: 'Mine', text: 'one', chapter: null, foreign: false }, 0);
  keepDraft('n', 'one two');
  const kept = await getKept('n');
  const { type, autosave, state } = open(kept?.text, { revision: kept?.revision });
  expect(state().kept).toEqual({ id: 'n', revision: 1 });
  type('one two three');
  await autosave.flush();
  expect(await listKept()).toMatchObject([{ text: 'one two three', revision: 2 }]);
});

test('after its end nothing is kept', async () => {
  const { autosave, type } = open();
  autosave.stop();
  type('two');
  await new Promise((resolve) => setTimeout(resolve, 450));
  expect([readDraft('n'), await listKept()]).toEqual([null, []]);
});
