/** Looking into a run: what it does with one sample. */
import type { LookAt } from '../engine/training/protocol';
import { engine, inRace, sentence, trainingStore } from './trainingState';

const { getState: get, setState: set } = trainingStore;

export const firstSample = (): LookAt => ({ part: 'test', index: 0 });

/** Looks at what a run does with one sample. */
export async function lookAt(id: string, at: LookAt): Promise<void> {
  try {
    const look = await engine.training?.look(id, at);
    // The race may have changed meanwhile.
    if (look && inRace(id)) set({ look: { ...look, id, at }, chosen: id });
  } catch (error) {
    if (inRace(id)) set({ notice: sentence(error) });
  }
}

export function choose(id: string): void {
  set({ chosen: id });
  void lookAt(id, get().look?.at ?? firstSample());
}

/** The chosen run has learned more, or another is chosen. */
export async function lookAgain(): Promise<void> {
  const { chosen, look } = get();
  if (chosen) await lookAt(chosen, look?.at ?? firstSample());
}
