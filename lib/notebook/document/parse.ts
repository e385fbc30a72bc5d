import { NOTEBOOK_LIMITS, NotebookError, type Cell, type FencedKind, type Notebook, type Problem } from './types';

/** A cell's opening fence: at the start of a line, followed by a kind that we know. */
const OPEN = /^(`{3,})(js|figure|exercise)(?=\s|$)(.*)$/;
/** Any other fence opens a code block that is prose; what is inside it opens nothing. */
const OTHER = /^ {0,3}(`{3,}|~{3,})/;

const closes = (line: string, fence: string) => line.startsWith(fence) && /^`+\s*$/.test(line);

/** Whole lines, each with its end. */
const block = (lines: readonly string[], from: number, to: number) => lines.slice(from, to).map((line) => `${line}\n`).join('');

/**
 * Reads a notebook. Line ends become `\n`; everything else is kept as it is, so that
 * `serialise(parse(text)) === text`. What cannot be understood is reported with its line, and the rest is read.
 * @throws NotebookError only where the file passes a limit
 */
export function parseNotebook(source: string): Notebook {
  if (source.length > NOTEBOOK_LIMITS.characters) {
    throw new NotebookError(`The notebook has ${source.length} characters; the limit is ${NOTEBOOK_LIMITS.characters}.`);
  }
  const lines = source.replace(/\r\n?/g, '\n').split('\n');
  const problems: Problem[] = [];
  let front: string | null = null;
  let at = 0;
  if (lines[0] === '---') {
    const end = lines.indexOf('---', 1);
    if (end > 0) {
      front = block(lines, 1, end);
      at = end + 1;
    } else problems.push({ line: 1, message: 'The heading opened by --- is never closed; it is read as text.' });
  }

  const cells: Cell[] = [];
  let prose = at;
  const endProse = (end: number) => {
    if (end > prose) cells.push({ kind: 'prose', text: lines.slice(prose, end).join('\n'), line: prose + 1 });
  };
  while (at < lines.length) {
    const open = OPEN.exec(lines[at]);
    if (!open) {
      const other = OTHER.exec(lines[at]);
      at++;
      if (other) {
        const rest = lines.slice(at).findIndex((line) => line.trimStart().startsWith(other[1]));
        if (rest >= 0) at += rest + 1;
      }
      continue;
    }
    endProse(at);
    const [, fence, kind, info] = open;
    let end = at + 1;
    while (end < lines.length && !closes(lines[end], fence)) end++;
    const closed = end < lines.length;
    if (!closed) problems.push({ line: at + 1, message: `The ${kind} cell that opens here is never closed; it is read to the end of the file.` });
    const tail = closed ? lines[end].slice(lines[end].search(/\s|$/)) : '';
    // A closing fence may be longer than the opening one; its own length is kept with the body's end.
    const extra = closed ? lines[end].trimEnd().length - fence.length : 0;
    if (extra > 0 || tail !== '') problems.push({ line: end + 1, message: 'A closing fence has as many backticks as the opening one and nothing after them; this one is written anew.' });
    cells.push({ kind: kind as FencedKind, fence, info, body: block(lines, at + 1, end), line: at + 1, closed });
    at = end + 1;
    prose = at;
  }
  endProse(lines.length);
  if (cells.length > NOTEBOOK_LIMITS.cells) {
    throw new NotebookError(`The notebook has ${cells.length} cells; the limit is ${NOTEBOOK_LIMITS.cells}.`);
  }
  return { front, cells, problems };
}
