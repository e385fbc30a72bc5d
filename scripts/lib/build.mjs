import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { node, ROOT } from './process.mjs';
import { buildSandbox } from './sandbox.mjs';

const SOURCES = ['app', 'components', 'lib', 'public'];
const ENTRY = path.join(ROOT, 'out', 'index.html');
const STAMP = path.join(ROOT, '.cache', 'build.json');

/** The path below the host's root where the site lives: '' or '/name', from BASE_PATH. */
export function basePath() {
  return process.env.BASE_PATH ?? '';
}

/** Everything the export is made from: the source folders and the files beside package.json. */
async function sourceFiles() {
  const top = await readdir(ROOT, { withFileTypes: true });
  const files = top
    .filter((entry) => entry.isFile() && /\.(json|js|mjs|ts|tsx)$/.test(entry.name))
    .filter(({ name }) => !/^(jest\.config|eslint\.config)\.|^next-env\.d\.ts$|\.tsbuildinfo$/.test(name))
    .map(({ name }) => name);
  for (const folder of SOURCES) {
    const inside = await readdir(path.join(ROOT, folder), { recursive: true, withFileTypes: true }).catch(() => []);
    for (const entry of inside) {
      if (entry.isFile()) files.push(path.relative(ROOT, path.join(entry.parentPath ?? entry.path, entry.name)));
    }
  }
  return files.sort();
}

/** A hash, not dates: a checkout or a copy changes the dates of files whose content it leaves. */
async function sourceHash() {
  const hash = createHash('sha256').update(basePath());
  for (const file of await sourceFiles()) {
    hash.update(`\0${file}\0`).update(await readFile(path.join(ROOT, file)));
  }
  return hash.digest('hex');
}

/** Ties the record to one export: `next build` run by hand replaces out/ and so voids it. */
async function exportTime() {
  return (await stat(ENTRY)).mtimeMs;
}

async function isCurrent(sources) {
  try {
    const stamp = JSON.parse(await readFile(STAMP, 'utf8'));
    return stamp.sources === sources && stamp.exported === (await exportTime());
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return false;
    throw error;
  }
}

/**
 * Builds the site into out/, unless out/ was built from these very sources for this base path.
 * @returns {Promise<boolean>} whether it had to build
 */
export async function build({ force = false } = {}) {
  await buildSandbox();
  const sources = await sourceHash();
  if (!force && (await isCurrent(sources))) return false;
  const code = await node('next/dist/bin/next', ['build']);
  if (code !== 0) throw new Error(`next build failed with exit code ${code}: see its message above.`);
  await mkdir(path.dirname(STAMP), { recursive: true });
  await writeFile(STAMP, JSON.stringify({ sources, exported: await exportTime() }));
  return true;
}
