/** Panned rasters of a million spikes, in a page, beside one path with a line a spike. */
import { bundle } from '../lib/bundle.mjs';
import { openBare } from './bare.mjs';
import { cell, printTable, quantile } from './table.mjs';

/** Spikes and neurons. */
const SIZES = [[1e5, 1000], [1e6, 10_000], [1e7, 10_000]];
const SHARES = [[1, 'all'], [1 / 4, '1/4'], [1 / 50, '1/50']];
const FRAMES = 30;
/** Beyond this many lines a path takes minutes. */
const MOST_LINES = 3e5;

/** @returns one record for each size, window and way; times in milliseconds, least, medians and 95 % quantiles */
export async function benchRasters(browser, note) {
  const script = await bundle('scripts/bench/rasters.ts', { platform: 'browser', asPath: true });
  const { page, close } = await openBare(browser, script);
  const records = [];
  try {
    for (const [spikes, neurons] of SIZES) {
      for (const [share, name] of SHARES) {
        note(`rasters, ${spikes} spikes, ${name} of the time`);
        const plain = spikes * share <= MOST_LINES;
        const found = await page.evaluate((task) => globalThis.benchRasters.time(task), { spikes, neurons, share, frames: FRAMES, plain });
        const median = quantile(found.own, 0.5);
        const path = found.plain[0] ?? null;
        records.push({ spikes, neurons, window: name, least: Math.min(...found.own), median, p95: quantile(found.own, 0.95), path, ratio: path && path / median });
      }
    }
    return records;
  } finally {
    await close();
  }
}

export function printRasters(records) {
  printTable(
    'Rasters panned at 1400 × 600 px: ms a frame of the page, and one path with a line a spike',
    ['spikes', 'neurons', 'window', 'least', 'median', '95 %', 'one path', 'times as long'],
    records.map((r) => [
      r.spikes.toLocaleString('en-US'), r.neurons.toLocaleString('en-US'), r.window,
      cell(r.least), cell(r.median), cell(r.p95), cell(r.path, 0), r.ratio ? `×${r.ratio.toPrecision(2)}` : '–',
    ]),
  );
}
