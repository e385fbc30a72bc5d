'use client';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { neuronLabel } from '@/lib/experiment/recipe';
import { goOnWithBatch, openRun, trainingStore } from '@/lib/stores/training';

/** Runs that stopped, each with its reason and the way on. */
export function StoppedRuns() {
  const runs = useStore(trainingStore, useShallow((s) => s.runs.filter((run) => run.state === 'stopped')));
  return runs.map(({ id, recipe, message, smallerBatch, history }) => (
    <p key={id} className="error-line" role="alert">
      <b>{neuronLabel(recipe.neuron.kind)}, seed {recipe.seed}:</b> {message}{' '}
      {smallerBatch !== null && <button type="button" className="link-button" onClick={() => void goOnWithBatch(id, smallerBatch)}>Go on with {smallerBatch} at a time</button>}
      {smallerBatch === null && history.length > 0 && <button type="button" className="link-button" onClick={() => void openRun(id)}>Back to its last whole epoch</button>}
    </p>
  ));
}
