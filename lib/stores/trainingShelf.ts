/**
 * Training runs on this device, in IndexedDB: a light record for lists and curves, and beside it the learned
 * numbers, which are read only where a run goes on.
 */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Checkpoint, EpochPoint } from '../engine/training/protocol';
import type { Recipe } from '../experiment/recipe';
import type { Evaluation } from '../networks/training/evaluate';

export interface RunRecord {
  readonly id: string;
  readonly recipe: Recipe;
  readonly history: readonly EpochPoint[];
  readonly seconds: number;
  readonly test: Evaluation | null;
  readonly backend: string;
  /** Learned numbers. */
  readonly parameters: number;
  /** Time of the last save, in ms since 1970. */
  readonly changed: number;
}

type Numbers = Pick<Checkpoint, 'state' | 'partial'>;

interface Schema extends DBSchema {
  records: { key: string; value: RunRecord };
  numbers: { key: string; value: Numbers & { id: string } };
}

let opened: Promise<IDBPDatabase<Schema>> | null = null;

function database(): Promise<IDBPDatabase<Schema>> {
  opened ??= openDB<Schema>('parallel-spikes-training', 1, {
    upgrade(db) {
      db.createObjectStore('records', { keyPath: 'id' });
      db.createObjectStore('numbers', { keyPath: 'id' });
    },
  }).catch((error) => {
    opened = null;
    throw error;
  });
  return opened;
}

/** Keeps a run's checkpoint; both parts or neither. */
export async function keepRun(id: string, checkpoint: Checkpoint, facts: Pick<RunRecord, 'backend' | 'parameters'>): Promise<void> {
  const { recipe, history, seconds, test, state, partial } = checkpoint;
  const transaction = (await database()).transaction(['records', 'numbers'], 'readwrite');
  const parts: Promise<unknown>[] = [transaction.done];
  try {
    parts.push(transaction.objectStore('records').put({ id, recipe, history, seconds, test, ...facts, changed: Date.now() }));
    parts.push(transaction.objectStore('numbers').put({ id, state, partial }));
    await Promise.all(parts);
  } catch (error) {
    // What cannot be copied is refused before the transaction sees it, which would then keep the other part alone.
    try {
      transaction.abort();
    } catch {
      // It has already ended.
    }
    await Promise.allSettled(parts);
    throw error;
  }
}

/** All kept runs, the newest first. */
export const listRuns = async (): Promise<RunRecord[]> => (await (await database()).getAll('records')).sort((a, b) => b.changed - a.changed);

/** Everything of one run, to go on with; null where it is not kept. */
export async function loadRun(id: string): Promise<Checkpoint | null> {
  const db = await database();
  const [record, numbers] = await Promise.all([db.get('records', id), db.get('numbers', id)]);
  if (!record || !numbers) return null;
  const { recipe, history, seconds, test } = record;
  return { recipe, history, seconds, test, state: numbers.state, partial: numbers.partial };
}

export async function forgetRun(id: string): Promise<void> {
  const transaction = (await database()).transaction(['records', 'numbers'], 'readwrite');
  await Promise.all([transaction.objectStore('records').delete(id), transaction.objectStore('numbers').delete(id), transaction.done]);
}
