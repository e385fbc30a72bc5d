/** What a first visit downloads, and how long until there is a picture. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { ROOT } from '../lib/process.mjs';
import { openLab } from './lab.mjs';
import { cell, printTable, quantile } from './table.mjs';

/** Gzip bytes: the scripts before tfjs, and tfjs with what is loaded with it. */
export const BUDGETS = { beforeTfjs: 175_000, tfjs: 150_000 };
const VISITS = 5;
const TFJS = /tensorflow|WEBGL_|kernelName/;

/** In the page, before its own scripts: the end of the frame with the first canvas painted. */
function watchFirstPicture() {
  const original = CanvasRenderingContext2D.prototype.putImageData;
  CanvasRenderingContext2D.prototype.putImageData = function paint(...args) {
    CanvasRenderingContext2D.prototype.putImageData = original;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => (globalThis.firstPicture = performance.now());
      port2.postMessage(null);
    });
    return original.apply(this, args);
  };
  globalThis.badgeReady = new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (!document.querySelector('.badge[data-state="ready"]')) return;
      observer.disconnect();
      resolve(performance.now());
    });
    observer.observe(document, { subtree: true, childList: true, attributes: true });
  });
}

/** One first visit: the scripts it asked for, in order, and its times from the start of the navigation. */
async function visit(browser, url) {
  const asked = new Map();
  const onRequest = (request) => {
    const { origin, pathname } = new URL(request.url());
    if (origin !== new URL(url).origin || !pathname.endsWith('.js') || asked.has(pathname)) return;
    const from = request.headers().referer ?? '';
    asked.set(pathname, from === url || from === url.replace(/\/$/, '') ? 'page' : 'worker');
  };
  const lab = await openLab(
    { newContext: async (options) => (await browser.newContext(options)).on('request', onRequest) },
    url,
    { initScript: watchFirstPicture },
  );
  const times = await lab.page.evaluate(async () => ({ firstPicture: globalThis.firstPicture, ready: await globalThis.badgeReady }));
  await lab.close();
  return { asked, times };
}

/**
 * Gzip size and group of each script. `page` is named in the document, `later` the page asks for once it runs.
 * The engine loads tfjs by a dynamic import: from its first chunk on, all of the worker's is tfjs'.
 */
async function weigh(asked, url) {
  const base = new URL(url).pathname;
  const html = await readFile(path.join(ROOT, 'out', 'index.html'), 'utf8');
  const files = [];
  let tfjs = false;
  for (const [pathname, by] of asked) {
    const text = await readFile(path.join(ROOT, 'out', pathname.slice(base.length)));
    if (by === 'worker') tfjs ||= TFJS.test(text);
    const file = path.basename(pathname);
    const group = by === 'worker' ? (tfjs ? 'tfjs' : 'engine') : html.includes(file) ? 'page' : 'later';
    files.push({ file, group, bytes: gzipSync(text).length });
  }
  return files;
}

/** @returns sizes in bytes after gzip, times in milliseconds (median of five visits with an empty cache) */
export async function benchSize(browser, url, note) {
  const visits = [];
  for (let k = 0; k < VISITS; k++) {
    note(`first visit ${k + 1} of ${VISITS}`);
    visits.push(await visit(browser, url));
  }
  const files = await weigh(visits[0].asked, url);
  const total = (group) => files.filter((f) => f.group === group).reduce((sum, f) => sum + f.bytes, 0);
  const [page, later, engine, tfjs] = ['page', 'later', 'engine', 'tfjs'].map(total);
  const median = (name) => quantile(visits.map((v) => v.times[name]), 0.5);
  return { page, later, engine, tfjs, allButTfjs: page + later + engine, budgets: BUDGETS, firstPicture: median('firstPicture'), engineReady: median('ready'), files };
}

export function printSize(size) {
  const kilo = (bytes) => cell(bytes / 1000);
  printTable('First visit: JavaScript after gzip, kB', ['file', 'group', 'kB'], size.files.map((f) => [f.file, f.group, kilo(f.bytes)]));
  const verdict = (bytes, budget) => (bytes <= budget ? 'within' : 'OVER');
  printTable('First visit: sums against their budgets, kB', ['group', 'kB', 'budget', ''], [
    ['page: named in the document', kilo(size.page), kilo(BUDGETS.beforeTfjs), verdict(size.page, BUDGETS.beforeTfjs)],
    ['tfjs: and what is loaded with it', kilo(size.tfjs), kilo(BUDGETS.tfjs), verdict(size.tfjs, BUDGETS.tfjs)],
    ['engine: the worker’s own, beside tfjs', kilo(size.engine), '', ''],
    ['later: what the page asks for once it runs', kilo(size.later), '', ''],
    ['all of it', kilo(size.allButTfjs + size.tfjs), '', ''],
  ]);
  printTable(`First visit: time from the start, empty cache, server on this machine, median of ${VISITS}, ms`, ['', 'ms'], [
    ['first picture (float64)', cell(size.firstPicture, 0)],
    ['engine ready, self-check passed', cell(size.engineReady, 0)],
  ]);
}
