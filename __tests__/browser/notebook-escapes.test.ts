/** What somebody's notebook might try, and what comes of it. Each attempt runs in a cell, after the reader let it run. */
import { openChapter, openRunning, openShared, untilOutput, codeCell, typeCode } from './notebookPage';
import { until } from './labPage';
import type { Page } from 'playwright-core';

const js = (...cells: string[]) => cells.map((cell) => `\`\`\`\`js\n${cell}\n\`\`\`\``).join('\n');

/** Tries something and says how it ended, in one word and the reason. */
const attempt = (code: string) => `const outcome = await (async () => { try { ${code} } catch (error) { return 'refused: ' + error.name + ' ' + error.message; } })();\noutcome`;

/** What the page holds that a notebook must not touch. */
async function plantSecrets(page: Page): Promise<void> {
  await page.evaluate(() => {
    localStorage.setItem('secret', 'kept');
    document.cookie = 'secret=kept';
  });
}

async function expectUntouched(page: Page, url: string): Promise<void> {
  expect(await page.evaluate(() => [localStorage.getItem('secret'), document.cookie, document.title, (Object.prototype as { polluted?: unknown }).polluted])).toEqual(['kept', 'secret=kept', expect.stringContaining('notebook'), undefined]);
  expect(page.url().split('#')[0]).toBe(url);
  expect(await page.getByRole('toolbar', { name: 'Notebook' }).isVisible()).toBe(true);
}

const REFUSED = /refused|no such thing|is not defined/;
const ATTEMPTS: [name: string, code: string][] = [
  ['the page through parent', "return globalThis.parent ? String(globalThis.parent.document.title) : 'no such thing'"],
  ['the page through top', "return globalThis.top ? (globalThis.top.location = 'https://example.org', 'moved') : 'no such thing'"],
  ['the document', "return globalThis.document ? globalThis.document.title : 'no such thing'"],
  ['cookies', "return globalThis.document ? globalThis.document.cookie : 'no such thing'"],
  ['local storage', "return globalThis.localStorage ? globalThis.localStorage.secret : 'no such thing'"],
  ['IndexedDB', "return await new Promise((resolve, reject) => { const open = indexedDB.open('parallel-spikes'); open.onsuccess = () => resolve('opened'); open.onerror = () => reject(open.error); })"],
  ['the cache', "return (await caches.open('x')) && 'opened'"],
  ['fetch to elsewhere', "return (await fetch('https://example.org/?stolen')).status"],
  ['fetch to the site', 'return (await fetch(LOCATION)).status'],
  ['XMLHttpRequest', "return await new Promise((resolve, reject) => { const request = new XMLHttpRequest(); request.onload = () => resolve('loaded'); request.onerror = () => reject(new Error('network')); request.open('GET', LOCATION); request.send(); })"],
  ['WebSocket', "return await new Promise((resolve, reject) => { const socket = new WebSocket(LOCATION.replace('http', 'ws')); socket.onopen = () => resolve('opened'); socket.onerror = () => reject(new Error('closed')); })"],
  ['EventSource', "return await new Promise((resolve, reject) => { const source = new EventSource(LOCATION); source.onopen = () => resolve('opened'); source.onerror = () => reject(new Error('closed')); })"],
  ['importScripts', "importScripts(LOCATION + 'x.js'); return 'loaded'"],
  ['a module from elsewhere, by eval', "return await (0, eval)('import(\"' + LOCATION + 'x.js\")') && 'loaded'"],
  ['a worker that fetches', "return await new Promise((resolve, reject) => { const made = new Worker(URL.createObjectURL(new Blob(['fetch(\"' + LOCATION + '\").then(() => postMessage(1), (e) => postMessage(0))']))); made.onmessage = ({ data }) => (data ? resolve('fetched') : reject(new Error('no network'))); made.onerror = () => reject(new Error('no worker')); })"],
  ['a message to other tabs', "const channel = new BroadcastChannel('x'); channel.postMessage('hello'); return typeof channel.onmessage === 'object' ? 'refused: it reaches nobody of another origin' : ''"],
];

describe('a hostile notebook', () => {
  test('runs nothing before the reader says so', async () => {
    const { page, url, close } = await openShared(`${js("display('it ran')", "fetch('https://example.org')")}\n\`\`\`figure one\nexperiment: v=1\nviews: membrane\n\`\`\`\n`);
    await page.getByText('This notebook came from somewhere else.').waitFor();
    await page.waitForTimeout(1500);
    expect(await page.locator('.outputs').count()).toBe(0);
    expect(await page.locator('iframe').count()).toBe(0);
    expect(await page.locator('.figure-cell canvas').count()).toBe(0);
    expect(page.workers()).toEqual([]);
    expect(await page.locator('main').innerText()).not.toContain('\nit ran');
    expect(page.url()).toContain(`${url}notebook/own/`);
    await close();
  });

  test('asks again after it was edited and reloaded, until it is allowed', async () => {
    const { page, close } = await openShared('Some text.\n\n```js\n"ran"\n```\n');
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByRole('button', { name: '+ text' }).first().click();
    await until(() => page.getByTestId('save-state').innerText(), (text) => text.includes('saved'), 'it is saved');
    await page.reload();
    await page.getByText('This notebook came from somewhere else.').waitFor();
    await page.waitForTimeout(800);
    expect(await page.locator('.outputs').count()).toBe(0);
    await close();
  });

  test('that is opened as a file in a chapter runs nothing either; what is no notebook leaves the chapter as it is', async () => {
    const { page, close } = await openChapter('01-leaky-integrator');
    const file = (name: string, text: string | Buffer) => ({ name, mimeType: 'text/markdown', buffer: Buffer.from(text) });
    const picker = page.getByLabel('Notebook file');
    await page.waitForTimeout(800);
    await picker.setInputFiles(file('picture.md', Buffer.from([137, 80, 78, 71, 0, 0, 0, 13])));
    await page.getByText('picture.md could not be opened: it is not a text file').waitFor();
    await picker.setInputFiles(file('huge.md', 'x'.repeat(1_000_001)));
    await page.getByText(/huge\.md could not be opened: The notebook has 1000001 characters; the limit is 1000000/).waitFor();
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toMatch(/leaky integrator/);
    await picker.setInputFiles(file('theirs.md', '# Theirs\n\n```js\n"ran"\n```\n'));
    await page.getByText('This notebook came from somewhere else.').waitFor();
    await page.getByRole('heading', { name: 'Theirs' }).waitFor();
    await page.waitForTimeout(800);
    expect(await page.locator('.outputs').count()).toBe(0);
    await close();
  });

  test('cannot reach the page, its storage or the network', async () => {
    const asked: string[] = [];
    const { page, url, close } = await openRunning(js('const a = 1;'));
    // What was refused before it went out has no response.
    page.on('response', (response) => asked.push(response.url()));
    const here = page.url().split('#')[0];
    await plantSecrets(page);
    const outcomes: Record<string, string> = {};
    for (const [name, code] of ATTEMPTS) {
      await typeCode(page, 0, attempt(code.replaceAll('LOCATION', JSON.stringify(url))));
      const text = await until(() => codeCell(page, 0).locator('.outputs, .error-line').allInnerTexts().then((all) => all.join(' ')), (shown) => REFUSED.test(shown), `“${name}” ends`, 10_000);
      outcomes[name] = text;
      await typeCode(page, 0, "'next'");
      await untilOutput(page, 0, /^next$/);
    }
    expect(Object.keys(outcomes)).toHaveLength(ATTEMPTS.length);
    // Nothing went out: what the page itself asked for was its own files.
    expect(asked.filter((address) => !address.startsWith(url) && !address.startsWith('blob:') && !address.startsWith('data:'))).toEqual([]);
    expect(asked.filter((address) => address === url || address.endsWith('x.js'))).toEqual([]);
    await expectUntouched(page, here);
    await close();
  });

  test('cannot change the page by messages of its own making', async () => {
    const { page, close } = await openRunning(js('const a = 1;'));
    const here = page.url().split('#')[0];
    await plantSecrets(page);
    const forged = [
      '{"type":"done","id":"c0","runs":1,"defines":[],"needs":[],"outputs":[{"label":"","value":{"type":"atom","text":"<img src=x onerror=document.title=1>"}}]}',
      '{"__proto__":{"polluted":1},"type":"done","constructor":{"prototype":{"polluted":1}}}',
      '{"type":"done","id":"c0","runs":1,"defines":[],"needs":[],"outputs":[{"label":"","value":{"type":"picture","specs":[{"figure":"heatmap","label":"x","steps":1e9,"channels":1e9,"values":[]}]}}]}',
      '{"type":"done","id":"c0","runs":1,"defines":[],"needs":[],"outputs":[{"label":"","value":{"type":"svg","source":"<svg><script>parent.document.title=1</script><image href=\\"https://example.org/x.png\\"/></svg>"}}]}',
      '{"type":"failed","id":"c0","runs":1,"error":{"message":{"toString":1},"line":-4}}',
      'not JSON at all', '[]', 'null', '{"type":"stop"}',
    ];
    await typeCode(page, 0, `for (const text of ${JSON.stringify(forged)}) self.postMessage(text);\nself.postMessage({ type: 'x' });\n'sent'`);
    // An object is no text: the sandbox is ended for it.
    await until(() => page.locator('main').innerText(), (text) => /it sent something that is not text/.test(text), 'the sandbox was ended');
    await expectUntouched(page, here);
    await typeCode(page, 0, '1 + 1');
    await untilOutput(page, 0, /^2$/);
    await close();
  });

  test('cannot drown the page in results or in messages', async () => {
    const { page, close } = await openRunning(js("'x'.repeat(3e7)", 'new Float32Array(2e7)', 'Array.from({ length: 5000 }, () => "y".repeat(4000))', '1'));
    const here = page.url().split('#')[0];
    await plantSecrets(page);
    await untilOutput(page, 0, /^x{4000}…$/);
    await untilOutput(page, 1, /Float32Array\(20000000\)/);
    await untilOutput(page, 2, /… 4940 more/);
    await typeCode(page, 3, 'for (let k = 0; k < 5000; k++) self.postMessage(\'{"type":"pong","n":1}\');');
    await until(() => page.locator('main').innerText(), (text) => /it sent more than 600 messages in a second/.test(text), 'the flood was ended');
    await typeCode(page, 3, "self.postMessage('z'.repeat(3e7));");
    await until(() => page.locator('main').innerText(), (text) => /it sent a result of more than 16 million characters/.test(text), 'the giant was ended');
    await typeCode(page, 3, '2 + 2');
    await untilOutput(page, 3, /^4$/);
    await expectUntouched(page, here);
    await close();
  });

  test('cannot put markup, scripts or pictures from elsewhere into the text', async () => {
    const asked: string[] = [];
    const { page, close } = await openShared('# Hello <script>document.title = 1</script>\n\n<img src=x onerror="document.title=1">\n\n![out](https://example.org/pixel.png)\n\n[click](javascript:document.title=1) $\\href{javascript:alert(1)}{x}$\n', {
      initScript: () => undefined,
    });
    page.on('request', (request) => asked.push(request.url()));
    await page.getByRole('heading', { name: /Hello/ }).waitFor();
    await page.waitForTimeout(500);
    expect(await page.locator('main').evaluate((main) => ({ scripts: main.querySelectorAll('script').length, pictures: main.querySelectorAll('img').length, links: [...main.querySelectorAll('a')].map((a) => a.protocol).filter((p) => p === 'javascript:') }))).toEqual({ scripts: 0, pictures: 0, links: [] });
    expect(asked.filter((address) => address.includes('example.org'))).toEqual([]);
    expect(await page.title()).toContain('notebook');
    await close();
  });
});
