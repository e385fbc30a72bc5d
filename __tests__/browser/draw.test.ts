import type { Locator, Page } from 'playwright-core';
import type { Site } from './harness';
import { chooseOption, hashOf, openLab, picture, sentenceOf, until, untilHash } from './labPage';

/** A seven, as shares of the pad from its top left corner. */
const SEVEN = [[0.25, 0.2], [0.75, 0.2], [0.6, 0.5], [0.45, 0.85]] as const;

const inputSays = (page: Page) => sentenceOf(picture(page, 'Input current, LIF'));
const untilInput = (page: Page, wanted: (text: string) => boolean, what: string) => until(() => inputSays(page), wanted, what);

/** Draws with the mouse along points given as shares of the pad. */
async function stroke(page: Page, pad: Locator, points: readonly (readonly [number, number])[]): Promise<void> {
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  if (!box) throw new Error('The pad is not on the screen.');
  const at = ([x, y]: readonly [number, number]) => [box.x + x * box.width, box.y + y * box.height] as const;
  await page.mouse.move(...at(points[0]));
  await page.mouse.down();
  for (const point of points.slice(1)) await page.mouse.move(...at(point), { steps: 4 });
  await page.mouse.up();
}

describe('drawing an input', () => {
  let site: Site;
  beforeEach(async () => {
    site = await openLab();
    await chooseOption(site.page, 'Where the input comes from', 'draw');
  });
  afterEach(async () => {
    site.expectNoErrors();
    await site.close();
  });

  it('a figure drawn with the mouse is the input of 28 neurons', async () => {
    const { page } = site;
    await chooseOption(page, 'What to draw', 'a figure');
    const pad = page.getByRole('application', { name: /^Drawing of 28 by 28 pixels/ });
    await page.getByRole('button', { name: 'Clear' }).click();
    await untilInput(page, (text) => text === 'X is 0.00 everywhere.', 'the input is empty');
    await stroke(page, pad, SEVEN);
    const drawn = await untilInput(page, (text) => /^X has mean 0\.\d+/.test(text), 'the input is the drawing');
    await page.getByRole('application', { name: /^Input current, LIF, \d+ steps by 28 neurons$/ }).waitFor();
    expect(drawn).toContain('from 0.00 to');
    await page.getByRole('button', { name: 'Undo' }).click();
    await untilInput(page, (text) => text !== drawn, 'undo takes the drawing back');
  });

  it('a figure can be begun from a digit and painted with the keys', async () => {
    const { page } = site;
    await chooseOption(page, 'What to draw', 'a figure');
    await page.getByRole('button', { name: 'Show the digit 3' }).click();
    const three = await untilInput(page, (text) => /^X has mean 0\.\d+/.test(text), 'the three is there');
    await page.getByRole('button', { name: 'Clear' }).click();
    await untilInput(page, (text) => text.includes('everywhere'), 'it is empty');
    await page.getByRole('application', { name: /^Drawing of 28 by 28 pixels/ }).focus();
    for (const key of ['Enter', 'ArrowRight', 'Enter', 'ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
    const painted = await untilInput(page, (text) => /^X has mean 0\.\d+/.test(text), 'the keys have painted');
    expect(painted).not.toBe(three);
    await untilHash(page, (hash) => hash.includes('input.bitmap='));
  });

  it('a current is drawn with the mouse, and with the keys', async () => {
    const { page } = site;
    const pad = page.getByRole('application', { name: /^Drawn current/ });
    await pad.waitFor();
    await page.getByRole('button', { name: 'Clear' }).click();
    await untilInput(page, (text) => text === 'X is 0.00 everywhere.', 'the current is zero');
    // From the middle line up to a height of +2 and along it.
    await stroke(page, pad, [[0.05, 0.5], [0.3, 0.27], [0.95, 0.27]]);
    const drawn = await untilInput(page, (text) => text.startsWith('X has mean'), 'the current is drawn');
    const top = Number(/to (\d\.\d+)/.exec(drawn)?.[1]);
    expect(top).toBeGreaterThan(1.5);
    await untilHash(page, (hash) => hash.includes('input.points='));
    const before = await hashOf(page);
    await pad.focus();
    for (let k = 0; k < 4; k++) await page.keyboard.press('ArrowDown');
    await untilHash(page, (hash) => hash !== before && /input\.points=-1[;,]/.test(hash));
  });
});
