import 'fake-indexeddb/auto';
import { dropDraft, forget, getKept, keepDraft, listKept, readDraft, save, ShelfError } from '@/lib/stores/shelf';
import { newId } from '@/lib/stores/newId';

const notebook = (id: string, text: string) => ({ id, title: `Title of ${id}`, text, chapter: null, foreign: false });

beforeEach(async () => {
  for (const { id } of await listKept()) await forget(id);
  localStorage.clear();
});

/** Makes the storage of the browser full. */
function fill() {
  jest.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
}

describe('a notebook that is saved', () => {
  test('is found again, with a revision that counts its saves', async () => {
    const first = await save(notebook('a', 'one'), 0);
    expect(first).toMatchObject({ copied: false, kept: { id: 'a', text: 'one', revision: 1 } });
    const second = await save(notebook('a', 'two'), 1);
    expect(second.kept.revision).toBe(2);
    expect(await getKept('a')).toEqual(second.kept);
    expect(await getKept('b')).toBeNull();
  });

  test('stands first in the list, above those saved before it', async () => {
    const now = jest.spyOn(Date, 'now');
    for (const [k, id] of ['a', 'b', 'c'].entries()) {
      now.mockReturnValue(1000 + (k === 1 ? 500 : k));
      await save(notebook(id, id), 0);
    }
    expect((await listKept()).map(({ id }) => id)).toEqual(['b', 'c', 'a']);
  });

  test('can be forgotten, with its draft', async () => {
    await save(notebook('a', 'one'), 0);
    keepDraft('a', 'typed');
    await forget('a');
    expect(await getKept('a')).toBeNull();
    expect(await listKept()).toEqual([]);
  });
});

describe('where another tab has saved meanwhile', () => {
  test('both are kept: ours beside theirs, under a name of its own', async () => {
    await save(notebook('a', 'one'), 0);
    const theirs = await save(notebook('a', 'theirs'), 1);
    const ours = await save({ ...notebook('a', 'ours'), chapter: '01-x', foreign: false }, 1);
    expect(ours).toMatchObject({ copied: true, kept: { text: 'ours', title: 'Title of a (copy from another tab)', chapter: null, revision: 1 } });
    expect(ours.kept.id).not.toBe('a');
    expect(await getKept('a')).toEqual(theirs.kept);
    expect((await listKept()).map(({ text }) => text).sort()).toEqual(['ours', 'theirs']);
  });

  test('the same text, nothing is copied', async () => {
    await save(notebook('a', 'one'), 0);
    await save(notebook('a', 'two'), 1);
    expect(await save(notebook('a', 'two'), 1)).toMatchObject({ copied: false, kept: { id: 'a', revision: 3 } });
    expect(await listKept()).toHaveLength(1);
  });

  test('or forgotten it, it is kept again', async () => {
    await save(notebook('a', 'one'), 0);
    await forget('a');
    expect(await save(notebook('a', 'two'), 1)).toMatchObject({ copied: false, kept: { id: 'a', revision: 1 } });
  });
});

describe('a draft', () => {
  test('outlives a page that ended before its save', async () => {
    const { kept } = await save(notebook('a', 'one'), 0);
    expect(keepDraft('a', 'one and more')).toBe(true);
    expect(await getKept('a')).toEqual({ ...kept, text: 'one and more' });
    await save(notebook('a', 'one and more'), 1);
    expect(readDraft('a')).toBeNull();
  });

  test('of a notebook that was never saved is recovered', async () => {
    keepDraft('b', 'first words');
    expect(await getKept('b')).toMatchObject({ id: 'b', text: 'first words', revision: 0, chapter: null, foreign: false });
    dropDraft('b');
    expect(await getKept('b')).toBeNull();
  });

  test('that is newer than what is being saved stays', async () => {
    const saving = save(notebook('a', 'one'), 0);
    keepDraft('a', 'one two');
    await saving;
    expect(readDraft('a')).toBe('one two');
    expect(await getKept('a')).toMatchObject({ text: 'one two', revision: 1 });
  });

  test('that has no room says so and breaks nothing', async () => {
    await save(notebook('a', 'one'), 0);
    fill();
    expect(keepDraft('a', 'two')).toBe(false);
    jest.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
      throw new DOMException('no', 'SecurityError');
    });
    expect(readDraft('a')).toBeNull();
    expect(await getKept('a')).toMatchObject({ text: 'one' });
  });
});

describe('storage that refuses is told in a sentence', () => {
  test.each([
    ['QuotaExceededError', 'The storage of this device is full.'],
    ['SecurityError', /^This browser keeps nothing here/],
    ['InvalidStateError', /^This browser keeps nothing here/],
    ['AbortError', /^The storage of this device refuses: it failed/],
  ])('%s', async (name, sentence) => {
    jest.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('it failed', name);
    });
    const failed = await save(notebook('a', 'one'), 0).catch((error: unknown) => error as Error);
    expect(failed).toBeInstanceOf(ShelfError);
    expect((failed as Error).message).toMatch(sentence);
    jest.restoreAllMocks();
    expect(await save(notebook('a', 'one'), 0)).toMatchObject({ kept: { revision: 1 } });
  });

  test('and a draft is not thrown away then', async () => {
    keepDraft('a', 'one');
    jest.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    await expect(save(notebook('a', 'one'), 0)).rejects.toThrow('is full');
    expect(readDraft('a')).toBe('one');
  });
});

test('ids are hexadecimal and differ', () => {
  const ids = Array.from({ length: 100 }, newId);
  expect(new Set(ids).size).toBe(100);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{16}$/);
});
