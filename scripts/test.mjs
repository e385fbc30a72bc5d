/**
 * The one command that tests everything: `npm test`.
 * `npm test -- unit scan` runs one stage (types, lint, unit, build or browser) and hands the rest to Jest.
 */
import { mkdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { build } from './lib/build.mjs';
import { findBrowser } from './lib/browser.mjs';
import { checkNode, install } from './lib/install.mjs';
import { fail, node, ROOT } from './lib/process.mjs';

const counts = { passed: 0, failed: 0, skipped: 0 };

/** Runs one Jest project and adds its results to the counts. */
async function jest(project, args, ownArgs) {
  const output = path.join(ROOT, '.cache', `jest-${project}.json`);
  await mkdir(path.dirname(output), { recursive: true });
  await rm(output, { force: true });
  const code = await node('jest/bin/jest.js', [
    `--selectProjects=${project}`,
    ...args,
    '--json',
    `--outputFile=${output}`,
    ...ownArgs,
  ]);
  const results = JSON.parse(await readFile(output, 'utf8').catch(() => '{}'));
  counts.passed += results.numPassedTests ?? 0;
  counts.skipped += (results.numPendingTests ?? 0) + (results.numTodoTests ?? 0);
  // A file that could not be loaded counts as one failed test.
  counts.failed += (results.numFailedTests ?? 0) + (results.numRuntimeErrorTestSuites ?? 0);
  return code;
}

async function types() {
  // Next writes the types of routes, styles and images, which git does not hold.
  const code = await node('next/dist/bin/next', ['typegen']);
  return code || node('typescript/bin/tsc', ['--noEmit']);
}

/** Each stage resolves to an exit code. */
const STAGES = {
  types,
  lint: () => node('eslint/bin/eslint.js', ['.', '--max-warnings', '0']),
  unit: (args) => jest('unit', [`--maxWorkers=${os.availableParallelism()}`], args),
  build: async () => {
    await build({ force: true });
    return 0;
  },
  browser: async (args) => {
    await build();
    return jest('browser', ['--runInBand'], args);
  },
};

async function runStage(name, args) {
  console.log(`\n== ${name} ==`);
  const start = performance.now();
  const failedBefore = counts.failed;
  let code;
  try {
    code = await STAGES[name](args);
  } catch (error) {
    console.error(error.message);
    code = 1;
  }
  if (code !== 0 && counts.failed === failedBefore) counts.failed += 1;
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`== ${name}: ${code === 0 ? 'passed' : 'failed'} in ${seconds} s ==`);
  return code === 0;
}

const [only, ...args] = process.argv.slice(2);
if (only && !(only in STAGES)) fail(`There is no test stage "${only}": choose one of ${Object.keys(STAGES).join(', ')}.`);
try {
  checkNode();
  await install();
  if (!only || only === 'browser') findBrowser();
} catch (error) {
  fail(error.message);
}

let passed = true;
for (const name of only ? [only] : Object.keys(STAGES)) {
  passed = await runStage(name, args);
  if (!passed) break;
}
console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exitCode = passed ? 0 : 1;
