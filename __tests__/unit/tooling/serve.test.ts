/** @jest-environment node */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { serve } from '@/scripts/lib/serve.mjs';

const outside = mkdtempSync(path.join(tmpdir(), 'parallel-spikes-serve-'));
const root = path.join(outside, 'out');
const script = 'export const spikes = 1;\n'.repeat(50);
const files: Record<string, string> = {
  '../secret.txt': 'secret',
  'index.html': '<title>front</title>',
  'lab/index.html': '<title>lab</title>',
  '404.html': '<title>not here</title>',
  '_next/static/a.js': script,
  'data/x.npy': 'NUMPY',
  'data/two words.csv': 'a,b',
  'kernel.wasm': 'wasm',
};

let server: Awaited<ReturnType<typeof serve>>;
let below: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  }
  server = await serve({ root });
  below = await serve({ root, basePath: '/spikes' });
});

afterAll(async () => {
  await server.close();
  await below.close();
  rmSync(outside, { recursive: true });
});

const get = (address: string, init?: RequestInit) => fetch(server.url + address, { redirect: 'manual', ...init });

/** Asks for a path as it stands; fetch would tidy its dots away first. */
function statusOfRaw(rawPath: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.url);
    request({ hostname, port, path: rawPath }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

describe('serve', () => {
  it('answers a folder with its index.html', async () => {
    expect(await (await get('')).text()).toContain('front');
    expect(await (await get('lab/')).text()).toContain('lab');
  });

  it('sends a folder without a slash on, with its query', async () => {
    const response = await get('lab?seed=7');
    expect(response.status).toBe(308);
    expect(response.headers.get('location')).toBe('/lab/?seed=7');
  });

  it('never sends a reader to another host', async () => {
    expect((await get('/lab')).headers.get('location')).toBe('/lab/');
  });

  it('answers an unknown path with 404.html', async () => {
    const response = await get('nowhere/');
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('not here');
  });

  it.each([
    ['', 'text/html; charset=utf-8'],
    ['_next/static/a.js', 'text/javascript; charset=utf-8'],
    ['kernel.wasm', 'application/wasm'],
    ['data/x.npy', 'application/octet-stream'],
    ['data/two%20words.csv', 'text/csv; charset=utf-8'],
  ])('names the type of /%s', async (address, type) => {
    expect((await get(address)).headers.get('content-type')).toBe(type);
  });

  it.each(['/../secret.txt', '/%2e%2e/secret.txt', '/lab/..%2f..%2fsecret.txt', '/..%5csecret.txt', '/%', '/a%00b'])(
    'refuses %s',
    async (rawPath) => {
      expect(await statusOfRaw(rawPath)).toBe(404);
    },
  );

  it('packs text for those who take gzip, the same text each time', async () => {
    for (let visit = 0; visit < 2; visit += 1) {
      const response = await get('_next/static/a.js', { headers: { 'accept-encoding': 'gzip' } });
      expect(response.headers.get('content-encoding')).toBe('gzip');
      expect(Number(response.headers.get('content-length'))).toBeLessThan(script.length);
      expect(await response.text()).toBe(script);
    }
    const plain = await get('_next/static/a.js', { headers: { 'accept-encoding': 'identity' } });
    expect(plain.headers.get('content-encoding')).toBeNull();
  });

  it('lets browsers keep hashed files and ask again for the rest', async () => {
    expect((await get('_next/static/a.js')).headers.get('cache-control')).toContain('immutable');
    expect((await get('')).headers.get('cache-control')).toBe('no-cache');
  });

  it('answers HEAD with the headers alone and refuses POST', async () => {
    const head = await get('data/x.npy', { method: 'HEAD' });
    expect(head.headers.get('content-length')).toBe('5');
    expect(await head.text()).toBe('');
    expect((await get('', { method: 'POST' })).status).toBe(405);
  });

  it('serves below a base path and nothing above it', async () => {
    expect(below.url).toMatch(/\/spikes\/$/);
    expect(await (await fetch(`${below.url}lab/`)).text()).toContain('lab');
    expect((await fetch(new URL('/lab/', below.url))).status).toBe(404);
    expect((await fetch(new URL('/spikesmore/', below.url))).status).toBe(404);
  });
});
