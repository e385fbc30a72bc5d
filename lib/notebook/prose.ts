/**
 * Prose as HTML: Markdown without raw HTML and without pictures from elsewhere, so that nothing in a shared notebook
 * can run or call home. Mathematics between dollars; `= expression | places` in backticks is a computed number; a
 * link to `#figure?…` is a step that sets the figure's state.
 */
import MarkdownIt from 'markdown-it';

type Md = InstanceType<typeof MarkdownIt>;
type Token = ReturnType<Md['parse']>[number];

export interface ProseOptions {
  /** Mathematics as HTML. Absent: shown as its source. */
  readonly math?: (source: string, display: boolean) => string;
  /** The value of a computed number, already written; undefined where it is not known yet. */
  readonly value?: (source: string) => string | undefined;
  /** Where another chapter's page is: `05-psu.md#x` → its address. */
  readonly page?: (name: string) => string;
}

/** `= value(leak, 'membrane', 5) | 3` */
export interface InlineValue {
  readonly source: string;
  readonly places: number | null;
}

const INLINE_VALUE = /^=\s*(.+?)(?:\s*(?<!\|)\|\s*(\d))?$/s;

/** Reads the text between two backticks; null where it is code to be shown. */
export function readInlineValue(code: string): InlineValue | null {
  const match = INLINE_VALUE.exec(code);
  if (!match || code.startsWith('==') || code.startsWith('=>')) return null;
  return { source: match[1], places: match[2] === undefined ? null : Number(match[2]) };
}

/** Link to a step: figure name and what it sets. */
export function readStepLink(href: string): { figure: string; query: string } | null {
  const match = /^#([A-Za-z][\w-]*)\?(.*)$/.exec(href);
  return match && { figure: match[1], query: match[2] };
}

function mathRules(md: Md) {
  md.inline.ruler.after('escape', 'math', (state, silent) => {
    if (state.src[state.pos] !== '$') return false;
    const display = state.src.startsWith('$$', state.pos);
    const mark = display ? '$$' : '$';
    const from = state.pos + mark.length;
    const end = state.src.indexOf(mark, from);
    if (end <= from) return false;
    const source = state.src.slice(from, end);
    // Prices are not mathematics: no space inside the dollars, no digit after them.
    if (!display && (/^\s|\s$/.test(source) || /\d/.test(state.src[end + 1] ?? ''))) return false;
    if (!silent) {
      const token = state.push('math', 'math', 0);
      token.content = source.trim();
      // A full stop does not stand alone in the next line.
      const after = display ? '' : /^[.,;:!?)]*/.exec(state.src.slice(end + 1))?.[0] ?? '';
      token.meta = { display, after };
      state.pos = end + mark.length + after.length;
      return true;
    }
    state.pos = end + mark.length;
    return true;
  });
}

const { escapeHtml } = new MarkdownIt().utils;

/** What is read of an inline token: the words of a link, not its address. */
const readText = ({ children }: Token): string => (children ?? []).map((t) => (t.type === 'softbreak' ? ' ' : t.content)).join('');

/** A Markdown renderer for prose. */
export function createProse({ math, value, page = (name) => name }: ProseOptions = {}) {
  const md = new MarkdownIt({ html: false, linkify: false, typographer: false });
  md.use(mathRules);
  md.disable('image');
  const { rules } = md.renderer;
  rules.math = (tokens, k) => {
    const { content, meta } = tokens[k];
    const { display, after } = meta as { display: boolean; after: string };
    if (!math) return `<code class="math">${escapeHtml(content)}</code>${after}`;
    // A long equation scrolls in its place, for which it must be reachable by key.
    return display ? `<span class="equation-block" role="group" aria-label="Equation" tabindex="0">${math(content, true)}</span>` : after ? `<span class="nowrap">${math(content, false)}${after}</span>` : math(content, false);
  };
  rules.code_inline = (tokens, k) => {
    const { content } = tokens[k];
    const inline = readInlineValue(content);
    if (!inline) return `<code>${escapeHtml(content)}</code>`;
    return `<output class="computed" data-source="${escapeHtml(content)}">${escapeHtml(value?.(content) ?? '…')}</output>`;
  };
  const plainLink = rules.link_open ?? ((tokens, k, options, _env, self) => self.renderToken(tokens, k, options));
  rules.link_open = (tokens, k, options, env, self) => {
    const token = tokens[k];
    const href = String(token.attrGet('href') ?? '');
    const step = readStepLink(href);
    if (step) {
      token.attrSet('class', 'step');
      token.attrSet('data-figure', step.figure);
      token.attrSet('data-set', step.query);
      token.attrSet('href', `#${step.figure}`);
    } else if (/^(https?:)?\/\//i.test(href)) token.attrSet('rel', 'noreferrer');
    else {
      const chapter = /^(?:\.\/)?([\w-]+)\.md(#.*)?$/.exec(href);
      if (chapter) token.attrSet('href', page(chapter[1]) + (chapter[2] ?? ''));
    }
    return plainLink(tokens, k, options, env, self);
  };
  // The empty corner of a table is no heading of anything.
  rules.th_open = (tokens, k, options, _env, self) => {
    if (tokens[k + 1].content.trim() === '') tokens[k].tag = tokens[k + 2].tag = 'td';
    return self.renderToken(tokens, k, options);
  };
  // Headings can be linked to, as on GitHub.
  rules.heading_open = (tokens, k, options, _env, self) => {
    tokens[k].attrSet('id', headingId(readText(tokens[k + 1])));
    return self.renderToken(tokens, k, options);
  };
  return {
    render: (text: string): string => md.render(text),
    inline: (text: string): string => md.renderInline(text),
    /** All computed numbers of a text, as written between their backticks. */
    values: (text: string): string[] =>
      md.parse(text, {}).flatMap((token) => token.children ?? []).filter((t) => t.type === 'code_inline' && readInlineValue(t.content)).map((t) => t.content),
    /** All steps of a text, in order. */
    steps: (text: string): { figure: string; query: string }[] =>
      md.parse(text, {}).flatMap((token) => token.children ?? []).flatMap((t) => (t.type === 'link_open' ? [readStepLink(String(t.attrGet('href') ?? ''))] : [])).filter((s) => s !== null),
    /** Headings with their level. */
    headings: (text: string): { level: number; text: string; id: string }[] => {
      const tokens = md.parse(text, {});
      return tokens.flatMap((t, k) => (t.type === 'heading_open' ? [{ level: Number(t.tag.slice(1)), text: readText(tokens[k + 1]), id: headingId(readText(tokens[k + 1])) }] : []));
    },
  };
}

/** The fragment of a heading, by GitHub's rule: letters with their marks, digits, spaces as hyphens. */
export const headingId = (text: string): string => text.toLowerCase().replace(/[^\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\s-]/gu, '').replace(/\s/g, '-');
