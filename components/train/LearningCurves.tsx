'use client';
import { useMemo, useState } from 'react';
import { Segmented } from '../controls/Choices';
import { TrainingFigure } from '../figures/TrainingFigure';
import { accuracySpec, lossSpec, type Across } from './specs';
import { useEpochs, useFacts } from './use';

const ACROSS = [{ value: 'epoch', label: 'epochs' }, { value: 'seconds', label: 'seconds' }] as const;

/** Accuracy and loss, all runs over each other. */
export function LearningCurves() {
  const runs = useEpochs();
  const facts = useFacts();
  const [across, setAcross] = useState<Across>('epoch');
  const accuracy = useMemo(() => accuracySpec(runs, facts, across), [runs, facts, across]);
  const loss = useMemo(() => lossSpec(runs, across), [runs, across]);
  const choice = <Segmented label="Across" value={across} options={ACROSS} onChange={setAcross} />;
  return (
    <>
      <TrainingFigure title="How well do they answer?" help="Share of right answers: thick on validation samples, thin while training. Dashed lines: guessing, and a linear reader of the mean over time." spec={accuracy} controls={choice} />
      <TrainingFigure title="How wrong are they?" help="The loss that training lowers, on the same axes." spec={loss} />
    </>
  );
}
