/** Makes package-lock.json good for every platform: run it after npm install. See scripts/lib/lock.mjs. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { portable } from './lib/lock.mjs';
import { fail, ROOT } from './lib/process.mjs';

const file = path.join(ROOT, 'package-lock.json');
try {
  const before = await readFile(file, 'utf8');
  const lock = JSON.parse(before);
  const after = portable(lock);
  const added = Object.keys(after.packages).length - Object.keys(lock.packages).length;
  const text = `${JSON.stringify(after, null, 2)}\n`;
  if (text !== before) await writeFile(file, text);
  console.log(`package-lock.json: ${added} platform packages added.`);
} catch (error) {
  fail(error.message);
}
