/**
 * Measures how fast and how large the site is; it never fails for being slow.
 *
 *   npm run bench [-- --only page|size|notebook|compare|engine|rasters|measures] [--json FILE] [--as-built]
 *
 * Prints tables, then all numbers as JSON, which --json writes to a file instead. Builds the site first where
 * its sources have changed; --as-built measures out/ as it lies.
 */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { benchCompare, printCompare } from './bench/compare.mjs';
import { benchEngine, printEngine } from './bench/engine.mjs';
import { benchMeasures, printMeasures } from './bench/measures.mjs';
import { benchNotebook, printNotebook } from './bench/notebook.mjs';
import { benchPage, printPage } from './bench/page.mjs';
import { benchRasters, printRasters } from './bench/rasters.mjs';
import { benchSize, printSize } from './bench/size.mjs';
import { findBrowser, launch } from './lib/browser.mjs';
import { basePath, build } from './lib/build.mjs';
import { fail, ROOT } from './lib/process.mjs';
import { serve } from './lib/serve.mjs';

const USAGE = 'Usage: npm run bench [-- --only page|size|notebook|compare|engine|rasters|measures] [--json FILE] [--as-built]';
const PARTS = ['size', 'page', 'notebook', 'compare', 'engine', 'rasters', 'measures'];
/** Parts that measure the built site, and those that need a browser at all. */
const OF_SITE = ['size', 'page', 'notebook', 'compare'];
const IN_BROWSER = [...OF_SITE, 'engine', 'rasters'];

function options() {
  try {
    const { values } = parseArgs({ options: { only: { type: 'string' }, json: { type: 'string' }, 'as-built': { type: 'boolean' } } });
    if (values.only !== undefined && !PARTS.includes(values.only)) throw new Error(`There is no part "${values.only}".`);
    return values;
  } catch (error) {
    return fail(`${error.message}\n${USAGE}`);
  }
}

/** Progress, on one line, away from the tables. */
function note(text) {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K${text} …`);
}

const { only, json, 'as-built': asBuilt } = options();
const parts = only ? [only] : PARTS;

const inBrowser = parts.some((part) => IN_BROWSER.includes(part));

try {
  if (inBrowser) findBrowser();
  if (parts.some((part) => OF_SITE.includes(part))) {
    if (!asBuilt) await build();
    else if (!existsSync(path.join(ROOT, 'out/index.html'))) throw new Error('There is no site in out/: leave --as-built out.');
  }
} catch (error) {
  fail(error.message);
}

const server = inBrowser ? await serve({ root: path.join(ROOT, 'out'), basePath: basePath() }) : null;
const browser = inBrowser ? await launch() : null;
const began = performance.now();
const results = {
  taken: new Date().toISOString(),
  machine: {
    processor: os.cpus()[0]?.model ?? 'unknown',
    cores: os.availableParallelism(),
    memoryGB: Math.round(os.totalmem() / 1e9),
    loadBefore: os.loadavg()[0],
    platform: `${os.platform()} ${os.arch()}`,
    browser: browser?.version() ?? null,
  },
};
try {
  const { processor, cores, loadBefore } = results.machine;
  console.log(`${browser ? `Chromium ${browser.version()}` : `Node ${process.versions.node}`} on ${processor}, ${cores} cores, load ${loadBefore.toFixed(1)} before the start.`);
  if (parts.includes('size')) printSize((results.size = await benchSize(browser, server.url, note)));
  if (parts.includes('page')) printPage((results.page = await benchPage(server.url, note)));
  if (parts.includes('notebook')) printNotebook((results.notebook = await benchNotebook(browser, server.url, note)));
  if (parts.includes('compare')) printCompare((results.compare = await benchCompare(browser, server.url, note)));
  if (parts.includes('engine')) printEngine((results.engine = await benchEngine(browser, note)));
  if (parts.includes('rasters')) printRasters((results.rasters = await benchRasters(browser, note)));
  if (parts.includes('measures')) printMeasures((results.measures = await benchMeasures(note)));
} finally {
  await browser?.close();
  await server?.close();
}
results.seconds = (performance.now() - began) / 1000;
console.log(`\nTook ${results.seconds.toFixed(0)} s.`);
if (json) await writeFile(json, `${JSON.stringify(results, null, 2)}\n`);
else console.log(JSON.stringify(results));
