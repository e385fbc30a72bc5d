import { count, listed, plural } from '@/lib/numerics/words';

test('counts have commas, a true minus sign and no negative zero', () => {
  expect([0, -0, 999, 2048, 1234567, -1234, 1234.5].map(count)).toEqual(['0', '0', '999', '2,048', '1,234,567', '\u22121,234', '1,234.5']);
});

test('one is one, and all else is many', () => {
  expect([plural(1, 'spike'), plural(0, 'spike'), plural(2048, 'spike')]).toEqual(['1 spike', '0 spikes', '2,048 spikes']);
  expect([plural(1, 'cell holds', 'cells hold'), plural(2, 'cell holds', 'cells hold')]).toEqual(['1 cell holds', '2 cells hold']);
});

test('the last of a list follows “and”', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(listed)).toEqual(['', 'a', 'a and b', 'a, b and c']);
});
