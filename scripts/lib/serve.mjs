import { createServer } from 'node:http';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const pack = promisify(gzip);

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.xml': 'application/xml',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
};
const BINARY = 'application/octet-stream';
const PACKED = new Set(['.html', '.js', '.mjs', '.css', '.txt', '.md', '.csv', '.json', '.map', '.webmanifest', '.svg', '.xml', '.wasm']);

/** @returns {string | null} the path below the root; null when it is malformed or leads outside */
function localPath(pathname, basePath) {
  let decoded;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  if (decoded !== basePath && !decoded.startsWith(`${basePath}/`)) return null;
  const parts = decoded.slice(basePath.length).split(/[/\\]/);
  if (parts.includes('..') || decoded.includes('\0')) return null;
  return parts.join('/');
}

const statOrNull = (file) => stat(file).catch(() => null);

/** Finds the file for a path: a folder with a trailing slash is its index.html, one without is sent on. */
async function locate(root, local) {
  const file = path.join(root, local);
  const found = await statOrNull(file);
  if (found?.isFile() && !local.endsWith('/')) return { file };
  if (found?.isDirectory()) {
    const index = path.join(file, 'index.html');
    if ((await statOrNull(index))?.isFile()) return local.endsWith('/') ? { file: index } : { redirect: true };
  }
  return {};
}

/**
 * Serves a folder as a plain static host would: trailing-slash folders, 404.html, gzip, no other headers.
 *
 * @param {{ root: string, port?: number, basePath?: string, host?: string }} options
 *   port 0 takes any free one; basePath is '' or '/name'
 * @returns {Promise<{ url: string, close(): Promise<void> }>} url ends in a slash
 * @throws with code EADDRINUSE when the port is taken
 */
export async function serve({ root, port = 0, basePath = '', host = 'localhost' }) {
  /** Packed bodies by file, with the date they were made from. */
  const packed = new Map();

  async function body(file, packable) {
    const { mtimeMs } = await stat(file);
    if (!packable) return readFile(file);
    const kept = packed.get(file);
    if (kept?.mtimeMs === mtimeMs) return kept.bytes;
    const bytes = await pack(await readFile(file));
    packed.set(file, { mtimeMs, bytes });
    return bytes;
  }

  async function send(request, response, status, file) {
    const extension = path.extname(file).toLowerCase();
    const packable = PACKED.has(extension) && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
    const bytes = await body(file, packable);
    response.writeHead(status, {
      'Content-Type': TYPES[extension] ?? BINARY,
      'Content-Length': bytes.length,
      // Names under _next/static carry a hash of the content.
      'Cache-Control': file.includes(path.join('_next', 'static')) ? 'public, max-age=31536000, immutable' : 'no-cache',
      Vary: 'Accept-Encoding',
      ...(packable ? { 'Content-Encoding': 'gzip' } : {}),
    });
    response.end(request.method === 'HEAD' ? undefined : bytes);
  }

  function sendLine(response, status, line, headers = {}) {
    response.writeHead(status, { 'Content-Type': TYPES['.txt'], ...headers });
    response.end(`${line}\n`);
  }

  async function answer(request, response) {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return sendLine(response, 405, 'Only GET and HEAD are answered.', { Allow: 'GET, HEAD' });
    }
    const [pathname, query] = request.url.split(/\?(.*)/s);
    const local = localPath(pathname, basePath);
    const { file, redirect } = local === null ? {} : await locate(root, local);
    if (file) return send(request, response, 200, file);
    if (redirect) {
      const location = `${basePath}${encodeURI(local)}/${query ? `?${query}` : ''}`;
      return sendLine(response, 308, `See ${location}`, { Location: location.replace(/^\/+/, '/') });
    }
    const notFound = path.join(root, '404.html');
    if ((await statOrNull(notFound))?.isFile()) return send(request, response, 404, notFound);
    return sendLine(response, 404, 'Not found.');
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error) => {
      if (!response.headersSent) sendLine(response, 500, 'The file could not be read.');
      else response.destroy(error);
    });
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    url: `http://${host}:${server.address().port}${basePath}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
