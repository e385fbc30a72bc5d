import type { Formula } from '../formula';
import type { MatrixConvention } from '../kernels';

/** Numbers a parallel neuron's formula may depend on. Each neuron says which it uses. */
export interface NeuronSettings {
  /** T. */
  readonly steps: number;
  /** τ, in steps. */
  readonly tau: number;
  readonly matrices: MatrixConvention;
  /** K: sweeps towards the exact reset. */
  readonly sweeps: number;
  /** k: steps seen by the masked and the sliding PSN. */
  readonly window: number;
  /** λ: how far the masked PSN's mask is closed. */
  readonly lambda: number;
}

/** How W starts: as in the release, or for the PSNs as in SpikingJelly. */
export type WeightStart = 'kaiming-normal' | 'kaiming-uniform' | 'halving';

export interface ParallelNeuron {
  readonly kind: string;
  readonly label: string;
  /** One plain sentence: what this neuron is. */
  readonly sentence: string;
  /** Which settings besides θ change it. */
  readonly uses: readonly (keyof NeuronSettings)[];
  /** False where the neuron ignores θ. */
  readonly usesThreshold: boolean;
  /** Null where nothing is learned. */
  readonly start: { readonly weights: WeightStart; readonly bias: number } | null;
  formula(settings: NeuronSettings): Formula;
}
