import type { Page } from 'playwright-core';
import { zipSync } from 'fflate';
import { defaultExperiment } from '@/lib/experiment/schema';
import { execute, float64Runner } from '@/lib/engine/execute';
import { inputSentence } from '@/lib/figures/sentences';
import { readInput } from '@/lib/formats/readInput';
import { writeCsv } from '@/lib/formats/writeCsv';
import { writeNpy } from '@/lib/formats/writeNpy';
import { realFile, whenPresent } from '../unit/formats/whenPresent';
import { BAD_FILES, STEPS, CHANNELS, WAVE } from './fileCases';
import type { Site } from './harness';
import { chooseOption, hashOf, openLab, picture, readings, sentenceOf, until, untilHash, untilNotice } from './labPage';

const npy = writeNpy(WAVE, [STEPS, CHANNELS]);
const csv = () => writeCsv(Array.from({ length: CHANNELS }, (_, n) => ({ name: `cell ${n}`, values: WAVE.filter((_v, k) => k % CHANNELS === n) })));

async function chooseFile(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  await page.getByLabel('Choose a recording').setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) });
}

async function dropFile(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  const dataTransfer = await page.evaluateHandle(([fileName, base64]) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], fileName));
    return transfer;
  }, [name, Buffer.from(bytes).toString('base64')]);
  await page.dispatchEvent('main', 'dragover', { dataTransfer });
  await page.dispatchEvent('main', 'drop', { dataTransfer });
}

const untilShape = (page: Page, steps: number, neurons: number) =>
  page.getByRole('application', { name: `Input current, LIF, ${steps} steps by ${neurons} neurons` }).waitFor();

/** The sentence that the page should write about an input file. */
async function expectedSentence(name: string, bytes: Uint8Array, steps: number): Promise<string> {
  const base = defaultExperiment();
  const experiment = { ...base, steps, input: { ...base.input, source: 'file' as const } };
  const recording = await execute(experiment, readInput(bytes, name), float64Runner, async () => undefined);
  return inputSentence(recording.summary[0].parallel.current);
}

const untilInputSays = (page: Page, sentence: string) =>
  until(() => sentenceOf(picture(page, 'Input current, LIF')), (text) => text === sentence, `the input is "${sentence}"`);

describe('files', () => {
  let site: Site;
  beforeEach(async () => {
    site = await openLab();
  });
  afterEach(async () => {
    site.expectNoErrors();
    await site.close();
  });

  it('.npy, .npz and .csv arrays become the input [T, N]', async () => {
    const { page } = site;
    await chooseOption(page, 'Where the input comes from', 'file');
    const sentence = await expectedSentence('wave.npy', npy, STEPS);
    await chooseFile(page, 'wave.npy', npy);
    await untilShape(page, STEPS, CHANNELS);
    await untilInputSays(page, sentence);
    await untilHash(page, (hash) => /input\.file=wave\.npy/.test(decodeURIComponent(hash)));

    await chooseFile(page, 'two.npz', zipSync({ 'wave.npy': npy, 'short.npy': writeNpy(WAVE.slice(0, 10), [10, 1]) }));
    await untilNotice(page, /one of 2 arrays/);
    await untilShape(page, STEPS, CHANNELS);
    await page.getByRole('combobox', { name: 'array' }).selectOption('short');
    await untilShape(page, 10, 1);

    await chooseFile(page, 'wave.csv', new TextEncoder().encode(csv()));
    await untilShape(page, STEPS, CHANNELS);
    await untilInputSays(page, sentence);
    await page.getByRole('button', { name: 'Swap time and neurons' }).click();
    await untilShape(page, CHANNELS, STEPS);
  });

  it('a file can be dropped anywhere', async () => {
    const { page } = site;
    await dropFile(page, 'dropped.npy', npy);
    await untilShape(page, STEPS, CHANNELS);
    await page.getByText('Showing dropped.npy').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await untilShape(page, 64, 32);
  });

  it('what cannot be read is refused in one sentence that names the file, and nothing changes', async () => {
    const { page } = site;
    await chooseOption(page, 'Where the input comes from', 'file');
    await page.getByRole('combobox', { name: 'or a sample' }).selectOption({ label: 'moving bar (generated)' });
    await untilShape(page, 64, 144);
    await untilHash(page, (hash) => hash.includes('source=sample'));
    const [hash, says] = [await hashOf(page), await readings(page)];
    for (const { name, bytes, why } of BAD_FILES()) {
      await chooseFile(page, name, bytes);
      const notice = await untilNotice(page, why);
      expect(notice).toContain(name);
      expect(notice).toContain('The experiment stays as it was.');
      expect(notice).not.toContain('[object');
      expect([name, await hashOf(page), await readings(page)]).toEqual([name, hash, says]);
      await page.getByRole('button', { name: 'Dismiss' }).click();
    }
    await dropFile(page, BAD_FILES()[0].name, BAD_FILES()[0].bytes);
    await untilNotice(page, BAD_FILES()[0].why);
    expect(await hashOf(page)).toBe(hash);
  });

  whenPresent('a recording of N-MNIST', () => {
    it('is counted in pixels and steps, and follows both controls', async () => {
      const { page } = site;
      const bytes = realFile('events/sample_nmnist.bin');
      await dropFile(page, 'sample_nmnist.bin', bytes);
      await untilShape(page, 64, 144);
      await untilInputSays(page, await expectedSentence('sample_nmnist.bin', bytes, 64));
      await page.getByRole('spinbutton', { name: /pixels a side/ }).fill('8');
      await untilShape(page, 64, 64);
      await page.getByRole('combobox', { name: 'polarity' }).selectOption({ label: 'both, apart' });
      await untilShape(page, 64, 128);
      await page.getByRole('spinbutton', { name: /time steps/ }).fill('20');
      await untilShape(page, 20, 128);
    });
  });
});
