import { FormatError } from './FormatError';
import { LIMITS } from './limits';

/** What stands between two cells: a space means any run of spaces and tabs, a line break that each row is one cell. */
export type Separator = ',' | ';' | '\t' | ' ' | '\n';

/** One row of cells, and where the next begins. */
export interface CsvRow {
  readonly cells: string[];
  /** Counted from 1. */
  readonly line: number;
  readonly next: number;
  readonly nextLine: number;
}

const LF = 10;
const CR = 13;

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}

/** The first place at or after `at` that ends a line, or the end of the text. */
export function lineEnd(text: string, at: number): number {
  let end = at;
  while (end < text.length && text.charCodeAt(end) !== LF && text.charCodeAt(end) !== CR) end += 1;
  return end;
}

/** The place after the line break at `at`: LF, CR LF or CR. */
export function afterBreak(text: string, at: number): number {
  return at + (text.charCodeAt(at) === CR && text.charCodeAt(at + 1) === LF ? 2 : 1);
}

/**
 * Splits the row that begins at `start` into cells: spaces around a cell are dropped, cells may be
 * quoted with `"`, and a doubled quote stands for one.
 *
 * @param line number of the line at `start`, counted from 1
 * @param columns cells of a row at most
 * @throws {FormatError} open quotes, text after a quoted cell, more cells than `columns`,
 * cells longer than `LIMITS.csvCell`
 */
export function readRow(text: string, start: number, line: number, separator: Separator, file: string, columns: number = LIMITS.csvColumns): CsvRow {
  const separatorCode = separator.charCodeAt(0);
  const cells: string[] = [];
  let at = start;
  let lineNow = line;

  function fail(sentence: string): never {
    const place = `line ${lineNow}, column ${cells.length + 1}`;
    throw new FormatError(file, place, `${place} ${sentence}`);
  }
  function skipBlanks(): void {
    while (isBlank(text.charCodeAt(at)) && (separator === ' ' || text.charCodeAt(at) !== separatorCode)) at += 1;
  }
  function atEnd(): boolean {
    const code = text.charCodeAt(at);
    return at >= text.length || code === LF || code === CR;
  }
  function readQuoted(): string {
    const from = at + 1;
    let end = text.indexOf('"', from);
    while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
    if (end < 0) fail('opens a quote that is never closed.');
    if (end - from > LIMITS.csvCell) fail(`is longer than ${LIMITS.csvCell} characters, the limit for a cell.`);
    at = end + 1;
    const inside = text.slice(from, end);
    lineNow += inside.split(/\r\n|\r|\n/).length - 1;
    return inside.replaceAll('""', '"');
  }
  function readPlain(): string {
    const from = at;
    while (!atEnd() && text.charCodeAt(at) !== separatorCode && !(separator === ' ' && isBlank(text.charCodeAt(at)))) {
      at += 1;
    }
    if (at - from > LIMITS.csvCell) fail(`is longer than ${LIMITS.csvCell} characters, the limit for a cell.`);
    return text.slice(from, at).trim();
  }

  skipBlanks();
  for (;;) {
    if (cells.length === columns) fail(`is one column too many; the limit is ${columns} columns.`);
    const quoted = text[at] === '"';
    const cell = quoted ? readQuoted() : readPlain();
    const spaced = isBlank(text.charCodeAt(at));
    skipBlanks();
    if (!atEnd() && separator !== ' ' && text.charCodeAt(at) !== separatorCode) {
      fail('goes on after its closing quote.');
    }
    if (!atEnd() && separator === ' ' && !spaced) fail('goes on after its closing quote.');
    cells.push(cell);
    if (atEnd()) break;
    if (separator !== ' ') {
      at += 1;
      skipBlanks();
    }
  }
  if (at < text.length) {
    at = afterBreak(text, at);
    lineNow += 1;
  }
  return { cells, line, next: at, nextLine: lineNow };
}

/** Whether the line that begins at `start` holds no cells: it is blank or a `#` comment. */
export function emptyLine(text: string, start: number): 'blank' | 'comment' | null {
  let at = start;
  while (isBlank(text.charCodeAt(at))) at += 1;
  const code = text.charCodeAt(at);
  if (at >= text.length || code === LF || code === CR) return 'blank';
  return text[at] === '#' ? 'comment' : null;
}

/** The end of the row that begins at `start`: line breaks inside quotes do not end it. */
function rowEnd(text: string, start: number): number {
  let end = lineEnd(text, start);
  let quotes = text.slice(start, end).split('"').length - 1;
  while (quotes % 2 === 1 && end < text.length) {
    const from = end + 1;
    end = lineEnd(text, from);
    quotes += text.slice(from, end).split('"').length - 1;
  }
  return end;
}

/**
 * Guesses what separates the cells from the first two rows. The second counts
 * more: the first may name the columns, and names may hold spaces and commas. A tab wins over a
 * semicolon, that over a comma (which may be a decimal comma), that over spaces.
 */
export function guessSeparator(text: string): Separator {
  const rows: string[] = [];
  for (let at = 0; at < text.length && rows.length < 2;) {
    const empty = emptyLine(text, at) !== null;
    const end = empty ? lineEnd(text, at) : rowEnd(text, at);
    if (!empty) rows.push(text.slice(at, end).replace(/"[^"]*"/g, '').trim());
    at = afterBreak(text, end);
  }
  const [first = '', second] = rows;
  const candidates: Separator[] = ['\t', ';', ',', ' '];
  const namesFirst = second !== undefined && /^[\p{L}_]/u.test(first);
  return (
    candidates.find((separator) => second?.includes(separator)) ??
    candidates.find((separator) => first.includes(separator) && !namesFirst) ??
    '\n'
  );
}
