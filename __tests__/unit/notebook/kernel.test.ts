/** @jest-environment node */
import { createKernel, type Kernel, type KernelEvent } from '@/lib/notebook/kernel/kernel';
import { range } from '@/lib/notebook/kernel/controls';

const settle = async () => {
  for (let k = 0; k < 6; k++) await new Promise((resolve) => setImmediate(resolve));
};

let kernel: Kernel | null = null;
afterEach(() => kernel?.dispose());

async function start(sources: Record<string, string>, library: Record<string, unknown> = {}) {
  const events: KernelEvent[] = [];
  const running = createKernel(library, (event) => events.push(event));
  kernel = running;
  for (const [id, source] of Object.entries(sources)) running.set({ id, source });
  await settle();
  const ran = () => events.filter((e) => e.type === 'running').map((e) => e.id).sort();
  const last = (id: string) => {
    const event = events.filter((e) => e.id === id && e.type !== 'running').at(-1);
    if (event?.type === 'done') return event.outputs.map((o) => o.value);
    if (event?.type === 'failed') return `${event.error.message} @${event.error.line}:${event.error.column}`;
    return event?.type === 'value' ? event.value : undefined;
  };
  const clear = () => (events.length = 0);
  return { kernel: running, events, ran, last, clear };
}

test('order on the page does not matter', async () => {
  const { last } = await start({ a: 'b + 1', b: 'const b = c * 2;', c: 'const c = 20;' });
  expect(last('a')).toEqual([41]);
});

test('an edit runs its dependants and only them', async () => {
  const { kernel: k, ran, last, clear } = await start({ a: 'const x = 1;', b: 'const y = x + 1;', c: 'y * 10', d: 'const z = 5;', e: 'z' });
  expect(ran()).toEqual(['a', 'b', 'c', 'd', 'e']);
  clear();
  k.set({ id: 'b', source: 'const y = x + 100;' });
  await settle();
  expect(ran()).toEqual(['b', 'c']);
  expect(last('c')).toEqual([1010]);
});

test('top-level await, promises and generators', async () => {
  const { last, events } = await start({
    a: 'const a = await Promise.resolve(3);',
    b: 'a + 1',
    p: 'const p = Promise.resolve(7);',
    q: 'p * 2',
    g: 'const g = (function* () { for (let k = 0; k < 3; k++) yield k; })();',
    h: 'g + 100',
  });
  for (let k = 0; k < 10; k++) await settle();
  expect(last('b')).toEqual([4]);
  expect(last('q')).toEqual([14]);
  expect(events.filter((e) => e.type === 'value' && e.name === 'g').map((e) => e.type === 'value' && e.value)).toEqual([0, 1, 2]);
  expect(last('h')).toEqual([102]);
});

test('a control keeps its value while the cell stays, and its dependants follow', async () => {
  const { kernel: k, ran, last, clear } = await start({ a: "const tau = view(range({ min: 1, max: 9, value: 2, label: 'τ' }));", b: 'tau * 10', c: '1' }, { range });
  expect(last('b')).toEqual([20]);
  clear();
  k.input('a', 0, 5);
  await settle();
  expect(ran()).toEqual(['a', 'b']);
  expect(last('b')).toEqual([50]);
});

test('missing, doubled and circular names are explained in words', async () => {
  const { last } = await start({ a: 'nobody + 1', b: 'const b = c;', c: 'const c = b;', d: 'const d = 1;', e: 'const d = 2;', f: 'd' });
  expect(last('a')).toMatch(/^nobody is not defined: no cell defines it/);
  expect(last('b')).toMatch(/neither can run first/);
  expect(last('d')).toMatch(/defined by more than one cell/);
  expect(last('f')).toMatch(/defined by more than one cell/);
});

test('errors have their line and column, in the cell where they are', async () => {
  const { last } = await start({ s: 'const a = ;', r: 'const b = 1;\n  undefined.x;', e: '\n  null.x', w: 'const w = b + 1;' });
  expect(last('s')).toBe('Unexpected token @1:11');
  expect(last('r')).toMatch(/^TypeError: .*@2:13$/);
  expect(last('e')).toMatch(/^TypeError: .*@2:8$/);
  expect(last('w')).toMatch(/^Waits for b, whose cell failed/);
});

test('a cell that is mended brings its dependants back', async () => {
  const { kernel: k, last } = await start({ a: 'const a = 1', b: 'a + 1' });
  k.set({ id: 'a', source: 'const a = (' });
  await settle();
  expect(last('b')).toMatch(/a is not defined/);
  k.set({ id: 'a', source: 'const a = 5' });
  await settle();
  expect(last('b')).toEqual([6]);
  k.remove('a');
  await settle();
  expect(last('b')).toMatch(/a is not defined/);
});

test('display() shows values in order; a cell without it shows what it defines', async () => {
  const { last } = await start({ a: 'display(1); display(2); const x = 3;', b: 'const y = 4, z = 5;' });
  expect(last('a')).toEqual([1, 2]);
  expect(last('b')).toEqual([4, 5]);
});
