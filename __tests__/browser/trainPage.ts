/** The Train page as a reader finds it. */
import type { Page } from 'playwright-core';
import { openSite, type Site, type SiteOptions } from './harness';
import { until } from './labPage';

/** Opens Train and waits until its data are there and a backend has passed its self-check. */
export async function openTrain(options: SiteOptions = {}): Promise<Site> {
  const site = await openSite({ viewport: { width: 1440, height: 900 }, ...options, path: 'train/' });
  await untilTrainReady(site.page);
  return site;
}

export async function untilTrainReady(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Engine: .*self-check/ }).waitFor({ timeout: 40_000 });
  await page.getByText(/Guessing reaches/).waitFor({ timeout: 40_000 });
}

export const transportText = (page: Page) => page.getByRole('region', { name: 'Training' }).innerText();

/** Chooses exactly these neurons. */
export async function chooseNeurons(page: Page, wanted: readonly string[]): Promise<void> {
  const group = page.getByRole('group', { name: 'Neurons to train' });
  for (const name of ['LIF', 'PSU', 'IPSU', 'RPSU', 'PPSU', 'PSN']) {
    await group.getByRole('checkbox', { name, exact: true }).setChecked(wanted.includes(name));
  }
}

export const setTrainNumber = (page: Page, label: RegExp, value: number) => page.getByRole('spinbutton', { name: label }).fill(String(value));

/** Starts a new race: Train where nothing was trained, else Train anew. */
export async function trainAnew(page: Page): Promise<void> {
  const anew = page.getByRole('button', { name: 'Train anew' });
  if (await anew.count()) await anew.click();
  else await page.getByRole('button', { name: 'Train', exact: true }).click();
}

export const untilRaceIsOver = (page: Page, patience = 90_000) => until(() => transportText(page), (text) => text.includes('The race is over'), 'the race is over', patience);

/** The scoreboard's rows as text, a cell each. */
export const scores = (page: Page): Promise<string[][]> =>
  page.getByRole('region', { name: 'Runs' }).getByRole('row').evaluateAll((rows) => rows.slice(1).map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent ?? '')));

/** The numbers of a figure's table: all of its rows. */
export async function tableOf(page: Page, title: string): Promise<string[]> {
  await page.getByLabel(`${title}: help and export`, { exact: true }).click();
  await page.getByRole('button', { name: 'Table', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: `${title}: data table` });
  await dialog.getByRole('row').first().waitFor();
  const rows = await dialog.getByRole('row').allInnerTexts();
  await dialog.getByRole('button', { name: 'Close' }).click();
  return rows;
}
