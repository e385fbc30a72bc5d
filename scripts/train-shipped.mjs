/**
 * Trains what ships in public/trained: each generated task with LIF, PSU, IPSU and RPSU, from the recipe that the page
 * starts the task with.
 *
 *   node scripts/train-shipped.mjs [--task digits-rows,…] [--neuron lif,psu,…]
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ORIGIN, openBare } from './bench/bare.mjs';
import { launch } from './lib/browser.mjs';
import { bundle } from './lib/bundle.mjs';
import { ROOT } from './lib/process.mjs';

const FOLDER = path.join(ROOT, 'public/trained');
const INDEX = path.join(FOLDER, 'index.json');
const BACKEND = 'wasm';
const SEED = 1;

const { values } = parseArgs({ options: { task: { type: 'string' }, neuron: { type: 'string', default: 'lif,psu,ipsu,rpsu' } } });
const known = JSON.parse(await readFile(INDEX, 'utf8').catch(() => '[]'));
const browser = await launch();
try {
  const { page } = await openBare(browser, await bundle('scripts/bench/train.ts', { platform: 'browser', asPath: true }));
  await page.evaluate(([name, folder]) => globalThis.benchTrain.useBackend(name, folder), [BACKEND, ORIGIN]);
  const tasks = values.task?.split(',') ?? (await page.evaluate(() => globalThis.benchTrain.tasks));
  await mkdir(FOLDER, { recursive: true });
  for (const task of tasks) {
    for (const neuron of values.neuron.split(',')) {
      const { file, accuracy, seconds } = await page.evaluate((t) => globalThis.benchTrain.ship(t), { task, neuron, seed: SEED });
      const name = `${task}-${neuron}.npz`;
      const bytes = Buffer.from(file, 'base64');
      await writeFile(path.join(FOLDER, name), bytes);
      const entry = { file: name, task, neuron, seed: SEED, accuracy, seconds: Number(seconds.toFixed(1)), backend: BACKEND, command: `node scripts/train-shipped.mjs --task ${task} --neuron ${neuron}` };
      known.splice(0, known.length, ...known.filter((e) => e.file !== name), entry);
      known.sort((a, b) => a.file.localeCompare(b.file));
      await writeFile(INDEX, `${JSON.stringify(known, null, 2)}\n`);
      console.log(`${name}: ${(100 * accuracy).toFixed(1)} % on the test part after ${seconds.toFixed(0)} s, ${Math.round(bytes.length / 1000)} kB`);
    }
  }
} finally {
  await browser.close();
}
