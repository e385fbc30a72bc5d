import { useMemo } from 'react';
import { getTraining, noticeTraining, trainingStore } from '@/lib/stores/training';
import { newestWins } from './newest';

/** Puts what a run does with an input into the store, unless the reader has chosen another run meanwhile. */
async function askNetwork(id: string, own: Float32Array): Promise<void> {
  try {
    const look = await getTraining()?.look(id, { own });
    if (look && trainingStore.getState().chosen === id) trainingStore.setState({ look: { ...look, id, at: { own } } });
  } catch (error) {
    noticeTraining(error instanceof Error ? error.message : String(error));
  }
}

/** Asks the run, one question at a time; of those that wait only the newest is asked. */
export const useAsk = (id: string): ((own: Float32Array) => void) => useMemo(() => newestWins((own: Float32Array) => askNetwork(id, own)), [id]);
