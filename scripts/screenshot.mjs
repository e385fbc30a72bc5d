/** Takes docs/lab.png, docs/train.png and docs/notebook.png of the built site, 1440 × 900, light: node scripts/screenshot.mjs */
import path from 'node:path';
import { openLab } from './bench/lab.mjs';
import { findBrowser, launch } from './lib/browser.mjs';
import { basePath, build } from './lib/build.mjs';
import { fail, ROOT } from './lib/process.mjs';
import { serve } from './lib/serve.mjs';

const LAB = 'docs/lab.png';
const NOTEBOOK = 'docs/notebook.png';
const TRAIN = 'docs/train.png';

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
  await lab.page.screenshot({ path: path.join(ROOT, LAB) });
  console.log(`${LAB}: ${lab.engine}`);

  await lab.page.goto(`${server.url}train/`);
  await lab.page.getByText(/^The network says/).waitFor();
  await lab.page.waitForTimeout(1500);
  await lab.page.screenshot({ path: path.join(ROOT, TRAIN) });
  console.log(TRAIN);

  await lab.page.goto(`${server.url}notebook/05-psu/`);
  await lab.page.evaluate(() => document.fonts.ready);
  const step = lab.page.locator('a.step').nth(2);
  await step.evaluate((link) => window.scrollBy(0, link.getBoundingClientRect().top - 420));
  await lab.page.waitForTimeout(1500);
  await lab.page.screenshot({ path: path.join(ROOT, NOTEBOOK) });
  console.log(NOTEBOOK);
} finally {
  await browser.close();
  await server.close();
}
