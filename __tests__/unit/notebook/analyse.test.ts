import { analyseCell, CellError } from '@/lib/notebook/kernel/analyse';

const needs = (source: string) => [...analyseCell(source).needs].sort();
const defines = (source: string) => [...analyseCell(source).defines].sort();

function fault(source: string): string {
  try {
    analyseCell(source);
  } catch (error) {
    if (!(error instanceof CellError)) throw error;
    return `${error.line}:${error.column} ${error.message}`;
  }
  return 'none';
}

describe('a cell defines', () => {
  test.each([
    ['const a = 1, b = 2; let c; var d;', ['a', 'b', 'c', 'd']],
    ['function f() { const inner = 1; } async function g() {} function* h() {}', ['f', 'g', 'h']],
    ['class A { m() { const x = 1; } }', ['A']],
    ['const { a, b: c, d: { e }, ...f } = o, [g, , h = 1, ...i] = p;', ['a', 'c', 'e', 'f', 'g', 'h', 'i']],
    ['if (x) { var a = 1; let b = 2; function c() {} }', ['a']],
    ['for (var i = 0; i < 3; i++) { const b = i; } for (let j of []) {}', ['i']],
    ['try { var a = 1; } catch (e) { var b; let c; }', ['a', 'b']],
    ['class A { static { var a = 1; let b = 2; } }', ['A']],
    ['(() => { var a = 1; })(); const f = function g() {}, C = class D {};', ['C', 'f']],
    ['a + b', []],
    ['', []],
  ])('%s', (source, names) => expect(defines(source)).toEqual(names));
});

describe('a cell needs', () => {
  test.each([
    ['a closure’s own names no more than once', 'const f = (x) => x + k; const g = () => { const y = k; return () => y + f(y); };', ['k']],
    ['what destructuring takes apart, not what it makes', 'const { a, [k]: b = d, ...c } = o; const [e = a] = p;', ['d', 'k', 'o', 'p']],
    ['the defaults of parameters', 'function f(a = b, { c = a, d } = e, ...g) { return [a, c, d, g]; }', ['b', 'e']],
    ['a default that the body’s names do not reach', 'function f(a = b) { var b = 1; return a + b; }', ['b']],
    ['a default that the body’s lets do not reach', 'const f = (a = b) => { const b = 1; return a + b; };', ['b']],
    ['nothing for what is declared below its use', 'const a = () => later(b); var b = 1; function later(x) { return x; }', []],
    ['nothing for a name that an inner var lifts up', 'function f() { g(x); { var x = 1; } } function g() {}', []],
    ['a name of an inner block that is used outside', '{ let a = 1; a; } a', ['a']],
    ['nothing for what a catch catches', 'try { f(); } catch ({ message, ...more }) { [message, more]; } try { f(); } catch { e; }', ['e', 'f']],
    ['the parents of a class and its fields', 'class A extends B { x = y; static z = w; #p = 1; [k]() { return this.#p + A.q + super.s; } }', ['B', 'k', 'w', 'y']],
    ['nothing for a class or a function by its own name', 'const a = class C { static n = C; }, f = function g() { return g; };', []],
    ['what a static block uses', 'class A { static { var a = b; a; } }', ['b']],
    ['nothing for labels', 'outer: for (const a of list) { if (a) continue outer; else break outer; }', ['list']],
    ['what a shorthand stands for', '({ a, b: c, [d]: 1, e() {}, get f() { return g; } })', ['a', 'c', 'd', 'g']],
    ['nothing for properties', 'a.b.c[d]?.e?.(f)', ['a', 'd', 'f']],
    ['what typeof asks of', 'typeof a === "undefined"', ['a']],
    ['what a template holds', 'md`x ${a} ${`${b}`}`', ['a', 'b', 'md']],
    ['what a switch decides on', 'switch (x) { case y: let x = 2; x; }', ['x', 'y']],
    ['the names of the language too, and not its words', '[Math.PI, undefined, NaN, new Date(), this, arguments, globalThis]', ['Date', 'Math', 'NaN', 'globalThis']],
    ['what awaits and yields', 'const a = await b; function* g() { yield* c; }', ['b', 'c']],
    ['what loops run over', 'for (const k in o) k; for (let i = n; i < m; i++) i; for await (const x of xs) x;', ['m', 'n', 'o', 'xs']],
    ['the key of a parameter', 'const f = ({ [k]: v }) => v;', ['k']],
  ])('%s', (_what, source, names) => expect(needs(source)).toEqual(names));
});

test('a single expression is told, with the place it ends', () => {
  expect(analyseCell(' a + 1 // note').expression).toEqual({ start: 1, end: 6 });
  expect(analyseCell('(a, b);').expression).toEqual({ start: 0, end: 6 });
  for (const source of ['', 'const a = 1;', 'a; b', '{ a }', 'if (a) b']) expect(analyseCell(source).expression).toBeNull();
});

describe('modules are refused, with line and column', () => {
  test.each([
    ["import a from 'a';", '1:1', /cannot load modules/],
    ["const x = 1;\n  import { a } from 'a';", '2:3', /cannot load modules/],
    ["const x =\n  await import('a');", '2:9', /cannot load modules/],
    ["function f() {\n  return import(x);\n}", '2:10', /cannot load modules/],
    ["export * from 'a';", '1:1', /cannot load modules/],
    ["1;\nexport * as b from 'a';", '2:1', /cannot load modules/],
    ['1;\nexport const a = 1;', '2:1', /needs no export/],
    ['1;\n export default 3;', '2:2', /needs no export/],
    ['const a = 1;\nexport { a };', '2:1', /needs no export/],
    ["export { a } from 'a';", '1:1', /needs no export/],
    ['const here =\n  import.meta.url;', '2:3', /cannot load modules/],
  ])('%s', (source, at, message) => {
    expect(fault(source)).toMatch(new RegExp(`^${at} `));
    expect(fault(source)).toMatch(message);
  });
});

describe('a name of another cell cannot be given a new value', () => {
  test.each([
    ['a = 1', '1:1'],
    ['const b = 2;\n  a += b;', '2:3'],
    ['b;\n(a) = 1;', '2:2'],
    ['[b.x, a] = [1, 2];', '1:7'],
    ['({ x: a } = b);', '1:7'],
    ['({ a = 1 } = b);', '1:4'],
    ['() => {\n  a ??= 1;\n}', '2:3'],
    ['1;\na++', '2:1'],
    ['--a', '1:3'],
    ['for (a of b) {}', '1:6'],
    ['for (a in b) {}', '1:6'],
    ['for ([a] of b) {}', '1:7'],
    ['for (a = 0; ;) {}', '1:6'],
    ['{ let a = 1; } a = 2;', '1:16'],
    ['undefined = 1', '1:1'],
  ])('%s', (source, at) => expect(fault(source)).toBe(`${at} ${/undefined/.test(source) ? 'undefined' : 'a'} is not defined in this cell, so it cannot be given a new value here.`));

  test.each(['let a; a = 1; a++;', 'const a = {}; a.b = 1; a.b++;', 'b.c = 1; b[k] += 2; [b.d] = x;', 'let a; for (a of b) {}', 'const f = (a) => { a += 1; };', 'let i; (i)++;'])('its own names and parts of others can: %s', (source) => {
    expect(fault(source)).toBe('none');
  });
});

test.each([
  ['const a = ;', '1:11 Unexpected token'],
  ['a\n  b c', '2:5 Unexpected token'],
  ['return 1', "1:1 'return' outside of function"],
  ['const a = 1;\nconst a = 2;', "2:7 Identifier 'a' has already been declared"],
  ['a = `', '1:6 Unterminated template literal'],
  ['with (a) {}', "1:1 'with' in strict mode"],
])('what is not JavaScript is told with line and column: %s', (source, message) => expect(fault(source)).toBe(message));
