/**
 * Runs every reference case file of a folder through the float64 form and the tensor form, and compares measures
 * between spike trains with the numbers of other libraries.
 *
 *   npm run reference -- <folder> [--backend cpu|webgl] [--data <folder>]
 *
 * Prints a line per family and form, and one per measure; exits with 1 beyond tolerance. --data says where the rasters lie
 * that a file of measures names.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundle } from './lib/bundle.mjs';
import { checkMeasures } from './lib/measureReference.mjs';

const USAGE = 'Usage: npm run reference -- <folder> [--backend cpu|webgl] [--data <folder>]';

function readArguments() {
  try {
    const { values, positionals } = parseArgs({ options: { backend: { type: 'string', default: 'cpu' }, data: { type: 'string' } }, allowPositionals: true });
    if (positionals.length !== 1) throw new Error('One folder is wanted.');
    if (!['cpu', 'webgl'].includes(values.backend)) throw new Error(`There is no backend "${values.backend}" here.`);
    return { folder: positionals[0], ...values };
  } catch (error) {
    console.error(`${error.message}\n${USAGE}`);
    process.exit(2);
  }
}

async function namesIn(path) {
  try {
    return (await readdir(path)).filter((name) => name.endsWith('.json')).sort();
  } catch (error) {
    console.error(error.code === 'ENOENT' ? `There is no folder ${path}.` : `The folder ${path} cannot be read (${error.code}).`);
    process.exit(1);
  }
}

const { folder, backend, data } = readArguments();
const names = await namesIn(folder);
if (data !== undefined) await namesIn(data);

const core = await import(await bundle('lib/reference/node.ts', { platform: 'node' }));
const tensors = backend === 'cpu' ? await onCpu() : await onWebgl();

async function onCpu() {
  await core.useCpu();
  return { verify: (text) => core.verifyTensors(core.caseFile(JSON.parse(text)), 'cpu'), close() {} };
}

async function onWebgl() {
  const { launch } = await import('./lib/browser.mjs');
  const browser = await launch();
  const page = await browser.newPage();
  await page.addScriptTag({ path: await bundle('lib/reference/browser.ts', { platform: 'browser', asPath: true }) });
  return { verify: (text) => page.evaluate((t) => globalThis.verifyWebgl(t), text), close: () => browser.close() };
}

const cell = (v, width = 11) => (v === null ? '–' : typeof v === 'number' && !Number.isInteger(v) ? v.toExponential(1) : String(v)).padStart(width);
const line = (name, form, v) =>
  `${name.padEnd(40)} ${form.padEnd(8)}${cell(v.cases, 6)}${cell(v.membrane)}${cell(v.probability)}${cell(v.gradient)}${cell(v.spikeMismatches)}`;

const header = `${'family'.padEnd(40)} ${'form'.padEnd(8)}${'cases'.padStart(6)}${'membrane'.padStart(11)}${'probab.'.padStart(11)}${'gradient'.padStart(11)}${'mismatches'.padStart(11)}`;
let failed = 0;
let families = 0;
const measureFiles = [];
try {
  for (const name of names) {
    const text = await readFile(join(folder, name), 'utf8');
    let [file, measures] = [null, null];
    try {
      const json = JSON.parse(text);
      file = core.caseFile(json);
      measures = core.measureFile(json);
    } catch (error) {
      console.log(`${name}: skipped, not readable as JSON (${error.message}).`);
      continue;
    }
    if (!file) {
      if (measures) measureFiles.push([name, measures]);
      else console.log(`${name}: skipped, not a case file of a known family.`);
      continue;
    }
    if (families === 0) console.log(header);
    families++;
    for (const [form, verify] of [['float64', () => core.verifyFloat64(file)], [backend, () => tensors.verify(text)]]) {
      const verdict = await verify();
      console.log(line(file.family, form, verdict));
      for (const failure of verdict.failures.slice(0, 5)) console.log(`    ${failure}`);
      failed += verdict.failures.length;
    }
  }
} finally {
  await tensors.close();
}
for (const [name, file] of measureFiles) failed += checkMeasures(core, name, file, data);
if (failed) console.log(`${failed} findings beyond tolerance.`);
else {
  if (families > 0) console.log(`${families} families within tolerance.`);
  if (measureFiles.length > 0) console.log('Measures within tolerance.');
}
const none = families + measureFiles.length === 0;
if (none) console.error(`No case file was found in ${folder}.`);
process.exit(failed || none ? 1 : 0);
