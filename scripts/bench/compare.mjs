/** Compare with very many spikes: how long a file takes to open, whether the page stalls meanwhile, and how fast it pans. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { cell, mean, printTable, quantile } from './table.mjs';

const SIDE = 100;
const SIZES = [1e5, 1e6, 1e7];
const PAN_MS = 3000;
/** Windows on show, as shares of all. */
const WINDOWS = [1, 1 / 4, 1 / 50];
const PATIENCE_MS = 120_000;

/** A structured array of events, as tonic keeps them: 10 000 pixels, 10 s, times in µs. */
function eventsFile(events) {
  const head = "{'descr': [('t', '<i4'), ('x', '<i2'), ('y', '<i2'), ('p', '|b1')], 'fortran_order': False, 'shape': (" + `${events},), }`;
  const header = head.padEnd(Math.ceil((head.length + 11) / 64) * 64 - 11) + '\n';
  const start = 10 + header.length;
  const bytes = Buffer.alloc(start + 9 * events);
  Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length & 255, header.length >> 8]).copy(bytes);
  bytes.write(header, 10, 'latin1');
  let state = 1;
  const random = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  for (let k = 0; k < events; k++) {
    const at = start + 9 * k;
    bytes.writeInt32LE(Math.floor((k * 1e7) / events), at);
    bytes.writeInt16LE(Math.floor(random() * SIDE), at + 4);
    bytes.writeInt16LE(Math.floor(random() * SIDE), at + 6);
    bytes[at + 8] = 0;
  }
  return bytes;
}

/** In the page, before its own scripts: the time between frames. */
function watchFrames() {
  globalThis.frameGaps = [];
  let last = performance.now();
  const tick = (now) => {
    globalThis.frameGaps.push(now - last);
    last = now;
    requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
}

/** In the page: pans by a little in every frame, and gives the time between frames. */
async function pan({ ms }) {
  const figure = document.querySelector('[role="application"][aria-label^="The rasters"]');
  const { left, top, width, height } = figure.getBoundingClientRect();
  figure.focus();
  const gaps = [];
  const start = performance.now();
  let last = start;
  for (let k = 0; performance.now() - start < ms; k++) {
    const deltaX = Math.floor(k / 20) % 2 === 0 ? 12 : -12;
    figure.dispatchEvent(new WheelEvent('wheel', { deltaX, clientX: left + width / 2, clientY: top + height / 2, bubbles: true, cancelable: true }));
    const now = await new Promise((resolve) => requestAnimationFrame(resolve));
    gaps.push(now - last);
    last = now;
  }
  return gaps.slice(5);
}

async function open(browser, url, file, events, note) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addInitScript(watchFrames);
  const page = await context.newPage();
  await page.goto(`${url}compare/`);
  await page.getByRole('listitem', { name: 'PSU' }).waitFor();
  await page.waitForTimeout(1500);
  note(`compare, ${events} spikes`);
  await page.evaluate(() => (globalThis.frameGaps.length = 0));
  const began = performance.now();
  await page.getByLabel('Drop rasters anywhere, or choose files').setInputFiles(file);
  await page.getByText(`${events.toLocaleString('en-US')} spikes`).first().waitFor({ timeout: PATIENCE_MS });
  const openMs = performance.now() - began;
  await page.waitForTimeout(500);
  const stall = await page.evaluate(() => Math.max(...globalThis.frameGaps));
  const pans = [];
  for (const share of WINDOWS) {
    await page.getByRole('button', { name: 'All of the time' }).click({ timeout: 2000 }).catch(() => undefined);
    for (let width = 1; width > share * 1.01; width /= 2) await page.getByRole('button', { name: 'Zoom in' }).click();
    pans.push({ share, gaps: await page.evaluate(pan, { ms: PAN_MS }) });
  }
  await context.close();
  return { events, openMs, stall, pans: pans.map(({ share, gaps }) => ({ share, frames: gaps.length, mean: mean(gaps), p95: quantile(gaps, 0.95) })) };
}

/** @returns one record a number of spikes */
export async function benchCompare(browser, url, note) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'bench-'));
  const records = [];
  try {
    for (const events of SIZES) {
      const file = path.join(folder, `events-${events}.npy`);
      await writeFile(file, eventsFile(events));
      records.push(await open(browser, url, file, events, note));
      await rm(file);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  return records;
}

export function printCompare(records) {
  printTable(
    'Compare: 10 000 neurons, one raster of so many spikes',
    ['spikes', 'open, s', 'longest stall, ms', ...WINDOWS.map((share) => `pan at ${share === 1 ? 'all' : `1/${Math.round(1 / share)}`}: frames/s, p95 ms`)],
    records.map(({ events, openMs, stall, pans }) => [events.toLocaleString('en-US'), cell(openMs / 1000, 2), cell(stall, 0), ...pans.map(({ mean: gap, p95 }) => `${cell(1000 / gap, 0)}, ${cell(p95, 0)}`)]),
  );
}
