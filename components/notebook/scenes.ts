import type { OpenCell } from '@/lib/stores/notebook';

/** A cell in its place. Of a text that ends in a heading, the heading goes with the figure that follows. */
export interface Placed {
  readonly open: OpenCell;
  readonly at: number;
  readonly part: 'all' | 'body' | 'heading';
}

/** A figure with the text that it belongs to: it stays in sight until the next figure. */
export interface Scene {
  readonly key: string;
  readonly figure: Placed | null;
  readonly cells: readonly Placed[];
}

/** Markdown that ends in a heading. */
const ENDS_IN_HEADING = /(?:^|\n)#{2,3} [^\n]+\s*$/;

/** @param whole keeps every text in one piece, as for editing */
export function scenesOf(cells: readonly OpenCell[], whole = false): Scene[] {
  const scenes: { key: string; figure: Placed | null; cells: Placed[] }[] = [];
  cells.forEach((open, at) => {
    if (open.cell.kind === 'figure') {
      const before = scenes.at(-1)?.cells.at(-1);
      const splits = !whole && before?.open.cell.kind === 'prose' && before.at === at - 1 && ENDS_IN_HEADING.test(before.open.cell.text);
      if (splits) scenes[scenes.length - 1].cells.splice(-1, 1, { ...before, part: 'body' });
      scenes.push({ key: open.id, figure: { open, at, part: 'all' }, cells: splits ? [{ ...before, part: 'heading' }] : [] });
    } else {
      if (scenes.length === 0) scenes.push({ key: 'opening', figure: null, cells: [] });
      scenes[scenes.length - 1].cells.push({ open, at, part: 'all' });
    }
  });
  return scenes;
}

/** One part of a text's HTML or Markdown: the heading at its end, or all before it. */
export function partOf(text: string, part: Placed['part'], kind: 'html' | 'markdown'): string {
  if (part === 'all') return text;
  const at = kind === 'html' ? Math.max(text.lastIndexOf('<h2'), text.lastIndexOf('<h3')) : text.search(/\n?#{2,3} [^\n]+\s*$/);
  return part === 'heading' ? text.slice(at) : text.slice(0, at);
}
