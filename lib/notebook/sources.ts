/** What the kernel is given of a notebook: its code cells, its figures' runs, and the numbers in its prose. */
import { fixed } from '../figures/format';
import { readExercise } from './cells/exerciseCell';
import { readFigure } from './cells/figureCell';
import type { Cell, FencedCell } from './document/types';
import type { CellSource } from './kernel/kernel';
import { readInlineValue } from './prose';

/** The run of a figure's own Experiment, under the figure's name. */
export function figureSource(id: string, cell: FencedCell): CellSource {
  const { name, state } = readFigure(cell);
  return { id, source: `run(${JSON.stringify(state.link)})`, defines: /^[A-Za-z_$][\w$]*$/.test(name) ? name : `figure_${id.replace(/\W/g, '_')}` };
}

/** How a computed value is written in a sentence. */
export function writeInline(code: string, value: unknown): string {
  const places = readInlineValue(code)?.places ?? null;
  if (typeof value === 'number') return places === null ? (Number.isInteger(value) ? String(value).replace('-', '−') : fixed(value, 3)) : fixed(value, places);
  return String(value).slice(0, 200);
}

/** The Markdown in a cell: all of it, a caption, or what an exercise says. */
export function markdownOf(cell: Cell): string[] {
  switch (cell.kind) {
    case 'prose':
      return [cell.text];
    case 'figure':
      return [readFigure(cell).caption];
    case 'exercise': {
      const { ask, hints, wrong, mistakes, solution } = readExercise(cell);
      return [ask, ...hints, wrong, ...mistakes.map((m) => m.message), solution];
    }
    case 'js':
      return [];
  }
}

export interface NotebookSource extends CellSource {
  /** Of a computed number: its text between the backticks. */
  readonly code?: string;
}

/** The sources of one cell: its own, and one for each computed number in its Markdown. */
export function sourcesOf(cell: Cell, id: string, values: (text: string) => string[]): NotebookSource[] {
  const own = cell.kind === 'js' ? [{ id, source: cell.body }] : cell.kind === 'figure' ? [figureSource(id, cell)] : [];
  const codes = markdownOf(cell).flatMap(values);
  return [...own, ...codes.map((code, k) => ({ id: `${id}/${k}`, source: readInlineValue(code)?.source ?? '', code }))];
}
