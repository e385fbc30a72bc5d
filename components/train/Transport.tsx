'use client';
import { neuronLabel } from '@/lib/experiment/recipe';
import { cancelTraining, pauseTraining, resumeTraining, setPace, stepTraining, trainAnew, type TrainingRun } from '@/lib/stores/training';
import { raceOf, useTraining } from './use';
import { useStore } from 'zustand';
import { trainingStore } from '@/lib/stores/training';
import { useShallow } from 'zustand/react/shallow';

const Icon = ({ d }: { d: string }) => (
  <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true"><path d={d} fill="currentColor" /></svg>
);

const PACES = [{ ms: 0, label: 'full speed' }, { ms: 150, label: 'slow' }, { ms: 800, label: 'slower' }];

/** `1 min 20 s`. */
function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return '–';
  const whole = Math.max(0, Math.round(seconds));
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** Seconds to the end of every run, from what each needed so far. */
function timeLeft(runs: readonly TrainingRun[], budget: { kind: string; seconds?: number }): number {
  const rate = runs.flatMap((run) => (run.step > 0 ? [run.seconds / run.step] : []));
  const usual = rate.length ? rate.reduce((a, b) => a + b, 0) / rate.length : Number.NaN;
  return runs.reduce((sum, run) => {
    if (run.state === 'done' || run.state === 'stopped') return sum;
    if (budget.kind === 'seconds') return sum + Math.max(0, (budget.seconds ?? 0) - run.seconds);
    const each = run.step > 0 ? run.seconds / run.step : usual;
    return sum + each * Math.max(0, run.recipe.learning.epochs * run.stepsPerEpoch - run.step);
  }, 0);
}

/** Train, pause, step, slow down, cancel; how far it is. */
export function Transport() {
  const playing = useTraining((s) => s.playing);
  const pace = useTraining((s) => s.pace);
  const budget = useTraining((s) => s.budget);
  const empty = useTraining((s) => s.neurons.length === 0 || !s.facts);
  const runs = useStore(trainingStore, useShallow(raceOf));
  const open = runs.some((run) => run.state !== 'done' && run.state !== 'stopped');
  const steps = runs.reduce((sum, run) => sum + run.recipe.learning.epochs * run.stepsPerEpoch, 0);
  const made = runs.reduce((sum, run) => sum + run.step, 0);
  const share = budget.kind === 'seconds' ? runs.reduce((sum, run) => sum + Math.min(1, run.seconds / budget.seconds), 0) / Math.max(1, runs.length) : steps ? made / steps : 0;
  const now = runs.find((run) => run.state === 'training' && run.live);
  const words = runs.length === 0 ? 'Nothing is trained yet.'
    : !open ? 'The race is over.'
      : `${Math.round(100 * share)} % · ${duration(timeLeft(runs, budget))} left${playing && now?.live ? ` · ${Math.round(now.live.perSecond).toLocaleString('en-US')} samples a second · ${neuronLabel(now.recipe.neuron.kind)} loss ${now.live.loss.toFixed(3)}` : playing ? '' : ' · paused'}`;
  return (
    <section className="transport" aria-label="Training">
      <button type="button" className="icon-button main" disabled={empty} aria-label={playing ? 'Pause' : open && runs.length ? 'Go on' : 'Train'} title={playing ? 'Pause (Space)' : 'Train (Space)'} onClick={() => (playing ? pauseTraining() : open ? resumeTraining() : trainAnew())}>
        <Icon d={playing ? 'M4 3h3v10H4zM9 3h3v10H9z' : 'M4 2l10 6-10 6z'} />
      </button>
      <button type="button" className="icon-button" disabled={empty} aria-label="One optimiser step" title="One optimiser step ( . )" onClick={stepTraining}><Icon d="M5 3v10l7-5z" /></button>
      {runs.length > 0 && <button type="button" className="button" disabled={empty} onClick={trainAnew}>Train anew</button>}
      <progress max={1} value={share} aria-label="Share of the race that is done" />
      <span className="quiet" role="status">{words}</span>
      <label className="quiet">
        <span className="visually-hidden">Pace</span>
        <select className="wide-select pace" value={pace} onChange={(event) => setPace(Number(event.target.value))}>
          {PACES.map(({ ms, label }) => <option key={ms} value={ms}>{label}</option>)}
        </select>
      </label>
      {runs.length > 0 && open && <button type="button" className="button" onClick={cancelTraining}>Cancel</button>}
    </section>
  );
}
