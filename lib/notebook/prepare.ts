/**
 * A chapter made ready when the site is built: text and mathematics as HTML, a first picture of each figure, what each
 * code cell gives. All of it is there without JavaScript.
 */
import { palettes } from '../figures/palette';
import { readExercise } from './cells/exerciseCell';
import { readFigure } from './cells/figureCell';
import { parseNotebook } from './document/parse';
import { cellFlags, type Cell, type FencedCell } from './document/types';
import type { Output } from './kernel/kernel';
import { toWire, type Wire } from './kernel/wire';
import { renderMath } from './math';
import { staticPicture } from './picture';
import { createProse } from './prose';
import { run } from './run';
import { runNotebook, type NotebookResult } from './runAll';
import { svgAddress } from './svgPicture';
import { readHeading } from './title';
import { view } from './views';
import { wireText } from './wireText';

export interface PreparedExercise {
  readonly ask: string;
  readonly options: readonly string[];
  readonly hints: readonly string[];
  readonly solution: string;
  /** What is right, in a line. */
  readonly key: string;
}

export interface PreparedCell {
  /** HTML: of prose, of a figure's caption, of an exercise's question. */
  readonly html: string;
  /** HTML of a figure's pictures, or of what a code cell gave. */
  readonly pictures: string;
  readonly exercise: PreparedExercise | null;
}

export interface PreparedNotebook {
  readonly title: string;
  readonly short: string;
  readonly minutes: number | null;
  readonly goals: readonly string[];
  readonly text: string;
  readonly cells: readonly PreparedCell[];
  /** Computed numbers, by their text between the backticks. */
  readonly numbers: Readonly<Record<string, string>>;
  readonly headings: readonly { readonly level: number; readonly text: string; readonly id: string }[];
}

const escape = (text: string) => text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c] ?? c);

async function outputHtml({ label, value }: Output, prose: ReturnType<typeof createProse>): Promise<string> {
  const wire: Wire = toWire(value);
  switch (wire.type) {
    case 'picture':
      return (await Promise.all(wire.specs.map((spec) => staticPicture(spec)))).map((html) => `<div class="output-picture">${html}</div>`).join('');
    case 'svg':
      return (['light', 'dark'] as const).map((theme) => `<img class="static-picture on-${theme}" alt="A drawing made by this cell" src="${escape(svgAddress(wire.source, palettes[theme].ink))}">`).join('');
    case 'markdown':
      return prose.render(wire.source);
    case 'control':
      return `<p class="quiet">${escape(wire.control.label)} ${escape(String(wire.control.value ?? ''))}</p>`;
    default:
      return `<pre class="value">${label ? `<b>${escape(label)}</b> = ` : ''}${escape(wireText(wire).slice(0, 600))}</pre>`;
  }
}

/** A folded cell is a helper: what it merely defines is not shown. */
const shownOutputs = (cell: FencedCell, outputs: readonly Output[]) => (cellFlags(cell).includes('folded') ? outputs.filter(({ label }) => !label) : outputs);

async function figurePictures(cell: Extract<Cell, { body: string }>): Promise<string> {
  const { state } = readFigure(cell);
  const made = await run(state.link);
  const specs = state.views.flatMap(({ view: name, side }) => view(made, name, { side, layer: state.layer, neuron: state.neuron }));
  return (await Promise.all(specs.map((spec) => staticPicture(spec, { revealTo: spec.side === 'baseline' ? state.playhead ?? undefined : undefined, beside: specs })))).join('');
}

async function keyOf(exercise: ReturnType<typeof readExercise>, result: NotebookResult): Promise<string> {
  if (exercise.kind !== 'number') return exercise.key;
  const value = exercise.answer ? await result.evaluate(exercise.answer) : exercise.key;
  return typeof value === 'number' ? String(Number(value.toPrecision(6))) : String(value);
}

/**
 * @param page where another file's page is
 * @param more names in scope that are loaded apart, such as d3 and Plot
 */
export async function prepareNotebook(text: string, page: (name: string) => string, more: Readonly<Record<string, unknown>> = {}): Promise<PreparedNotebook> {
  const notebook = parseNotebook(text);
  const result = await runNotebook(notebook, more);
  const prose = createProse({ math: renderMath, page, value: (code) => result.values.get(code) });
  const cells = await Promise.all(notebook.cells.map(async (cell, k): Promise<PreparedCell> => {
    switch (cell.kind) {
      case 'prose':
        return { html: prose.render(cell.text), pictures: '', exercise: null };
      case 'figure':
        return { html: prose.inline(readFigure(cell).caption), pictures: await figurePictures(cell), exercise: null };
      case 'js':
        return { html: '', pictures: (await Promise.all(shownOutputs(cell, result.cells.get(String(k))?.outputs ?? []).map((output) => outputHtml(output, prose)))).join(''), exercise: null };
      case 'exercise': {
        const exercise = readExercise(cell);
        return {
          html: prose.render(exercise.ask), pictures: '',
          exercise: { options: exercise.options.map((option) => prose.inline(option)), hints: exercise.hints.map((hint) => prose.render(hint)), solution: prose.render(exercise.solution), ask: prose.render(exercise.ask), key: await keyOf(exercise, result) },
        };
      }
    }
  }));
  result.close();
  return {
    ...readHeading(notebook.front, notebook.cells), text, cells,
    numbers: Object.fromEntries(result.values),
    headings: notebook.cells.flatMap((cell) => (cell.kind === 'prose' ? prose.headings(cell.text) : [])),
  };
}
