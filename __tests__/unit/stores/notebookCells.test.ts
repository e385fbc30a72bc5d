import { parseNotebook } from '@/lib/notebook/document/parse';
import { openWithSandbox } from './fakeSandbox';

const TEXT = 'Words.\n```js\nconst a = 1;\n```\n```figure f\nviews: spikes\n```\nEnd.';

async function live() {
  const open = openWithSandbox(TEXT);
  await open.notebook.start();
  await open.told();
  return open;
}

test('a notebook opens with its cells, and is written as it was read', () => {
  const { kinds, notebook, state } = openWithSandbox(TEXT);
  expect(kinds()).toEqual(['prose', 'js', 'figure', 'prose']);
  expect(notebook.text()).toBe(TEXT);
  expect(state().version).toBe(0);
});

test('a cell is inserted where it was asked for', async () => {
  const { notebook, kinds, told, state } = await live();
  const id = notebook.insert(1, 'js', 'a * 2\n');
  expect(kinds()).toEqual(['prose', 'js', 'js', 'figure', 'prose']);
  expect(await told()).toEqual([`set ${id}`]);
  expect(state().version).toBe(1);
  for (const kind of ['prose', 'figure', 'exercise'] as const) notebook.insert(0, kind);
  expect(kinds().slice(0, 3)).toEqual(['exercise', 'figure', 'prose']);
  expect(parseNotebook(notebook.text()).problems).toEqual([]);
});

test('a cell that is removed can be brought back to its place, the last one first', async () => {
  const { notebook, told, ids, state } = await live();
  notebook.remove('c1');
  notebook.remove('c2');
  expect(await told()).toEqual(['remove c1', 'remove c2']);
  expect(ids()).toEqual(['c0', 'c3']);
  notebook.restore();
  notebook.restore();
  notebook.restore();
  expect(notebook.text()).toBe(TEXT);
  expect((await told()).map((what) => what.split(' ')[0])).toEqual(['set']);
  expect(state().removed).toEqual([]);
});

test('a cell that is not there is not removed', async () => {
  const { notebook, state } = await live();
  notebook.remove('c99');
  expect(state()).toMatchObject({ version: 0, removed: [] });
});

test('a cell moves by one, keeps its identity and does not run again', async () => {
  const { notebook, told, ids, state } = await live();
  notebook.move('c1', 1);
  expect(ids()).toEqual(['c0', 'c2', 'c1', 'c3']);
  notebook.move('c1', -1);
  expect(notebook.text()).toBe(TEXT);
  const { version } = state();
  notebook.move('c0', -1);
  notebook.move('c3', 1);
  notebook.move('c99', 1);
  expect(state().version).toBe(version);
  expect(await told()).toEqual([]);
});

test('another text takes the place of all cells, results and numbers', async () => {
  const { notebook, told, done, state, ids, kinds } = await live();
  done('c1');
  notebook.remove('c3');
  await told();
  const old = ids();
  notebook.load('---\ntitle: N\n---\n`= 1 + 1`\n```js\n2\n```', 'reader');
  expect(kinds()).toEqual(['prose', 'js']);
  expect(ids().some((id) => old.includes(id))).toBe(false);
  expect(state()).toMatchObject({ front: 'title: N\n', results: {}, numbers: {}, removed: [] });
  const [first, second] = ids();
  expect(await told()).toEqual(['remove c1', 'remove c2', `set ${first}/0,${second}`]);
});

describe('what is typed stays in its cell', () => {
  test('with a fence that is longer than any in it', () => {
    const { notebook } = openWithSandbox(TEXT);
    notebook.edit('c1', 'const s = `\n```\n`;');
    expect(notebook.text()).toContain('````js\nconst s = `\n```\n`;\n````');
    const again = parseNotebook(notebook.text());
    expect(again.cells.map(({ kind }) => kind)).toEqual(['prose', 'js', 'figure', 'prose']);
  });

  test('and a cell that was never closed is closed', () => {
    const { notebook } = openWithSandbox('```js\n1');
    notebook.edit('c0', '2');
    expect(notebook.text()).toBe('```js\n2\n```');
  });

  test('and an empty cell stays empty', () => {
    const { notebook } = openWithSandbox(TEXT);
    notebook.edit('c1', '');
    expect(notebook.text()).toBe(TEXT.replace('const a = 1;\n', ''));
  });

  test('and prose is taken as it is', () => {
    const { notebook } = openWithSandbox(TEXT);
    notebook.edit('c0', 'Other\n\nwords');
    expect(notebook.text()).toBe(TEXT.replace('Words.', 'Other\n\nwords'));
  });
});

test('a cell’s name and flags can be changed', async () => {
  const { notebook, told } = await live();
  notebook.editInfo('c1', 'folded');
  notebook.editInfo('c2', '  other ');
  notebook.editInfo('c0', 'nothing');
  expect(notebook.text()).toBe(TEXT.replace('```js', '```js folded').replace('figure f', 'figure other'));
  expect(await told()).toEqual(['set c2']);
  notebook.editInfo('c1', '');
  expect(notebook.text()).toContain('```js\nconst');
});

describe('a text from elsewhere', () => {
  const THEIRS = '```js\n"theirs"\n```';

  test('closes the sandbox and runs nothing before it is allowed', async () => {
    const { notebook, told, state } = await live();
    notebook.load(THEIRS, 'elsewhere');
    expect(state()).toMatchObject({ allowed: false, live: false });
    await notebook.start();
    expect(await told()).toEqual(['close']);
    notebook.allow();
    await notebook.start();
    expect(await told()).toEqual([`set ${state().cells[0].id}`]);
  });

  test('that comes while the sandbox is opening is not given to it', async () => {
    const { notebook, told, state } = openWithSandbox('```js\n1\n```');
    const starting = notebook.start();
    notebook.load(THEIRS, 'elsewhere');
    await starting;
    expect(await told()).toEqual(['close']);
    expect(state()).toMatchObject({ allowed: false, live: false });
  });
});

test('a limit that is chosen before the sandbox opens holds in it', async () => {
  const { notebook, told, ids } = openWithSandbox('```js\n1\n```');
  notebook.limit(20_000);
  await notebook.start();
  expect(await told()).toEqual(['limit 20000', `set ${ids()[0]}`]);
});
