/**
 * Opens the Lab in a context of its own and waits until its engine has chosen a backend.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {string} url the site's root
 * @param {{ hash?: string, backend?: string, initScript?: () => void, context?: object }} options
 *   hash: an experiment's link without `#`; backend: the one to prefer, as the engine dialog would remember it
 * @returns the page, what the engine's badge says, and how to close both
 * @throws {Error} where the backend asked for is not the one in use
 */
export async function openLab(browser, url, { hash = '', backend, initScript, context: options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: 'light', ...options });
  if (backend) await context.addInitScript((name) => localStorage.setItem('backend', name), backend);
  if (initScript) await context.addInitScript(initScript);
  const page = await context.newPage();
  await page.goto(hash ? `${url}#${hash}` : url);
  await page.waitForSelector('.badge[data-state="ready"]', { timeout: 60_000 });
  const engine = (await page.locator('.badge').getAttribute('aria-label')).replace(/^Engine: /, '');
  const named = { webgl: 'WebGL', wasm: 'WebAssembly', cpu: 'JavaScript' }[backend];
  if (named && !engine.startsWith(named)) throw new Error(`The Lab was asked for ${backend} and says "${engine}".`);
  // The first run on the backend replaces the float64 one and the lower sections arrive: let both pass.
  await page.waitForTimeout(1500);
  return { page, engine, close: () => context.close() };
}
