/**
 * The library of rasters on this device, in IndexedDB: files with the way they are read, and rasters that were made here.
 * What lists need stands apart from the content, which is read only when it is put on show. The Lab and Train put theirs
 * here for the Compare page to find.
 */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { SpikeOptions } from '../formats/spikes/types';
import { rasterBuffers, type Raster } from '../recording/raster';

export interface KeptRaster {
  readonly id: string;
  readonly label: string;
  /** On show the next time the page is opened. */
  readonly shown: boolean;
  readonly bytes: number;
  /** ms since 1970. */
  readonly changed: number;
}

export type KeptContent =
  | { readonly kind: 'file'; readonly file: File; readonly options: SpikeOptions }
  | { readonly kind: 'raster'; readonly raster: Raster; readonly by: string };

interface Schema extends DBSchema {
  rasters: { key: string; value: KeptRaster };
  contents: { key: string; value: { id: string; content: KeptContent } };
}

/** Larger ones are compared, not kept. */
export const KEPT_BYTES = 64 * 1024 * 1024;
/** Beyond this the oldest that are not on show are forgotten. */
const ALL_BYTES = 256 * 1024 * 1024;

let opened: Promise<IDBPDatabase<Schema>> | null = null;

function database(): Promise<IDBPDatabase<Schema>> {
  opened ??= openDB<Schema>('parallel-spikes-rasters', 1, {
    upgrade(db) {
      db.createObjectStore('rasters', { keyPath: 'id' });
      db.createObjectStore('contents', { keyPath: 'id' });
    },
  }).catch((error) => {
    opened = null;
    throw error;
  });
  return opened;
}

const sizeOf = (content: KeptContent) =>
  content.kind === 'file' ? content.file.size : rasterBuffers(content.raster).reduce((sum, { byteLength }) => sum + byteLength, 0);

let last: Promise<unknown> = Promise.resolve();

/** One after another, in the order they were asked for: what is forgotten while it is still being kept must not come back. */
function inTurn<T>(work: (db: IDBPDatabase<Schema>) => Promise<T>): Promise<T> {
  const mine = last.then(async () => work(await database()));
  last = mine.catch(() => undefined);
  return mine;
}

let latest = 0;
/** Later than all before, also within one millisecond: lists keep the order in which things came. */
const now = () => (latest = Math.max(Date.now(), latest + 1));

const all = async (db: IDBPDatabase<Schema>) => (await db.getAll('rasters')).sort((a, b) => a.changed - b.changed);

async function forget(db: IDBPDatabase<Schema>, ids: readonly string[]): Promise<void> {
  const transaction = db.transaction(['rasters', 'contents'], 'readwrite');
  await Promise.all([...ids.flatMap((id) => [transaction.objectStore('rasters').delete(id), transaction.objectStore('contents').delete(id)]), transaction.done]);
}

async function put(db: IDBPDatabase<Schema>, kept: KeptRaster, content: KeptContent): Promise<void> {
  const transaction = db.transaction(['rasters', 'contents'], 'readwrite');
  await Promise.all([transaction.objectStore('rasters').put(kept), transaction.objectStore('contents').put({ id: kept.id, content }), transaction.done]);
}

/** All that is kept, in the order it came. */
export const listKeptRasters = (): Promise<KeptRaster[]> => inTurn(all);

/** What is kept of one; null where it is not. */
export const keptContent = (id: string): Promise<KeptContent | null> => inTurn(async (db) => (await db.get('contents', id))?.content ?? null);

/** @returns whether it was kept; what is beyond `KEPT_BYTES`, or has no room beside what is on show, is not */
export function keepRaster({ content, ...kept }: Pick<KeptRaster, 'id' | 'label' | 'shown'> & { readonly changed?: number; readonly content: KeptContent }): Promise<boolean> {
  const bytes = sizeOf(content);
  if (bytes > KEPT_BYTES) return Promise.resolve(false);
  return inTurn(async (db) => {
    const others = (await all(db)).filter(({ id }) => id !== kept.id);
    let room = ALL_BYTES - bytes - others.reduce((sum, other) => sum + other.bytes, 0);
    const gone: string[] = [];
    for (const old of others) {
      if (room >= 0) break;
      if (old.shown) continue;
      gone.push(old.id);
      room += old.bytes;
    }
    if (room < 0) return false;
    await forget(db, gone);
    await put(db, { changed: now(), ...kept, bytes }, content);
    return true;
  });
}

/** Changes what is kept of one; nothing where it is not kept. */
export const changeKept = (id: string, { content, ...change }: Partial<Pick<KeptRaster, 'label' | 'shown'>> & { readonly content?: KeptContent }): Promise<void> =>
  inTurn(async (db) => {
    const kept = await db.get('rasters', id);
    if (!kept) return;
    if (content) await put(db, { ...kept, ...change }, content);
    else await db.put('rasters', { ...kept, ...change });
  });

export const forgetRaster = (id: string): Promise<void> => inTurn((db) => forget(db, [id]));
