import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import type { Site } from './harness';
import { numberIn, picture, sentenceOf, until, untilReady } from './labPage';
import { chooseNeurons, openTrain, scores, setTrainNumber, trainAnew, transportText, untilRaceIsOver } from './trainPage';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

interface Found {
  violations: { id: string; nodes: { target: unknown[]; failureSummary?: string }[] }[];
}

/** What axe objects to, once everything that waits for the screen is drawn. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    for (let y = 0; y < document.documentElement.scrollHeight; y += window.innerHeight / 2) {
      window.scrollTo(0, y);
      await frame();
      await frame();
    }
    window.scrollTo(0, 0);
  });
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
  const found = await page.evaluate(() => (window as unknown as { axe: { run(): Promise<Found> } }).axe.run());
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} — ${failureSummary?.split('\n')[1]?.trim()}`));
}

const overflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** A small race on the smallest task. */
async function train(page: Page, neurons: readonly string[], epochs = 2): Promise<void> {
  await page.getByRole('combobox', { name: 'Task', exact: true }).selectOption({ label: 'Temporal XOR (generated)' });
  await page.getByText(/Two pulses/).first().waitFor();
  await chooseNeurons(page, neurons);
  await setTrainNumber(page, /^epochs/, epochs);
  await trainAnew(page);
  await untilRaceIsOver(page);
}

const sampleSentence = (page: Page) => page.getByRole('region', { name: 'One sample, as in the Lab' }).getByText(/neurons fire .* a step\.$/);

describe('the Train page', () => {
  let site: Site;
  afterEach(async () => {
    site.expectNoErrors();
    await site.close();
  });

  it.each(['light', 'dark'] as const)('has nothing for axe to object to and fits every screen, %s', async (colorScheme) => {
    site = await openTrain({ colorScheme });
    const { page } = site;
    await page.getByText(/^The network says/).waitFor();
    expect(await violations(page)).toEqual([]);
    await train(page, ['PSU', 'IPSU']);
    await page.getByText('Samples and class balance').click();
    expect(await violations(page)).toEqual([]);
    for (const width of [1920, 1024, 360]) {
      await page.setViewportSize({ width, height: 800 });
      expect([width, await until(() => overflow(page), (px) => px === 0, `nothing overflows at ${width} px`, 3000)]).toEqual([width, 0]);
    }
    expect(await violations(page)).toEqual([]);
  });

  it('with keys only: train, pause, step, read a figure, open a mistake', async () => {
    site = await openTrain();
    const { page } = site;
    const at = () => page.evaluate(() => (document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? ''));
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).getByText('one optimiser step').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor({ state: 'detached' });

    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await until(() => transportText(page), (text) => text.includes('samples a second'), 'it trains', 40_000);
    await page.keyboard.press('Space');
    await until(() => transportText(page), (text) => text.includes('paused'), 'it is paused');
    await page.keyboard.press('.');
    await page.getByRole('button', { name: 'Go on' }).waitFor();

    // The first look of each run is there by now, with curves to read and mistakes to open.
    const curves = page.getByRole('application', { name: /^accuracy by epoch/ });
    await curves.waitFor({ timeout: 40_000 });
    await page.getByRole('link', { name: 'Skip to the curves' }).focus();
    await page.keyboard.press('Enter');
    for (let k = 0; k < 12 && !/^accuracy by epoch/.test(await at()); k++) await page.keyboard.press('Tab');
    expect(await at()).toMatch(/^accuracy by epoch/);
    await page.keyboard.press('ArrowRight');
    await page.getByRole('region', { name: 'How well do they answer?' }).getByText(/^epoch \d.*LIF/).first().waitFor();

    const mistakes = page.getByRole('application', { name: /^the surest mistakes/ });
    await mistakes.waitFor({ timeout: 30_000 });
    await mistakes.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.getByText(/^Sample [\d,]+ of 500 validation samples/).waitFor();
  });

  it('the scoreboard sorts, filters and goes along as it stands', async () => {
    site = await openTrain({ context: { acceptDownloads: true } });
    const { page } = site;
    await train(page, ['LIF', 'PSU', 'IPSU'], 1);
    const board = page.getByRole('region', { name: 'Runs' });
    const shown = async () => (await scores(page)).map((row) => row[1]);
    await board.getByRole('button', { name: /^neuron/ }).click();
    expect(await shown()).toEqual(['PSU', 'LIF', 'IPSU']);
    await board.getByRole('button', { name: /^neuron/ }).click();
    expect(await shown()).toEqual(['IPSU', 'LIF', 'PSU']);
    await page.getByRole('searchbox', { name: 'Filter the runs' }).fill('psu seed 1');
    expect(await shown()).toEqual(['IPSU', 'PSU']);
    const rows = await scores(page);
    const titles = (await board.getByRole('columnheader').allInnerTexts()).map((title) => title.replace(/ [↑↓]$/, ''));
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'CSV', exact: true }).last().click()]);
    const lines = (await readFile(await file.path(), 'utf8')).trim().split('\n').map((line) => line.split(','));
    expect(lines[0]).toEqual(titles.slice(0, lines[0].length));
    expect(lines.slice(1).map((line) => line[1].replaceAll('"', ''))).toEqual(['IPSU', 'PSU']);
    const test = titles.indexOf('test');
    lines.slice(1).forEach((line, k) => expect(100 * Number(line[test])).toBeCloseTo(parseFloat(rows[k][test]), 0));
  });

  it.each(['PSU', 'IPSU'])('the Lab shows the spikes that a trained %s fires here', async (neuron) => {
    site = await openTrain();
    const { page } = site;
    await train(page, [neuron]);
    const sentence = await sampleSentence(page).innerText();
    const [, rate] = /([\d.]+) a step\.$/.exec(sentence) as RegExpExecArray;
    await page.getByRole('button', { name: 'Open in the Lab' }).click();
    await untilReady(page);
    const spikes = picture(page, `Spikes, ${neuron}`);
    await spikes.waitFor();
    const said = await until(() => sentenceOf(spikes), (text) => /a step/.test(text) || /No spikes/.test(text), 'the Lab says how often it fires');
    const [, there] = new RegExp(`${neuron} (?:both fire )?([\\d.]+)(?: a step)?\\.`).exec(said) ?? [];
    expect(Math.abs(numberIn(there) - Number(rate))).toBeLessThanOrEqual(0.0011);
  });
});
