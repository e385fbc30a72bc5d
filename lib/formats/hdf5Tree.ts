import { count } from '../numerics/words';
import { FormatError } from './FormatError';
import type { Hdf5File } from './hdf5File';

const deepest = 12;
const mostObjects = 20_000;
/** Objects between two pauses. */
const atOnce = 64;
/** Characters of a path that can still be shown in a sentence. */
const longestPath = 200;

/** Whether a name can be part of a path, and be shown: a damaged file may have others. */
const isName = (name: string): boolean => name !== '' && name !== '.' && !/[/\u0000-\u001f\u007f]/.test(name);

/** What lies in an HDF5 file, without what links lead to. */
export interface Hdf5Tree {
  /** Paths from the root, without a slash before: `units/spike_times`. In the order of the file. */
  readonly groups: readonly string[];
  readonly dataSets: readonly string[];
}

/** The group in which something lies; empty for the root. */
export const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/**
 * Walks through the groups of a file. Links to other places and other files are not followed, and what has a path of more
 * than 200 characters is passed over.
 *
 * @param pause called between a few objects and the next
 * @throws {FormatError} groups more than 12 deep, more than 20,000 objects
 */
export async function treeOf(hdf5: Hdf5File, pause: () => Promise<void>): Promise<Hdf5Tree> {
  const { file } = hdf5;
  const groups: string[] = [];
  const dataSets: string[] = [];
  let objects = 0;
  const open: { group: string; depth: number }[] = [{ group: '', depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { group, depth } = next;
    if (depth > deepest) throw new FormatError(file, group, `${group} lies ${depth} groups deep; the limit is ${deepest}.`);
    const inside: { group: string; depth: number }[] = [];
    for (const name of hdf5.names(group || '/')) {
      objects += 1;
      if (objects > mostObjects) throw new FormatError(file, group || '/', `the file holds more than ${count(mostObjects)} groups and data sets, which is the limit; the last was in ${group || '/'}.`);
      if (objects % atOnce === 0) await pause();
      const path = group ? `${group}/${name}` : name;
      if (!isName(name) || path.length > longestPath) continue;
      const kind = hdf5.kind(path);
      if (kind === 'data set') dataSets.push(path);
      if (kind !== 'group') continue;
      groups.push(path);
      inside.push({ group: path, depth: depth + 1 });
    }
    open.push(...inside.reverse());
  }
  return { groups, dataSets };
}
