import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Bundles a TypeScript entry so that a script can import it or a page can load it.
 * @returns a file URL to import, or with `asPath` the file's path
 */
export async function bundle(entry, { platform, asPath = false }) {
  const folder = join(root, '.cache');
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, `${entry.replace(/\W+/g, '-')}.${platform}.${platform === 'node' ? 'mjs' : 'js'}`);
  await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform,
    format: platform === 'node' ? 'esm' : 'iife',
    target: 'es2022',
    // One copy of tfjs-core: its CommonJS twin would register backends of its own.
    mainFields: ['module', 'main'],
    logLevel: 'error',
    alias: { '@': root },
    // tfjs' CommonJS parts ask for `require` when they are bundled as a module.
    banner: platform === 'node' ? { js: "import { createRequire as __cr } from 'node:module'; const require = __cr(import.meta.url);" } : {},
    define: platform === 'browser' ? { global: 'globalThis' } : {},
  });
  return asPath ? outfile : pathToFileURL(outfile).href + `?${Date.now()}-${basename(outfile)}`;
}
