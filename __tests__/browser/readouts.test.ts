import type { Site } from './harness';
import { openLab, readings, untilHash, untilReadingsAre, untilReadingsChange } from './labPage';

describe('what a figure says under the pointer and the keys', () => {
  let site: Site;
  beforeEach(async () => {
    site = await openLab();
  });
  afterEach(async () => {
    site.expectNoErrors();
    await site.close();
  });

  it('the sweep curve reads K, and a click or an arrow sets it', async () => {
    const { page } = site;
    const curve = page.getByRole('application', { name: /^Agreement with the LIF after each sweep/ });
    const before = await readings(page);
    await curve.scrollIntoViewIfNeeded();
    await curve.focus();
    await page.keyboard.press('ArrowRight');
    await page.getByText(/^K = 1: \d+\.\d\d.% of the bits agree/).waitFor();
    await untilHash(page, (hash) => hash.includes('layers.0.sweeps=1'));
    await page.keyboard.press('ArrowLeft');
    await untilReadingsAre(page, before);
    const box = await curve.boundingBox();
    if (!box) throw new Error('The curve is not on screen.');
    await page.mouse.move(box.x + box.width - 20, box.y + box.height / 2);
    await page.getByText(/^K = 8: 100.% of the bits agree/).waitFor();
    await page.mouse.down();
    await page.mouse.up();
    await untilReadingsChange(page, before);
    await untilHash(page, (hash) => hash.includes('layers.0.sweeps=8'));
  });

  it('the rate strip shares the step, histogram and calibration read their bins', async () => {
    const { page } = site;
    const strip = page.getByRole('application', { name: 'Population rate over time' });
    await strip.scrollIntoViewIfNeeded();
    await page.getByText(/^Step 38: 0\.\d{3} of LIF fire, 0\.\d{3} of PSU\.$/).waitFor();
    await strip.focus();
    await page.keyboard.press('ArrowRight');
    await page.getByText(/^Step 39: /).waitFor();
    await page.getByText('H[39, 10] = ').waitFor();
    await page.getByRole('application', { name: /^Histogram of firing rates/ }).focus();
    await page.keyboard.press('ArrowRight');
    await page.getByText(/^0\.000 to 0\.\d{3} spikes a step: \d+ neurons of LIF, \d+ of PSU\.$/).waitFor();
    await page.getByRole('application', { name: /^Calibration/ }).focus();
    await page.keyboard.press('ArrowLeft');
    await page.getByText(/^P 0\.9 to 1\.0: (no cells|\d+ cells, predicted 0\.\d{3}, observed \d\.\d{3})\.$/).waitFor();
  });
});
