import type { Cell, Notebook } from './types';

function written(cell: Cell): string {
  if (cell.kind === 'prose') return cell.text;
  const head = `${cell.fence}${cell.kind}${cell.info}\n${cell.body}`;
  return cell.closed ? head + cell.fence : head.replace(/\n$/, '');
}

/** The notebook's text; the inverse of parseNotebook. */
export function serialiseNotebook({ front, cells }: Pick<Notebook, 'front' | 'cells'>): string {
  const head = front === null ? [] : [`---\n${front}---`];
  return [...head, ...cells.map(written)].join('\n');
}
