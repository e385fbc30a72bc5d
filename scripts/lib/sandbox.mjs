import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { ROOT } from './process.mjs';

const FOLDER = path.join(ROOT, 'public', 'sandbox');

/**
 * Bundles what runs inside the sandbox: the kernel with the library, and d3 with Plot. Each is one text, which the page
 * hands over, because the sandbox itself can fetch nothing.
 */
export async function buildSandbox() {
  // On a fresh clone the packages are installed by the script that imports this one.
  const { build } = await import('esbuild');
  await mkdir(FOLDER, { recursive: true });
  const shared = { absWorkingDir: ROOT, bundle: true, minify: true, platform: 'browser', format: 'iife', target: 'es2022', legalComments: 'none', logLevel: 'error', alias: { '@': ROOT } };
  await build({
    ...shared,
    entryPoints: ['lib/notebook/sandbox/worker.ts'],
    outfile: path.join(FOLDER, 'kernel.js'),
    // The runtime asks for a frame; a frame that is not seen gets none.
    banner: { js: 'self.requestAnimationFrame=f=>setTimeout(()=>f(performance.now()),8);' },
  });
  await build({ ...shared, entryPoints: ['lib/notebook/library/plots.ts'], outfile: path.join(FOLDER, 'plots.js'), globalName: 'notebookPlots' });
}
