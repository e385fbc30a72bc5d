import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { npm, ROOT } from './process.mjs';

const OLDEST_NODE = [20, 9];

/** @throws {Error} one sentence, when this Node is older than the project needs */
export function checkNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  throw new Error(
    `Parallel Spikes needs Node.js ${OLDEST_NODE.join('.')} or newer, and this is ${version}: get it from https://nodejs.org.`,
  );
}

/**
 * Names the first package that the lock asks for and npm's own record of node_modules lacks.
 * Optional packages are left out: npm installs only those of this platform.
 *
 * @param lock parsed package-lock.json
 * @param installed parsed node_modules/.package-lock.json
 * @returns {string | null}
 */
export function firstMissing(lock, installed) {
  for (const [folder, { version, optional, devOptional }] of Object.entries(lock.packages)) {
    if (folder === '' || optional || devOptional) continue;
    if (installed.packages[folder]?.version !== version) return `${folder.replace('node_modules/', '')}@${version}`;
  }
  return null;
}

async function readJson(...names) {
  return JSON.parse(await readFile(path.join(ROOT, ...names), 'utf8'));
}

async function isInstalled() {
  try {
    return firstMissing(await readJson('package-lock.json'), await readJson('node_modules', '.package-lock.json')) === null;
  } catch (error) {
    if (error.code === 'ENOENT') return false;
    throw error;
  }
}

/** Installs the packages of package-lock.json, unless node_modules already holds them. */
export async function install() {
  if (await isInstalled()) return;
  console.log('Installing packages …');
  // Development packages too, even where NODE_ENV says production: the build and the tests need them.
  const code = await npm(['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']);
  if (code !== 0) throw new Error(`npm ci failed with exit code ${code}: see its message above.`);
}
