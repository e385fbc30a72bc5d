import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';

const ON_PATH = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge-stable', 'microsoft-edge'];

/** Where installers of Chrome, Chromium and Edge put them, by process.platform. */
function wellKnown() {
  if (process.platform === 'darwin') {
    return [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    ];
  }
  if (process.platform === 'win32') {
    const homes = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].map((name) => process.env[name]).filter(Boolean);
    const programs = ['Google\\Chrome\\Application\\chrome.exe', 'Chromium\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];
    return homes.flatMap((home) => programs.map((program) => path.join(home, program)));
  }
  return ['/usr/bin/chromium', '/usr/bin/google-chrome', '/opt/google/chrome/chrome', '/snap/bin/chromium'];
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @returns {string | null} an installed browser, without installing one */
export function installedBrowser() {
  if (process.env.CHROME_PATH) {
    if (isExecutable(process.env.CHROME_PATH)) return process.env.CHROME_PATH;
    throw new Error(`CHROME_PATH names "${process.env.CHROME_PATH}", which cannot be run.`);
  }
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const onPath = ON_PATH.flatMap((name) => folders.map((folder) => path.join(folder, name + suffix)));
  return [...wellKnown(), ...onPath].find(isExecutable) ?? null;
}

/**
 * Finds Chrome, Chromium or Edge; as root on Debian or Ubuntu it installs Chromium when there is none.
 * @returns {string} path of the program
 * @throws {Error} one sentence that says what to install
 */
export function findBrowser() {
  const installed = installedBrowser();
  if (installed) return installed;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('Installing Chromium …');
    const options = { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
    spawnSync('apt-get', ['update', '-qq'], options);
    spawnSync('apt-get', ['install', '-y', '-qq', 'chromium'], options);
    const added = installedBrowser();
    if (added) return added;
  }
  throw new Error('The browser tests need Chrome, Chromium or Edge: install one, or set CHROME_PATH to it.');
}

/**
 * Flags for a quiet, repeatable browser.
 * @param {{ webgpu?: boolean, swiftshader?: boolean }} options webgpu turns on WebGPU where the platform hides it;
 *   swiftshader sends all graphics, the compositor's too, through one software device: the same everywhere, and
 *   slower than what the browser itself would choose
 */
export function launchArgs({ webgpu = false, swiftshader = true } = {}) {
  return [
    '--no-sandbox',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    // Containers often have a /dev/shm too small for a page.
    '--disable-dev-shm-usage',
    ...(swiftshader ? ['--use-angle=swiftshader'] : []),
    ...(webgpu ? ['--enable-unsafe-webgpu'] : []),
  ];
}

/**
 * Starts a headless browser with a fresh profile, which goes when it is closed.
 *
 * @param {{ webgpu?: boolean, swiftshader?: boolean, args?: string[] }} options args are added to launchArgs()
 * @returns {Promise<import('playwright-core').Browser>}
 */
export async function launch({ args = [], ...flags } = {}) {
  const { chromium } = await import('playwright-core');
  return chromium.launch({ executablePath: findBrowser(), args: [...launchArgs(flags), ...args], headless: true });
}
