import { fieldValue, fieldValues, readFields } from './document/fields';
import { parseNotebook } from './document/parse';
import type { Cell } from './document/types';

export const HEADING_KEYS = ['title', 'short', 'minutes', 'goal'] as const;

/** What the heading of a notebook says. */
export function readHeading(front: string | null, cells: readonly Cell[]) {
  const { fields } = readFields(front ?? '', 2, HEADING_KEYS);
  const first = cells.map((cell) => (cell.kind === 'prose' ? /^#\s+(.+)$/m.exec(cell.text)?.[1] : undefined)).find(Boolean);
  const title = fieldValue(fields, 'title') || first || 'Untitled notebook';
  const minutes = Number(fieldValue(fields, 'minutes'));
  return { title, short: fieldValue(fields, 'short') || title, minutes: minutes > 0 ? minutes : null, goals: fieldValues(fields, 'goal') };
}

/** The title of a notebook's text. */
export function titleOf(text: string): string {
  try {
    const { front, cells } = parseNotebook(text);
    return readHeading(front, cells).title;
  } catch {
    return 'Untitled notebook';
  }
}
