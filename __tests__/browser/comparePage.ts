/** The Compare page as a reader finds it. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { writeNpy } from '@/lib/formats/npy';
import { openSite, type Site, type SiteOptions } from './harness';

/** Real rasters lie beside the repository, and only where someone has put them. */
export const NIR = path.resolve(__dirname, '../../../shared/data/nir');
export const nirIsHere = existsSync(NIR);
if (!nirIsHere) console.info('The folder shared/data/nir is absent: tests of Compare on real rasters are skipped.');

/** Opens Compare and waits for what it shows before anything is dropped. */
export async function openCompare(options: SiteOptions = {}): Promise<Site> {
  const site = await openSite({ viewport: { width: 1440, height: 900 }, ...options, path: 'compare/' });
  await source(site.page, 'PSU').waitFor({ timeout: 40_000 });
  await verdict(site.page).filter({ hasText: 'agree on' }).waitFor({ timeout: 40_000 });
  return site;
}

export const dropFiles = (page: Page, files: Parameters<Locator['setInputFiles']>[0]) => page.getByLabel('Drop rasters anywhere, or choose files').setInputFiles(files);

/** One raster in the list on the left. */
export const source = (page: Page, name: string): Locator => page.getByRole('listitem', { name, exact: true });

/** What a source asks. */
export const question = (of: Locator): Locator => of.getByRole('group', { name: /^About / });

/** What a figure's menu saves, as text. */
export async function savedBy(page: Page, title: string, kind: 'SVG' | 'CSV'): Promise<string> {
  await figure(page, title).getByLabel(`${title}: help and export`).click();
  const [file] = await Promise.all([page.waitForEvent('download'), figure(page, title).getByRole('button', { name: kind, exact: true }).click()]);
  return readFile(await file.path(), 'utf8');
}

/** The sentence at the top. */
export const verdict = (page: Page): Locator => page.getByRole('region', { name: 'The pair' }).locator('p.lead');

export async function choosePair(page: Page, a: string, b: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Compare', exact: true }).selectOption({ label: a });
  await page.getByRole('combobox', { name: 'with', exact: true }).selectOption({ label: b });
}

/** A figure by its title, and what it says of itself. */
export const figure = (page: Page, title: string): Locator => page.getByRole('region', { name: title, exact: true });
export const sentenceOfFigure = (page: Page, title: string): Promise<string> => figure(page, title).locator('.figure-sentence').first().innerText();

/** A .npy file as a browser hands it over. */
export const npyFile = (name: string, cells: Uint8Array, shape: number[]) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(writeNpy(cells, shape)) });

/** Two generated rasters of 64 steps and 12 neurons that part first at step 20 in neuron 3. */
export function twoRasters() {
  const [steps, neurons] = [64, 12];
  const a = Uint8Array.from({ length: steps * neurons }, (_, k) => Number((7 * k) % 11 === 0));
  const b = a.slice();
  const at = 20 * neurons + 3;
  b[at] = 1 - b[at];
  b[40 * neurons + 5] = 1 - b[40 * neurons + 5];
  return [npyFile('first.npy', a, [steps, neurons]), npyFile('second.npy', b, [steps, neurons])];
}
