import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { openSite } from './harness';
import { badge, coloursOf, openLab, picture, readings, sentenceOf, until, untilReady } from './labPage';

const CHUNKS = path.resolve(__dirname, '../../out/_next/static/chunks');

/** The files of the built site that hold tfjs. */
const tensorChunks = () =>
  readdirSync(CHUNKS, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js') && /registerBackend|WEBGL_RENDER_FLOAT32/.test(readFileSync(path.join(CHUNKS, file), 'utf8')))
    .map((file) => path.basename(file));

describe('the first seconds', () => {
  it('show a run in float64 while tfjs is still on its way, and then the same run on WebGL', async () => {
    const held = tensorChunks();
    expect(held.length).toBeGreaterThan(0);
    const site = await openSite({ path: 'about/', viewport: { width: 1440, height: 900 } });
    const { page } = site;
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    let waiting = 0;
    await site.context.route((url) => held.includes(path.basename(url.pathname)), async (route) => {
      waiting++;
      await gate;
      await route.continue();
    });
    await page.goto(site.url);
    const spikes = picture(page, 'Spikes, PSU');
    await spikes.waitFor();
    await until(() => coloursOf(spikes), (colours) => colours > 1, 'the spikes are drawn');
    expect(await coloursOf(picture(page, 'Membrane potential, LIF'))).toBeGreaterThan(20);
    expect(await sentenceOf(spikes)).toMatch(/of the bits agree; by chance it would be/);
    const early = await readings(page);
    await until(async () => waiting, (count) => count > 0, 'tfjs is asked for');
    expect(await badge(page).innerText()).toBe('float64 while tfjs loads');

    release();
    await untilReady(page);
    expect(await badge(page).innerText()).toMatch(/^WebGL · 32 bit · self-check \d·10⁻[⁴-⁹¹]/);
    await badge(page).click();
    const dialog = page.getByRole('dialog', { name: 'What computes here' });
    await until(() => dialog.innerText(), (text) => /ms on webgl/i.test(text), 'the last run was on WebGL');
    await page.keyboard.press('Escape');
    expect(await readings(page)).toBe(early);
    site.expectNoErrors();
    await site.close();
  });

  it('tell what the page is, with nothing below a heading left blank', async () => {
    const site = await openLab();
    const { page } = site;
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toMatch(/parallel spiking neurons/i);
    for (const row of ['Input current', 'Charge', 'Reset', 'Membrane potential', 'Spikes']) {
      for (const side of ['LIF', 'PSU']) {
        await until(() => coloursOf(picture(page, `${row}, ${side}`)), (colours) => colours > 1, `${row} of ${side} is drawn`);
      }
    }
    site.expectNoErrors();
    await site.close();
  });
});
