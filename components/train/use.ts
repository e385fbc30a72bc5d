import { useMemo } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { raceOf, trainingStore, type TrainingRun, type TrainingState } from '@/lib/stores/training';

/** A part of the Train page's state. */
export const useTraining = <T>(pick: (state: TrainingState) => T): T => useStore(trainingStore, pick);

/** Runs of the race on show, as they stand. */
export const useRace = () => useStore(trainingStore, useShallow(raceOf));

/** The same runs, anew only when an epoch has ended: what figures are drawn from does not change between. */
export function useEpochs(): readonly TrainingRun[] {
  const parts = useStore(trainingStore, useShallow((state: TrainingState) => raceOf(state).flatMap(({ id, recipe, history, test }) => [id, recipe, history, test])));
  return useMemo(() => (parts.length > 0 ? raceOf(trainingStore.getState()) : []), [parts]);
}

/** What is known of the data that are chosen; null while they are made. */
export const useFacts = () => useTraining(({ facts, shownTask, recipe: { task } }) => (shownTask?.id === task.id && shownTask.file === task.file ? facts : null));
