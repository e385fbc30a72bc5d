/** An exercise: a question, how its answer is checked by running, hints in steps, and a worked solution. */
import { decodeLink } from '../../experiment/link';
import { fieldValue, fieldValues, readFields } from '../document/fields';
import { cellName, type FencedCell, type Problem } from '../document/types';
import { readViews, type FigureView } from './figureCell';

export const EXERCISE_KINDS = ['number', 'choice', 'code', 'experiment'] as const;
export type ExerciseKind = (typeof EXERCISE_KINDS)[number];

export interface Exercise {
  readonly name: string;
  /** Markdown. */
  readonly ask: string;
  readonly kind: ExerciseKind;
  /** Code or Experiment to begin with. */
  readonly start: string;
  /** Of a choice. */
  readonly options: readonly string[];
  /** Keys of the Experiment that the reader may change. */
  readonly controls: readonly string[];
  readonly views: readonly FigureView[];
  /** JavaScript expression of the right answer, for numbers and choices. */
  readonly answer: string;
  readonly tolerance: number;
  /**
   * JavaScript expression, or a function of the answer: true where it is right, else a sentence that says what is
   * wrong. The answer is a number, a word, what the code defines, or the run of the Experiment.
   */
  readonly check: string;
  /** Particular wrong answers and what each misses. */
  readonly mistakes: readonly { readonly answer: string; readonly message: string }[];
  /** What a wrong answer is told where nothing else fits. Markdown. */
  readonly wrong: string;
  readonly hints: readonly string[];
  /** Markdown. */
  readonly solution: string;
  /** An attempt that is right, for tests and the teacher's page: a number, a word, code or an Experiment. */
  readonly key: string;
  readonly problems: readonly Problem[];
}

const KEYS = ['ask', 'kind', 'start', 'option', 'controls', 'views', 'answer', 'tolerance', 'check', 'mistake', 'wrong', 'hint', 'solution', 'key'] as const;

/** Reads an exercise cell; problems are said with their lines. */
export function readExercise(cell: FencedCell): Exercise {
  const { fields, problems: read } = readFields(cell.body, cell.line + 1, KEYS);
  const problems = [...read];
  const say = (message: string, key?: string) => problems.push({ line: fields.find((f) => f.key === key)?.line ?? cell.line, message });
  const of = (key: (typeof KEYS)[number], fallback = '') => fieldValue(fields, key, fallback);
  const kind = of('kind', 'number') as ExerciseKind;
  if (!EXERCISE_KINDS.includes(kind)) say(`"${String(kind).slice(0, 20)}" is not a kind of exercise; there are ${EXERCISE_KINDS.join(', ')}.`, 'kind');
  const tolerance = Number(of('tolerance', '0'));
  if (!(tolerance >= 0)) say('tolerance must be a number from 0 on.', 'tolerance');
  if (!of('ask')) say('An exercise needs a question: ask.');
  if (!of('answer') && !of('check')) say('An exercise needs an answer or a check.');
  let views: FigureView[] = [];
  const attempt = (key: 'views' | 'start', work: () => void) => {
    try {
      work();
    } catch (error) {
      say((error as Error).message, key);
    }
  };
  attempt('views', () => (views = readViews(of('views'))));
  if (kind === 'experiment') attempt('start', () => decodeLink(of('start', 'v=1')));
  const mistakes = fieldValues(fields, 'mistake').map((text) => {
    const [answer, message = ''] = text.split(/ \| (.*)/s);
    return { answer, message };
  });
  return {
    name: cellName(cell), kind, views, mistakes, problems,
    ask: of('ask'), start: of('start', kind === 'experiment' ? 'v=1' : ''), options: fieldValues(fields, 'option'),
    controls: of('controls').split(',').map((word) => word.trim()).filter(Boolean),
    answer: of('answer'), tolerance: tolerance >= 0 ? tolerance : 0, check: of('check'),
    wrong: of('wrong'), hints: fieldValues(fields, 'hint'), solution: of('solution'), key: of('key', of('answer')),
  };
}
