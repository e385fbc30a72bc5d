import type { Pieces } from '@/lib/numerics/pieces';

import { count } from '@/lib/numerics/words';
import { number } from '../../csv';
import { FormatError, shown } from '../../FormatError';
import { LIMITS, SPIKE_LIMITS } from '../../limits';
import { NumberList } from '../numberList';
import type { Dialect } from './dialect';

/** The numbers of a text, row by row. */
export interface TextTable {
  readonly values: NumberList;
  /** Of each row, the blank ones too: how many numbers there are up to its end, and its line, counted from 1. */
  readonly ends: NumberList;
  readonly lines: NumberList;
  /** Rows that hold numbers. */
  readonly rows: number;
  /** Cells of the first row that holds numbers. */
  readonly width: number;
  /** The first row whose number of cells is another, by its line and cells; null where all are equal. */
  readonly ragged: { readonly line: number; readonly cells: number } | null;
}

const [LF, CR, tab, space, quote, hash, plus, minus, point, comma] = [10, 13, 9, 32, 34, 35, 43, 45, 46, 44];
/** 10^k is exact up to here, so that one division rounds once. */
const powers = Array.from({ length: 23 }, (_, k) => 10 ** k);
/** Digits of a whole number that is surely below 2^53. */
const safeDigits = 15;
/** Bytes between two pauses. */
const piece = 1 << 19;

/** A number in plain digits, with or without a decimal point; null for every other spelling. */
function plainNumber(bytes: Uint8Array, from: number, to: number, decimal: number): number | null {
  let at = from;
  const negative = bytes[at] === minus;
  if (negative || bytes[at] === plus) at += 1;
  let [digits, fraction, mantissa] = [0, -1, 0];
  for (; at < to; at++) {
    const code = bytes[at];
    if (code >= 48 && code <= 57) {
      mantissa = mantissa * 10 + (code - 48);
      digits++;
      if (fraction >= 0) fraction++;
    } else if (code === decimal && fraction < 0) {
      fraction = 0;
    } else {
      return null;
    }
  }
  if (digits === 0 || digits > safeDigits) return null;
  const value = fraction > 0 ? mantissa / powers[fraction] : mantissa;
  return negative ? -value : value;
}

/**
 * Reads the numbers of a text, straight from its bytes. Rows may differ in length; what they mean is for others to say.
 *
 * @throws {FormatError} naming line and column (from 1): cells that are no finite number; more numbers or rows than
 * `SPIKE_LIMITS.textNumbers` and `SPIKE_LIMITS.steps`; no numbers at all
 */
export function* readTextTable(bytes: Uint8Array, { separator, decimalComma, namesInRow }: Dialect, file: string): Pieces<TextTable> {
  const [values, ends, lines] = [new NumberList(), new NumberList(), new NumberList()];
  const decimal = decimalComma ? comma : point;
  const code = separator.charCodeAt(0);
  const isBlank = (at: number): boolean => bytes[at] === space || bytes[at] === tab;
  const isBreak = (at: number): boolean => bytes[at] === LF || bytes[at] === CR;
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  let [line, rows, width, pause] = [1, 0, -1, at + piece];
  let ragged: TextTable['ragged'] = null;
  let names = namesInRow;

  function cellOf(from: number, to: number, column: number): number {
    const plain = plainNumber(bytes, from, to, decimal);
    if (plain !== null) return plain;
    const place = `line ${line}, column ${column}`;
    if (to <= from) throw new FormatError(file, place, `${place} is empty; every cell should hold a number.`);
    if (to - from > LIMITS.csvCell) throw new FormatError(file, place, `${place} is longer than ${count(LIMITS.csvCell)} characters, the limit for a cell.`);
    const text = new TextDecoder().decode(bytes.subarray(from, to));
    const spelled = decimalComma ? text.replace(',', '.') : text;
    const value = Number(spelled);
    if (number.test(spelled) && Number.isFinite(value)) return value;
    throw new FormatError(file, place, `${place} says “${shown(text)}”; it should hold a finite number.`);
  }

  while (at < bytes.length) {
    if (at >= pause) {
      yield at / bytes.length;
      pause = at + piece;
    }
    while (isBlank(at) && bytes[at] !== code) at++;
    while (separator === ' ' && isBlank(at)) at++;
    const before = values.length;
    const comment = bytes[at] === hash;
    const heading = !comment && names && at < bytes.length && !isBreak(at);
    if (comment || heading) while (at < bytes.length && !isBreak(at)) at++;
    if (heading) names = false;
    for (let column = 1; at < bytes.length && !isBreak(at); column++) {
      const quoted = bytes[at] === quote;
      const from = quoted ? at + 1 : at;
      at = from;
      while (at < bytes.length && !isBreak(at) && (quoted ? bytes[at] !== quote : bytes[at] !== code && !(separator === ' ' && isBlank(at)))) at++;
      let to = at;
      if (quoted && bytes[at] === quote) at++;
      while (!quoted && to > from && isBlank(to - 1)) to--;
      values.push(cellOf(from, to, column));
      if (values.length > SPIKE_LIMITS.textNumbers) throw new FormatError(file, `line ${line}`, `at line ${line} there are more than ${count(SPIKE_LIMITS.textNumbers)} numbers, the limit.`);
      while (isBlank(at) && (separator === ' ' || bytes[at] !== code)) at++;
      if (separator === ' ' || at >= bytes.length || isBreak(at)) continue;
      const place = `line ${line}, column ${column}`;
      if (bytes[at] !== code) throw new FormatError(file, place, `${place} goes on after its closing quote.`);
      at++;
      while (isBlank(at) && bytes[at] !== code) at++;
      if (at >= bytes.length || isBreak(at)) cellOf(at, at, column + 1);
    }
    const cells = values.length - before;
    if (!comment && !heading) {
      ends.push(values.length);
      lines.push(line);
    }
    if (cells > 0) {
      rows++;
      if (width < 0) width = cells;
      else if (cells !== width) ragged ??= { line, cells };
    }
    if (ends.length > SPIKE_LIMITS.steps) throw new FormatError(file, `line ${line}`, `line ${line} is beyond the limit of ${count(SPIKE_LIMITS.steps)} rows.`);
    at += bytes[at] === CR && bytes[at + 1] === LF ? 2 : 1;
    line++;
  }
  if (rows === 0) throw new FormatError(file, 'file', 'the file holds no rows of numbers.');
  return { values, ends, lines, rows, width, ragged };
}
