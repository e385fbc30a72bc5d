import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Real recordings lie beside the repository, and only where someone has put them. */
const folder = join(process.cwd(), '..', 'shared', 'data');

/** The bytes of one of the real files. */
export function realFile(path: string): Uint8Array {
  return new Uint8Array(readFileSync(join(folder, path)));
}

/** Runs the tests where the real files are present; elsewhere they are skipped, and say why. */
export function whenPresent(name: string, tests: () => void): void {
  if (existsSync(folder)) {
    describe(name, tests);
  } else {
    test.skip(`${name}: ../shared/data is absent`, () => undefined);
  }
}
