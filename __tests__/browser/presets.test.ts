import { PRESETS } from '@/lib/experiment/presets';
import { hashOf, openLab, picture, readings, sentenceOf, until, untilHash, untilReadingsAre, untilReadingsChange } from './labPage';
import type { Site } from './harness';

describe('the ideas', () => {
  let site: Site;
  beforeEach(async () => {
    site = await openLab();
  });
  afterEach(async () => {
    site.expectNoErrors();
    await site.close();
  });

  const idea = () => site.page.getByRole('combobox', { name: 'Idea' });
  const equation = () => site.page.getByRole('group', { name: /^Equation of/ });

  it('PSU too quiet: the sentence and the rates say that the LIF fires and PSU almost never does', async () => {
    const { page } = site;
    const before = await readings(page);
    await idea().selectOption({ label: '3. PSU too quiet' });
    await page.getByText('the LIF fires on about every fourth step, PSU almost never').waitFor();
    await untilReadingsChange(page, before);
    const sentence = await until(() => sentenceOf(picture(page, 'Spikes, PSU')), (text) => text.includes('fires 0.'), 'the rates are said');
    const lif = Number(/LIF fires (0\.\d+) a step/.exec(sentence)?.[1]);
    const psu = Number(/PSU (0\.\d+)/.exec(sentence)?.[1]);
    expect(lif).toBeGreaterThan(0.2);
    expect(lif).toBeLessThan(0.3);
    expect(psu).toBeLessThan(0.02);
    await untilHash(page, (hash) => hash.includes('input.waveform=uniform'));
  });

  it('undo brings the run before back, redo the idea', async () => {
    const { page } = site;
    const before = await readings(page);
    await idea().selectOption({ label: '6. IPSU is linear' });
    const linear = await untilReadingsChange(page, before);
    expect(linear).toContain('IPSU as released subtracts R·X itself');
    await page.getByRole('button', { name: 'Undo' }).click();
    await untilReadingsAre(page, before);
    expect(await idea().inputValue()).toBe('haze');
    await page.getByRole('button', { name: 'Redo' }).click();
    await untilReadingsAre(page, linear);
    expect(await idea().inputValue()).toBe('ipsu-linear');
  });

  it('the equation is that of the neuron', async () => {
    const psu = await equation().innerText();
    await idea().selectOption({ label: '7. RPSU before training' });
    await site.page.getByRole('group', { name: 'Equation of RPSU' }).waitFor();
    expect(await equation().innerText()).not.toBe(psu);
    await picture(site.page, 'Spikes, RPSU').waitFor();
  });

  it('Next idea goes through all of them, each with its sentence and no error', async () => {
    const { page } = site;
    for (const preset of PRESETS.slice(1)) {
      const before = await readings(page);
      await page.getByRole('button', { name: 'Next idea' }).click();
      await page.getByText(preset.sentence).waitFor();
      await untilReadingsChange(page, before);
      expect(await page.getByRole('alert').filter({ hasText: /\S/ }).count()).toBe(0);
    }
    expect(await page.getByRole('button', { name: 'Next idea' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Back', exact: true }).click();
    await page.getByText(PRESETS[PRESETS.length - 2].sentence).waitFor();
  });

  it('a changed idea is your own experiment', async () => {
    await site.page.getByRole('spinbutton', { name: /threshold/ }).fill('0.7');
    await site.page.getByText('Changed by you').waitFor();
    expect(await idea().inputValue()).toBe('');
    await untilHash(site.page, (hash) => hash.includes('layers.0.threshold=0.7'));
    expect(await hashOf(site.page)).not.toContain('tau');
  });
});
