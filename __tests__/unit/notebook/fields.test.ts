import fc from 'fast-check';
import { fieldValue, fieldValues, readFields } from '@/lib/notebook/document/fields';

const KNOWN = ['ask', 'hint', 'check'];
const read = (lines: readonly string[], firstLine = 1) => readFields(lines.join('\n'), firstLine, KNOWN);

test('a key has a value and the line it stands on', () => {
  const { fields, problems } = read(['ask: Why?', 'hint: Because.'], 7);
  expect(fields).toEqual([{ key: 'ask', value: 'Why?', line: 7 }, { key: 'hint', value: 'Because.', line: 8 }]);
  expect(problems).toEqual([]);
});

test('what begins with two spaces goes on with the value, without those two', () => {
  const { fields } = read(['check:', '  (answer) => {', '    return answer > 1;', '  }', 'ask: b']);
  expect(fieldValue(fields, 'check')).toBe('(answer) => {\n  return answer > 1;\n}');
});

test('an empty line inside a value stays, and one after it does not', () => {
  const { fields } = read(['ask: one', '', '  two', '', '', 'hint: x']);
  expect(fields.map(({ key, value }) => [key, value])).toEqual([['ask', 'one\n\ntwo'], ['hint', 'x']]);
});

test('a key may come more than once; the last one counts where only one can', () => {
  const { fields } = read(['hint: a', 'ask: q', 'hint: b']);
  expect(fieldValues(fields, 'hint')).toEqual(['a', 'b']);
  expect(fieldValue(fields, 'hint')).toBe('b');
  expect(fieldValue(fields, 'check', 'none')).toBe('none');
});

test('a colon without a space after it belongs to no key, and one inside a value is the value’s', () => {
  const { fields, problems } = read(['ask:no', 'hint: a: b']);
  expect(fieldValues(fields, 'ask')).toEqual([]);
  expect(fieldValue(fields, 'hint')).toBe('a: b');
  expect(problems).toEqual([{ line: 1, message: '"ask:no" is not of the form "key: value".' }]);
});

test('unknown keys and lines of another form are reported with their lines, and the rest is read', () => {
  const { fields, problems } = read(['ask: a', 'colour: red', 'just words', 'hint: h'], 20);
  expect(problems).toEqual([
    { line: 21, message: '"colour" means nothing here; known are ask, hint, check.' },
    { line: 22, message: '"just words" is not of the form "key: value".' },
  ]);
  expect(fields.map(({ key }) => key)).toEqual(['ask', 'hint']);
});

test('what goes on with a line that was not understood is not added to the value before it', () => {
  const { fields, problems } = read(['ask: Why?', 'solutoin: one', '  two', '', '  three', 'hint: h', '  i']);
  expect(fieldValue(fields, 'ask')).toBe('Why?');
  expect(fieldValue(fields, 'hint')).toBe('h\ni');
  expect(problems.map(({ line }) => line)).toEqual([2]);
});

test('a line that goes on with nothing is reported', () => {
  expect(read(['  x', 'ask: a']).problems).toEqual([{ line: 1, message: expect.stringContaining('nothing above it') }]);
});

test('the name of a property that every object has is no key', () => {
  expect(read(['constructor: x', '__proto__: y', 'toString: z']).problems).toHaveLength(3);
});

test('whatever is written as a value is read as that value', () => {
  const word = fc.string({ maxLength: 12 }).filter((s) => !/[\r\n]/.test(s)).map((s) => s.trimEnd());
  const value = fc.array(word, { minLength: 1, maxLength: 4 }).filter((lines) => lines[0] !== '' && lines.at(-1) !== '');
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...KNOWN), value), { maxLength: 5 }), (pairs) => {
      const block = pairs.flatMap(([key, [first, ...more]]) => [`${key}: ${first}`, ...more.map((line) => `  ${line}`)]);
      const { fields, problems } = read(block);
      expect(problems).toEqual([]);
      expect(fields.map(({ key, value: v }) => [key, v])).toEqual(pairs.map(([key, lines]) => [key, lines.join('\n').trimEnd()]));
    }),
  );
});
