import { readFileSync } from 'node:fs';
import { openLab, readings, until } from './labPage';
import { openChapter, openShared, sharedPath, typeCode, codeCell, untilOutput } from './notebookPage';
import type { Page } from 'playwright-core';

const activeStep = (page: Page) => page.evaluate(() => [...document.querySelectorAll('a.step')].findIndex((link) => link.classList.contains('active')));
const atEnd = (page: Page) => page.evaluate(() => window.scrollY + window.innerHeight >= document.documentElement.scrollHeight - 4);

describe('a chapter', () => {
  test('is read to its end with the keyboard alone, step by step, and back', async () => {
    const { page, expectNoErrors, close } = await openChapter('05-psu', { reducedMotion: 'reduce' });
    await page.waitForTimeout(800);
    const count = await page.locator('a.step').count();
    expect(count).toBeGreaterThan(8);
    expect(await activeStep(page)).toBe(-1);
    const seen: number[] = [];
    for (let k = 0; k < 200 && !(await atEnd(page)); k++) {
      await page.keyboard.press('Space');
      await page.waitForTimeout(60);
      const active = await activeStep(page);
      if (active >= 0 && seen.at(-1) !== active) seen.push(active);
    }
    expect(await atEnd(page)).toBe(true);
    // Every step was stopped at, in its order.
    expect(seen).toEqual(Array.from({ length: count }, (_, k) => k));
    for (let k = 0; k < 40 && (await activeStep(page)) > count - 3; k++) {
      await page.keyboard.press('Shift+Space');
      await page.waitForTimeout(60);
    }
    expect(await activeStep(page)).toBeLessThanOrEqual(count - 3);
    expectNoErrors();
    await close();
  });

  test('sets its figures as the text goes on, and sets them back', async () => {
    const { page, close } = await openChapter('01-leaky-integrator', { reducedMotion: 'reduce' });
    await page.waitForTimeout(500);
    const step = page.locator('a.step').first();
    const figure = page.locator(`#${await step.getAttribute('data-figure')}`);
    expect(await figure.getAttribute('data-step')).toBeNull();
    await step.evaluate((link) => window.scrollBy({ top: link.getBoundingClientRect().top - window.innerHeight * 0.5, behavior: 'instant' }));
    await until(() => figure.getAttribute('data-step'), (value) => value !== null, 'the step is reached');
    await page.evaluate(() => window.scrollTo({ top: 0, behavior: 'instant' }));
    await until(() => figure.getAttribute('data-step'), (value) => value === null, 'the figure is as at first');
    await close();
  });

  test('is there without JavaScript: text, mathematics and a picture of each figure', async () => {
    const { page, close } = await openChapter('05-psu', { context: { javaScriptEnabled: false } });
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toMatch(/PSU/);
    expect(await page.locator('.katex math').count()).toBeGreaterThan(10);
    const figures = await page.locator('.figure-cell').count();
    expect(figures).toBeGreaterThanOrEqual(3);
    expect(await page.locator('.figure-cell:has(.static-picture svg)').count()).toBe(figures);
    expect(await page.locator('output.computed').filter({ hasText: '…' }).count()).toBe(0);
    await close();
  });

  test('an exercise is solved wrongly, then rightly, and remembered', async () => {
    const site = await openChapter('05-psu');
    const { page, context, expectNoErrors } = site;
    const exercise = page.locator('.exercise').filter({ has: page.getByRole('textbox', { name: 'Your answer' }) }).first();
    await exercise.scrollIntoViewIfNeeded();
    await exercise.getByRole('textbox', { name: 'Your answer' }).fill('0.2');
    await exercise.getByRole('button', { name: 'Check' }).click();
    const wrong = exercise.locator('.verdict.wrong');
    await wrong.waitFor({ timeout: 20_000 });
    expect((await wrong.innerText()).length).toBeGreaterThan(10);
    await exercise.getByRole('button', { name: /^Hint 1/ }).click();
    await exercise.getByText('Hint 1', { exact: true }).waitFor();
    // τ = 3 and θ = 0.8: −θ/(2(τ − 1)).
    await exercise.getByRole('textbox', { name: 'Your answer' }).fill('-0.2');
    await exercise.getByRole('button', { name: 'Check' }).click();
    await exercise.getByText('Right.').waitFor({ timeout: 20_000 });
    const again = await context.newPage();
    await again.goto(`${site.url}notebook/`);
    await until(() => again.getByTestId('progress-05-psu').innerText(), (text) => /^· 1 of \d exercises solved$/.test(text), 'the contents know it');
    expectNoErrors();
    await site.close();
  });
});

describe('what a reader writes', () => {
  test('survives the tab closed in mid-edit', async () => {
    const site = await openChapter('01-leaky-integrator');
    const { page, context, url } = site;
    await codeCell(page, 0).scrollIntoViewIfNeeded();
    await codeCell(page, 0).getByRole('textbox').waitFor();
    const code = 'const mine = 12345;';
    await typeCode(page, 0, code);
    // At once, before anything was saved.
    await page.close();
    const again = await context.newPage();
    await again.goto(`${url}notebook/01-leaky-integrator/`);
    await again.getByText('Edited copy.').waitFor();
    await codeCell(again, 0).scrollIntoViewIfNeeded();
    await until(() => codeCell(again, 0).innerText(), (text) => text.includes(code), 'the code is there');
    await again.getByRole('button', { name: 'See the difference' }).click();
    await until(() => again.getByRole('region', { name: 'Difference from the original' }).innerText().catch(() => ''), (text) => text.includes(`+ ${code}`), 'the difference shows it');
    // A reset ends in the page loading anew.
    await Promise.all([again.waitForEvent('load'), again.getByRole('button', { name: 'Reset to the original' }).click()]);
    await until(() => again.getByText('Edited copy.').count(), (n) => n === 0, 'the chapter is the original');
    // Nothing of the copy is left behind.
    await again.goto(`${url}notebook/`);
    await again.getByText(/^None yet\./).waitFor();
    await site.close();
  });

  test('is exported, imported and compared', async () => {
    const site = await openChapter('03-unrolling-time', { context: { acceptDownloads: true } });
    const { page } = site;
    const open = await page.locator('.code-cell').evaluateAll((cells) => cells.findIndex((cell) => !cell.querySelector('details')));
    await codeCell(page, open).scrollIntoViewIfNeeded();
    await codeCell(page, open).getByRole('textbox').waitFor();
    await typeCode(page, open, 'const exported = 1;');
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save as file' }).click()]);
    expect(download.suggestedFilename()).toMatch(/\.md$/);
    const file = await download.path();
    await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Reset to the original' }).click()]);
    await until(() => page.getByText('Edited copy.').count(), (n) => n === 0, 'the chapter is the original');
    await page.waitForLoadState('load');
    await page.waitForTimeout(500);
    await page.getByLabel('Notebook file').setInputFiles(file);
    await page.getByText('Edited copy.').waitFor();
    await page.getByRole('button', { name: 'See the difference' }).click();
    await until(() => page.getByRole('region', { name: 'Difference from the original' }).innerText().catch(() => ''), (text) => text.includes('+ const exported = 1;'), 'the difference shows it');
    await site.close();
  });

  test('in two tabs is kept twice rather than lost', async () => {
    const site = await openShared('# Mine\n\n```js\n1\n```\n');
    const { page, context } = site;
    await page.getByRole('button', { name: 'Run its code' }).click();
    await untilOutput(page, 0, /^1$/);
    await typeCode(page, 0, '2');
    await until(() => page.getByTestId('save-state').innerText(), (text) => text.includes('saved'), 'it is saved');
    const other = await context.newPage();
    await other.goto(page.url());
    await until(() => codeCell(other, 0).innerText(), (text) => text.includes('2'), 'the other tab has it');
    await untilOutput(other, 0, /^2$/);
    await typeCode(other, 0, '"from the other"');
    await until(() => other.getByTestId('save-state').innerText(), (text) => text.includes('saved'), 'the other is saved');
    await typeCode(page, 0, '"from the first"');
    await page.getByText('Another tab has changed this notebook meanwhile.').waitFor();
    await page.goto(`${site.url}notebook/`);
    await until(() => page.locator('.kept li').allInnerTexts(), (all) => all.length === 2 && all.some((t) => t.includes('copy from another tab')), 'both are listed');
    await site.close();
  });

  test('is told where storage is blocked, and can be saved as a file', async () => {
    const site = await openShared('```js\n1\n```\n', { initScript: () => {
      Object.defineProperty(window, 'indexedDB', { value: undefined });
      Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('blocked', 'SecurityError'); } });
    } });
    const { page } = site;
    await page.getByRole('button', { name: 'Run its code' }).click();
    await untilOutput(page, 0, /^1$/);
    await typeCode(page, 0, '2');
    await page.getByText(/Your changes are on this page only: save the file to keep them/).waitFor();
    await untilOutput(page, 0, /^2$/);
    await site.close();
  });

  test('broken files open as far as they can be read, and say where they broke', async () => {
    const { page, url, close } = await openShared('# Broken\n\n```figure x\nexperiment: v=1&steps=abc\nviews: nothing\n```\n\n```js\n1 + 1');
    await until(() => page.getByRole('alert').allInnerTexts().then((all) => all.join('\n')), (text) => /Line 8: The js cell that opens here is never closed/.test(text), 'the page says where');
    await until(() => page.locator('.figure-cell .error-line').allInnerTexts().then((all) => all.join('\n')), (text) => /line 4: experiment: The link's "steps" should be a number/.test(text) && /line 5: views: "nothing" is not a view/.test(text), 'the figure says what is wrong');
    // The file itself can be had back as it came, byte by byte.
    const bytes = Buffer.from('# Torn\r\n```js\r\n1', 'latin1');
    await page.getByLabel('Notebook file').setInputFiles({ name: 'torn.md', mimeType: 'text/markdown', buffer: bytes });
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save the file as it came' }).click()]);
    expect(readFileSync(await download.path())).toEqual(bytes);
    // A damaged link opens a new notebook and says why.
    await page.goto(`${url}notebook/`);
    await page.goto(`${url}${sharedPath('some text').slice(0, -4)}`);
    await page.getByText(/The notebook in this link could not be opened\. The link is damaged/).waitFor();
    await close();
  });
});

describe('the Lab and the Notebook', () => {
  test('a state of the Lab becomes a notebook that computes the same, and its figure opens in the Lab', async () => {
    const { page, expectNoErrors, close } = await openLab({ hash: 'v=1&steps=40&layers.0.tau=3&matrices=consistent' });
    const said = (await readings(page)).match(/([\d.]+)\s?% of the bits agree/)?.[1] as string;
    await page.getByRole('button', { name: 'Show as code' }).click();
    await page.getByRole('heading', { name: 'PSU beside a sequential LIF' }).waitFor();
    expect(Number(said)).toBeGreaterThan(50);
    await until(() => page.locator('.figure-caption output').first().innerText().catch(() => ''), (text) => text.startsWith(said), 'the caption computes what the Lab says');
    await untilOutput(page, 2, /agreement: 0\.\d+/);
    await untilOutput(page, 4, /parallel/);
    const link = await page.getByRole('link', { name: 'Open in the Lab' }).first().getAttribute('href');
    expect(link).toContain('#v=1&steps=40&matrices=consistent&layers.0.tau=3');
    expectNoErrors();
    await close();
  });
});
