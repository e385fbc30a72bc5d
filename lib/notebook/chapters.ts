/** The chapters, in their order: the files of public/chapters. Read when the site is built, never in a browser. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { prepareNotebook, type PreparedNotebook } from './prepare';

const FOLDER = path.join(process.cwd(), 'public', 'chapters');
const BASE = process.env.NEXT_PUBLIC_BASE_PATH ?? '';

export const chapterPage = (name: string): string => `${BASE}/notebook/${name}/`;

/** `01-leaky-integrator`, …, then the glossary and the bibliography. */
export async function chapterNames(): Promise<string[]> {
  const files = (await readdir(FOLDER)).filter((file) => file.endsWith('.md')).map((file) => file.slice(0, -3));
  return files.sort((a, b) => Number(/^\d/.test(b)) - Number(/^\d/.test(a)) || a.localeCompare(b));
}

export const isNumbered = (name: string): boolean => /^\d/.test(name);

/** Each is made once a build, however many pages ask. */
const made = new Map<string, Promise<PreparedNotebook>>();

export function chapter(name: string): Promise<PreparedNotebook> {
  const known = made.get(name);
  if (known) return known;
  const fresh = (async () => {
    const { plots } = await import('./library/plots');
    return prepareNotebook(await readFile(path.join(FOLDER, `${name}.md`), 'utf8'), chapterPage, plots);
  })();
  made.set(name, fresh);
  return fresh;
}
