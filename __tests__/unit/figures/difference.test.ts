/** @jest-environment node */
import { colourAt } from '@/lib/figures/colourScale';
import { differenceSentence, drawnDifference, scaleOfDifference } from '@/lib/figures/difference';
import { differenceOf } from '@/lib/recording/difference';

describe('the difference of two arrays', () => {
  const far = differenceOf([0, 1, 2, 3], [0, 1.5, 2, 1], 2);

  it('by hand: mean and largest distance, and where', () => {
    expect(Array.from(far.values)).toEqual([0, -0.5, 0, 2]);
    expect(far).toMatchObject({ mean: 0.625, largest: 2, step: 1, neuron: 1, range: 3 });
    expect(differenceSentence(far, 'PSU', 'LIF')).toBe(
      'PSU − LIF: 0.625 apart on average, at most 2.000 (step 1, neuron 1); blue where LIF is higher, orange where PSU is.',
    );
    expect(scaleOfDifference(far, 'light').domain).toEqual([-2, 0, 2]);
  });

  it('leaves out what is not finite', () => {
    expect(differenceOf([Number.NaN, 1], [0, 2], 1)).toMatchObject({ mean: 1, largest: 1, step: 1, range: 1 });
  });

  it('looks and sounds like nothing where it is rounding', () => {
    const near = differenceOf([0, 1, 2.000001], [0, 1, 2], 3);
    expect(near.largest).toBeGreaterThan(0);
    expect(differenceSentence(near, 'PSU', 'LIF')).toContain('equal up to rounding');
    const scale = scaleOfDifference(near, 'light');
    for (const value of drawnDifference(near)) expect(colourAt(scale, value)).toBe(scale.paper);
    expect(differenceSentence(differenceOf([1, 2], [1, 2], 1), 'PSU', 'LIF')).toBe('PSU − LIF: equal in every cell.');
  });
});
