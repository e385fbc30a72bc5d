/**
 * `key: value` lines, as in the heading of a notebook and in its figure and exercise cells. A line that begins
 * with two spaces goes on with the value above; a key may come more than once.
 */
import type { Problem } from './types';

export interface Field {
  readonly key: string;
  readonly value: string;
  readonly line: number;
}

const LINE = /^([A-Za-z][\w-]*):(?: (.*))?$/;

/**
 * Reads a block of fields.
 * @param firstLine line of the block's first line in the file, from 1
 * @param known keys that mean something here; others are reported
 */
export function readFields(block: string, firstLine: number, known: readonly string[]): { fields: Field[]; problems: Problem[] } {
  const fields: Field[] = [];
  const problems: Problem[] = [];
  /** False below a line that was reported: what goes on with it belongs to no value. */
  let understood = true;
  block.split('\n').forEach((text, k) => {
    const line = firstLine + k;
    if (!understood && (text.startsWith('  ') || text.trim() === '')) return;
    if (text.startsWith('  ') || (text.trim() === '' && fields.length > 0)) {
      const last = fields.pop();
      if (last) fields.push({ ...last, value: `${last.value}\n${text.slice(2)}` });
      else if (text.trim() !== '') problems.push({ line, message: 'This line is indented as if it went on, but there is nothing above it.' });
      return;
    }
    if (text.trim() === '') return;
    const match = LINE.exec(text);
    understood = match !== null && known.includes(match[1]);
    if (!match) problems.push({ line, message: `"${text.slice(0, 40)}" is not of the form "key: value".` });
    else if (!known.includes(match[1])) problems.push({ line, message: `"${match[1]}" means nothing here; known are ${known.join(', ')}.` });
    else fields.push({ key: match[1], value: match[2] ?? '', line });
  });
  return { fields: fields.map((f) => ({ ...f, value: f.value.replace(/^\n/, '').trimEnd() })), problems };
}

/** The value of a key, or the fallback; the last of several. */
export const fieldValue = (fields: readonly Field[], key: string, fallback = ''): string =>
  fields.filter((f) => f.key === key).at(-1)?.value ?? fallback;

/** All values of a key. */
export const fieldValues = (fields: readonly Field[], key: string): string[] => fields.filter((f) => f.key === key).map((f) => f.value);
