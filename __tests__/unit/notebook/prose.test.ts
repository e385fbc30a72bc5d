import { renderMath } from '@/lib/notebook/math';
import { createProse, headingId, readInlineValue, readStepLink } from '@/lib/notebook/prose';

const prose = createProse({ page: (name) => `/notebook/${name}/`, value: (code) => ({ '= 1 + 1': '2', '= x | 3': '<b>' })[code] });
const { render } = prose;

describe('what is not let through', () => {
  test('HTML is shown as it is written', () => {
    expect(render('a <b onclick="x()">b</b> <script>1</script>')).toBe('<p>a &lt;b onclick=&quot;x()&quot;&gt;b&lt;/b&gt; &lt;script&gt;1&lt;/script&gt;</p>\n');
    expect(render('<div>\n\n*x*\n\n</div>')).not.toContain('<div>');
  });

  test('pictures are links at most', () => {
    expect(render('![a](https://example.org/x.png)')).not.toContain('<img');
    expect(render('![a][b]\n\n[b]: https://example.org/x.png')).not.toContain('<img');
  });

  test.each(['javascript:alert(1)', 'JavaScript:alert(1)', '&#106;avascript:alert(1)', 'java\\script:x', 'vbscript:x', 'data:text/html,x', 'file:///etc/passwd'])(
    'a link to %s has no address of that kind',
    (href) => {
      const host = document.createElement('div');
      host.innerHTML = render(`[x](${href}) [y][z] <${href}>\n\n[z]: ${href}`);
      for (const link of host.querySelectorAll('a')) expect(link.protocol).toMatch(/^https?:$/);
    },
  );
});

describe('links', () => {
  test('to a step carry the figure and what it sets', () => {
    expect(render('[with τ = 8](#leak?layers.0.tau=8&cell=5+0)')).toBe(
      '<p><a href="#leak" class="step" data-figure="leak" data-set="layers.0.tau=8&amp;cell=5+0">with τ = 8</a></p>\n',
    );
    expect(prose.steps('[a](#one?x=1) and [b](#two?y=2), not [c](#three)')).toEqual([{ figure: 'one', query: 'x=1' }, { figure: 'two', query: 'y=2' }]);
    expect(readStepLink('#9?x')).toBeNull();
    expect(readStepLink('https://example.org/#leak?x=1')).toBeNull();
  });

  test('to another chapter lead to its page', () => {
    expect(render('[a](05-psu.md#the-charge)')).toContain('href="/notebook/05-psu/#the-charge"');
    expect(render('[a](./glossary.md)')).toContain('href="/notebook/glossary/"');
    expect(render('[a](../secret.md)')).toContain('href="../secret.md"');
    expect(render('[a](#summary)')).toContain('<a href="#summary">');
  });

  test.each(['https://example.org/x', 'http://example.org/', 'HTTPS://example.org/', '//example.org/x'])('to elsewhere, %s, do not say where they come from', (href) => {
    expect(render(`[a](${href})`)).toMatch(/rel="noreferrer"/);
  });
});

describe('mathematics', () => {
  const { render: written } = createProse({ math: (source, display) => `[${display ? 'block' : 'inline'} ${source}]` });

  const block = (source: string) => `<span class="equation-block" role="group" aria-label="Equation" tabindex="0">[block ${source}]</span>`;

  test.each([
    ['$H = AX$', '[inline H = AX]'],
    ['$$H = AX$$', block('H = AX')],
    ['$$\nH\n$$', block('H')],
    ['a$x$b', 'a[inline x]b'],
    ['$a_1 b_1$ and $*c*$', '[inline a_1 b_1] and [inline *c*]'],
    ['`$x$`', '<code>$x$</code>'],
  ])('stands between dollars: %s', (source, html) => {
    expect(written(source)).toBe(`<p>${html}</p>\n`);
  });

  test.each(['It costs $5 and $10.', '$5-$6', 'US$ 5 and US$ 6', '\\$x\\$', '$', '$$', '$x', '$ x$', '$x $'])('is not a price: %s', (source) => {
    expect(written(source)).not.toContain('[');
  });

  test('is shown as its source where nothing can set it, and in MathML where it can', () => {
    expect(render('$a < b$')).toBe('<p><code class="math">a &lt; b</code></p>\n');
    expect(createProse({ math: renderMath }).render('$\\tau$')).toMatch(/<math .*<mi>τ<\/mi>/);
  });

  test('that is wrong, or asks for an address, is shown and does nothing', () => {
    expect(renderMath('\\frac{', false)).toContain('katex-error');
    const host = document.createElement('div');
    host.innerHTML = ['\\href{javascript:alert(1)}{x}', '\\includegraphics{https://example.org/x.png}', '\\url{javascript:x}', '\\htmlStyle{color:red}{x}'].map((s) => renderMath(s, true)).join('');
    expect(host.querySelectorAll('a, img, [href], [src]')).toHaveLength(0);
  });
});

describe('computed numbers', () => {
  test('show their value, escaped, or that it is not known yet', () => {
    expect(render('`= 1 + 1`')).toBe('<p><output class="computed" data-source="= 1 + 1">2</output></p>\n');
    expect(render('`= x | 3`')).toContain('>&lt;b&gt;</output>');
    expect(render('`= "y"`')).toContain('data-source="= &quot;y&quot;">…</output>');
  });

  test.each([
    ['= value(leak, 5) | 3', { source: 'value(leak, 5)', places: 3 }],
    ['=x', { source: 'x', places: null }],
    ['= a | b', { source: 'a | b', places: null }],
    ['= a || 3', { source: 'a || 3', places: null }],
    ['= a | 3 | 2', { source: 'a | 3', places: 2 }],
    ['== 3', null],
    ['=> x', null],
    ['x = 3', null],
    ['=', null],
  ])('are read from their text: %s', (code, value) => {
    expect(readInlineValue(code)).toEqual(value);
  });

  test('are listed in their order, from all of the text', () => {
    expect(prose.values('# `= a`\n\n- `= b | 1` and `code`\n\n> *`= c`*\n\n```\n`= d`\n```')).toEqual(['= a', '= b | 1', '= c']);
  });
});

describe('headings', () => {
  // What GitHub makes of them.
  test.each([
    ['What a leak is', 'what-a-leak-is'],
    ['Why this value?', 'why-this-value'],
    ['A: b, c (d)', 'a-b-c-d'],
    ['τ and θ', 'τ-and-θ'],
    ['snake_case – and more', 'snake_case--and-more'],
    ['Two  spaces', 'two--spaces'],
    ['Ünïcode', 'u\u0308ni\u0308code'.normalize('NFC')],
    ['हिन्दी', 'हिन्दी'],
    ['→ right', '-right'],
  ])('"%s" has the fragment %s', (text, id) => {
    expect(headingId(text)).toBe(id);
    expect(render(`## ${text}`)).toContain(`<h2 id="${id}">`);
  });

  test('are called by what is read, not by how it is written', () => {
    expect(prose.headings('# A\n\ntext\n\n## The `code` of *b*\n\n### [Link](https://example.org) here')).toEqual([
      { level: 1, text: 'A', id: 'a' },
      { level: 2, text: 'The code of b', id: 'the-code-of-b' },
      { level: 3, text: 'Link here', id: 'link-here' },
    ]);
  });
});
