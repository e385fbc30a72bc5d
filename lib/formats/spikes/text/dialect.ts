import { isHeader, number } from '../../csv';
import { afterBreak, emptyLine, guessSeparator, lineEnd, readRow, type Separator } from '../../csvRows';
import { FormatError } from '../../FormatError';
import { LIMITS, SPIKE_LIMITS } from '../../limits';

/** How the cells of a text of numbers stand, and what it says of itself before the numbers. */
export interface Dialect {
  readonly separator: Separator;
  readonly decimalComma: boolean;
  /** Names of the columns, or null where the text gives none. */
  readonly names: readonly string[] | null;
  /** Whether the names stand in a row of cells, which holds no numbers, and not in a comment. */
  readonly namesInRow: boolean;
  /** Comments at the top, without `#` and up to the length of a cell. */
  readonly comments: readonly string[];
}

const sampleBytes = 65_536;
/** Two numbers with decimal commas and only white space between them. */
const spacedCommas = /^\s*[+-]?\d+,\d+(\s+[+-]?\d+(,\d+)?)+\s*$/;

const rowsLookedAt = 20;

function splitRows(text: string): { rows: { text: string; at: number; line: number }[]; comments: string[] } {
  const rows: { text: string; at: number; line: number }[] = [];
  const comments: string[] = [];
  for (let at = 0, line = 1; at < text.length && rows.length < rowsLookedAt; line += 1) {
    const end = lineEnd(text, at);
    const empty = emptyLine(text, at);
    if (empty === null) rows.push({ text: text.slice(at, end), at, line });
    else if (empty === 'comment' && rows.length === 0) comments.push(text.slice(at, Math.min(end, at + LIMITS.csvCell)).trim().replace(/^#+\s*/, ''));
    at = afterBreak(text, end);
  }
  return { rows, comments };
}

/** The last comment as the names of columns, as numpy's savetxt writes them; null where it is none. */
function namesOfComment(comment: string | undefined, separator: Separator, cells: number): string[] | null {
  if (comment === undefined || cells < 2) return null;
  const parts = comment.split(separator === ' ' || !comment.includes(separator) ? /\s+/ : separator).map((part) => part.trim());
  return parts.length === cells && parts.every((part) => /^\p{L}/u.test(part)) ? parts : null;
}

/**
 * Finds out how the cells of a text stand from its first lines: what separates them, whether a comma is the decimal
 * point, and whether names come first.
 *
 * @param bytes UTF-8, with or without a byte order mark
 * @throws {FormatError} UTF-16, and first rows that are longer than 64 KiB of names
 */
export function dialectOf(bytes: Uint8Array, file: string): Dialect {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    throw new FormatError(file, 'byte 0', 'byte 0 begins UTF-16 text; please save it as UTF-8.');
  }
  // The decoder drops a byte order mark. A sample may end inside a row, which then says little and does no harm.
  const text = new TextDecoder().decode(bytes.subarray(0, sampleBytes));
  const { rows, comments } = splitRows(text);
  if (rows.length === 0) return { separator: ' ', decimalComma: false, names: null, namesInRow: false, comments };
  const body = rows.length > 1 ? rows.slice(1) : rows;
  const spaced = body.every((row) => spacedCommas.test(row.text));
  const separator = spaced ? ' ' : guessSeparator(text);
  const first = readRow(text, rows[0].at, rows[0].line, separator, file, SPIKE_LIMITS.neurons);
  const namesInRow = isHeader(first);
  const names = namesInRow ? first.cells : namesOfComment(comments.at(-1), separator, first.cells.length);
  const cells = body.slice(0, -1).concat(body.length === 1 ? body : []).flatMap((row) => row.text.split(separator === ' ' ? /\s+/ : separator));
  const commas = cells.some((cell) => /^\s*"?[+-]?\d*,\d+"?\s*$/.test(cell));
  const points = cells.some((cell) => cell.includes('.') && number.test(cell.trim()));
  return { separator, decimalComma: separator !== ',' && commas && !points, names, namesInRow, comments };
}
