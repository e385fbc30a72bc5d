/** The one command of a fresh clone: install, build, serve, and say where. */
import path from 'node:path';
import { fail, ROOT } from './lib/process.mjs';
import { checkNode, install } from './lib/install.mjs';
import { basePath, build } from './lib/build.mjs';
import { serve } from './lib/serve.mjs';

const TRIES = 20;

/** Serves on the wanted port, or on the next one that is free. */
async function serveOnFreePort(first) {
  for (let port = first; ; port += 1) {
    try {
      return await serve({ root: path.join(ROOT, 'out'), port, basePath: basePath() });
    } catch (error) {
      if (error.code !== 'EADDRINUSE' || port - first >= TRIES) throw error;
    }
  }
}

function wantedPort() {
  const port = Number(process.env.PORT ?? 3000);
  if (Number.isInteger(port) && port >= 0 && port < 65536) return port;
  throw new Error(`PORT must be a number from 0 to 65535, not "${process.env.PORT}".`);
}

try {
  checkNode();
  const port = wantedPort();
  await install();
  await build();
  const { url } = await serveOnFreePort(port);
  console.log(`Parallel Spikes is at ${url} (Ctrl+C ends it).`);
} catch (error) {
  fail(error.message);
}
