/** @jest-environment node */
import { compareSpikes } from '@/lib/recording/compare';
import { extent, summarise } from '@/lib/recording/summary';
import type { LayerTrace } from '@/lib/recording/types';

/** Two steps of two neurons. */
const trace = (membrane: number[], spikes: number[], probability: number[] | null = null): LayerTrace => ({
  neurons: 2,
  current: Float32Array.of(1, 2, 3, 4),
  charge: Float32Array.of(0, 0, 2, 2),
  reset: new Float32Array(4),
  probability: probability && Float32Array.from(probability),
  membrane: Float32Array.from(membrane),
  spikes: Uint8Array.from(spikes),
});

describe('extent', () => {
  it('by hand', () => {
    expect(extent([2, 4, 4, 4, 5, 5, 7, 9])).toEqual({ lo: 2, hi: 9, mean: 5, deviation: 2 });
    expect(extent([-3])).toEqual({ lo: -3, hi: -3, mean: -3, deviation: 0 });
  });

  it('leaves out what is not finite', () => {
    expect(extent([1, Number.NaN, 3, Infinity, -Infinity])).toEqual({ lo: 1, hi: 3, mean: 2, deviation: 1 });
    for (const nothing of [[], [Number.NaN]]) {
      expect(extent(nothing)).toEqual({ lo: Number.NaN, hi: Number.NaN, mean: Number.NaN, deviation: Number.NaN });
    }
  });

  it('keeps a small spread around a large mean', () => {
    expect(extent([1e6 - 1, 1e6 + 1]).deviation).toBeCloseTo(1, 3);
  });
});

describe('summarise', () => {
  const parallel = trace([0.25, 1, -0.5, 0.5], [0, 1, 0, 1], [0.5, 0.75, 0.25, 1]);
  const baseline = trace([0.25, 1, 0.875, 0.5], [0, 1, 1, 0]);
  const summary = summarise(parallel, baseline, 2, 0.25, 1);

  it('says where each membrane comes closest to its own threshold, the first time', () => {
    expect(summary.parallel.closest).toEqual({ step: 0, neuron: 0, value: 0.25 });
    expect(summary.baseline.closest).toEqual({ step: 0, neuron: 1, value: 1 });
    expect(summarise(parallel, baseline, 2, -0.6, 0.9).parallel.closest).toEqual({ step: 1, neuron: 0, value: -0.5 });
  });

  it('gives the extent of every quantity there is', () => {
    expect(summary.parallel.current).toEqual(extent([1, 2, 3, 4]));
    expect(summary.parallel.charge).toEqual(extent([0, 0, 2, 2]));
    expect(summary.parallel.reset).toEqual(extent([0, 0, 0, 0]));
    expect(summary.parallel.membrane).toEqual(extent([0.25, 1, -0.5, 0.5]));
    expect(summary.parallel.probability).toEqual(extent([0.5, 0.75, 0.25, 1]));
    expect(summary.baseline.probability).toBeNull();
  });

  it('gives rates per neuron and per step, and compares the sides', () => {
    expect(Array.from(summary.parallel.rates)).toEqual([0, 1]);
    expect(Array.from(summary.parallel.population)).toEqual([0.5, 0.5]);
    expect(Array.from(summary.baseline.rates)).toEqual([0.5, 0.5]);
    expect(Array.from(summary.baseline.population)).toEqual([0.5, 0.5]);
    expect(summary.agreement).toEqual(compareSpikes(parallel.spikes, baseline.spikes, 2, 2));
    expect(summary.agreement).toMatchObject({ agreement: 0.5, onlyA: 1, onlyB: 1, firstDivergence: { step: 1, neuron: 0 } });
  });
});
