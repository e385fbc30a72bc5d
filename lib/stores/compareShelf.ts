/**
 * The library of rasters on this device, in IndexedDB: files with the way they are read, and rasters that were made here.
 * The Lab and Train put theirs here for the Compare page to find.
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
  readonly content:
    | { readonly kind: 'file'; readonly file: File; readonly options: SpikeOptions }
    | { readonly kind: 'raster'; readonly raster: Raster; readonly by: string };
}

interface Schema extends DBSchema {
  rasters: { key: string; value: KeptRaster };
}

/** Larger ones are compared, not kept. */
export const KEPT_BYTES = 64 * 1024 * 1024;
/** Beyond this the oldest that are not on show are forgotten. */
const ALL_BYTES = 256 * 1024 * 1024;

let opened: Promise<IDBPDatabase<Schema>> | null = null;

function database(): Promise<IDBPDatabase<Schema>> {
  opened ??= openDB<Schema>('parallel-spikes-rasters', 1, { upgrade: (db) => void db.createObjectStore('rasters', { keyPath: 'id' }) }).catch((error) => {
    opened = null;
    throw error;
  });
  return opened;
}

const sizeOf = (content: KeptRaster['content']) =>
  content.kind === 'file' ? content.file.size : rasterBuffers(content.raster).reduce((sum, { byteLength }) => sum + byteLength, 0);

let last: Promise<unknown> = Promise.resolve();

/** One after another, in the order they were asked for: what is forgotten while it is still being kept must not come back. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const mine = last.then(work);
  last = mine.catch(() => undefined);
  return mine;
}

const all = async (db: IDBPDatabase<Schema>) => (await db.getAll('rasters')).sort((a, b) => a.changed - b.changed);

/** All that is kept, in the order it came. */
export const listKeptRasters = (): Promise<KeptRaster[]> => inTurn(async () => all(await database()));

/** @returns whether it was kept; what is beyond `KEPT_BYTES` is not */
export function keepRaster(kept: Omit<KeptRaster, 'bytes' | 'changed'> & { readonly changed?: number }): Promise<boolean> {
  const bytes = sizeOf(kept.content);
  if (bytes > KEPT_BYTES) return Promise.resolve(false);
  return inTurn(async () => {
    const db = await database();
    const others = (await all(db)).filter(({ id }) => id !== kept.id);
    let room = ALL_BYTES - bytes - others.reduce((sum, other) => sum + other.bytes, 0);
    for (const old of others) {
      if (room >= 0) break;
      if (old.shown) continue;
      await db.delete('rasters', old.id);
      room += old.bytes;
    }
    if (room < 0) return false;
    await db.put('rasters', { changed: Date.now(), ...kept, bytes });
    return true;
  });
}

/** Changes what is kept of one; nothing where it is not kept. */
export const changeKept = (id: string, change: Partial<Pick<KeptRaster, 'label' | 'shown' | 'content'>>): Promise<void> =>
  inTurn(async () => {
    const db = await database();
    const kept = await db.get('rasters', id);
    if (kept) await db.put('rasters', { ...kept, ...change });
  });

export const forgetRaster = (id: string): Promise<void> => inTurn(async () => (await database()).delete('rasters', id));
