import { FormatError, shown } from '@/lib/formats/FormatError';
import { DATASET_LIMITS } from '@/lib/formats/limits';
import type { Source } from '@/lib/formats/source';
import type { PartName } from '../types';
import { placeOf, type Listing } from './plan';

const words: Record<string, PartName> = {
  train: 'train', training: 'train', test: 'test', testing: 'test', 't10k': 'test', valid: 'validation', validation: 'validation', val: 'validation',
};

/** The part that a name speaks of: `Train`, `ibmGestureTest`, `shd_train.h5`, `t10k-images`; null where it does not. */
export function partInName(name: string): PartName | null {
  const parts = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase().split(/[^a-z0-9]+/);
  return parts.map((part) => words[part]).find((part) => part !== undefined) ?? null;
}

const foldersOf = (path: string): string[] => path.split('/').slice(0, -1);

/** The part named by the innermost folder (or zip) that names one. */
export function partOfPath(path: string): PartName | null {
  return foldersOf(path).reverse().map(partInName).find((part) => part !== null) ?? null;
}

export const fileName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
export const stem = (path: string): string => fileName(path).replace(/\.[^.]*$/, '');

/** The class that a sample's folder names; null where it lies in none. */
function classOfPath(path: string): string | null {
  const folder = foldersOf(path).pop();
  if (folder === undefined || folder === '') return null;
  // tonic keeps gestures of DVS-Gesture by person, and names each file by its class.
  if (/^user\d+/i.test(folder) && /^\d{1,2}$/.test(stem(path))) return stem(path);
  return partInName(folder) !== null ? null : folder;
}

const order = new Intl.Collator('en', { numeric: true });

/** Names in the order of their numbers, or of the alphabet; digits also where some are missing between them. */
function orderedClasses(found: ReadonlySet<string>, whole: number | null): string[] {
  const names = [...found].sort(order.compare);
  const digits = names.every((name) => /^\d{1,3}$/.test(name) && String(Number(name)) === name);
  if (!digits || whole === null || names.some((name) => Number(name) >= whole)) return names;
  return Array.from({ length: whole }, (_, i) => String(i));
}

/**
 * Lists samples that are one file each, in folders that name their classes.
 *
 * @param what the kind of file, for the sentence: `N-MNIST`
 * @param whole how many classes, named by their numbers, the set is known to have; null where that is not known
 * @throws {FormatError} files in no folder, or more classes than `DATASET_LIMITS.classes`
 */
export function listFolders(sources: readonly Source[], what: string, whole: number | null): Listing & { classes: string[] } {
  const names = sources.map(({ path }) => {
    const name = classOfPath(path);
    if (name !== null) return name;
    throw new FormatError(path, 'folder', `it lies in no folder that names its class; ${what} is read from one folder for each class, such as Train/0 and Test/0.`);
  });
  const classes = orderedClasses(new Set(names), whole);
  if (classes.length > DATASET_LIMITS.classes) {
    throw new FormatError(sources[0].path, 'folder', `there are ${classes.length} folders of classes; the limit is ${DATASET_LIMITS.classes}.`);
  }
  const places = new Map(classes.map((name, i) => [name, i]));
  return {
    classes: classes.map((name) => shown(name)),
    labels: Uint16Array.from(names, (name) => places.get(name) ?? 0),
    given: Uint8Array.from(sources, ({ path }) => placeOf(partOfPath(path))),
  };
}

/** The same order wherever the files come from. */
export function byPath<T extends { readonly path: string }>(files: readonly T[]): T[] {
  return [...files].sort((a, b) => order.compare(a.path, b.path) || (a.path < b.path ? -1 : 1));
}
