import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { drawingOf } from '@/lib/figures/figure';
import { toSvg } from '@/lib/figures/svgExport';

const FOLDER = join(process.cwd(), '__tests__', 'unit', 'figures', 'golden');

/**
 * Compares the figure in `host` with the stored picture `golden/<name>.svg`.
 * `UPDATE_GOLDEN=1` stores the pictures anew; look at them before they are kept.
 */
export async function expectGolden(host: HTMLElement, name: string): Promise<void> {
  const drawing = drawingOf(host);
  if (!drawing) throw new Error(`No figure was drawn for “${name}”.`);
  const svg = await toSvg(drawing, { title: name });
  const file = join(FOLDER, `${name}.svg`);
  if (process.env.UPDATE_GOLDEN) {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(file, svg);
  }
  if (!existsSync(file)) throw new Error(`The stored picture ${name}.svg is missing; UPDATE_GOLDEN=1 stores it.`);
  expect(svg).toBe(readFileSync(file, 'utf8'));
}

/** A fresh host in the test's document. */
export function newHost(): HTMLElement {
  const host = document.createElement('div');
  document.body.append(host);
  return host;
}
