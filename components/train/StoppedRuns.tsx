'use client';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { neuronLabel } from '@/lib/experiment/recipe';
import { goOnWithBatch, openRun, trainingStore, type TrainingRun } from '@/lib/stores/training';

const nameOf = ({ recipe }: TrainingRun) => `${neuronLabel(recipe.neuron.kind)}, seed ${recipe.seed}`;

/** Runs that stopped, each reason once, with the way on. */
export function StoppedRuns() {
  const stopped = useStore(trainingStore, useShallow((s) => s.runs.filter((run) => run.state === 'stopped')));
  const reasons = [...new Set(stopped.map(({ message }) => message))];
  return reasons.map((reason) => {
    const runs = stopped.filter(({ message }) => message === reason);
    const several = runs.length > 1;
    return (
      <p key={reason} className="error-line" role="alert">
        <b>{runs.map(nameOf).join('; ')}:</b> {reason}{' '}
        {runs.map((run) => {
          const { id, smallerBatch, history } = run;
          const whose = several ? `${nameOf(run)}: ` : '';
          if (smallerBatch !== null) return <button key={id} type="button" className="link-button" onClick={() => void goOnWithBatch(id, smallerBatch)}>{whose}Go on with {smallerBatch} at a time</button>;
          return history.length > 0 && <button key={id} type="button" className="link-button" onClick={() => void openRun(id)}>{whose}Back to its last whole epoch</button>;
        })}
      </p>
    );
  });
}
