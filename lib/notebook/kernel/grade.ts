import type { Exercise } from '../cells/exerciseCell';
import { run } from '../run';
import { encodeWire } from './wire';

export interface Verdict {
  readonly right: boolean;
  /** Markdown: what is wrong, or nothing. */
  readonly message: string;
}

/** Evaluates JavaScript among the notebook's cells; `extra` are further names. */
export type Evaluate = (source: string, extra: Readonly<Record<string, unknown>>, name: string) => Promise<unknown>;

type Graded = Pick<Exercise, 'kind' | 'answer' | 'tolerance' | 'check' | 'mistakes' | 'wrong'>;

/** Two answers are the same where this is: objects and arrays by what they hold. */
const written = (value: unknown) => (typeof value === 'object' ? encodeWire(value) : String(value));

const NOT_A_NUMBER = 'That is not a number. Write digits, with a point for decimals.';

async function attemptOf(exercise: Graded, attempt: string, evaluate: Evaluate): Promise<unknown> {
  if (exercise.kind === 'code') return evaluate(attempt, {}, 'answer.js');
  if (exercise.kind === 'experiment') return run(attempt);
  if (exercise.kind === 'choice') return attempt;
  return attempt.trim() === '' ? Number.NaN : Number(attempt.replace('−', '-').replace(',', '.'));
}

/**
 * Checks an attempt by running it. An error of the reader's own code is a verdict, not a failure.
 * @param attempt a number or a word as typed, code, or an Experiment as a link's text
 */
export async function grade(exercise: Graded, attempt: string, evaluate: Evaluate): Promise<Verdict> {
  const no = (message: string): Verdict => ({ right: false, message: message || exercise.wrong || 'Not yet.' });
  let answer: unknown;
  try {
    answer = await attemptOf(exercise, attempt, evaluate);
  } catch (error) {
    return no(`It stops with an error: ${(error as Error).message}`);
  }
  if (exercise.kind === 'number' && !Number.isFinite(answer)) return no(NOT_A_NUMBER);
  try {
    for (const { answer: known, message } of exercise.mistakes) {
      const wrong = exercise.kind === 'number' ? Number(await evaluate(known, {}, 'mistake.js')) : known;
      const same = exercise.kind === 'number' ? Math.abs((answer as number) - (wrong as number)) <= exercise.tolerance + 1e-12 : wrong === answer;
      if (same) return no(message);
    }
    if (exercise.check) {
      const checked = await evaluate(exercise.check, { answer }, 'check.js');
      const verdict: unknown = typeof checked === 'function' ? await checked(answer) : checked;
      return verdict === true ? { right: true, message: '' } : no(typeof verdict === 'string' ? verdict : '');
    }
    const expected = exercise.kind === 'choice' && exercise.answer ? exercise.answer : await evaluate(exercise.answer, {}, 'key.js');
    const right = exercise.kind === 'number' ? Math.abs((answer as number) - (expected as number)) <= exercise.tolerance + 1e-12 : written(expected) === written(answer);
    return right ? { right, message: '' } : no('');
  } catch (error) {
    return no(`It could not be checked: ${String((error as Error | null)?.message ?? error)}`);
  }
}
