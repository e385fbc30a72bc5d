import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { openSite, type Site, type SiteOptions } from './harness';
import { openCompare } from './comparePage';
import { badge, chooseOption, openLab, openMenu, picture } from './labPage';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

interface Found {
  violations: { id: string; help: string; nodes: { target: unknown[]; failureSummary?: string }[] }[];
}

/** Scrolls through the page, so that everything that waits for it is drawn. */
async function scrollThrough(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    for (let y = 0; y < document.documentElement.scrollHeight; y += window.innerHeight / 2) {
      window.scrollTo(0, y);
      await frame();
      await frame();
    }
    window.scrollTo(0, 0);
    await frame();
  });
}

/** What axe objects to on the page, or in one part of it. */
async function violations(page: Page, part?: string): Promise<string[]> {
  if (!part) await scrollThrough(page);
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
  const found = await page.evaluate(
    (within) => (window as unknown as { axe: { run(where: Node): Promise<Found> } }).axe.run(document.querySelector(within) as Node),
    part ?? 'html',
  );
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} — ${failureSummary?.split('\n')[1]?.trim()}`));
}

const VIEWS: SiteOptions[] = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [{ width: 1280, height: 800 }, { width: 360, height: 740 }].map((viewport) => ({ colorScheme, viewport })),
);
const named = (options: SiteOptions) => [`${options.colorScheme}, ${options.viewport?.width} px`, options] as const;

describe('axe finds nothing to object to', () => {
  let site: Site;
  afterEach(() => site.close());

  it.each(VIEWS.map(named))('in the Lab, %s', async (_name, options) => {
    site = await openLab(options);
    const { page } = site;
    expect(await violations(page)).toEqual([]);
    await picture(page, 'Membrane potential, PSU').click();
    await page.getByRole('button', { name: 'Let go (Esc)' }).waitFor();
    expect(await violations(page, 'aside:has(table)')).toEqual([]);
  });

  it.each(VIEWS.map(named))('in Compare, in every layout, %s', async (_name, options) => {
    site = await openCompare(options);
    const { page } = site;
    expect(await violations(page)).toEqual([]);
    await page.getByText('What was understood').first().click();
    await page.getByRole('application', { name: /^The rasters/ }).click({ position: { x: 150, y: 60 } });
    await page.getByRole('heading', { name: /^Neuron \d+$/ }).first().waitFor();
    for (const key of ['2', '3', '4', '5']) {
      await page.keyboard.press(key);
      expect(await violations(page)).toEqual([]);
    }
  });

  it.each(VIEWS.map(named))('in a chapter, the contents and a notebook that is edited, %s', async (_name, options) => {
    site = await openSite({ ...options, reducedMotion: 'reduce', path: 'notebook/05-psu/' });
    const { page, url } = site;
    expect(await violations(page)).toEqual([]);
    for (const path of ['notebook/', 'notebook/glossary/', 'notebook/exercises/', 'notebook/own/']) {
      await page.goto(url + path);
      expect([path, await violations(page)]).toEqual([path, []]);
    }
  });

  it.each(VIEWS.map(named))('on the about page, %s', async (_name, options) => {
    site = await openSite({ ...options, path: 'about/' });
    expect(await violations(site.page)).toEqual([]);
  });

  it.each(VIEWS.filter((_view, k) => k === 0 || k === 3).map(named))('in what opens: %s', async (_name, options) => {
    site = await openLab(options);
    const { page } = site;
    await badge(page).click();
    await page.getByRole('dialog', { name: 'What computes here' }).waitFor();
    expect(await violations(page, 'dialog[open]')).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Keys' }).click();
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    expect(await violations(page, 'dialog[open]')).toEqual([]);
    await page.keyboard.press('Escape');

    await chooseOption(page, 'Where the input comes from', 'file');
    await page.getByText('Drop a file anywhere').waitFor();
    expect(await violations(page, '[aria-label=Input]')).toEqual([]);
    await chooseOption(page, 'Where the input comes from', 'draw');
    await page.getByRole('application', { name: /^Drawn current/ }).waitFor();
    expect(await violations(page, '[aria-label=Input]')).toEqual([]);
    await chooseOption(page, 'What to draw', 'a figure');
    await page.getByRole('button', { name: 'Show the digit 4' }).click();
    await openMenu(page, 'Spikes');
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Table', exact: true }).click();
    await page.getByRole('dialog', { name: 'Spikes: data table' }).getByRole('columnheader').first().waitFor();
    expect(await violations(page, 'dialog[open]')).toEqual([]);
  });

  it('in the learned matrix with a cell chosen, two layers and a field that says what is wrong', async () => {
    site = await openLab({ hash: 'v=1&layers=2&layers.0.neuron=ipsu&layers.1.neuron=ipsu&layers.1.connect=dense' });
    const { page } = site;
    await page.getByRole('application', { name: /^Matrix W, learned leak/ }).focus();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('spinbutton', { name: /^W\[/ }).waitFor();
    await page.getByRole('spinbutton', { name: 'time steps T' }).fill('-3');
    await page.getByRole('alert').filter({ hasText: 'A whole number from 1' }).waitFor();
    expect(await violations(page)).toEqual([]);
  });
});
