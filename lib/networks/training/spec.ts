/**
 * A network that learns, as plain data: blocks of a linear map, an optional batch norm, a neuron, an optional
 * pool and dropout; at the end one linear map whose mean over time answers.
 */
import type { MatrixConvention } from '../../neurons/kernels';
import type { SurrogateName } from '../../numerics/surrogates';

export interface BlockSpec {
  readonly kind: 'dense' | 'conv1d' | 'conv2d';
  /** Neurons of a dense block, filters of the others. */
  readonly units: number;
  /** Side of the filter, odd; edges are padded with zeros so that the size stays. */
  readonly kernel: number;
  /** Batch norm between the linear map and the neuron. */
  readonly norm: boolean;
  /** Spikes are averaged over so many neighbours a side; 1 for none. */
  readonly pool: number;
  /** Share of outputs that are silenced while training. */
  readonly dropout: number;
}

export interface NeuronSpec {
  readonly kind: string;
  readonly tau: number;
  readonly threshold: number;
  readonly matrices: MatrixConvention;
  readonly surrogate: SurrogateName;
  /** α. */
  readonly width: number;
  /** What is learned besides weights. α is learned in the parallel neurons only, as in the release. */
  readonly learnWidth: boolean;
  readonly learnTau: boolean;
  readonly learnThreshold: boolean;
  /** Where T×T matrices start. */
  readonly start: 'released' | 'lif';
}

export interface NetworkSpec {
  /** T. */
  readonly steps: number;
  readonly blocks: readonly BlockSpec[];
  readonly neuron: NeuronSpec;
}

export interface LearningSpec {
  readonly epochs: number;
  readonly batch: number;
  readonly rate: number;
  /** Decoupled weight decay. */
  readonly decay: number;
  readonly schedule: 'constant' | 'cosine';
  readonly warmup: number;
  readonly minRate: number;
  readonly loss: 'cross-entropy' | 'mse';
  /** Label smoothing of the cross-entropy. */
  readonly smoothing: number;
  /** Largest norm of all gradients together; 0 for no limit. */
  readonly clip: number;
}
