/** @jest-environment node */
import { CellError } from '@/lib/notebook/kernel/analyse';
import { compileCell, locate } from '@/lib/notebook/kernel/compile';

const nothing = () => undefined;

/** Runs a cell with some names given, and those of the language. */
function runCell(source: string, given: Record<string, unknown> = {}, name = 'cell-c1.js'): Promise<unknown> {
  const { needs, run } = compileCell(source, name);
  return run(nothing, nothing, ...needs.map((need) => (need in given ? given[need] : (globalThis as Record<string, unknown>)[need])));
}

/** `line:column message` of what a cell throws when it runs. */
async function thrown(source: string, given: Record<string, unknown> = {}, name = 'cell-c1.js'): Promise<string> {
  try {
    await runCell(source, given, name);
  } catch (error) {
    const { line, column, message } = locate(error, name);
    return `${line}:${column} ${message}`;
  }
  return 'nothing';
}

describe('a compiled cell', () => {
  test('that is an expression gives its value', async () => {
    expect(await runCell('a + 1 // with a note', { a: 2 })).toBe(3);
    expect(await runCell('// a note\n({ a })', { a: 2 })).toEqual({ a: 2 });
    expect(await runCell('await a;', { a: Promise.resolve(7) })).toBe(7);
  });

  test('gives what it defines at its top', async () => {
    expect(await runCell('const b = a * 2; { const c = 1; } function f() {} // end', { a: 3 })).toEqual({ b: 6, f: expect.any(Function) });
    expect(await runCell('')).toEqual({});
  });

  test('has display and view of its own, which are no needs', async () => {
    const cell = compileCell('display(view(a))', 'x.js');
    expect(cell.needs).toEqual(['a']);
    expect(await cell.run((v: number) => v + 1, (v: number) => v * 10, 2)).toBe(21);
  });

  test('is strict', async () => {
    expect(await thrown('Object.freeze([]).push(1)')).toMatch(/TypeError/);
  });

  test('that cannot be compiled says so as a cell’s error', () => {
    expect(() => compileCell('const display = 1;', 'x.js')).toThrow(CellError);
  });
});

describe('an error is found where it is', () => {
  test.each([
    ['null.x', '1:6'],
    ['\n\n  null.x', '3:8'],
    ['// note\n(\n  null.x\n)', '3:8'],
    ['const a = 1;\nconst b = null.x;', '2:16'],
    ['if (true) {\n  for (const a of [1]) {\n    null.x;\n  }\n}', '3:10'],
    ['const f = () => null.x;\nconst a =\n  f();', '1:22'],
    ['const a = await Promise.reject(new Error("x"));', '1:32'],
    ['await 0;\nnull.x;', '2:6'],
    ['class A {\n  static a = null.x;\n}', '2:19'],
    ['a;\nconst a = 1;', '1:1'],
    ['throw new RangeError("too much");', '1:7'],
  ])('%j at %s', async (source, at) => expect(await thrown(source)).toMatch(new RegExp(`^${at} `)));

  test('which is the cell’s own line, when the fault lies in what another cell made', async () => {
    const { f } = (await runCell('\n\n\nconst f = () => null.x;', {}, 'cell-c11.js')) as { f: unknown };
    expect(await thrown('1;\nf();', { f }, 'cell-c1.js')).toMatch(/^2:1 /);
    expect(await thrown('1;\nf();', { f }, 'cell-c11.js')).toMatch(/^4:22 /);
  });

  test('whatever letters the cell’s name has', async () => {
    expect(await thrown('null.x', {}, 'cell-c1/0.(+)[$].js')).toMatch(/^1:6 /);
  });

  test('and said by its kind, unless that is simply Error', async () => {
    expect(await thrown('throw new Error("so")')).toBe('1:7 so');
    expect(await thrown('throw new RangeError("so")')).toBe('1:7 RangeError: so');
  });
});

describe('what is thrown and is no error has no place, and a sentence', () => {
  test.each([
    ['"word"', 'The cell threw word.'],
    ['undefined', 'The cell threw undefined.'],
    ['Symbol("s")', 'The cell threw Symbol(s).'],
    ['Object.create(null)', 'The cell threw something that cannot be written.'],
    ['{ toString() { throw 1; } }', 'The cell threw something that cannot be written.'],
    ['Object.defineProperty(new Error("m"), "stack", { get() { throw 1; } })', 'The cell threw something that cannot be written.'],
    ['Object.assign(new Error("m"), { stack: undefined })', 'm'],
    ['new Proxy({}, { getPrototypeOf() { throw 1; } })', 'The cell threw something that cannot be written.'],
  ])('%s', async (value, message) => expect(await thrown(`throw ${value};`)).toBe(`null:null ${message}`));

  test('long words are cut', async () => {
    expect((await thrown('throw "x".repeat(1e5);')).length).toBeLessThan(250);
  });
});
