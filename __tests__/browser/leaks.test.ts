import type { CDPSession } from 'playwright-core';
import { openLab, readings, until, untilHash, untilReadingsAre, untilReadingsChange } from './labPage';

const MOVES = 100;
const MOST_GROWTH = 30 * 2 ** 20;

async function heapUsed(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  return (await session.send('Runtime.getHeapUsage')).usedSize;
}

describe('many runs', () => {
  it('leave the page as it was: its memory, its numbers, and the newest wish on show', async () => {
    const site = await openLab();
    const { page } = site;
    const session = await site.context.newCDPSession(page);
    const slider = page.getByRole('slider', { name: 'threshold θ' });
    await slider.focus();
    const start = await readings(page);
    const sweep = async () => {
      for (let k = 0; k < MOVES / 2; k++) await page.keyboard.press('ArrowRight');
      const far = await untilReadingsChange(page, start);
      await until(() => slider.inputValue(), (value) => value === '1', 'the slider has moved');
      for (let k = 0; k < MOVES / 2; k++) await page.keyboard.press('ArrowLeft');
      await until(() => slider.inputValue(), (value) => value === '0.5', 'the slider is back');
      await untilReadingsAre(page, start);
      return far;
    };
    // The first round fills caches that stay.
    await sweep();
    const before = await heapUsed(session);
    await sweep();
    await sweep();
    expect(await heapUsed(session) - before).toBeLessThan(MOST_GROWTH);
    await untilHash(page, (hash) => hash === '#v=1');
    expect(await page.getByRole('button', { name: /^Engine: WebGL/ }).innerText()).toMatch(/self-check/);
    site.expectNoErrors();
    await site.close();
  });
});
