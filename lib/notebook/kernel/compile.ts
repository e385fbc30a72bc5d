import { analyseCell, type Analysis, CellError } from './analyse';

/** What a cell may call besides what it needs of others: they are its own. */
export const CELL_FUNCTIONS = ['display', 'view'] as const;

export interface CompiledCell extends Analysis {
  /** Runs the cell: its own functions first, then its needs in their order. Gives the expression's value or what it defines. */
  readonly run: (...values: unknown[]) => Promise<unknown>;
}

const AsyncFunction = (async () => undefined).constructor as new (...args: string[]) => (...values: unknown[]) => Promise<unknown>;
/** Lines before the cell's first in the compiled function: its head, written by the engine in two lines, and two of ours. */
const HEAD_LINES = 4;

/**
 * Compiles a cell to a function. The name stands in stack traces, which is how errors find their line.
 * @throws CellError as analyseCell
 */
export function compileCell(source: string, name: string): CompiledCell {
  const read = analyseCell(source);
  const needs = read.needs.filter((need) => !CELL_FUNCTIONS.includes(need as (typeof CELL_FUNCTIONS)[number]));
  const { expression, defines } = read;
  // Ours are whole lines, so that lines and columns stay the cell's own.
  const body = expression ? `return (\n${source.slice(0, expression.end)}\n);` : `\n${source}\nreturn {${defines.join(', ')}};`;
  try {
    const run = new AsyncFunction(...CELL_FUNCTIONS, ...needs, `'use strict';\n${body}\n//# sourceURL=${name}`);
    return { expression, defines, needs, run };
  } catch (error) {
    throw new CellError(String((error as Error).message ?? error));
  }
}

/** An error of a running cell, with its line where the stack says so. Whatever was thrown, there is an answer. */
export function locate(error: unknown, name: string): CellError {
  try {
    return located(error, name);
  } catch {
    return new CellError('The cell threw something that cannot be written.');
  }
}

function located(error: unknown, name: string): CellError {
  if (error instanceof CellError) return error;
  if (!(error instanceof Error)) return new CellError(`The cell threw ${String(error).slice(0, 200)}.`);
  const at = new RegExp(`${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}:(\\d+):(\\d+)`).exec(error.stack ?? '');
  const line = at ? Number(at[1]) - HEAD_LINES : null;
  const message = error.name === 'Error' ? error.message : `${error.name}: ${error.message}`;
  return new CellError(message, line !== null && line > 0 ? line : null, at && line !== null && line > 0 ? Number(at[2]) : null);
}
