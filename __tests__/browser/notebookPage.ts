/** A notebook as a reader finds it. */
import type { Locator, Page } from 'playwright-core';
import { encodeShared } from '@/lib/notebook/shareLink';
import { openSite, type Site, type SiteOptions } from './harness';
import { until } from './labPage';

const SIZE = { width: 1280, height: 800 };

/** The path that opens a notebook's text as somebody sent it. */
export const sharedPath = (text: string) => `notebook/own/#n=${encodeShared(text)}`;

/** Opens a notebook that came in a link. Its code has not run. */
export const openShared = (text: string, options: SiteOptions = {}): Promise<Site> => openSite({ viewport: SIZE, ...options, path: sharedPath(text) });

/** Opens it and lets its code run. */
export async function openRunning(text: string, options: SiteOptions = {}): Promise<Site> {
  const site = await openShared(text, options);
  await site.page.getByRole('button', { name: 'Run its code' }).click();
  return site;
}

export const openChapter = (name: string, options: SiteOptions = {}): Promise<Site> => openSite({ viewport: SIZE, ...options, path: `notebook/${name}/` });

/** The k-th code cell of the page. */
export const codeCell = (page: Page, k: number): Locator => page.locator('.code-cell').nth(k);

/** What a code cell shows below its code. */
export const outputOf = async (page: Page, k: number): Promise<string> => (await codeCell(page, k).locator('.outputs, .error-line').allInnerTexts()).join('\n');

/** Waits for a cell's output. */
export const untilOutput = (page: Page, k: number, wanted: RegExp): Promise<string> =>
  until(async () => {
    await codeCell(page, k).scrollIntoViewIfNeeded();
    return outputOf(page, k);
  }, (text) => wanted.test(text), `cell ${k} shows ${wanted}`);

/** Replaces the code of a cell, as typed. */
export async function typeCode(page: Page, k: number, code: string): Promise<void> {
  const editor = codeCell(page, k).getByRole('textbox', { name: 'Code of this cell' });
  await editor.click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(code);
}

export const runsOf = (page: Page): Promise<number[]> => page.locator('.code-cell').evaluateAll((cells) => cells.map((cell) => Number((cell as HTMLElement).dataset.runs)));
