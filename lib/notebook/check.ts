/** Everything that can be wrong with a notebook, found by running it: for tests and for those who write chapters. */
import { decodeLink } from '../experiment/link';
import { readExercise } from './cells/exerciseCell';
import { readFigure, stepState } from './cells/figureCell';
import { cellName, type FencedCell, type Problem } from './document/types';
import { parseNotebook } from './document/parse';
import { createProse } from './prose';
import { run } from './run';
import { runNotebook } from './runAll';
import { markdownOf } from './sources';
import { view } from './views';
import { toWire } from './kernel/wire';

/** A value in a line. */
const brief = (value: unknown) => JSON.stringify(toWire(value), (_k, v) => (ArrayBuffer.isView(v) ? `${(v as Float32Array).length} numbers` : v)).slice(0, 160);

/**
 * Runs all cells, all steps and all exercises: each exercise must accept its key, and refuse its known mistakes.
 * @returns what was computed, a line each, and every problem with its line
 */
export async function checkNotebook(text: string, more: Readonly<Record<string, unknown>> = {}): Promise<{ lines: string[]; problems: Problem[] }> {
  const notebook = parseNotebook(text);
  const problems: Problem[] = [...notebook.problems];
  const lines: string[] = [];
  const result = await runNotebook(notebook, more);
  const prose = createProse();
  const figures = new Map(notebook.cells.filter((c): c is FencedCell => c.kind === 'figure').map((c) => [cellName(c), readFigure(c)]));

  for (const [k, cell] of notebook.cells.entries()) {
    const own = result.cells.get(String(k));
    const say = (message: string) => problems.push({ line: cell.line, message });
    if (cell.kind === 'js' && own?.error) problems.push({ line: cell.line + (own.error.line ?? 0), message: own.error.message });
    else if (cell.kind === 'js') lines.push(`${cell.line}: ${(own?.outputs ?? []).map((o) => `${o.label ? `${o.label} = ` : ''}${brief(o.value)}`).join('; ')}`);
    if (cell.kind === 'js' && !own) say('This cell has not finished.');
    if (cell.kind === 'figure') {
      const figure = readFigure(cell);
      problems.push(...figure.problems);
      if (own?.error) say(own.error.message);
      else await check(() => showState(figure.state), say);
    }
    for (const markdown of markdownOf(cell)) {
      for (const { figure, query } of prose.steps(markdown)) {
        const base = figures.get(figure);
        if (!base) say(`A step speaks of the figure "${figure}", which this notebook does not have.`);
        else await check(() => showState(stepState(base.state, query)), (message) => say(`Step #${figure}?${query}: ${message}`));
      }
    }
    for (const [id, { error }] of result.cells) if (error && id.startsWith(`${k}/`)) say(`A computed number: ${error.message}`);
    if (cell.kind === 'exercise') await checkExercise(cell);
  }
  for (const [code, written] of result.values) lines.push(`${code} → ${written}`);
  result.close();
  return { lines, problems };

  async function checkExercise(cell: FencedCell) {
    const exercise = readExercise(cell);
    problems.push(...exercise.problems);
    const say = (message: string) => problems.push({ line: cell.line, message: `Exercise ${exercise.name}: ${message}` });
    if (!exercise.key) return say('it needs a key, so that it can be tested.');
    const key = exercise.kind === 'number' && exercise.key === exercise.answer ? String((await evaluated(exercise.answer)) ?? '') : exercise.key;
    const right = await result.grade(exercise, key);
    if (!right.right) say(`its own key is refused: ${right.message}`);
    const begun = exercise.kind === 'number' ? '123456.789' : exercise.kind === 'choice' ? 'none of them' : exercise.start;
    const wrong = await result.grade(exercise, begun);
    if (wrong.right) say('an answer that is wrong, or what it starts with, is accepted.');
    else lines.push(`${cell.line}: ${exercise.name}, key ${key.slice(0, 40).replaceAll('\n', ' ')}; refused: ${wrong.message.slice(0, 100)}`);
    for (const { answer } of exercise.mistakes) {
      const verdict = await result.grade(exercise, exercise.kind === 'number' ? String(await evaluated(answer)) : answer);
      if (verdict.right) say(`the mistake ${answer} is accepted.`);
    }
    function evaluated(source: string) {
      return result.evaluate(source);
    }
  }
}

async function check(work: () => Promise<void>, say: (message: string) => void) {
  try {
    await work();
  } catch (error) {
    say((error as Error).message);
  }
}

/** Runs a figure's state and makes all its views; an empty view is an error. */
async function showState(state: ReturnType<typeof readFigure>['state']): Promise<void> {
  const { unknown } = decodeLink(state.link);
  if (unknown.length > 0) throw new RangeError(`the experiment has no ${unknown.join(', ')}.`);
  const made = await run(state.link);
  for (const { view: name, side } of state.views) {
    if (view(made, name, { side, layer: state.layer, neuron: state.neuron }).length === 0) throw new RangeError(`the view ${name} shows nothing of this neuron.`);
  }
}
