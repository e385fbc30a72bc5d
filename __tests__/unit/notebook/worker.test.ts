/**
 * What the worker makes of cells, the page takes unchanged.
 * @jest-environment node
 */
import type { CellSource } from '@/lib/notebook/kernel/kernel';
import { decodeWire, encodeWire } from '@/lib/notebook/kernel/wire';
import { readMessage, type FromSandbox, type ToSandbox } from '@/lib/notebook/sandbox/messages';
import { VIEWS } from '@/lib/notebook/views';

const sent: string[] = [];
const listeners: ((event: { data: string }) => void)[] = [];
const tell = (message: ToSandbox) => listeners.forEach((listen) => listen({ data: encodeWire(message) }));

beforeAll(async () => {
  Object.assign(globalThis, { self: { postMessage: (text: string) => sent.push(text), addEventListener: (_type: string, listen: (typeof listeners)[number]) => listeners.push(listen) } });
  await import('@/lib/notebook/sandbox/worker');
});

afterEach(() => (sent.length = 0));

/** The first message of these kinds, about this cell if one is named. */
async function until(types: readonly FromSandbox['type'][], id?: string): Promise<FromSandbox> {
  for (let k = 0; k < 800; k++) {
    const found = sent.map(readMessage).find((m) => m && types.includes(m.type) && (id === undefined || ('id' in m && m.id === id)));
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  throw new Error(`No message ${types} of ${id}; there were ${sent.join('\n').slice(0, 2000)}`);
}

async function outputsOf(source: string, id = 'c1') {
  tell({ type: 'set', cells: [{ id, source }] });
  const message = await until(['done'], id);
  return message.type === 'done' ? message.outputs : [];
}

const expectTaken = () => sent.forEach((text) => expect(readMessage(text)).toEqual(decodeWire(text)));

test('says first that it is ready', () => expect(sent.map(readMessage)).toEqual([{ type: 'ready' }]));

describe('every message is taken unchanged', () => {
  const cells: Record<string, string> = {
    definitions: 'const a = 1, b = "x", c = [1, { d: new Float32Array(100) }], e = new Map([[1, 2]]); function f() {}',
    displays: 'display(null); display(undefined); display(NaN); display("x".repeat(9000)); display({ ["k".repeat(300)]: 1 }); display(new Array(1e6));',
    controls: "view(range()); view(range({ min: 0, max: 0.3, step: 0 })); view(choice(['a', 'b'], { label: 'l'.repeat(500) })); view(toggle()); view(text()); view(button()); view(file());",
    'a control without view()': 'range({ max: 5 })',
    'something that looks like a control': 'const settings = { control: true, kind: "fast" }',
    Markdown: 'md`**x** ${"y".repeat(30000)}`',
    pictures: "const T = 6; display(heatmap([1, NaN, 3, 4, Infinity, 6], T, 1, { threshold: NaN })); display(raster([0, 1, 0, 1, 1, 1], T, 1)); display(lines({ a: [1, 2], b: [3] }, { threshold: Infinity })); display(histogram({ a: [1, 2, NaN] })); display(matrix(exponential(4, 0.5, 1)));",
    'many pictures at once': 'Array.from({ length: 20 }, () => lines({ a: [1, 2] }))',
    'more than can be shown': 'Array.from({ length: 5 }, () => heatmap(new Float32Array(400000), 400000, 1))',
    'something that looks like a picture': '({ picture: [{}] })',
    'a value that throws': '({ get a() { throw Object.create(null); } })',
    promises: 'const p = Promise.resolve(3);',
    'many definitions': `const ${Array.from({ length: 700 }, (_, k) => `n${k} = ${k}`).join(', ')};`,
    'many needs': Array.from({ length: 700 }, (_, k) => `m${k}`).join(' + '),
    'a syntax error': 'const a = ;',
    'a long error': 'throw new Error("x".repeat(5000))',
    'an error without words': 'throw Object.create(null)',
  };

  test.each(Object.keys(cells))('%s', async (what) => {
    const id = `c${Object.keys(cells).indexOf(what)}`;
    tell({ type: 'set', cells: [{ id, source: cells[what] }] });
    await until(['done', 'failed'], id);
    expectTaken();
  });

  test('every view of every kind of neuron', async () => {
    const kinds = ['psu', 'ipsu', 'rpsu', 'ppsu', 'psn', 'spsn', 'lif'];
    const source = `const views = []; for (const neuron of ${JSON.stringify(kinds)}) { const r = await run({ steps: 12, input: { neurons: 3 }, layers: [{ neuron }] }); for (const name of ${JSON.stringify(VIEWS)}) views.push(figure(r, name)); } views.forEach(display);`;
    const outputs = await outputsOf(source.replace('views.forEach(display)', 'display(views.length); views.slice(0, 90).forEach(display)'), 'views');
    expect(outputs.filter(({ value }) => value.type === 'picture')).toHaveLength(90);
    expectTaken();
  });
});

describe('it answers', () => {
  const cell = (source: string): CellSource => ({ id: 'q', source });

  test('a control that was moved', async () => {
    tell({ type: 'set', cells: [cell('const x = view(range({ min: 0, max: 9, value: 1 }));')] });
    await until(['done'], 'q');
    sent.length = 0;
    tell({ type: 'input', id: 'q', key: 0, value: 7 });
    const message = await until(['done'], 'q');
    expect(message).toMatchObject({ outputs: [{ value: { control: { value: 7, max: 9 } } }], defines: ['x'] });
  });

  test('an attempt with a verdict, also where checking fails', async () => {
    const exercise = { kind: 'number', answer: '2 + 2', tolerance: 0, check: '', mistakes: [], wrong: 'No.' } as unknown as Extract<ToSandbox, { type: 'grade' }>['exercise'];
    tell({ type: 'grade', request: 4, exercise, attempt: '4' });
    expect(await until(['verdict'])).toEqual({ type: 'verdict', request: 4, verdict: { right: true, message: '' } });
    sent.length = 0;
    tell({ type: 'grade', request: 5, exercise: { ...exercise, mistakes: [{ answer: 'nobody', message: 'x' }] }, attempt: '4' });
    expect(await until(['verdict'])).toMatchObject({ request: 5, verdict: { right: false, message: expect.stringMatching(/^It could not be checked: nobody is not defined/) } });
  });

  test('a ping', async () => {
    tell({ type: 'ping', n: 8 });
    expect(await until(['pong'])).toEqual({ type: 'pong', n: 8 });
  });

  test('by asking for d3 and Plot once, when a cell first needs them', async () => {
    tell({ type: 'set', cells: [{ id: 'd', source: 'd3.max([1, 2])' }, { id: 'e', source: 'Plot.name' }] });
    expect(await until(['want'])).toEqual({ type: 'want', what: 'plots' });
    tell({ type: 'plots', source: 'var notebookPlots = { plots: { d3: { max: (v) => Math.max(...v) }, Plot: { name: "plot" } } };' });
    expect(await until(['done'], 'd')).toMatchObject({ outputs: [{ value: { text: '2' } }] });
    expect(await until(['done'], 'e')).toMatchObject({ outputs: [{ value: { text: 'plot' } }] });
    expect(sent.filter((text) => text.includes('want'))).toHaveLength(1);
  });
});
