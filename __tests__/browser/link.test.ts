import type { Page } from 'playwright-core';
import { MAX_LINK } from '@/lib/experiment/link';
import { openLab, chooseOption, download, hashOf, readings, setNumber, untilHash, untilNotice, untilReadingsAre, until, picture } from './labPage';

const spikesOf = async (page: Page) => (await download(page, 'Spikes', 'CSV')).bytes.toString('utf8');

const HOSTILE: readonly [name: string, hash: string, says: RegExp][] = [
  ['another version', 'v=99&steps=10', /version "99"; this app reads version 1/],
  ['no version', 'steps=10', /version ""/],
  ['out of range', 'v=1&steps=1000000', /time steps T must be a whole number from 1 to 4096/i],
  ['no number', 'v=1&layers.0.tau=abc', /"layers\.0\.tau" should be a number, but it says "abc"/],
  ['infinite', 'v=1&layers.0.tau=Infinity', /"layers\.0\.tau" should be a number/],
  ['too many layers', 'v=1&layers=9', /asks for 9 layers/],
  ['an unknown neuron', 'v=1&layers.0.neuron=golem', /neuron must be one of/],
  ['a damaged escape', 'v=1&input.file=%E0%A4%A', /damaged/],
  ['100 kB in one word', `v=1&input.file=${'x'.repeat(100_000)}`, /file name has at most 300 characters/],
  ['too long', `v=1&input.file=${'x'.repeat(MAX_LINK)}`, new RegExp(`characters; the limit is ${MAX_LINK}`)],
  ['a damaged figure', 'v=1&input.source=digit&input.bitmap=zzzz', /drawn figure in the link is damaged/],
  ['too many channels', 'v=1&input.source=sample&input.pixels=64&input.polarity=separate', /channels; the limit is 4096/],
  ['too much to keep', 'v=1&steps=4096&input.neurons=4096&layers.0.neuron=ipsu&layers=3&layers.1.connect=dense&layers.1.neurons=4096', /This run would keep .* MB; the limit here is/],
  ['garbage', '☃\u0000<script>alert(1)</script>', /version/],
];

describe('links', () => {
  it('a copied link opens the same experiment elsewhere, spike for spike', async () => {
    const one = await openLab({ context: { permissions: ['clipboard-read', 'clipboard-write'] } });
    const { page } = one;
    await chooseOption(page, 'Neuron', 'RPSU');
    await page.getByRole('combobox', { name: 'waveform' }).selectOption('gaussian');
    await setNumber(page, 'time constant τ', 3.5);
    await setNumber(page, 'time steps T', 48);
    await chooseOption(page, 'Number of layers', '2 layers');
    await untilHash(page, (hash) => /layers=2/.test(hash) && /tau=3\.5/.test(hash) && /steps=48/.test(hash));
    await chooseOption(page, 'Layer on show', 'layer 2');
    await picture(page, 'Spikes, RPSU').waitFor();
    await page.getByRole('button', { name: 'Copy link' }).click();
    await untilNotice(page, /The link is copied/);
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link).toBe(await page.evaluate(() => window.location.href));
    const [second, says] = [await spikesOf(page), await readings(page)];
    await page.keyboard.press('1');
    await until(() => readings(page), (text) => text !== says, 'layer 1 is shown');
    const first = await spikesOf(page);

    const two = await openLab({ hash: new URL(link).hash.slice(1) });
    const fresh = two.page;
    expect(await spikesOf(fresh)).toBe(first);
    await fresh.keyboard.press('2');
    await untilReadingsAre(fresh, says);
    expect(await spikesOf(fresh)).toBe(second);
    // A header and 48 steps for each side, and the end of the last line.
    expect(first.split('\r\n')).toHaveLength(2 * 49 + 1);
    expect(first).not.toBe(second);
    one.expectNoErrors();
    two.expectNoErrors();
    await one.close();
    await two.close();
  });

  it('a bad link is refused in one sentence, and the experiment stays', async () => {
    const site = await openLab();
    const { page } = site;
    const says = await readings(page);
    for (const [, hash, wanted] of HOSTILE) {
      await page.evaluate((next) => { window.location.hash = next; }, hash);
      expect(await untilNotice(page, wanted)).toContain('The experiment stays as it was.');
      expect(await readings(page)).toBe(says);
      expect(await hashOf(page)).toBe('#v=1');
      await page.getByRole('button', { name: 'Dismiss' }).click();
    }
    expect(await page.getByRole('combobox', { name: 'Idea' }).inputValue()).toBe('haze');
    site.expectNoErrors();
    await site.close();
  });

  it('keys this version does not know are named and left, those of every object too', async () => {
    const site = await openLab({ hash: 'v=1&__proto__.polluted=1&constructor.prototype.polluted=1&layers.0.threshold=0.8' });
    const { page } = site;
    await untilNotice(page, /The link also says __proto__\.polluted, constructor\.prototype\.polluted, which this version does not know/);
    expect(await page.evaluate(() => 'polluted' in {})).toBe(false);
    expect(await page.getByRole('spinbutton', { name: 'threshold θ' }).inputValue()).toBe('0.8');
    site.expectNoErrors();
    await site.close();
  });

  it('a link to a file that is not here says so above the blank rows, and copying it says what it holds', async () => {
    const site = await openLab({ hash: 'v=1&input.source=file&input.file=waves.npy%2300000001' });
    const { page } = site;
    const why = page.getByRole('alert').filter({ hasText: 'reads the file waves.npy' });
    await why.waitFor();
    const [above, rows] = [await why.boundingBox(), await picture(page, 'Input current, LIF').boundingBox()];
    expect(above?.y).toBeLessThan(rows?.y ?? 0);
    await site.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Copy link' }).click();
    await untilNotice(page, /it names waves\.npy, but the file itself stays here/);
    site.expectNoErrors();
    await site.close();
  });

  it('a page opened with a bad link shows the first idea', async () => {
    const site = await openLab({ hash: 'v=1&steps=-3' });
    const { page } = site;
    await untilNotice(page, /time steps T must be a whole number from 1 to 4096.*The experiment stays/i);
    await page.getByRole('application', { name: 'Spikes, PSU, 64 steps by 32 neurons' }).waitFor();
    await setNumber(page, 'threshold θ', 0.6);
    await untilHash(page, (hash) => hash === '#v=1&layers.0.threshold=0.6');
    expect(await hashOf(page)).not.toContain('steps');
    site.expectNoErrors();
    await site.close();
  });
});
