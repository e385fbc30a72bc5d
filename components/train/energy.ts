/**
 * An estimate of what one answer costs: synaptic operations from the firing that was measured, times an
 * energy for each kind. Where what comes in is not spikes, every value that is not zero is multiplied.
 */
import type { EpochPoint } from '@/lib/engine/training/protocol';
import type { TrainingRun } from '@/lib/stores/training';

export interface Costs {
  /** pJ of one accumulation (a spike that arrives) and of one multiply–accumulate. */
  readonly accumulate: number;
  readonly multiply: number;
}

/** 32-bit floating point in 45 nm: 0.9 pJ an addition, 3.7 pJ a multiplication (Horowitz, ISSCC 2014). */
export const DEFAULT_COSTS: Costs = { accumulate: 0.9, multiply: 4.6 };

export interface Energy {
  readonly accumulations: number;
  readonly multiplications: number;
  readonly nanojoules: number;
}

/** Operations and energy of one sample's answer; null before the sizes are known. */
export function energyOf(run: TrainingRun, point: EpochPoint, costs: Costs): Energy | null {
  const { inputs, fanOut } = run;
  if (inputs.length === 0 || point.density.length === 0) return null;
  const steps = point.gradients[0]?.length ?? 1;
  const multiplications = point.density[0] * inputs[0] * fanOut[0] * steps;
  let accumulations = 0;
  for (let k = 1; k < point.density.length; k++) accumulations += point.density[k] * inputs[k] * fanOut[k] * steps;
  const last = point.density.length;
  accumulations += point.rates[last - 1] * inputs[last] * fanOut[last] * steps;
  return { accumulations, multiplications, nanojoules: (accumulations * costs.accumulate + multiplications * costs.multiply) / 1000 };
}
