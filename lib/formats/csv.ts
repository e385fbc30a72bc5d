import type { TimeMatrix } from '@/lib/recording/types';

import { checkFileSize } from './checkFileSize';
import { afterBreak, emptyLine, guessSeparator, lineEnd, readRow, type CsvRow } from './csvRows';
import { FormatError, shown } from './FormatError';
import { LIMITS } from './limits';

export { writeCsv } from './writeCsv';

/** Numbers from a text file, `[T, N]`: one row a time step, one column a channel. */
export interface CsvTable extends TimeMatrix<Float64Array> {
  /** Names of the columns, or null where the file gives none. */
  readonly names: readonly string[] | null;
}

/** A number as a text holds it. Each digit can be matched in one way only, so a long cell cannot make the match slow. */
export const number = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;

function toText(bytes: Uint8Array, file: string): string {
  checkFileSize(bytes.length, file);
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    throw new FormatError(file, 'byte 0', 'byte 0 begins UTF-16 text; please save it as UTF-8.');
  }
  try {
    // The decoder drops a byte order mark.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new FormatError(file, 'file', 'the file is not UTF-8 text; please save it as UTF-8.');
  }
}

/** A first row names the columns when one of its cells begins as no number does, not even a mistyped one. */
export function isHeader({ cells }: Pick<CsvRow, 'cells'>): boolean {
  return cells.some((cell) => /^[^\d\s.+\u2212\p{Pd}]/u.test(cell) && !/^(nan|inf|infinity)$/i.test(cell));
}

function toNumber(cell: string, line: number, column: number, file: string): number {
  const value = Number(cell);
  if (number.test(cell) && Number.isFinite(value)) return value;
  const place = `line ${line}, column ${column}`;
  if (cell === '') throw new FormatError(file, place, `${place} is empty; every cell should hold a number.`);
  const hint = /^[+-]?\d+,\d+$/.test(cell) ? ' with a decimal point' : '';
  throw new FormatError(file, place, `${place} says “${shown(cell)}”; it should hold a finite number${hint}.`);
}

/**
 * Reads a table of numbers: cells between commas, semicolons, tabs or spaces; optionally a first row of
 * names; `#` begins a comment line; cells may be quoted; LF, CR LF or CR; decimal points.
 *
 * @param input UTF-8 bytes or text
 * @returns `[T, N]`, one row a time step
 * @throws {FormatError} naming line and column (from 1): cells that are empty or no finite number, rows
 * of unequal length, blank lines between rows, more than `LIMITS.csvRows` rows or `LIMITS.csvColumns` columns
 */
export function readCsv(input: Uint8Array | string, file: string): CsvTable {
  if (typeof input === 'string') checkFileSize(input.length, file);
  const text = typeof input === 'string' ? input.replace(/^\ufeff/, '') : toText(input, file);
  const separator = guessSeparator(text);
  let names: string[] | null = null;
  let channels = 0;
  let steps = 0;
  let data = new Float64Array(0);
  let blankLine = 0;

  for (let at = 0, line = 1; at < text.length;) {
    const empty = emptyLine(text, at);
    if (empty) {
      if (empty === 'blank' && steps > 0) blankLine ||= line;
      at = afterBreak(text, lineEnd(text, at));
      line += 1;
      continue;
    }
    if (blankLine > 0) {
      throw new FormatError(file, `line ${blankLine}`, `line ${blankLine} is blank, but numbers follow it; each step needs its row.`);
    }
    const row = readRow(text, at, line, separator, file);
    at = row.next;
    line = row.nextLine;
    if (channels === 0) {
      channels = row.cells.length;
      if (isHeader(row)) {
        names = row.cells;
        continue;
      }
    }
    if (row.cells.length !== channels) {
      throw new FormatError(
        file,
        `line ${row.line}`,
        `line ${row.line} has ${row.cells.length} cells, but the first row has ${channels}.`,
      );
    }
    if (steps === LIMITS.csvRows) {
      throw new FormatError(
        file,
        `line ${row.line}`,
        `line ${row.line} is one row too many; the limit is ${LIMITS.csvRows} rows of numbers.`,
      );
    }
    if ((steps + 1) * channels > data.length) {
      const grown = new Float64Array(Math.min(LIMITS.csvRows, Math.max(16, steps * 2)) * channels);
      grown.set(data);
      data = grown;
    }
    for (let n = 0; n < channels; n += 1) data[steps * channels + n] = toNumber(row.cells[n], row.line, n + 1, file);
    steps += 1;
  }
  if (steps === 0) throw new FormatError(file, 'file', 'the file holds no rows of numbers.');
  return { names, steps, channels, data: data.slice(0, steps * channels) };
}
