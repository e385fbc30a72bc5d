import { readFile } from 'node:fs/promises';
import { dropFiles, figure, openCompare, sentenceOfFigure, source, twoRasters, verdict } from './comparePage';
import { openLab, until } from './labPage';

describe('looking at rasters', () => {
  it('every layout has its key, and says what it shows', async () => {
    const site = await openCompare();
    const { page } = site;
    await page.locator('body').press('2');
    expect(await page.getByRole('radio', { name: 'Overlay' }).isChecked()).toBe(true);
    await page.keyboard.press('3');
    await page.getByRole('application', { name: /^The difference/ }).waitFor();
    await until(() => sentenceOfFigure(page, 'The difference'), (text) => /only in/.test(text), 'the difference is told');
    await page.keyboard.press('5');
    await figure(page, 'The rasters').getByRole('paragraph').filter({ hasText: 'A row a neuron' }).waitFor();
    await page.keyboard.press('f');
    await page.getByRole('button', { name: 'Flip (F): LIF, reset by subtraction' }).waitFor();
    await page.keyboard.press('f');
    await page.getByRole('button', { name: 'Flip (F): LIF, reset to zero' }).waitFor();
    await page.keyboard.press('d');
    await until(() => sentenceOfFigure(page, 'The rasters'), (text) => /steps 0 to 32/.test(text), 'the window is about the divergence');
    await page.keyboard.press('0');
    await until(() => sentenceOfFigure(page, 'The rasters'), (text) => /steps 0 to 128/.test(text), 'all is on show');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).getByText('to the first divergence of the pair').waitFor();
    site.expectNoErrors();
    await site.close();
  });

  it('zooms where the pointer is, pans by dragging, selects with shift, and with keys', async () => {
    const site = await openCompare();
    const { page } = site;
    const rasters = page.getByRole('application', { name: /^The rasters/ });
    const box = (await rasters.boundingBox())!;
    const windowOn = async () => {
      const [, from, to] = /steps (\d[\d,]*(?:\.\d+)?) to (\d[\d,]*(?:\.\d+)?)/.exec(await sentenceOfFigure(page, 'The rasters'))!;
      return [from, to].map((text) => Number(text.replace(/,/g, '')));
    };
    await page.mouse.move(box.x + box.width / 2, box.y + 60);
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -400);
    await page.keyboard.up('Control');
    const zoomed = await until(windowOn, ([from, to]) => to - from < 100, 'it is zoomed');
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 - 120, box.y + 60, { steps: 4 });
    await page.mouse.up();
    const panned = await until(windowOn, ([from]) => from > zoomed[0], 'it has moved');
    expect(Math.abs(panned[1] - panned[0] - (zoomed[1] - zoomed[0]))).toBeLessThan(2);
    await page.keyboard.down('Shift');
    await page.mouse.move(box.x + box.width / 3, box.y + 60);
    await page.mouse.down();
    await page.mouse.move(box.x + (2 * box.width) / 3, box.y + 60, { steps: 4 });
    await page.mouse.up();
    await page.keyboard.up('Shift');
    const brushed = await until(windowOn, ([from, to]) => to - from < panned[1] - panned[0], 'the selection is on show');
    await rasters.focus();
    await page.keyboard.press('-');
    await until(windowOn, ([from, to]) => to - from > brushed[1] - brushed[0], 'a key zooms out');
    await page.getByRole('button', { name: 'All of the time' }).click();
    await until(windowOn, ([from, to]) => from === 0 && to === 128, 'all is on show');
    site.expectNoErrors();
    await site.close();
  });

  it('sorts, picks and pages the rows', async () => {
    const site = await openCompare();
    const { page } = site;
    await page.getByRole('combobox', { name: 'Sort by' }).selectOption('similarity');
    await page.getByText(/Neurons that fire alike side by side/).waitFor();
    await page.getByRole('combobox', { name: 'Rows' }).selectOption('10');
    await page.getByRole('button', { name: 'Rows after' }).click();
    await page.getByRole('button', { name: 'Rows after' }).click();
    expect(await page.getByRole('button', { name: 'Rows after' }).isDisabled()).toBe(true);
    await page.getByRole('textbox', { name: 'Neurons' }).fill('0–3, 99');
    await page.getByText('There is no neuron 99: they go from 0 to 23.').waitFor();
    await page.getByRole('textbox', { name: 'Neurons' }).fill('0–3');
    await figure(page, 'The rasters').getByText(/of 4 neurons/).waitFor();
    site.expectNoErrors();
    await site.close();
  });

  it('a click on a row is about that neuron: traces, intervals, correlograms, sound; trials about events', async () => {
    const site = await openCompare();
    const { page } = site;
    const rasters = page.getByRole('application', { name: /^The rasters/ });
    await rasters.click({ position: { x: 400, y: 60 } });
    const heading = page.getByRole('heading', { name: /^Neuron \d+$/ }).first();
    await heading.waitFor();
    await page.getByRole('application', { name: /membrane potential H/ }).waitFor();
    await page.getByRole('heading', { name: 'Autocorrelogram' }).waitFor();
    await page.getByRole('button', { name: 'Hear both' }).click();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByRole('button', { name: 'Hear both' }).waitFor();
    await page.getByText('Around events: trials').click();
    await page.getByRole('textbox', { name: 'Times, in steps' }).fill('20, 50, 90');
    await page.getByRole('heading', { name: 'Around the events' }).waitFor();
    await page.getByRole('paragraph').filter({ hasText: 'about 3 events' }).waitFor();
    await page.getByRole('combobox', { name: 'Events are' }).selectOption({ label: 'spikes of PSU' });
    await page.getByRole('paragraph').filter({ hasText: /about \d\d+ events/ }).waitFor();
    await page.getByRole('button', { name: 'All on show' }).click();
    await page.getByRole('heading', { name: 'The neurons on show' }).waitFor();
    site.expectNoErrors();
    await site.close();
  });

  it('another measure, another pair: the matrix, the profile and the verdict follow', async () => {
    const site = await openCompare();
    const { page } = site;
    await page.getByRole('combobox', { name: 'Measure' }).selectOption({ label: 'Jaccard index' });
    await figure(page, 'All pairs').getByRole('paragraph').filter({ hasText: /Which share of the cells with a spike in either/ }).waitFor();
    await figure(page, 'Over time').getByRole('paragraph').filter({ hasText: /The Jaccard index of/ }).waitFor();
    const pairs = page.getByRole('application', { name: /^All pairs/ });
    await pairs.focus();
    for (const key of ['ArrowRight', 'ArrowDown', 'ArrowDown', 'ArrowDown']) await page.keyboard.press(key);
    const before = await verdict(page).innerText();
    await page.keyboard.press('Enter');
    await until(() => verdict(page).innerText(), (text) => text !== before, 'another pair is on show');
    await page.getByRole('radio', { name: 'neuron by neuron' }).check({ force: true });
    await page.getByRole('region', { name: 'Neuron by neuron' }).getByRole('button').first().click();
    await page.getByRole('heading', { name: /^Neuron \d+$/ }).first().waitFor();
    site.expectNoErrors();
    await site.close();
  });

  it('nothing is wider than a small screen', async () => {
    const site = await openCompare({ viewport: { width: 360, height: 740 } });
    const { page } = site;
    await dropFiles(page, twoRasters());
    await source(page, 'first').waitFor();
    await page.getByRole('heading', { name: 'Run what others ran' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    site.expectNoErrors();
    await site.close();
  });
});

describe('from one page to another', () => {
  it('the Lab sends both sides of a layer', async () => {
    const site = await openLab();
    const { page } = site;
    await page.getByRole('button', { name: 'Send to Compare' }).click();
    await page.waitForURL(/\/compare\/$/);
    await source(page, 'LIF').waitFor();
    await source(page, 'PSU').waitFor();
    await verdict(page).filter({ hasText: 'LIF and PSU agree on' }).waitFor();
    expect(await source(page, 'LIF, reset to zero').count()).toBe(0);
    site.expectNoErrors();
    await site.close();
  });

  it('the Lab saves its LIF network as NIR, and Compare runs it', async () => {
    const site = await openLab();
    const { page, url } = site;
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save as .nir' }).click()]);
    const saved = await file.path();
    await page.goto(`${url}compare/`);
    await source(page, 'PSU').waitFor();
    await dropFiles(page, { name: 'lif-network.nir', mimeType: 'application/x-hdf5', buffer: await readFile(saved) });
    const network = page.getByRole('region', { name: 'Network lif-network' });
    await network.getByRole('button', { name: 'Run it' }).click();
    await page.getByRole('listitem', { name: /^lif-network, .*Euler/ }).waitFor();
    site.expectNoErrors();
    await site.close();
  });
});
