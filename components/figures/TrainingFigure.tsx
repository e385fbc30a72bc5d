'use client';
import { useCallback, useMemo, type ComponentProps, type ReactNode } from 'react';
import { trainingSentence } from '@/lib/figures/training/sentences';
import { trainingCsv, trainingTable } from '@/lib/figures/training/table';
import { Figure } from './Figure';
import { TrainingView } from './TrainingView';
import { useHosts } from './useHosts';

interface TrainingFigureProps extends Omit<ComponentProps<typeof TrainingView>, 'describedBy' | 'onHost'> {
  /** Default: what the specification is called. */
  readonly title?: string;
  readonly help: string;
  /** Default: written from the numbers. */
  readonly sentence?: string;
  readonly controls?: ReactNode;
}

/** A figure of a training with its title, its menu and its sentence. */
export function TrainingFigure({ title, help, sentence, controls, ...view }: TrainingFigureProps) {
  const { spec } = view;
  const { keep, all } = useHosts();
  const onHost = useMemo(() => keep(''), [keep]);
  const csv = useCallback(() => trainingCsv(spec), [spec]);
  const table = useCallback(() => trainingTable(spec), [spec]);
  return (
    <Figure title={title ?? spec.label} help={help} sentence={sentence ?? trainingSentence(spec)} controls={controls} hosts={all} csv={csv} table={table}>
      {(sentenceId) => <TrainingView {...view} describedBy={sentenceId} onHost={onHost} />}
    </Figure>
  );
}
