import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { choosePair, dropFiles, figure, NIR, nirIsHere, npyFile, openCompare, question, savedBy, sentenceOfFigure, source, twoRasters, verdict } from './comparePage';
import type { Site } from './harness';
import { until } from './labPage';

const BRAILLE = path.join(NIR, 'braille');
const NORSE = 'norse_activity_noDelay_bias_zero';
const SNNTORCH = 'snntorch_activity_noDelay_bias_zero';

interface Pair {
  a: string;
  b: string;
  bothSpikes: number;
  onlyA: number;
  onlyB: number;
  firstDivergenceStep: number;
  agreement: number;
  spike: number;
  perNeuron: { neuron: number; spike: number; victorPurpura: number }[];
}

/** What the command line says of files. */
function commandLine(files: readonly string[]): Pair[] {
  const out = execFileSync('node', ['scripts/compare.mjs', ...files, '--json'], { cwd: path.resolve(__dirname, '../..'), encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return JSON.parse(out).pairs;
}

/** Presses a button that saves a file. */
async function saved(page: Page, name: string): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name, exact: true }).click()]);
  return readFile(await file.path(), 'utf8');
}

const real = nirIsHere ? describe : describe.skip;

real('one network in several simulators', () => {
  let site: Site;
  let page: Page;
  beforeAll(async () => {
    site = await openCompare();
    page = site.page;
    await dropFiles(page, readdirSync(BRAILLE).map((name) => path.join(BRAILLE, name)));
    await source(page, NORSE).getByText('38 neurons, 118 spikes, 256 steps').waitFor();
  });
  afterAll(async () => {
    site.expectNoErrors();
    await site.close();
  });

  it('reads all files at once; the transposed one and the one with counts are asked about', async () => {
    const lava = source(page, 'lava_activity_noDelay_bias_zero');
    await lava.getByText('256 neurons, 109 spikes, 38 steps').waitFor();
    expect(await question(lava).innerText()).toMatch(/first axis has 38 entries and the second 256/);
    await lava.getByRole('button', { name: 'Transpose' }).click();
    await lava.getByText('38 neurons, 109 spikes, 256 steps').waitFor();

    const rockpool = source(page, 'rockpool_activity_noDelay_noBias_subtract');
    expect(await question(rockpool).innerText()).toMatch(/7 cells hold 2 spikes or more, up to 2; each is taken as one spike/);
    await rockpool.getByText('40 neurons, 105 spikes, 256 steps').waitFor();
    await rockpool.getByRole('button', { name: 'Keep the counts' }).click();
    await rockpool.getByText('40 neurons, 112 spikes, 256 steps').waitFor();
    expect(await page.getByRole('complementary', { name: 'Controls' }).getByRole('alert').count()).toBe(0);
  });

  it('says what Norse and snnTorch share, and zooms to where they part', async () => {
    await choosePair(page, NORSE, SNNTORCH);
    await verdict(page).filter({ hasText: 'share 107 of their 118 and 119 spikes' }).waitFor();
    expect(await verdict(page).innerText()).toMatch(/They part first at step 2, in neuron \d+\./);
    await page.getByRole('button', { name: 'To the first divergence' }).click();
    await until(() => sentenceOfFigure(page, 'The rasters'), (text) => /steps 0 to 32/.test(text), 'the window is about the divergence');
    await page.getByRole('button', { name: 'All of the time' }).click();
    await until(() => sentenceOfFigure(page, 'The rasters'), (text) => /steps 0 to 256/.test(text), 'all of the time is on show');
  });

  it('the matrix, the table and the command line say the same', async () => {
    const files = ['norse', 'snntorch', 'lava'].map((name) => path.join(BRAILLE, `${name}_activity_noDelay_bias_zero.npy`));
    const pairs = commandLine(files);
    const said = pairs.find(({ a, b }) => a.startsWith('norse') && b.startsWith('snntorch'))!;
    expect([said.bothSpikes, said.onlyA, said.onlyB, said.firstDivergenceStep]).toEqual([107, 11, 12, 2]);

    // Only the three of the same network, so that the same neurons are compared.
    for (const name of ['nengo', 'norse', 'rockpool', 'snntorch']) await page.getByRole('checkbox', { name: `Show ${name}_activity_noDelay_noBias_subtract` }).uncheck();
    await figure(page, 'All pairs').getByText('of 3 sources').waitFor();
    const csv = await savedBy(page, 'All pairs', 'CSV');
    const numbers = csv.split(/\r?\n/).flatMap((line) => line.split(',').map(Number));
    for (const { spike } of pairs) expect(numbers.some((value) => Math.abs(value - spike) < 1e-9)).toBe(true);

    const exported: Pair[] = JSON.parse(await saved(page, 'JSON')).pairs;
    expect(exported.length).toBe(3);
    const mine = exported.find(({ a, b }) => [a, b].sort().join() === [NORSE, SNNTORCH].sort().join())!;
    expect([mine.bothSpikes, mine.agreement, mine.firstDivergenceStep]).toEqual([said.bothSpikes, said.agreement, said.firstDivergenceStep]);
    for (const [k, { spike, victorPurpura }] of said.perNeuron.entries()) {
      expect(Math.abs(mine.perNeuron[k].spike - spike)).toBeLessThan(1e-12);
      expect(Math.abs(mine.perNeuron[k].victorPurpura - victorPurpura)).toBeLessThan(1e-12);
    }
  });

  it('tables and figures go into a paper', async () => {
    expect(await saved(page, 'LaTeX')).toMatch(/\\toprule[\s\S]*norse\\_activity/);
    expect(await saved(page, 'Markdown')).toMatch(/^\|.*\|$/m);
    await page.getByRole('button', { name: 'What was done, in words' }).click();
    await page.getByText(/Kreuz/).waitFor();
    const rasters = figure(page, 'The rasters');
    await rasters.getByLabel('The rasters: help and export').click();
    await rasters.getByRole('button', { name: 'For paper…' }).click();
    await rasters.getByRole('spinbutton', { name: /width/i }).fill('8.5');
    const [file] = await Promise.all([page.waitForEvent('download'), rasters.getByRole('button', { name: /SVG/ }).last().click()]);
    const svg = await readFile(await file.path(), 'utf8');
    expect(svg).toMatch(/<svg[^>]*width="8\.5cm"/);
    expect(svg).not.toMatch(/<image/);
  });
});

real('one neuron in seven simulators', () => {
  it('its network is drawn, run, and fires with the simulators that step as it does', async () => {
    const site = await openCompare();
    const { page } = site;
    const lif = path.join(NIR, 'lif');
    await dropFiles(page, [...readdirSync(lif).map((name) => path.join(lif, name)), path.join(NIR, 'lif_norse.nir')]);
    await source(page, 'lif_norse').getByText('1 neuron, 4 spikes, 1,000 steps').waitFor();
    // With one neuron there is nothing to choose: its membranes are there at once, and how far they lie apart.
    await page.getByText(/the largest difference is .* the root mean square is/).waitFor();
    const network = page.getByRole('region', { name: /^Network lif_norse/ });
    await network.getByRole('img', { name: /4 nodes: Input, Affine, LIF, Output/ }).waitFor();
    await network.getByRole('button', { name: 'Run it' }).click();
    const mine = page.getByRole('listitem', { name: /Euler, reset to zero, dt 0\.1 ms/ });
    await mine.getByText('1 neuron, 4 spikes, 1,000 steps').waitFor();
    const name = (await mine.getAttribute('aria-label'))!;
    await choosePair(page, 'lif_norse', name);
    await verdict(page).filter({ hasText: 'are the same, spike for spike: 4 spikes.' }).waitFor();
    // The exact solution, and one that fires a step later, are told apart.
    await choosePair(page, 'lif_lava_cpu_float', name);
    await verdict(page).filter({ hasText: /share 0 of their 4 and 4 spikes; 4 more are only shifted/ }).waitFor();
    site.expectNoErrors();
    await site.close();
  });
});

describe('rasters of the reader’s own', () => {
  it('take the place of the example, are kept, and can be forgotten', async () => {
    const site = await openCompare();
    const { page } = site;
    await dropFiles(page, twoRasters());
    await source(page, 'first').waitFor();
    await verdict(page).filter({ hasText: 'They part first at step 20, in neuron 3.' }).waitFor();
    expect(await source(page, 'PSU').count()).toBe(0);
    await page.reload();
    await verdict(page).filter({ hasText: 'They part first at step 20, in neuron 3.' }).waitFor();
    await source(page, 'first').getByText('What was understood').click();
    await source(page, 'first').getByRole('button', { name: 'Forget it' }).click();
    await page.getByText('second is on show. Drop a second raster').waitFor();
    await page.reload();
    await page.getByText('second is on show. Drop a second raster').waitFor();
    expect(await source(page, 'first').count()).toBe(0);
    site.expectNoErrors();
    await site.close();
  });

  it('a raster is saved as a recording, and comes back spike for spike', async () => {
    const site = await openCompare();
    const { page } = site;
    await dropFiles(page, twoRasters());
    await source(page, 'first').getByText('What was understood').click();
    const text = await saved(page, 'Save as JSON');
    await dropFiles(page, { name: 'again.json', mimeType: 'application/json', buffer: Buffer.from(text.replace('"first"', '"again"')) });
    await choosePair(page, 'first', 'again');
    await verdict(page).filter({ hasText: 'first and again are the same, spike for spike' }).waitFor();
    site.expectNoErrors();
    await site.close();
  });

  it('a bad file says what is wrong, and the others go on', async () => {
    const site = await openCompare();
    const { page } = site;
    const [one, two] = twoRasters();
    const cut = { ...one, name: 'cut.npy', buffer: one.buffer.subarray(0, 300) };
    const huge = npyFile('huge.npy', new Uint8Array(8), [8]);
    huge.buffer = Buffer.from(huge.buffer.toString('latin1').replace('(8,)', '(9999999999999,)').replace('             \n', ' \n'), 'latin1');
    await dropFiles(page, [cut, one, { name: 'words.txt', mimeType: 'text/plain', buffer: Buffer.from('no numbers here') }, huge, two]);
    await verdict(page).filter({ hasText: 'step 20' }).waitFor();
    expect(await source(page, 'cut').getByRole('alert').innerText()).toMatch(/^cut\.npy: .*cut off/);
    expect(await source(page, 'words').getByRole('alert').innerText()).toMatch(/^words\.txt: /);
    expect(await source(page, 'huge').getByRole('alert').innerText()).toMatch(/^huge\.npy: /);
    site.expectNoErrors();
    await site.close();
  });

  it('a choice is remembered for files like it, and can be taken back', async () => {
    const site = await openCompare();
    const { page } = site;
    const wide = (name: string) => npyFile(name, Uint8Array.from({ length: 12 * 64 }, (_, k) => Number(k % 5 === 0)), [12, 64]);
    await dropFiles(page, wide('wide.npy'));
    await source(page, 'wide').getByText('64 neurons, 154 spikes').waitFor();
    await source(page, 'wide').getByRole('button', { name: 'Transpose' }).click();
    await source(page, 'wide').getByText('12 neurons, 154 spikes').waitFor();
    await dropFiles(page, wide('again.npy'));
    await source(page, 'again').getByText('12 neurons, 154 spikes').waitFor();
    // A file is kept once it is read; by the time the two are compared it is.
    await verdict(page).filter({ hasText: 'wide and again are the same, spike for spike: 154 spikes.' }).waitFor();
    await page.reload();
    await source(page, 'again').getByText('12 neurons, 154 spikes').waitFor();
    await source(page, 'wide').getByText('12 neurons, 154 spikes').waitFor();
    await dropFiles(page, wide('third.npy'));
    await source(page, 'third').getByText('12 neurons, 154 spikes').waitFor();
    await source(page, 'third').getByRole('button', { name: 'Read it as it is' }).click();
    await source(page, 'third').getByText('64 neurons, 154 spikes').waitFor();
    site.expectNoErrors();
    await site.close();
  });
});
