/**
 * Runs a whole notebook once, in this very thread: for the pages that are made when the site is built, and for tests.
 * Never for a notebook of somebody else: that is what the sandbox is for.
 */
import type { Exercise } from './cells/exerciseCell';
import type { Notebook } from './document/types';
import type { CellError } from './kernel/analyse';
import { grade, type Verdict } from './kernel/grade';
import { createKernel, type Output } from './kernel/kernel';
import { libraryValues } from './library';
import { createProse } from './prose';
import { sourcesOf, writeInline } from './sources';

export interface CellResult {
  readonly outputs: readonly Output[];
  readonly error: CellError | null;
}

export interface NotebookResult {
  /** By cell id: `0`, `1`, …; computed numbers are `3/0`, `3/1`, …. */
  readonly cells: ReadonlyMap<string, CellResult>;
  /** How each computed number is written, by its text between the backticks. */
  readonly values: ReadonlyMap<string, string>;
  grade(exercise: Exercise, attempt: string): Promise<Verdict>;
  /** An expression among the cells. */
  evaluate(source: string): Promise<unknown>;
  close(): void;
}

/** A notebook that keeps computing, such as an endless generator, is taken as it is after so long. */
const PATIENCE_MS = 20_000;

export async function runNotebook(notebook: Notebook, more: Readonly<Record<string, unknown>> = {}): Promise<NotebookResult> {
  const prose = createProse();
  const cells = new Map<string, CellResult>();
  const values = new Map<string, string>();
  const sources = notebook.cells.flatMap((cell, k) => sourcesOf(cell, String(k), prose.values));
  const codes = new Map(sources.map(({ id, code }) => [id, code]));
  let done: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => (done = resolve));
  const kernel = createKernel({ ...libraryValues(), ...more }, (event) => {
    if (event.type === 'running' || event.type === 'value') return;
    cells.set(event.id, event.type === 'done' ? { outputs: event.outputs, error: null } : { outputs: [], error: event.error });
    const code = codes.get(event.id);
    if (event.type === 'done' && code !== undefined) values.set(code, writeInline(code, event.outputs[0]?.value));
    if (cells.size === sources.length) done();
  });
  for (const source of sources) kernel.set(source);
  let timer: ReturnType<typeof setTimeout> | undefined;
  if (sources.length > 0) await Promise.race([finished, new Promise((resolve) => (timer = setTimeout(resolve, PATIENCE_MS)))]);
  clearTimeout(timer);
  return { cells, values, grade: (exercise, attempt) => grade(exercise, attempt, kernel.evaluate), evaluate: (source) => kernel.evaluate(source, {}, 'expression.js'), close: kernel.dispose };
}
