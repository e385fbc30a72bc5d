import path from 'node:path';
import { ROOT } from '../lib/process.mjs';

/** Where the page of a bench seems to lie, and its WebAssembly files. */
export const ORIGIN = 'http://localhost/bench/';
const WASM = path.join(ROOT, 'node_modules/@tensorflow/tfjs-backend-wasm/dist');

/** An empty page with a bundle and the WebAssembly files at hand. */
export async function openBare(browser, script) {
  const context = await browser.newContext();
  await context.route(`${ORIGIN}**`, (route) => {
    const name = path.basename(new URL(route.request().url()).pathname);
    return name.endsWith('.wasm') ? route.fulfill({ path: path.join(WASM, name) }) : route.fulfill({ contentType: 'text/html', body: '<!doctype html>' });
  });
  const page = await context.newPage();
  await page.goto(ORIGIN);
  await page.addScriptTag({ path: script });
  return { page, close: () => context.close() };
}
