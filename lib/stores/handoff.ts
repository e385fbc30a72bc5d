/** What one page hands to another on this device: an input that no link could hold, in IndexedDB under a key. */
import { openDB, type DBSchema } from 'idb';
import type { InputFile } from '../formats/readInput';
import { fileKey } from './fileKey';

interface Schema extends DBSchema {
  inputs: { key: string; value: { key: string; file: InputFile; put: number } };
}

/** Older ones are forgotten: a link to them says that the file is missing. */
const KEPT = 12;

const database = () => openDB<Schema>('parallel-spikes-handoff', 1, { upgrade: (db) => void db.createObjectStore('inputs', { keyPath: 'key' }) });

/** Keeps an input and returns the key that an Experiment names it by. */
export async function putHandoff(file: InputFile): Promise<string> {
  const key = fileKey(file.name, crypto.getRandomValues(new Uint32Array(1))[0]);
  const db = await database();
  const old = (await db.getAll('inputs')).sort((a, b) => b.put - a.put).slice(KEPT - 1);
  const transaction = db.transaction('inputs', 'readwrite');
  await Promise.all([...old.map((entry) => transaction.store.delete(entry.key)), transaction.store.put({ key, file, put: Date.now() }), transaction.done]);
  return key;
}

/** The input of a key; null where this device has none. */
export const takeHandoff = async (key: string): Promise<InputFile | null> => (await (await database()).get('inputs', key))?.file ?? null;
