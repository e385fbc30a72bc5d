/** @jest-environment node */
import fc from 'fast-check';
import { lowerBound } from '@/lib/numerics/search';

it('finds the first place whose value is not below, within the stretch that is given', () => {
  const values = fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 40 }).map((list) => list.sort((a, b) => a - b));
  fc.assert(fc.property(values, fc.integer({ min: -1, max: 21 }), fc.nat(40), fc.nat(40), (ascending, value, one, other) => {
    const all = ascending.findIndex((each) => each >= value);
    expect(lowerBound(ascending, value)).toBe(all < 0 ? ascending.length : all);
    const [from, end] = [one, other].map((place) => Math.min(place, ascending.length)).sort((a, b) => a - b);
    const part = ascending.slice(from, end).findIndex((each) => each >= value);
    expect(lowerBound(ascending, value, from, end)).toBe(part < 0 ? end : from + part);
  }));
});
