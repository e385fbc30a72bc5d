/**
 * Small programs made from templates: what they need of others and what they define are apart, and with exactly that
 * they run.
 * @jest-environment node
 */
import fc from 'fast-check';
import { CellError } from '@/lib/notebook/kernel/analyse';
import { CELL_FUNCTIONS, compileCell, type CompiledCell } from '@/lib/notebook/kernel/compile';

const name = fc.constantFrom('p', 'q', 'r', 's', 'u', 'w');

/** `@` stands for a name, `#` for an expression, `%` for a pattern, `$` for statements. */
const filled = (template: string, holes: Record<string, fc.Arbitrary<string>>): fc.Arbitrary<string> => {
  const parts = template.split(/([@#%$])/);
  return fc.tuple(...parts.map((part) => holes[part] ?? fc.constant(part))).map((texts) => texts.join(''));
};

const { program } = fc.letrec<{ expression: string; pattern: string; statement: string; body: string; program: string }>((tie) => {
  const holes = { '@': name, '#': tie('expression'), '%': tie('pattern'), $: tie('body') };
  const some = (...templates: string[]) => fc.oneof({ depthSize: 'small' }, name, ...templates.map((t) => filled(t, holes)));
  return {
    expression: some(
      '(# + #)', '(() => #)()', '((% = #) => #)(#)', '(({ @: @ = #, ...@ }) => @)(#)', 'typeof @', '({ @, @: #, [#]: # })', '[#, ...[#]]', '#?.@',
      '(function @(@) { return @; })(#)', 'class @ extends Object { x = #; static y = (() => #)(); m(@) { return #; } }', 'new (class { own = #; get() { return #; } })().get()',
      '`${#}`', '(async () => #)()', '(# ? # : #)',
    ),
    pattern: fc.oneof({ depthSize: 'small' }, name, ...['{ @ }', '{ @: % }', '{ @ = # }', '[%, ...@]', '{ [#]: @ }'].map((t) => filled(t, holes))),
    statement: fc.oneof(
      ...[
        'const % = #;', 'let @;', 'var @ = #;', 'var @;', 'function @(@, @ = #) { $ }', 'class @ { static { $ } m() { $ } }', '{ $ }', 'if (#) { $ } else { $ }',
        'try { $ } catch (@) { $ }', 'try { throw #; } catch { $ }', 'for (const % of [#]) { $ }', 'for (let @ = #, i = 0; i < 1; i += 2) { $ }', 'for (var @ in {}) { $ }',
        'switch (#) { case #: let @ = #; $ default: # }', '@: for (const @ of [1]) { continue; }', 'display(#);', '(() => { $ })();', '#;', 'const @ = (@, % = #) => { var @ = #; $ };',
      ].map((t) => filled(t, holes)),
    ),
    body: fc.array(tie('statement'), { maxLength: 2, depthIdentifier: 'body' }).map((lines) => lines.join('\n')),
    program: fc.array(tie('statement'), { minLength: 1, maxLength: 5 }).map((lines) => lines.join('\n')),
  };
});

/** Something that can be called, read, taken apart, extended and compared. */
const anything: unknown = new Proxy(function thing() {}, {
  get: (target, key) => {
    if (key === Symbol.iterator) return function* () { yield anything; };
    if (key === Symbol.toPrimitive) return () => 1;
    if (key === 'prototype') return target.prototype;
    return key === 'then' ? undefined : anything;
  },
  apply: () => anything,
  construct: () => ({}),
});

function compiled(source: string): CompiledCell | null {
  try {
    return compileCell(source, 'cell.js');
  } catch (error) {
    if (error instanceof CellError) return null;
    throw error;
  }
}

/** A name that nobody has; a name that is used too early is the program's own fault. */
const isMissing = (error: unknown) => error instanceof Error && error.name === 'ReferenceError' && /is not defined/.test(error.message);

test('needs and definitions are apart, and with exactly its needs a cell misses no name', async () => {
  let ran = 0;
  await fc.assert(
    fc.asyncProperty(program, async (source) => {
      const cell = compiled(source);
      if (!cell) return;
      expect(cell.defines.filter((one) => cell.needs.includes(one))).toEqual([]);
      expect(cell.needs.filter((one) => CELL_FUNCTIONS.includes(one as 'display'))).toEqual([]);
      try {
        const own = await cell.run((value: unknown) => value, () => 0, ...cell.needs.map((need) => (need in globalThis ? (globalThis as Record<string, unknown>)[need] : anything)));
        ran++;
        for (const value of Object.values((own ?? {}) as object)) if (typeof value === 'function' && value !== anything) await value(anything, undefined);
      } catch (error) {
        if (isMissing(error)) throw error;
      }
    }),
    { numRuns: 1500 },
  );
  expect(ran).toBeGreaterThan(200);
});
