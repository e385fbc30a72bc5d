import { useStore } from 'zustand';
import { trainingStore, type TrainingRun, type TrainingState } from '@/lib/stores/training';

/** A part of the Train page's state. */
export const useTraining = <T>(pick: (state: TrainingState) => T): T => useStore(trainingStore, pick);

/** Runs of the race on show, in the order they were made. */
export function raceOf({ runs, race }: Pick<TrainingState, 'runs' | 'race'>): TrainingRun[] {
  return race.flatMap((id) => runs.find((run) => run.id === id) ?? []);
}
