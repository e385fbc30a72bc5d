/**
 * A Recording is what a run produced, or what a file from elsewhere held: immutable typed arrays,
 * time-major `[T, N]` per layer, for the parallel network and for its sequential baseline.
 *
 * All quantities are dimensionless; one time step is the unit of time.
 */

import type { LayerSummary } from './summary';

/** A time-major matrix: `data[t * channels + n]`, `data.length === steps * channels`. */
export interface TimeMatrix<A extends Float32Array | Float64Array | Uint8Array = Float32Array> {
  readonly steps: number;
  readonly channels: number;
  readonly data: A;
}

/** What one layer of one network did. Every array is `[T, N]`, time-major. */
export interface LayerTrace {
  readonly neurons: number;
  /** Input current X. */
  readonly current: Float32Array;
  /** Charge D = A·X + b: the membrane potential with the reset left out. */
  readonly charge: Float32Array;
  /** What the reset took away, R·ρ: membrane = charge − reset. */
  readonly reset: Float32Array;
  /** Reset probability P (parallel neurons) or the true resets, 0 or 1 (sequential neurons); null where the neuron has none. */
  readonly probability: Float32Array | null;
  /** Membrane potential H that is compared with the threshold. */
  readonly membrane: Float32Array;
  /** Spikes, 0 or 1. */
  readonly spikes: Uint8Array;
}

/** The two networks a run computes. */
export type Side = 'parallel' | 'baseline';

/** How and how precisely a Recording was computed. */
export interface Provenance {
  /** webgl, wasm, cpu or webgpu; `float64` for the plain TypeScript form. */
  readonly backend: string;
  readonly bits: 16 | 32 | 64;
  /** Milliseconds of the parallel forward pass and of the sequential baseline. */
  readonly parallelMs: number;
  readonly baselineMs: number;
}

/**
 * Agreement with the sequential LIF after each sweep of the exact parallel form, first entry K = 0. It goes
 * on until nothing changes; a large layer's may be cut before that, but not before the K that the layer ran.
 */
export interface SweepCurve {
  /** Share of equal bits after K sweeps. */
  readonly agreement: number[];
  /** The K after which nothing changed any more; null where the curve was cut before. */
  readonly settled: number | null;
}

/** Learned numbers a layer ran with: W `[T, T]` row-major or `[k]`, and b `[T]`. */
export interface LearnedNumbers {
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

export interface Recording {
  readonly steps: number;
  /** What the first layer was fed, `[T, M]`. */
  readonly input: TimeMatrix;
  readonly parallel: LayerTrace[];
  readonly baseline: LayerTrace[];
  /** Per layer; null where the parallel network's neuron learns nothing. */
  readonly learned: (LearnedNumbers | null)[];
  /** Per layer, for neurons that sweep; null for the others. */
  readonly sweeps: (SweepCurve | null)[];
  /** Per layer: ranges, rates and agreement. */
  readonly summary: LayerSummary[];
  readonly provenance: Provenance;
}
