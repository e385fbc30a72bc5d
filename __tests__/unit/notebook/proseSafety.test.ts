/** Whatever a notebook says, its prose is made of these elements and attributes alone. */
import fc from 'fast-check';
import { renderMath } from '@/lib/notebook/math';
import { createProse } from '@/lib/notebook/prose';

const ATTRIBUTES: Record<string, string[]> = {
  p: [], em: [], strong: [], s: [], code: ['class'], pre: [], blockquote: [], ul: [], ol: ['start'], li: [], hr: [], br: [],
  h1: ['id'], h2: ['id'], h3: ['id'], h4: ['id'], h5: ['id'], h6: ['id'],
  table: [], thead: [], tbody: [], tr: [], th: ['style'], td: ['style'],
  a: ['href', 'title', 'rel', 'class', 'data-figure', 'data-set'],
  output: ['class', 'data-source'],
};

function check(html: string): void {
  const host = document.createElement('template');
  host.innerHTML = html;
  for (const element of host.content.querySelectorAll('*')) {
    const name = element.tagName.toLowerCase();
    const allowed = ATTRIBUTES[name];
    if (!allowed) throw new Error(`There is a <${name}> in ${html}`);
    for (const { name: attribute, value } of element.attributes) {
      if (!allowed.includes(attribute)) throw new Error(`There is ${name}[${attribute}] in ${html}`);
      if (attribute === 'style' && !/^text-align:(left|center|right)$/.test(value)) throw new Error(`There is style="${value}"`);
      if (attribute === 'href' && /^\s*(javascript|vbscript|data|file|blob):/i.test((element as HTMLAnchorElement).href)) throw new Error(`There is a link to ${value}`);
    }
  }
}

const HOSTILE = [
  '<script>', '</script>', '<img src=x onerror=x>', '<!--', '-->', '<![CDATA[', '&lt;', '&#x6a;', '"', "'", '>', '<', '=', '`= ', '`', '``', '```', '~~~', '$', '$$', '\\', '\n', '\n\n', '> ', '- ', '1. ', '# ', '|', '|-|',
  '[', ']', '(', ')', '![', '](', '](javascript:', '](#a?', '](x.md#', ': ', '[a]: ', '"onclick="x', '*', '_', '**', ' ', '\t', 'javascript:', 'JAVASCRIPT&colon;', 'data:text/html,', 'a', 'x', '\u0000', '\u202e', '{', '}', '\\href{',
];
const text = fc.oneof(
  fc.array(fc.constantFrom(...HOSTILE), { maxLength: 30 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 80 }),
);

test('of arbitrary text', () => {
  const prose = createProse({ value: (code) => code, page: (name) => `/notebook/${name}/` });
  fc.assert(fc.property(text, (markdown) => {
    check(prose.render(markdown));
    check(prose.inline(markdown));
  }), { numRuns: 1500 });
});

test('of mathematics, which adds elements of its own and no link, picture or handler', () => {
  const piece = fc.constantFrom('\\href{javascript:x}{y}', '\\url{x}', '\\includegraphics{x}', '\\htmlData{a=b}{c}', '\\htmlId{x}{y}', '\\def\\a{\\a\\a}', '\\a', '\\frac', '{', '}', '^', '_', '\\color{red;background:url(x)}', '\\text{<img src=x>}', '"', '<', '&', '%', 'x', ' ');
  fc.assert(fc.property(fc.array(piece, { maxLength: 12 }), (parts) => {
    const host = document.createElement('template');
    host.innerHTML = renderMath(parts.join(''), true);
    for (const element of host.content.querySelectorAll('*')) {
      expect(element.tagName.toLowerCase()).not.toMatch(/^(a|img|image|script|iframe|style|link|object|embed|foreignobject|use)$/);
      for (const { name, value } of element.attributes) {
        expect(name).not.toMatch(/^on|href|^src/i);
        expect(value).not.toMatch(name === 'title' || element.tagName.toLowerCase() === 'annotation' ? /^$a/ : /url\(|javascript:/i);
      }
    }
  }), { numRuns: 400 });
});
