import type { Locator, Page } from 'playwright-core';
import type { Site } from './harness';
import { chooseOption, openLab, readings, until, untilHash, untilReadingsAre, untilReadingsChange } from './labPage';

const matrix = (page: Page): Locator => page.getByRole('application', { name: /^Matrix W, learned leak/ });
const field = (page: Page) => page.getByRole('spinbutton', { name: /^W\[\d+, \d+\] =$/ });

/** Chooses one cell on the diagonal with the keys, and says which. */
async function chooseCell(page: Page): Promise<number> {
  await matrix(page).scrollIntoViewIfNeeded();
  await matrix(page).focus();
  for (const key of ['ArrowRight', 'ArrowUp', 'ArrowDown']) await page.keyboard.press(key);
  await field(page).waitFor();
  return Number(await field(page).inputValue());
}

describe('the learned matrix', () => {
  let site: Site;
  let start: string;
  beforeEach(async () => {
    site = await openLab();
    const before = await readings(site.page);
    await chooseOption(site.page, 'Neuron', 'IPSU');
    start = await untilReadingsChange(site.page, before);
    await matrix(site.page).waitFor();
  });
  afterEach(async () => {
    site.expectNoErrors();
    await site.close();
  });

  it('a cell is changed with plus and minus, the run follows, undo brings it back', async () => {
    const { page } = site;
    const value = await chooseCell(page);
    for (let k = 0; k < 10; k++) {
      await page.keyboard.press('+');
      await until(() => field(page).inputValue(), (text) => Math.abs(Number(text) - value - 0.1 * (k + 1)) < 2e-3, 'the cell is 0.1 more');
    }
    await untilReadingsChange(page, start);
    await page.getByText('1 cell set by hand').waitFor();
    await untilHash(page, (hash) => /layers\.0\.edits=\d+,\d+,/.test(hash));
    await page.keyboard.press('-');
    await until(() => field(page).inputValue(), (text) => Math.abs(Number(text) - value - 0.9) < 2e-3, 'the cell is 0.1 less');
    const undo = page.getByRole('button', { name: 'Undo' });
    while ((await field(page).count()) > 0 && Math.abs(Number(await field(page).inputValue()) - value) > 1e-3) {
      const now = await field(page).inputValue();
      await undo.click();
      await until(() => field(page).inputValue(), (text) => text !== now, 'undo changes the cell');
    }
    await untilReadingsAre(page, start);
  });

  it('a cell is changed in its number field', async () => {
    const { page } = site;
    await chooseCell(page);
    await field(page).fill('5');
    await untilReadingsChange(page, start);
    expect(await field(page).inputValue()).toBe('5');
    await page.getByRole('button', { name: 'Undo' }).click();
    await untilReadingsAre(page, start);
  });

  it('refuses a number beyond the limit in words, and says why a cell of the future cannot be changed', async () => {
    const { page } = site;
    const value = await chooseCell(page);
    await field(page).fill('500');
    await page.getByRole('alert').getByText('A number from −100 to 100, please.').waitFor();
    await matrix(page).focus();
    expect(Number(await field(page).inputValue())).toBe(value);
    // To the first row, whose second column lies ahead of it.
    for (let k = 0; k < 64; k++) await page.keyboard.press('ArrowUp');
    await page.getByText(/^W\[\d+, \d+\] = 0\.0000, fixed at 0: the future$/).waitFor();
  });

  it('begins LIF-like, as released, at random or at zero', async () => {
    const { page } = site;
    await page.getByRole('button', { name: 'LIF-like' }).click();
    const lif = await untilReadingsChange(page, start);
    await page.getByRole('button', { name: 'All zero' }).click();
    const zero = await untilReadingsChange(page, lif);
    expect(zero).toContain('IPSU charges from 0.00 to 0.00');
    await page.getByRole('button', { name: 'As released' }).click();
    await untilReadingsAre(page, start);
    await page.getByRole('button', { name: 'Randomise' }).click();
    await untilReadingsChange(page, start);
    await page.getByRole('button', { name: 'Undo' }).click();
    await untilReadingsAre(page, start);
  });

  it('opens from the small picture beside its row', async () => {
    const { page } = site;
    await page.getByRole('button', { name: 'Open the matrix W, learned leak' }).click();
    await until(() => matrix(page).evaluate((element) => element === document.activeElement), Boolean, 'the matrix has the focus');
  });
});
