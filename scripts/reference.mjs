/**
 * Runs every reference case file of a folder through the float64 form and the tensor form.
 *
 *   npm run reference -- <folder> [--backend cpu|webgl]
 *
 * Prints a line per family and form; exits with 1 beyond tolerance.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundle } from './lib/bundle.mjs';

function readArguments() {
  try {
    const { values, positionals } = parseArgs({ options: { backend: { type: 'string', default: 'cpu' } }, allowPositionals: true });
    if (positionals.length !== 1) throw new Error('One folder is wanted.');
    if (!['cpu', 'webgl'].includes(values.backend)) throw new Error(`There is no backend "${values.backend}" here.`);
    return { folder: positionals[0], backend: values.backend };
  } catch (error) {
    console.error(`${error.message}\nUsage: npm run reference -- <folder> [--backend cpu|webgl]`);
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

const { folder, backend } = readArguments();
const names = await namesIn(folder);

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

console.log(`${'family'.padEnd(40)} ${'form'.padEnd(8)}${'cases'.padStart(6)}${'membrane'.padStart(11)}${'probab.'.padStart(11)}${'gradient'.padStart(11)}${'mismatches'.padStart(11)}`);
let failed = 0;
let families = 0;
try {
  for (const name of names) {
    const text = await readFile(join(folder, name), 'utf8');
    let file = null;
    try {
      file = core.caseFile(JSON.parse(text));
    } catch (error) {
      console.log(`${name}: skipped, not readable as JSON (${error.message}).`);
      continue;
    }
    if (!file) {
      console.log(`${name}: skipped, not a case file of a known family.`);
      continue;
    }
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
console.log(failed ? `${failed} findings beyond tolerance.` : `${families} families within tolerance.`);
if (families === 0) console.error(`No case file was found in ${folder}.`);
process.exit(failed || families === 0 ? 1 : 0);
