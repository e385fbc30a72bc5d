/**
 * The reader's notebooks on this device: IndexedDB, with a draft in local storage for what was typed last, so that a
 * crash or a closed tab loses nothing. Each save says which revision it was made from; where another tab has saved
 * meanwhile, ours is kept as a copy beside it.
 */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { newId } from './newId';

export interface Kept {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** The chapter this is an edited copy of. */
  readonly chapter: string | null;
  /** It came from somewhere else, and the reader has not let its code run. */
  readonly foreign: boolean;
  readonly changed: number;
  readonly revision: number;
}

interface Schema extends DBSchema {
  notebooks: { key: string; value: Kept };
}

/** Why something could not be kept, in words. */
export class ShelfError extends Error {
  override readonly name = 'ShelfError';
}

const DRAFT = 'draft:';
/** Stands beside the draft of a notebook whose code may not run yet. */
const FOREIGN = 'draft-foreign:';
let opened: Promise<IDBPDatabase<Schema>> | null = null;

function database(): Promise<IDBPDatabase<Schema>> {
  if (typeof indexedDB === 'undefined') return Promise.reject(new ShelfError('This browser keeps nothing here: its storage is blocked.'));
  opened ??= openDB<Schema>('parallel-spikes', 1, { upgrade: (db) => void db.createObjectStore('notebooks', { keyPath: 'id' }) }).catch((error) => {
    opened = null;
    throw new ShelfError(explain(error));
  });
  return opened;
}

function explain(error: unknown): string {
  const name = (error as DOMException | null)?.name;
  if (name === 'QuotaExceededError') return 'The storage of this device is full.';
  if (name === 'InvalidStateError' || name === 'SecurityError' || name === 'UnknownError') return 'This browser keeps nothing here: its storage is blocked, as in a private window.';
  return `The storage of this device refuses: ${(error as Error)?.message ?? String(error)}`;
}

async function trying<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof ShelfError ? error : new ShelfError(explain(error));
  }
}

/** What was typed last, kept at once and synchronously; false where there is no room. */
export function keepDraft(id: string, text: string, foreign = false): boolean {
  try {
    if (foreign) localStorage.setItem(FOREIGN + id, '1');
    localStorage.setItem(DRAFT + id, text);
    return true;
  } catch {
    return false;
  }
}

function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export const readDraft = (id: string): string | null => stored(DRAFT + id);

export function dropDraft(id: string): void {
  try {
    localStorage.removeItem(DRAFT + id);
    localStorage.removeItem(FOREIGN + id);
  } catch {
    // Nothing was kept, so nothing is left.
  }
}

export const listKept = (): Promise<Kept[]> => trying(async () => (await (await database()).getAll('notebooks')).sort((a, b) => b.changed - a.changed));

/** A notebook with its draft, if one outlived its save. */
export async function getKept(id: string): Promise<Kept | null> {
  const kept = await trying(async () => (await (await database()).get('notebooks', id)) ?? null);
  const draft = readDraft(id);
  if (draft === null || draft === kept?.text) return kept;
  const foreign = stored(FOREIGN + id) !== null;
  return kept ? { ...kept, text: draft, foreign: kept.foreign || foreign } : { id, title: 'Recovered draft', text: draft, chapter: null, foreign, changed: Date.now(), revision: 0 };
}

/** Ends the title of a copy. */
export const COPIED = ' (copy from another tab)';

export interface Saved {
  readonly kept: Kept;
  /** Another tab had saved a later revision: this is kept beside it. */
  readonly copied: boolean;
}

/**
 * Saves a notebook.
 * @param from the revision it was made from; 0 for a new one
 * @throws ShelfError in one sentence
 */
export function save(notebook: Omit<Kept, 'revision' | 'changed'>, from: number): Promise<Saved> {
  return trying(async () => {
    const db = await database();
    const transaction = db.transaction('notebooks', 'readwrite');
    const there = await transaction.store.get(notebook.id);
    const conflict = there !== undefined && there.revision !== from && there.text !== notebook.text;
    const kept: Kept = conflict
      ? { ...notebook, id: newId(), title: notebook.title + COPIED, chapter: null, changed: Date.now(), revision: 1 }
      : { ...notebook, changed: Date.now(), revision: (there?.revision ?? 0) + 1 };
    await transaction.store.put(kept);
    await transaction.done;
    // A draft that is newer than what was saved is the only place where the last words are.
    if (conflict || readDraft(notebook.id) === notebook.text) dropDraft(notebook.id);
    return { kept, copied: conflict };
  });
}

export const forget = (id: string): Promise<void> =>
  trying(async () => {
    await (await database()).delete('notebooks', id);
    dropDraft(id);
  });
