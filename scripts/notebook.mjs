/**
 * Runs a notebook's cells, computed numbers and exercises in Node, and prints what they give.
 *
 *   node scripts/notebook.mjs FILE.md [FILE.md …]
 */
import { readFile } from 'node:fs/promises';
import { bundle } from './lib/bundle.mjs';
import { fail } from './lib/process.mjs';

const files = process.argv.slice(2);
if (files.length === 0) fail('Usage: node scripts/notebook.mjs FILE.md [FILE.md …]');
const { plots } = await import(await bundle('lib/notebook/library/plots.ts', { platform: 'node' }));
const { checkNotebook } = await import(await bundle('lib/notebook/check.ts', { platform: 'node' }));
let bad = 0;
for (const file of files) {
  const { lines, problems } = await checkNotebook(await readFile(file, 'utf8'), plots);
  console.log(`\n${file}`);
  for (const line of lines) console.log(`  ${line}`);
  for (const { line, message } of problems) console.log(`  ✗ line ${line}: ${message}`);
  bad += problems.length;
}
console.log(`\n${bad} ${bad === 1 ? 'problem' : 'problems'}.`);
process.exit(bad > 0 ? 1 : 0);
