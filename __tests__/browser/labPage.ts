/** The Lab as a reader finds it: by role, name and visible text. */
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { execute, float64Runner } from '@/lib/engine/execute';
import { defaultExperiment, type Experiment } from '@/lib/experiment/schema';
import { openSite, type Site, type SiteOptions } from './harness';

const PATIENCE_MS = 20_000;

/** Reads again and again until the value is the wanted one; fails with the last value read. */
export async function until<T>(read: () => Promise<T>, wanted: (value: T) => boolean, what: string, patience = PATIENCE_MS): Promise<T> {
  const end = Date.now() + patience;
  for (;;) {
    const value = await read();
    if (wanted(value)) return value;
    if (Date.now() > end) throw new Error(`Waited in vain until ${what}; last: ${JSON.stringify(value)?.slice(0, 400)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export const badge = (page: Page) => page.getByRole('button', { name: /^Engine:/ });

/** Waits until a tensor backend has passed its self-check and the figures below are there. */
export async function untilReady(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Engine: .*self-check/ }).waitFor({ timeout: PATIENCE_MS * 2 });
  await page.getByRole('heading', { name: 'Where do the spikes differ?' }).waitFor({ state: 'attached', timeout: PATIENCE_MS });
}

/** Opens the Lab; with a link's part after `#` it opens that experiment. */
export async function openLab({ hash, ...options }: SiteOptions & { hash?: string } = {}): Promise<Site> {
  const site = await openSite({ viewport: { width: 1440, height: 900 }, ...options, path: hash ? `#${hash}` : '' });
  await untilReady(site.page);
  return site;
}

/** A `[T, N]` picture of the rows: `Spikes, PSU`. */
export const picture = (page: Page, name: string): Locator =>
  page.getByRole('application', { name: new RegExp(`^${name}, \\d+ steps by \\d+ neurons$`) });

/** The sentence that describes a picture. */
export async function sentenceOf(shown: Locator): Promise<string> {
  return shown.first().evaluate((element) => {
    const id = element.getAttribute('aria-describedby') ?? '';
    return document.getElementById(id)?.textContent ?? '';
  });
}

/** The sentences under all five rows, of one and the same run: what the page says of it. */
export const readings = (page: Page): Promise<string> =>
  page.getByRole('region', { name: 'The equation, row by row' }).getByRole('application', { name: /, LIF, \d+ steps by/ }).evaluateAll((pictures) =>
    [...new Set(pictures.map((element) => document.getElementById(element.getAttribute('aria-describedby') ?? '')?.textContent ?? ''))].join('\n'),
  );

/** Waits until the readings are others than these. */
export const untilReadingsChange = (page: Page, before: string) =>
  until(() => readings(page), (now) => now !== before, 'the sentences under the rows change');

/** Waits until the readings are these again. */
export const untilReadingsAre = (page: Page, wanted: string) =>
  until(() => readings(page), (now) => now === wanted, 'the sentences under the rows are as they were');

/** The experiment in the address bar. */
export const hashOf = (page: Page) => page.evaluate(() => window.location.hash);

export const untilHash = (page: Page, wanted: (hash: string) => boolean) => until(() => hashOf(page), wanted, 'the address follows');

/** What the page says happened. */
export const untilNotice = (page: Page, wanted: RegExp) =>
  until(() => page.getByRole('status').innerText(), (text) => wanted.test(text), `a notice says ${wanted}`);

/** Types a number into the field of that name. */
export async function setNumber(page: Page, label: string, value: number): Promise<void> {
  await page.getByRole('spinbutton', { name: label }).fill(String(value));
}

/** Chooses one of a group of options. */
export async function chooseOption(page: Page, group: string, option: string): Promise<void> {
  await page.getByRole('radiogroup', { name: group, exact: true }).getByRole('radio', { name: option, exact: true }).check();
}

export const openMenu = (page: Page, title: string) => page.getByLabel(`${title}: help and export`, { exact: true }).click();

/** Downloads what a figure's menu offers. */
export async function download(page: Page, title: string, kind: 'PNG' | 'SVG' | 'CSV'): Promise<{ name: string; bytes: Buffer }> {
  await openMenu(page, title);
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: kind, exact: true }).click()]);
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

/** How many colours a picture has; 0 without one. */
export const coloursOf = (shown: Locator) =>
  shown.first().evaluate((element) => {
    const canvas = element.querySelector('canvas');
    const context = canvas?.getContext('2d');
    if (!canvas || !context || canvas.width === 0) return 0;
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    return new Set(new Uint32Array(data.buffer)).size;
  });

/** The number a text shows, with its true minus sign. */
export const numberIn = (text: string) => Number(text.replace('\u2212', '-').replace(/[\s,]/g, ''));

/** The same run in float64, to compare what the page shows with. */
export const recordingOf = (change: (experiment: Experiment) => Experiment = (e) => e) =>
  execute(change(defaultExperiment()), null, float64Runner, async () => undefined);
