/** How far a race is, as a share and in words. */
import type { Budget } from '@/lib/engine/training/protocol';
import { neuronLabel } from '@/lib/experiment/recipe';
import { count } from '@/lib/numerics/words';
import { goesOn, type TrainingRun } from '@/lib/stores/training';

/** `1 min 20 s`; a dash while nobody knows. */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return '–';
  const whole = Math.max(0, Math.round(seconds));
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** Seconds to the end of every run, from what each needed so far; one that has not begun is taken for usual. */
export function timeLeft(runs: readonly TrainingRun[], budget: Budget): number {
  const rate = runs.flatMap((run) => (run.step > 0 ? [run.seconds / run.step] : []));
  const usual = rate.length ? rate.reduce((a, b) => a + b, 0) / rate.length : Number.NaN;
  return runs.filter((run) => goesOn(run, budget)).reduce((sum, run) => {
    if (budget.kind === 'seconds') return sum + Math.max(0, budget.seconds - run.seconds);
    const each = run.step > 0 ? run.seconds / run.step : usual;
    return sum + each * Math.max(0, run.recipe.learning.epochs * run.stepsPerEpoch - run.step);
  }, 0);
}

/** Share of a run that is made. */
function made(run: TrainingRun, budget: Budget): number {
  if (run.state !== 'stopped' && !goesOn(run, budget)) return 1;
  const steps = run.recipe.learning.epochs * run.stepsPerEpoch;
  const share = budget.kind === 'seconds' ? run.seconds / budget.seconds : steps ? run.step / steps : 0;
  return Math.min(1, share);
}

function wordsOf(runs: readonly TrainingRun[], budget: Budget, playing: boolean, share: number): string {
  if (runs.length === 0) return 'Nothing is trained yet.';
  if (!runs.some((run) => goesOn(run, budget))) {
    if (runs.every(({ shipped }) => shipped)) return 'These came trained. Train your own.';
    return runs.every(({ state }) => state === 'stopped') ? 'Training stopped.' : 'The race is over.';
  }
  const left = timeLeft(runs, budget);
  const words = [`${Math.round(100 * share)} %`, ...(Number.isFinite(left) ? [`${duration(left)} left`] : [])];
  const now = runs.find((run) => run.state === 'training' && run.live);
  if (!playing) words.push('paused');
  else if (now?.live) words.push(`${count(Math.round(now.live.perSecond))} samples a second`, `${neuronLabel(now.recipe.neuron.kind)} loss ${now.live.loss.toFixed(3)}`);
  else words.push('getting ready');
  return words.join(' · ');
}

export function progressOf(runs: readonly TrainingRun[], budget: Budget, playing: boolean): { open: boolean; share: number; words: string } {
  const open = runs.some((run) => goesOn(run, budget));
  const share = runs.length === 0 ? 0 : runs.reduce((sum, run) => sum + made(run, budget), 0) / runs.length;
  return { open, share, words: wordsOf(runs, budget, playing, share) };
}
