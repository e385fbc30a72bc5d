import type { Page } from 'playwright-core';
import type { Site } from './harness';
import { chooseOption, hashOf, openLab, picture, readings, until, untilHash, untilReadingsAre, untilReadingsChange } from './labPage';

/** What Tab should reach and has not: every visible control and picture, and one of each group of radio buttons. */
const missedStops = (page: Page) =>
  page.evaluate(() => {
    const reached = (element: HTMLElement) => Boolean(element.dataset.reached);
    const groups = [...document.querySelectorAll<HTMLElement>('[role=radiogroup]')].filter((group) => group.checkVisibility());
    const radios = (group: HTMLElement) => [...group.querySelectorAll<HTMLElement>('input')];
    const others = document.querySelectorAll<HTMLElement>('a[href], button, input:not([type=radio]), select, summary, [tabindex="0"]');
    return [
      ...[...others].filter((element) => element.checkVisibility() && !element.matches(':disabled') && !reached(element)),
      ...groups.filter((group) => !radios(group).some(reached)),
    ].map((element) => element.ariaLabel ?? element.outerHTML.slice(0, 100));
  });

/** Marks the element that has the focus; false where it was marked before. */
const markFocus = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement as HTMLElement;
    if (element === document.body || element.dataset.reached) return false;
    element.dataset.reached = '1';
    return true;
  });

describe('the keyboard', () => {
  let site: Site;
  beforeEach(async () => {
    site = await openLab();
  });
  afterEach(async () => {
    site.expectNoErrors();
    await site.close();
  });

  it('Tab reaches every control and picture, and is trapped nowhere', async () => {
    const { page } = site;
    const most = 400;
    let reached = 0;
    for (; reached < most; reached++) {
      await page.keyboard.press('Tab');
      if (!(await markFocus(page))) break;
    }
    expect(reached).toBeGreaterThan(60);
    expect(reached).toBeLessThan(most);
    expect(await missedStops(page)).toEqual([]);
  });

  it('the first stop skips to the pictures', async () => {
    const { page } = site;
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the pictures');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => Boolean(document.activeElement?.closest('main')))).toBe(true);
  });

  it('? lists the keys, Escape closes the list and gives the focus back', async () => {
    const { page } = site;
    await page.getByRole('button', { name: 'Copy link' }).focus();
    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog', { name: 'Keys' });
    await dialog.getByText('play or pause the LIF').waitFor();
    const before = await hashOf(page);
    await page.keyboard.press('n');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Copy link');
    expect(await hashOf(page)).toBe(before);
  });

  it('N makes a new seed, Ctrl+Z takes it back, Ctrl+Shift+Z brings it again', async () => {
    const { page } = site;
    const before = await readings(page);
    await page.keyboard.press('n');
    const after = await untilReadingsChange(page, before);
    await untilHash(page, (hash) => hash.includes('seed='));
    await page.keyboard.press('Control+z');
    await untilReadingsAre(page, before);
    await page.keyboard.press('Control+Shift+z');
    await untilReadingsAre(page, after);
  });

  it('keys belong to a field while it is typed in', async () => {
    const { page } = site;
    const seed = page.getByRole('spinbutton', { name: 'seed' });
    await seed.fill('12');
    await seed.press('3');
    await page.keyboard.press('.');
    await page.keyboard.press('n');
    await untilHash(page, (hash) => hash.includes('seed=123'));
    await page.getByText('all 64 steps', { exact: true }).waitFor();
  });

  it('1, 2 and 3 choose the layer on show', async () => {
    const { page } = site;
    await chooseOption(page, 'Number of layers', '3 layers');
    await picture(page, 'Spikes, PSU').waitFor();
    const layers = page.getByRole('radiogroup', { name: 'Layer on show' });
    for (const key of ['3', '1', '2']) {
      await page.keyboard.press(key);
      await until(() => layers.getByRole('radio', { name: `layer ${key}` }).isChecked(), Boolean, `layer ${key} is on show`);
    }
  });

  it('[ shows sixteen steps, ] all of them', async () => {
    const { page } = site;
    await page.keyboard.press('[');
    const window = page.getByRole('button', { name: /^Steps \d+–\d+ ×$/ });
    const [, from, to] = /Steps (\d+)–(\d+)/.exec(await window.innerText()) as RegExpExecArray;
    expect(Number(to) - Number(from)).toBe(15);
    await page.keyboard.press(']');
    await window.waitFor({ state: 'detached' });
  });

  it('arrow keys move every slider by its own step, also where the track is one of equal factors', async () => {
    const { page } = site;
    const slider = page.getByRole('slider', { name: 'time constant τ' });
    await slider.focus();
    for (let k = 0; k < 3; k++) await page.keyboard.press('ArrowRight');
    await untilHash(page, (hash) => hash.includes('layers.0.tau=2.15'));
    await page.keyboard.press('ArrowLeft');
    await untilHash(page, (hash) => hash.includes('layers.0.tau=2.1') && !hash.includes('2.15'));
  });
});
