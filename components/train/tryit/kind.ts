/** What a reader can try, and what is missing before they can. */
import type { DatasetFacts } from '@/lib/engine/training/protocol';
import type { TaskSettings } from '@/lib/experiment/recipe';
import type { TrainingRun } from '@/lib/stores/training';

export type Trial = 'draw' | 'move' | 'say' | 'pulses';

type Facts = Pick<DatasetFacts, 'content' | 'shape' | 'steps'>;

/** What can be tried with a network that was trained on these data; null where there is nothing of the kind. */
export function trialOf(task: TaskSettings, { content, shape }: Facts): Trial | null {
  if (task.id === 'moving-shapes') return 'move';
  if (task.id === 'spoken-digits') return 'say';
  if (task.id === 'delayed-recall' || task.id === 'temporal-xor') return 'pulses';
  return content === 'pictures' && shape.join() === '28,28,1' ? 'draw' : null;
}

/** Whether two tasks have the same data, however these are shown. */
export function sameData(one: TaskSettings, other: TaskSettings): boolean {
  const key = ({ id, seed, delay, file }: TaskSettings) =>
    id === 'files' ? file : `${id === 'digits-rows' ? 'digits' : id}/${seed}/${id === 'delayed-recall' || id === 'temporal-xor' ? delay : ''}`;
  return (one.id === 'files') === (other.id === 'files') && key(one) === key(other);
}

interface Page {
  readonly run: TrainingRun | undefined;
  readonly race: readonly string[];
  readonly facts: Facts | null;
  readonly shownTask: TaskSettings | null;
}

/** The sentence to show in place of something to try; null where all is there. */
export function missing({ run, race, facts, shownTask }: Page): string | null {
  if (!run || !race.includes(run.id)) return 'Train a run or open trained weights first; then it answers here to what you draw, show or say.';
  if (run.state === 'stopped' && run.stepsPerEpoch === 0) return 'The chosen run could not start. Train another run or open trained weights, and try it here.';
  if (!facts || !shownTask || run.stepsPerEpoch === 0) return 'The chosen run and its data are being made ready.';
  if (!sameData(run.recipe.task, shownTask)) return 'The chosen run was trained on other data than those shown above. Choose its task there, or another run, and try it here.';
  if (!trialOf(run.recipe.task, facts)) return 'For these data there is nothing to draw, show or say here. Step through their samples below instead.';
  return null;
}
