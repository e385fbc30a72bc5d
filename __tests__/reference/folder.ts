import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { caseFile, type CaseFile } from '@/lib/reference/cases';

/** Reference numbers lie beside the repository, and only where someone has put them. */
export const folder = path.resolve(process.cwd(), '../shared/reference');
export const present = existsSync(folder);

/** Every case file of the folder, by its name; other files are left out. */
export function caseFiles(): [string, CaseFile][] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name): [string, CaseFile][] => {
      const file = caseFile(JSON.parse(readFileSync(path.join(folder, name), 'utf8')));
      return file ? [[name, file]] : [];
    });
}
