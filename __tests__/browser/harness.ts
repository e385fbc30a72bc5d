import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { launch } from '@/scripts/lib/browser.mjs';
import { serve } from '@/scripts/lib/serve.mjs';

const OUT = path.resolve(__dirname, '../../out');

// A timeout in a project of the Jest configuration is not heeded.
jest.setTimeout(120_000);

export interface SiteOptions {
  /** Starts the browser with WebGPU on. */
  webgpu?: boolean;
  /** More flags for the browser: `--use-gl=disabled`. */
  args?: string[];
  colorScheme?: BrowserContextOptions['colorScheme'];
  reducedMotion?: BrowserContextOptions['reducedMotion'];
  viewport?: { width: number; height: number };
  /** Address below the site's root, without a leading slash: 'lab/?seed=7'. */
  path?: string;
  /** Runs in every page before its own scripts: source text, or a function that closes over nothing. */
  initScript?: string | (() => void);
  /** Anything else a browser context takes, such as `acceptDownloads` or `hasTouch`. */
  context?: BrowserContextOptions;
}

export interface Site {
  page: Page;
  context: BrowserContext;
  browser: Browser;
  /** The site's root, ending in a slash. */
  url: string;
  /** Fails the test with whatever the pages have thrown or logged as errors so far. */
  expectNoErrors(): void;
  close(): Promise<void>;
}

type Server = Awaited<ReturnType<typeof serve>>;

/** One server for a test file, one browser for each set of flags; all end with the file, and with them sites left open. */
let server: Promise<Server> | undefined;
const browsers = new Map<string, Promise<Browser>>();

function startServer(): Promise<Server> {
  if (!existsSync(path.join(OUT, 'index.html'))) {
    throw new Error('There is no site in out/ to test: run npm run build first.');
  }
  server ??= serve({ root: OUT, basePath: process.env.BASE_PATH ?? '' });
  return server;
}

function startBrowser(flags: { webgpu?: boolean; args?: string[] }): Promise<Browser> {
  const key = JSON.stringify(flags);
  const browser = browsers.get(key) ?? launch(flags);
  browsers.set(key, browser);
  return browser;
}

function collectErrors(context: BrowserContext): string[] {
  const errors: string[] = [];
  context.on('console', (message) => {
    if (message.type() === 'error') errors.push(`console.error: ${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => errors.push(`uncaught: ${error.error().stack ?? error.error().message}`));
  return errors;
}

/** Opens the built site in a browser context of its own: no storage, cookies or cache from other tests. */
export async function openSite(options: SiteOptions = {}): Promise<Site> {
  const { url } = await startServer();
  const browser = await startBrowser({ webgpu: options.webgpu, args: options.args });
  const context = await browser.newContext({
    colorScheme: options.colorScheme,
    reducedMotion: options.reducedMotion,
    viewport: options.viewport,
    ...options.context,
  });
  const errors = collectErrors(context);
  if (options.initScript) await context.addInitScript(options.initScript);
  const page = await context.newPage();
  await page.goto(new URL(options.path ?? '', url).href);
  return {
    page,
    context,
    browser,
    url,
    expectNoErrors: () => expect(errors).toEqual([]),
    close: () => context.close(),
  };
}

afterAll(async () => {
  await Promise.all([...browsers.values()].map(async (browser) => (await browser).close()));
  await (await server)?.close();
});
