import { openWithSandbox } from './fakeSandbox';

const TEXT = `---
title: T
---
One is \`= a | 2\` and \`= b\`.

\`\`\`js
const a = 1;
\`\`\`
\`\`\`figure leak
experiment: v=1&steps=8
caption: At \`= leak.steps\` steps.
\`\`\`
\`\`\`js
a + 1
\`\`\`
`;

/** Cells: c0 prose, c1 code, c2 figure, c3 code, c4 the empty end. */
async function live(text = TEXT) {
  const open = openWithSandbox(text);
  await open.notebook.start();
  await open.told();
  return open;
}

describe('the sandbox', () => {
  test('is opened once, and is given everything that runs', async () => {
    const { notebook, connect, told, state } = openWithSandbox(TEXT);
    expect(connect).not.toHaveBeenCalled();
    await Promise.all([notebook.start(), notebook.start()]);
    await notebook.start();
    expect(connect).toHaveBeenCalledTimes(1);
    expect(await told()).toEqual(['set c0/0,c0/1,c1,c2,c2/0,c3']);
    expect(state().live).toBe(true);
  });

  test('is not opened for somebody else’s code before the reader allows it', async () => {
    const { notebook, connect } = openWithSandbox(TEXT, { allowed: false });
    await notebook.start();
    expect(await notebook.grade({} as Parameters<typeof notebook.grade>[0], '4')).toEqual({ right: false, message: expect.stringContaining('may not run yet') });
    expect(connect).not.toHaveBeenCalled();
    notebook.allow();
    expect(await notebook.grade({} as Parameters<typeof notebook.grade>[0], '4')).toEqual({ right: true, message: '' });
    expect(connect).toHaveBeenCalledTimes(1);
  });

  test('that cannot be opened is told, and tried again', async () => {
    const { notebook, connect, state } = openWithSandbox(TEXT, { refuse: new Error('no file') });
    await notebook.start();
    expect(state()).toMatchObject({ live: false, notice: 'The code cannot run: no file' });
    await notebook.start();
    expect(connect).toHaveBeenCalledTimes(2);
  });

  test('is closed with the notebook, also where it opens only then', async () => {
    const open = await live();
    open.notebook.close();
    expect(await open.told()).toEqual(['close']);
    const early = openWithSandbox(TEXT);
    const starting = early.notebook.start();
    early.notebook.close();
    await starting;
    expect(await early.told()).toEqual(['close']);
  });

  test('hears of limits, controls and the reader’s stop', async () => {
    const { notebook, told } = await live();
    notebook.limit(9000);
    notebook.input('c1', 0, 0.5);
    notebook.stop();
    expect(await told()).toEqual(['limit 9000', 'input c1 0 0.5', 'stop']);
  });
});

describe('an edit gives the sandbox only what has changed', () => {
  test('of a code cell, once for all keystrokes of a turn', async () => {
    const { notebook, told } = await live();
    for (const text of ['const a', 'const a =', 'const a = 2;']) notebook.edit('c1', text);
    expect(await told()).toEqual(['set c1']);
    expect(notebook.text()).toBe(TEXT.replace('a = 1', 'a = 2'));
  });

  test('of prose: the numbers that are new, and those that are gone', async () => {
    const { notebook, told } = await live();
    notebook.edit('c0', 'Only words around `= a | 2` and `= b`.');
    expect(await told()).toEqual([]);
    notebook.edit('c0', 'Now `= a | 2` and `= c`.');
    expect(await told()).toEqual(['set c0/1']);
    notebook.edit('c0', 'Just `= a | 2`.');
    expect(await told()).toEqual(['remove c0/1']);
  });

  test('of a figure: its run where the experiment changed, not for its caption’s words', async () => {
    const { notebook, told } = await live();
    notebook.edit('c2', 'experiment: v=1&steps=8\nviews: spikes\ncaption: In `= leak.steps` steps.\n');
    expect(await told()).toEqual([]);
    notebook.edit('c2', 'experiment: v=1&steps=9\ncaption: In `= leak.steps` steps.\n');
    expect(await told()).toEqual(['set c2']);
    notebook.editInfo('c2', 'other');
    expect(await told()).toEqual(['set c2']);
  });

  test('and nothing while it is not open', async () => {
    const { notebook, told } = openWithSandbox(TEXT);
    notebook.edit('c1', 'const a = 2;');
    expect(await told()).toEqual([]);
  });
});

describe('what the sandbox says', () => {
  test('becomes the cell’s result', async () => {
    const { hear, done, state, busy } = await live();
    hear({ type: 'running', id: 'c1' });
    expect(state().results.c1).toMatchObject({ running: true });
    done('c1');
    expect(state().results.c1).toMatchObject({ running: false, stale: false, runs: 1, outputs: [{ value: { text: '1' } }] });
    hear({ type: 'value', id: 'c1', name: 'g', value: { type: 'atom', text: '7' } });
    expect(state().results.c1.values).toEqual({ g: { type: 'atom', text: '7' } });
    busy(true);
    expect(state().busy).toBe(true);
  });

  test('is kept as old while an edit or an error stands', async () => {
    const { hear, done, state, notebook } = await live();
    done('c1');
    notebook.edit('c1', 'const a = (');
    expect(state().results.c1).toMatchObject({ stale: true, outputs: [{ value: { text: '1' } }] });
    hear({ type: 'failed', id: 'c1', runs: 2, error: { message: 'Unexpected token', line: 1, column: 11 } });
    expect(state().results.c1).toMatchObject({ stale: true, running: false, error: { line: 1 }, outputs: [{ value: { text: '1' } }] });
    done('c1', { type: 'atom', text: '2' });
    expect(state().results.c1).toMatchObject({ stale: false, error: null });
  });

  test('of a computed number is written with its decimals', async () => {
    const { done, hear, state, notebook, told } = await live();
    done('c0/0', { type: 'atom', text: '1.23456' });
    hear({ type: 'failed', id: 'c0/1', runs: 1, error: { message: 'b is not defined', line: 1, column: 1 } });
    expect(state().numbers).toEqual({ '= a | 2': '1.23', '= b': '?' });
    expect(state().results['c0/0']).toBeUndefined();
    notebook.edit('c0', 'One is `= a | 4` and `= b`.');
    expect(await told()).toEqual(['set c0/0']);
    done('c0/0', { type: 'atom', text: '1.23456' });
    expect(state().numbers['= a | 4']).toBe('1.2346');
  });
});

describe('a cell that was stopped', () => {
  test('is marked, and the others go on without it until it is changed', async () => {
    const { stopped, state, told, notebook, hear } = await live();
    hear({ type: 'running', id: 'c1' });
    stopped('c1', 'it held the sandbox');
    expect(state().results.c1).toMatchObject({ running: false, stopped: 'it held the sandbox', stale: true });
    expect(state().notice).toBeNull();
    expect(await told()).toEqual(['set c0/0,c0/1,c2,c2/0,c3']);
    notebook.edit('c3', 'a + 2');
    expect(await told()).toEqual(['set c3']);
    notebook.edit('c1', 'const a = 3;');
    expect(await told()).toEqual(['set c1']);
    hear({ type: 'running', id: 'c1' });
    expect(state().results.c1.stopped).toBeNull();
  });

  test('may be a number in the prose', async () => {
    const { stopped, state, told } = await live();
    stopped('c0/1');
    expect(state().results.c0).toMatchObject({ stopped: 'it was too long' });
    expect(await told()).toEqual(['set c0/0,c1,c2,c2/0,c3']);
  });

  test('where none was running, the reader is told and nothing is started', async () => {
    const { stopped, state, told } = await live();
    stopped(null, 'out of memory');
    expect(state().notice).toMatch(/out of memory.*starts again when you change a cell/);
    expect(await told()).toEqual([]);
  });
});
