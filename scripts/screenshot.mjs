/** Takes docs/lab.png of the built Lab, 1440 × 900, light: node scripts/screenshot.mjs */
import path from 'node:path';
import { openLab } from './bench/lab.mjs';
import { findBrowser, launch } from './lib/browser.mjs';
import { basePath, build } from './lib/build.mjs';
import { fail, ROOT } from './lib/process.mjs';
import { serve } from './lib/serve.mjs';

const FILE = 'docs/lab.png';

try {
  findBrowser();
  await build();
} catch (error) {
  fail(error.message);
}
const server = await serve({ root: path.join(ROOT, 'out'), basePath: basePath() });
const browser = await launch();
try {
  const lab = await openLab(browser, server.url, { context: { reducedMotion: 'reduce' } });
  await lab.page.evaluate(() => document.fonts.ready);
  await lab.page.screenshot({ path: path.join(ROOT, FILE) });
  console.log(`${FILE}: ${lab.engine}`);
} finally {
  await browser.close();
  await server.close();
}
