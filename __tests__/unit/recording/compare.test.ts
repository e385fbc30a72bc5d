/** @jest-environment node */
import fc from 'fast-check';
import { compareSpikes, neuronRates, populationRate } from '@/lib/recording/compare';

/** Four steps of two neurons. */
const A = [1, 0, 0, 1, 1, 0, 0, 0];
const B = [1, 0, 0, 0, 1, 1, 1, 0];

describe('rates', () => {
  it('per neuron over time', () => {
    expect(Array.from(neuronRates(A, 4, 2))).toEqual([0.5, 0.25]);
    expect(Array.from(neuronRates(B, 4, 2))).toEqual([0.75, 0.25]);
  });

  it('per step over neurons', () => {
    expect(Array.from(populationRate(A, 4, 2))).toEqual([0.5, 0.5, 0.5, 0]);
    expect(Array.from(populationRate(B, 4, 2))).toEqual([0.5, 0, 1, 0.5]);
  });
});

describe('compareSpikes', () => {
  it('counts by hand', () => {
    expect(compareSpikes(A, B, 4, 2)).toEqual({
      agreement: 5 / 8,
      // First neuron ½·¾ + ½·¼, second ¼·¼ + ¾·¾.
      chance: (0.5 + 0.625) / 2,
      rateA: 3 / 8, rateB: 4 / 8, both: 2, onlyA: 1, onlyB: 2,
      firstDivergence: { step: 1, neuron: 1 },
    });
  });

  it('of equal rasters', () => {
    expect(compareSpikes(A, A, 4, 2)).toMatchObject({ agreement: 1, both: 3, onlyA: 0, onlyB: 0, firstDivergence: null });
  });

  it('of silence and of constant firing', () => {
    const [silent, always] = [new Uint8Array(6), new Uint8Array(6).fill(1)];
    expect(compareSpikes(silent, silent, 3, 2)).toMatchObject({ agreement: 1, chance: 1, both: 0, rateA: 0, firstDivergence: null });
    expect(compareSpikes(silent, always, 3, 2)).toEqual({
      agreement: 0, chance: 0, rateA: 0, rateB: 1, both: 0, onlyA: 0, onlyB: 6, firstDivergence: { step: 0, neuron: 0 },
    });
  });

  it('names the first neuron of the first step that differs', () => {
    expect(compareSpikes([0, 0, 0, 0, 0, 1], [0, 0, 0, 0, 1, 0], 2, 3).firstDivergence).toEqual({ step: 1, neuron: 1 });
    expect(compareSpikes([0, 0, 1], [0, 0, 0], 3, 1).firstDivergence).toEqual({ step: 2, neuron: 0 });
  });

  const pairs = fc.tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 5 })).chain(([steps, neurons]) => {
    const raster = fc.array(fc.constantFrom(0, 1), { minLength: steps * neurons, maxLength: steps * neurons });
    return fc.tuple(raster, raster, fc.constant(steps), fc.constant(neurons));
  });

  it('is symmetric, and its counts add up', () => {
    fc.assert(fc.property(pairs, ([a, b, steps, neurons]) => {
      const [forth, back] = [compareSpikes(a, b, steps, neurons), compareSpikes(b, a, steps, neurons)];
      expect(back).toEqual({ ...forth, rateA: forth.rateB, rateB: forth.rateA, onlyA: forth.onlyB, onlyB: forth.onlyA });
      const size = steps * neurons;
      const equal = a.filter((v, k) => v === b[k]).length;
      expect(forth.agreement).toBeCloseTo(equal / size, 12);
      expect((forth.both + forth.onlyA) / size).toBe(forth.rateA);
      expect(forth.chance).toBeGreaterThanOrEqual(0);
      expect(forth.chance).toBeLessThanOrEqual(1);
      expect(forth.firstDivergence === null).toBe(equal === size);
    }));
  });
});
