/** What a Recording's sentences and colour scales need, computed once where the run was. */
import { compareSpikes, neuronRates, populationRate, type Agreement } from './compare';
import type { LayerTrace } from './types';

export interface Extent {
  readonly lo: number;
  readonly hi: number;
  readonly mean: number;
  readonly deviation: number;
}

export interface ClosestCall {
  readonly step: number;
  readonly neuron: number;
  readonly value: number;
}

export interface SideSummary {
  readonly current: Extent;
  readonly charge: Extent;
  readonly reset: Extent;
  readonly membrane: Extent;
  /** Null where the neuron has no reset probability. */
  readonly probability: Extent | null;
  /** The membrane potential nearest to the threshold; null where the neuron fires by chance. */
  readonly closest: ClosestCall | null;
  /** Spikes a step, per neuron `[N]`, and share of neurons that fire, per step `[T]`. */
  readonly rates: Float64Array;
  readonly population: Float32Array;
}

export interface LayerSummary {
  readonly parallel: SideSummary;
  readonly baseline: SideSummary;
  /** a is the parallel network, b the baseline. */
  readonly agreement: Agreement;
}

/** Range, mean and standard deviation (divisor: the count) of the finite values. */
export function extent(values: ArrayLike<number>): Extent {
  let [lo, hi, sum, squares, count] = [Infinity, -Infinity, 0, 0, 0];
  for (let k = 0; k < values.length; k++) {
    const v = values[k];
    if (!Number.isFinite(v)) continue;
    if (v < lo) lo = v;
    if (v > hi) hi = v;
    sum += v;
    squares += v * v;
    count++;
  }
  if (count === 0) return { lo: Number.NaN, hi: Number.NaN, mean: Number.NaN, deviation: Number.NaN };
  const mean = sum / count;
  return { lo, hi, mean, deviation: Math.sqrt(Math.max(0, squares / count - mean * mean)) };
}

function closestCall(membrane: Float32Array, threshold: number, neurons: number): ClosestCall | null {
  let best = -1;
  let distance = Infinity;
  for (let k = 0; k < membrane.length; k++) {
    const d = Math.abs(membrane[k] - threshold);
    if (d < distance) [best, distance] = [k, d];
  }
  return best < 0 ? null : { step: Math.floor(best / neurons), neuron: best % neurons, value: membrane[best] };
}

function summariseSide(trace: LayerTrace, threshold: number | null, steps: number): SideSummary {
  return {
    current: extent(trace.current),
    charge: extent(trace.charge),
    reset: extent(trace.reset),
    membrane: extent(trace.membrane),
    probability: trace.probability && extent(trace.probability),
    closest: threshold === null ? null : closestCall(trace.membrane, threshold, trace.neurons),
    rates: neuronRates(trace.spikes, steps, trace.neurons),
    population: populationRate(trace.spikes, steps, trace.neurons),
  };
}

/** @param threshold what the parallel side's membrane is compared with, null where it fires by chance; the baseline's is `baselineThreshold` */
export function summarise(parallel: LayerTrace, baseline: LayerTrace, steps: number, threshold: number | null, baselineThreshold: number): LayerSummary {
  return {
    parallel: summariseSide(parallel, threshold, steps),
    baseline: summariseSide(baseline, baselineThreshold, steps),
    agreement: compareSpikes(parallel.spikes, baseline.spikes, steps, parallel.neurons),
  };
}
