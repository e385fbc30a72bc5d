/**
 * A Notebook is one plain-text file: Markdown with mathematics, and fenced cells.
 *
 *     ---
 *     title: A leaky integrator
 *     ---
 *
 *     Prose, with $\tau$ in it.
 *
 *     ```figure leak
 *     experiment: v=1&steps=48
 *     views: membrane
 *     ```
 *
 *     ```js
 *     const tau = view(range({ min: 1, max: 20, value: 2, label: 'τ' }));
 *     ```
 *
 * Parsing and writing are inverse to each other, character by character, whatever the text.
 */
export type FencedKind = 'js' | 'figure' | 'exercise';

export interface ProseCell {
  readonly kind: 'prose';
  /** Markdown, verbatim. */
  readonly text: string;
  /** First line in the file, from 1. */
  readonly line: number;
}

export interface FencedCell {
  readonly kind: FencedKind;
  /** The opening run of backticks, three or more. */
  readonly fence: string;
  /** What follows the kind on the opening line: a name and flags, verbatim. */
  readonly info: string;
  /** The lines between the fences, each with its end. */
  readonly body: string;
  /** Line of the opening fence, from 1; the body begins one below. */
  readonly line: number;
  /** False where the file ended before the closing fence. */
  readonly closed: boolean;
}

export type Cell = ProseCell | FencedCell;

/** Something in the file that could not be understood. The rest of the file is still shown. */
export interface Problem {
  readonly line: number;
  readonly message: string;
}

export interface Notebook {
  /** The lines between the two `---` at the top, each with its end; null where there are none. */
  readonly front: string | null;
  readonly cells: readonly Cell[];
  readonly problems: readonly Problem[];
}

/** Checked before anything is read. */
export const NOTEBOOK_LIMITS = { characters: 1_000_000, cells: 500 } as const;

/** What is wrong with a notebook file, in one sentence for people. */
export class NotebookError extends Error {
  override readonly name = 'NotebookError';
}

/** The first word of the info: what the cell is called. */
export const cellName = (cell: FencedCell): string => cell.info.trim().split(/\s+/)[0] ?? '';

/** Flags after the name, such as `folded`. */
export const cellFlags = (cell: FencedCell): string[] => cell.info.trim().split(/\s+/).filter(Boolean).slice(cell.kind === 'js' ? 0 : 1);
