'use client';
import { useEffect, useMemo, useState } from 'react';
import type { Thumbnail } from '@/lib/engine/training/protocol';
import { neuronLabel } from '@/lib/experiment/recipe';
import type { Cell } from '@/lib/figures/hitTest';
import { choose, getTraining, lookAt, type TrainingRun } from '@/lib/stores/training';
import { confusionSpec, mistakesSpec } from './specs';
import { TrainingFigure } from '../figures/TrainingFigure';
import { useFacts, useRace, useTraining } from './use';

export const runName = ({ recipe }: Pick<TrainingRun, 'recipe'>) => `${neuronLabel(recipe.neuron.kind)}, seed ${recipe.seed}`;

/** Mistakes on show where no cell is chosen. */
const MOST = 14;

/** Which run the figures below are about. */
export function RunChoice() {
  const runs = useRace();
  const chosen = useTraining((s) => s.chosen);
  if (runs.length === 0) return null;
  return (
    <label className="run-choice">
      Look into{' '}
      <select className="wide-select" value={chosen ?? ''} onChange={(event) => choose(event.target.value)}>
        {runs.map((run) => <option key={run.id} value={run.id}>{runName(run)}</option>)}
      </select>
    </label>
  );
}

/** Confusion matrix and worst mistakes of the chosen run. */
export function Answers() {
  const run = useTraining((s) => s.runs.find(({ id }) => id === s.chosen));
  const facts = useFacts();
  const shown = run ? run.test ?? run.validation : null;
  const part = run?.test ? 'test' : 'validation';
  const [cell, setCell] = useState<Cell | null>(null);
  const [pictures, setPictures] = useState<readonly Thumbnail[]>([]);
  const mistakes = useMemo(() => {
    const all = (shown?.mistakes ?? []).slice(0, cell ? undefined : MOST);
    const of = cell ? all.filter((m) => m.label === cell.neuron && m.answer === cell.step) : [];
    return of.length > 0 ? of : all;
  }, [shown, cell]);
  useEffect(() => {
    let gone = false;
    if (run && mistakes.length > 0) {
      getTraining()?.pictures(run.recipe.task, part, mistakes.map(({ sample }) => sample)).then((found) => !gone && setPictures(found), () => undefined);
    }
    return () => { gone = true; };
  }, [run?.recipe.task, part, mistakes]); // eslint-disable-line react-hooks/exhaustive-deps -- a run is a new object at every step; its task is what matters
  const confusion = useMemo(() => confusionSpec(run, facts, shown), [run?.id, facts, shown]); // eslint-disable-line react-hooks/exhaustive-deps -- as above
  const sheet = useMemo(() => mistakesSpec(mistakes.flatMap((m, k) => (pictures[k]?.label === m.label ? [{ ...pictures[k], answer: m.answer }] : [])), facts, run?.recipe.neuron.kind), [mistakes, pictures, facts, run?.recipe.neuron.kind]);
  return (
    <>
      <TrainingFigure title="What do they mix up?" help={`Rows are true classes, columns answers, on the ${part} samples. Click a cell to see only these mistakes.`} spec={confusion} selected={cell} onSelect={setCell} />
      <TrainingFigure title="The surest mistakes" help="Wrong answers given with most certainty. Click one to see what the neurons did." spec={sheet}
        onSelect={(at) => { const m = at && mistakes[at.step]; if (run && m) void lookAt(run.id, { part, index: m.sample }); }} />
    </>
  );
}
