import type { Locator, Page } from 'playwright-core';
import { openSite, type Site } from './harness';
import { chooseOption, coloursOf, openLab, picture, until } from './labPage';

/** Pixels by which the page is wider than the screen. */
const overflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
/** Scrolls to a picture and waits until it is there. */
async function lookAt(shown: Locator): Promise<void> {
  await shown.scrollIntoViewIfNeeded();
  await until(() => coloursOf(shown), (colours) => colours > 1, 'the picture is drawn');
}
const paper = (page: Page) => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);

describe('on any screen', () => {
  let site: Site;
  afterEach(async () => {
    site.expectNoErrors();
    await site.close();
  });

  it('nothing runs out of the page sideways, from 360 to 1920 px', async () => {
    site = await openLab({ viewport: { width: 1920, height: 1080 } });
    const { page } = site;
    for (const width of [1920, 1024, 768, 360]) {
      await page.setViewportSize({ width, height: 800 });
      await until(() => page.evaluate(() => window.innerWidth), (now) => now === width, 'the window has its size');
      expect([width, await until(() => overflow(page), (px) => px === 0, `nothing overflows at ${width} px`, 3000)]).toEqual([width, 0]);
      await lookAt(picture(page, 'Spikes, PSU'));
    }
    await page.goto(`${site.url}about/`);
    expect(await overflow(page)).toBe(0);
  });

  it('where there is no third column the arithmetic shares the controls’ and covers no picture', async () => {
    site = await openLab({ viewport: { width: 1024, height: 768 } });
    const { page } = site;
    const why = page.getByRole('region', { name: 'Why this value?' });
    const main = await page.getByRole('main').boundingBox();
    const inside = async () => {
      const box = await page.getByRole('complementary', { name: 'Why this value?' }).boundingBox();
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual((main?.x ?? 0) + 1);
      expect(box?.y).toBeLessThan(768);
    };
    await why.waitFor();
    await inside();
    await picture(page, 'Membrane potential, PSU').click();
    await page.getByRole('button', { name: 'Let go (Esc)' }).waitFor();
    await inside();
  });

  it('a small screen shows one network at a time: LIF, PSU or their difference', async () => {
    site = await openLab({ viewport: { width: 360, height: 740 } });
    const { page } = site;
    const shown = async () => ({
      LIF: await picture(page, 'Spikes, LIF').isVisible(),
      PSU: await picture(page, 'Spikes, PSU').isVisible(),
      difference: await page.getByRole('application', { name: /^Spikes, PSU minus LIF/ }).isVisible(),
    });
    expect(await shown()).toEqual({ LIF: false, PSU: true, difference: false });
    await chooseOption(page, 'Which network to show', 'LIF');
    expect(await shown()).toEqual({ LIF: true, PSU: false, difference: false });
    await chooseOption(page, 'Which network to show', 'difference');
    await page.getByRole('application', { name: /^Spikes, PSU minus LIF/ }).waitFor();
    expect(await shown()).toEqual({ LIF: false, PSU: false, difference: true });
    await lookAt(page.getByRole('application', { name: /^Spikes, PSU minus LIF/ }));
    expect(await page.getByText(/^PSU − LIF: /).count()).toBe(4);
    expect(await page.getByRole('img', { name: /^Colours of the difference in / }).count()).toBe(5);
    expect(await page.getByRole('img', { name: /^Colours of the membrane potential/ }).isVisible()).toBe(false);
  });

  it('a tap pins a cell and opens its arithmetic', async () => {
    site = await openLab({ viewport: { width: 360, height: 740 }, context: { hasTouch: true, isMobile: true } });
    const { page } = site;
    const membrane = picture(page, 'Membrane potential, PSU');
    await lookAt(membrane);
    await membrane.tap();
    await page.getByRole('button', { name: 'Let go (Esc)' }).waitFor();
    expect(await page.getByRole('table', { name: /^Arithmetic of H/ }).isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Let go (Esc)' }).tap();
    await page.getByRole('button', { name: 'Let go (Esc)' }).waitFor({ state: 'detached' });
  });

  it('a tap where the arithmetic will lie pins the cell and nothing else', async () => {
    site = await openLab({ viewport: { width: 360, height: 740 }, context: { hasTouch: true, isMobile: true } });
    const { page } = site;
    const letGo = page.getByRole('button', { name: 'Let go (Esc)' });
    const ask = (side: string) => page.getByRole('radiogroup', { name: 'Which network to ask' }).getByRole('radio', { name: side, exact: true });
    const membrane = picture(page, 'Membrane potential, PSU');
    await lookAt(membrane);
    await membrane.tap();
    const choice = await ask('LIF').boundingBox();
    await letGo.tap();
    await letGo.waitFor({ state: 'detached' });
    // The picture comes to lie where the choice of the LIF was, and is tapped there.
    const box = await membrane.boundingBox();
    if (!choice || !box) throw new Error('Something is not on screen.');
    await page.evaluate((by) => window.scrollBy(0, by), box.y + box.height / 2 - (choice.y + choice.height / 2));
    await lookAt(membrane);
    await page.touchscreen.tap(choice.x + choice.width - 10, choice.y + choice.height / 2);
    await letGo.waitFor();
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(await ask('PSU').isChecked()).toBe(true);
    expect(await letGo.count()).toBe(1);
  });

  it('light and dark follow the device, until chosen; the choice is remembered', async () => {
    site = await openSite({ colorScheme: 'dark' });
    const { page } = site;
    const dark = await paper(page);
    await page.emulateMedia({ colorScheme: 'light' });
    const light = await until(() => paper(page), (colour) => colour !== dark, 'the paper is light');
    await page.getByRole('button', { name: 'Dark theme' }).click();
    await until(() => paper(page), (colour) => colour === dark, 'the paper is dark');
    await page.reload();
    await page.getByRole('button', { name: 'Light theme' }).waitFor();
    expect(await paper(page)).toBe(dark);
    await page.getByRole('button', { name: 'Light theme' }).click();
    await until(() => paper(page), (colour) => colour === light, 'the paper is light again');
  });

  it('with reduced motion nothing moves by itself', async () => {
    site = await openLab({ reducedMotion: 'reduce' });
    const { page } = site;
    await chooseOption(page, 'Neuron', 'RPSU');
    await picture(page, 'Spikes, RPSU').waitFor();
    const moving = await page.evaluate(() => document.getAnimations().filter((animation) => animation.playState === 'running').length);
    expect(moving).toBe(0);
    await page.getByText('all 64 steps', { exact: true }).waitFor();
  });
});
