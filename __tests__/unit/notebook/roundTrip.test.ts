import fc from 'fast-check';
import { parseNotebook } from '@/lib/notebook/document/parse';
import { serialiseNotebook } from '@/lib/notebook/document/serialise';
import { NOTEBOOK_LIMITS } from '@/lib/notebook/document/types';

const SAMPLE = `---
title: A leak
---
# A leak

Text with $\\tau$.

\`\`\`figure leak
experiment: v=1&steps=48
views: membrane
\`\`\`

\`\`\`js folded
const a = 1;
\`\`\`
\`\`\`\`exercise one
ask: Why?
\`\`\`
solution: no
\`\`\`\`

\`\`\`python
\`\`\`js
print(1)
\`\`\`
The end.
`;

describe('a notebook’s text', () => {
  test('is read into cells with their lines', () => {
    const { front, cells, problems } = parseNotebook(SAMPLE);
    expect(front).toBe('title: A leak\n');
    expect(cells.map((c) => `${c.kind}@${c.line}`)).toEqual(['prose@4', 'figure@8', 'prose@12', 'js@13', 'exercise@16', 'prose@21']);
    expect(problems).toEqual([]);
  });

  test('comes back character by character', () => {
    expect(serialiseNotebook(parseNotebook(SAMPLE))).toBe(SAMPLE);
  });

  test('of any kind comes back, unless a closing fence was written oddly', () => {
    const line = fc.oneof(
      fc.constantFrom('```js', '```', '````', '```figure a', '```exercise', '---', '', '~~~', '```py', '````js', '  x', 'title: x'),
      fc.string({ maxLength: 12 }).filter((s) => !/[\r\n]/.test(s)),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 24 }), (lines) => {
        const text = lines.join('\n');
        const read = parseNotebook(text);
        if (read.problems.some((p) => p.message.startsWith('A closing fence'))) return;
        expect(serialiseNotebook(read)).toBe(text);
      }),
      { numRuns: 3000 },
    );
  });

  test('read, written and read again is the same, always', () => {
    const piece = fc.constantFrom('```js\n', '```', '````', '\n', 'x', '---\n', '```figure a\n', ' ', 'a: b\n', '\r\n');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const once = parseNotebook(pieces.join(''));
        const again = parseNotebook(serialiseNotebook(once));
        expect(again.cells).toEqual(once.cells);
        expect(again.front).toEqual(once.front);
      }),
      { numRuns: 3000 },
    );
  });

  test('that is broken opens as far as it can be read and says where it broke', () => {
    const { cells, problems } = parseNotebook('Hello\n```js\nconst a = 1;\nmore');
    expect(cells).toHaveLength(2);
    expect(problems).toEqual([{ line: 2, message: expect.stringContaining('never closed') }]);
  });

  test('beyond the limits is refused with the limit named', () => {
    expect(() => parseNotebook('x'.repeat(NOTEBOOK_LIMITS.characters + 1))).toThrow(/1000001 characters; the limit is 1000000/);
    expect(() => parseNotebook('```js\n```\n'.repeat(NOTEBOOK_LIMITS.cells + 1))).toThrow(/cells; the limit is 500/);
  });
});
