/** An estimate of what one answer costs: synaptic operations that were counted, times an energy for each kind. */
import type { Operations } from '@/lib/networks/training/operations';

export interface Costs {
  /** pJ of one accumulation (a spike that arrives) and of one multiply–accumulate. */
  readonly accumulate: number;
  readonly multiply: number;
}

/** 32-bit floating point in 45 nm: 0.9 pJ an addition, 3.7 pJ a multiplication (Horowitz, ISSCC 2014). */
export const DEFAULT_COSTS: Costs = { accumulate: 0.9, multiply: 4.6 };

/** nJ of one sample's answer. */
export const nanojoules = ({ additions, multiplications }: Operations, { accumulate, multiply }: Costs): number => (additions * accumulate + multiplications * multiply) / 1000;
