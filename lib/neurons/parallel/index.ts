import { exactLif } from './exactLif';
import { ipsu } from './ipsu';
import { maskedPsn } from './maskedPsn';
import { ppsu } from './ppsu';
import { psn } from './psn';
import { psu } from './psu';
import { resetFree } from './resetFree';
import { rpsu } from './rpsu';
import { slidingPsn } from './slidingPsn';
import { spsn } from './spsn';
import type { ParallelNeuron } from './types';

export type { NeuronSettings, ParallelNeuron, WeightStart } from './types';

/** Every parallel neuron, in the order they are offered. */
export const PARALLEL_NEURONS = [
  psu, ipsu, rpsu, ppsu, exactLif, resetFree, spsn, psn, maskedPsn, slidingPsn,
] as const satisfies readonly ParallelNeuron[];

/** @throws RangeError for an unknown kind */
export function parallelNeuron(kind: string): ParallelNeuron {
  const found = PARALLEL_NEURONS.find((neuron) => neuron.kind === kind);
  if (!found) throw new RangeError(`There is no parallel neuron called "${kind}".`);
  return found;
}
