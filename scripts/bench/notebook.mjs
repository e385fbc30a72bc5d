/** How fast a chapter is there, with JavaScript and without, and how soon an edit runs what it must. */
import { quantile, cell, printTable } from './table.mjs';

const CHAPTER = 'notebook/05-psu/';
const VISITS = 5;
/** A chain of fifty cells with one leaf each second one: an edit in the middle affects half of them. */
const CELLS = 50;
const EDITS = 30;

const graph = () => Array.from({ length: CELLS }, (_, k) => `\`\`\`js\nconst c${k} = ${k === 0 ? '1' : `c${k - 1} + 1`};\n\`\`\``).join('\n');

/** Time until the document with its pictures has been loaded, scripts switched off. */
async function withoutScripts(browser, url) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, javaScriptEnabled: false });
  const page = await context.newPage();
  const began = performance.now();
  await page.goto(url + CHAPTER, { waitUntil: 'load' });
  const loaded = performance.now() - began;
  const pictures = await page.locator('.figure-cell .static-picture svg').count();
  await context.close();
  return { loaded, pictures };
}

/** Time until the page answers: React has taken over and a figure has been drawn anew. */
async function interactive(browser, url) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addInitScript(() => {
    globalThis.alive = new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        if (!document.querySelector('.figure-cell .drawing svg')) return;
        observer.disconnect();
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
      });
      observer.observe(document, { subtree: true, childList: true });
    });
  });
  const page = await context.newPage();
  await page.goto(url + CHAPTER);
  const alive = await page.evaluate(() => globalThis.alive);
  await context.close();
  return alive;
}

/** From a keystroke to the first affected cell's start, and to the last one's result, as the sandbox reports them. */
async function edits(browser, url) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await context.addInitScript(() => {
    const heard = [];
    globalThis.heard = heard;
    const { port1 } = new MessageChannel();
    const prototype = Object.getPrototypeOf(port1);
    const { set } = Object.getOwnPropertyDescriptor(prototype, 'onmessage');
    Object.defineProperty(prototype, 'onmessage', {
      set(listener) {
        set.call(this, (event) => {
          if (typeof event.data === 'string') {
            const message = JSON.parse(event.data);
            if (message.type === 'running' || message.type === 'done') heard.push({ type: message.type, id: message.id, at: performance.now() });
          }
          return listener(event);
        });
      },
    });
  });
  const { deflateRawSync } = await import('node:zlib');
  await page.goto(`${url}notebook/own/#n=${deflateRawSync(graph(), { level: 9 }).toString('base64url')}`);
  await page.getByRole('button', { name: 'Run its code' }).click();
  await page.waitForFunction((n) => globalThis.heard.filter((m) => m.type === 'done').length >= n, CELLS, { timeout: 60_000 });
  await page.locator('.code-cell').nth(CELLS / 2).scrollIntoViewIfNeeded();
  const middle = page.locator('.code-cell').nth(CELLS / 2).getByRole('textbox');
  await middle.click();
  await page.keyboard.press('End');
  await page.evaluate(() => addEventListener('keydown', () => (globalThis.pressed = performance.now()), true));
  const samples = [];
  for (let k = 0; k < EDITS; k++) {
    await page.evaluate(() => void (globalThis.heard.length = 0));
    await page.keyboard.press('Space');
    await page.waitForFunction((n) => globalThis.heard.filter((m) => m.type === 'done').length >= n, CELLS / 2, { timeout: 10_000 });
    samples.push(await page.evaluate(() => ({ first: globalThis.heard[0].at - globalThis.pressed, last: globalThis.heard.at(-1).at - globalThis.pressed, cells: new Set(globalThis.heard.map((m) => m.id)).size })));
    await page.waitForTimeout(60);
  }
  await context.close();
  const of = (key) => ({ p50: quantile(samples.map((s) => s[key]), 0.5), p95: quantile(samples.map((s) => s[key]), 0.95) });
  return { affected: samples[0].cells, first: of('first'), last: of('last') };
}

/** @returns times in milliseconds */
export async function benchNotebook(browser, url, note) {
  const plain = [];
  const alive = [];
  for (let k = 0; k < VISITS; k++) {
    note(`chapter, visit ${k + 1} of ${VISITS}`);
    plain.push(await withoutScripts(browser, url));
    alive.push(await interactive(browser, url));
  }
  note('fifty cells');
  const median = (values) => quantile(values, 0.5);
  return {
    pictures: plain[0].pictures,
    loaded: median(plain.map((v) => v.loaded)),
    interactive: median(alive),
    edits: await edits(browser, url),
  };
}

export function printNotebook({ pictures, loaded, interactive: alive, edits: edit }) {
  printTable(`A chapter, first visit, server on this machine, median of ${VISITS}, ms`, ['', 'ms'], [
    [`text and ${pictures} pictures loaded, without JavaScript`, cell(loaded, 0)],
    ['interactive: the first figure drawn live (goal 1500)', cell(alive, 0)],
  ]);
  printTable(`A keystroke in the middle of ${CELLS} cells in a chain, ${EDITS} keystrokes, ms`, ['', 'p50', 'p95'], [
    ['until the first affected cell runs (goal 30)', cell(edit.first.p50), cell(edit.first.p95)],
    [`until all ${edit.affected} affected cells are done`, cell(edit.last.p50), cell(edit.last.p95)],
  ]);
}
