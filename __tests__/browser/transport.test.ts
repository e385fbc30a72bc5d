import type { Page } from 'playwright-core';
import { sequentialSettings } from '@/lib/networks/plan';
import { runCell } from '@/lib/neurons/sequential/cell';
import { cellConstants } from '@/lib/neurons/sequential/conventions';
import { defaultExperiment } from '@/lib/experiment/schema';
import type { Site } from './harness';
import { chooseOption, numberIn, openLab, recordingOf, until } from './labPage';

/** The LIF of the default experiment at one cell, stepped here. */
async function lifAt(step: number, neuron: number) {
  const { steps, baseline } = await recordingOf();
  const { neurons, current } = baseline[0];
  const experiment = defaultExperiment();
  const input = Array.from({ length: steps }, (_, t) => current[t * neurons + neuron]);
  const cell = cellConstants(sequentialSettings(experiment.baseline, experiment.layers[0]));
  const { membrane, carried, spikes } = runCell(cell, input, steps, 1, experiment.layers[0].threshold);
  return { leak: cell.leak, gain: cell.gain, before: step === 0 ? 0 : carried[step - 1], input: input[step], membrane: membrane[step], spike: spikes[step], after: carried[step] };
}

const bar = (page: Page) => page.getByRole('region', { name: 'Transport of the LIF' });
const untilPlayhead = (page: Page, text: string) => bar(page).getByText(text, { exact: true }).waitFor();
const currentPhase = (page: Page) => page.locator('[aria-current=step]').getByRole('cell').first().innerText();

describe('the transport of the LIF', () => {
  let site: Site;
  beforeEach(async () => {
    site = await openLab();
  });
  afterEach(async () => {
    site.expectNoErrors();
    await site.close();
  });

  it('steps forward and back with its buttons and with the keys', async () => {
    const { page } = site;
    await untilPlayhead(page, 'all 64 steps');
    for (let k = 0; k < 5; k++) await page.getByRole('button', { name: 'One step forward' }).click();
    await untilPlayhead(page, '5 of 64');
    for (let k = 0; k < 5; k++) await page.keyboard.press('.');
    await untilPlayhead(page, '10 of 64');
    await page.keyboard.press(',');
    await untilPlayhead(page, '9 of 64');
    await page.getByRole('button', { name: 'One step back' }).click();
    await untilPlayhead(page, '8 of 64');
    await page.getByRole('button', { name: 'Show all' }).click();
    await untilPlayhead(page, 'all 64 steps');
  });

  it('shows leak, charge, fire and reset of a step as the LIF computes them', async () => {
    const { page } = site;
    await chooseOption(page, 'Which network to ask', 'LIF');
    for (let k = 0; k < 10; k++) await page.keyboard.press('.');
    const table = page.getByRole('table', { name: 'Arithmetic of H at step 9, neuron 10' });
    await table.waitFor();
    const rows = await table.getByRole('row').allInnerTexts();
    const numbers = (name: string) => {
      const row = rows.find((text) => text.startsWith(name)) ?? '';
      return row.match(/−?\d+\.\d+/g)?.map(numberIn) ?? [];
    };
    const expected = await lifAt(9, 10);
    const close = (shown: number, wanted: number) => expect(Math.abs(shown - wanted)).toBeLessThan(2e-3);
    const [leak, before, leaked] = numbers('leak');
    [[leak, expected.leak], [before, expected.before], [leaked, expected.leak * expected.before]].forEach(([a, b]) => close(a, b));
    const [gain, input, membrane] = numbers('charge');
    [[gain, expected.gain], [input, expected.input], [membrane, expected.membrane]].forEach(([a, b]) => close(a, b));
    close(leaked + gain * input, membrane);
    expect(rows.find((row) => row.startsWith('fire'))).toContain(expected.spike ? 'passes' : 'stays below');
    close(numbers('reset').at(-1) as number, expected.after);
    expect(await page.getByText(/^H\[9, 10\] = /).innerText()).toBe(`H[9, 10] = ${expected.membrane.toFixed(3).replace('-', '−')}`);
  });

  it('goes through the phases of a step with P', async () => {
    const { page } = site;
    await chooseOption(page, 'Which network to ask', 'LIF');
    await page.keyboard.press('p');
    await untilPlayhead(page, '1 of 64');
    for (const phase of ['leak', 'charge', 'fire', 'reset']) {
      await until(() => currentPhase(page), (text) => text === phase, `the phase is ${phase}`);
      await page.keyboard.press('p');
    }
    await untilPlayhead(page, '2 of 64');
    expect(await currentPhase(page)).toBe('leak');
  });

  it('Space plays and pauses', async () => {
    const { page } = site;
    await bar(page).getByRole('combobox').selectOption('64');
    await page.getByRole('heading', { name: 'Where do the spikes differ?' }).click();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Pause', exact: true }).waitFor();
    const playhead = () => bar(page).getByRole('slider', { name: 'Steps the LIF has done' }).inputValue().then(Number);
    await until(playhead, (at) => at > 4 && at < 64, 'some steps are done');
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
    const at = await playhead();
    await page.keyboard.press('.');
    await untilPlayhead(page, `${at + 1} of 64`);
  });

  it('plays to the end, stops there, and starts over', async () => {
    const { page } = site;
    await bar(page).getByRole('combobox').selectOption('128');
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await untilPlayhead(page, '64 of 64');
    await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Replay from the start' }).click();
    await untilPlayhead(page, '0 of 64');
  });
});
