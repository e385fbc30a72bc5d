import fc from 'fast-check';
import { pickedNeurons, rowsOnShow } from '@/lib/recording/pickNeurons';

const picked = (text: string, neurons = 40) => [...(pickedNeurons(text, neurons).neurons ?? [])];

test('numbers and ranges, with any dash and any spaces', () => {
  expect(picked('0–3, 12')).toEqual([0, 1, 2, 3, 12]);
  expect(picked('30-32;7')).toEqual([30, 31, 32, 7]);
  expect(picked('0 - 2 5')).toEqual([0, 1, 2, 5]);
  expect(picked(' 4 ,4, 4')).toEqual([4]);
});

test('an empty text means all', () => {
  expect(pickedNeurons('  ', 40)).toEqual({ neurons: null, message: null });
});

test.each([
  ['40', 'There is no neuron 40: they go from 0 to 39.'],
  ['5-2', 'There is no neuron range 5-2: they go from 0 to 39.'],
  ['3, cat', '“cat” is no neuron: numbers and ranges are wanted, such as 0–9, 12.'],
  ['1e3', '“1e3” is no neuron: numbers and ranges are wanted, such as 0–9, 12.'],
])('%s is refused in a sentence', (text, message) => {
  expect(pickedNeurons(text, 40)).toEqual({ neurons: null, message });
});

test('what is written is what is picked', () => {
  fc.assert(fc.property(fc.array(fc.tuple(fc.nat(39), fc.nat(39)), { minLength: 1, maxLength: 6 }), (ranges) => {
    const ordered = ranges.map(([a, b]) => [Math.min(a, b), Math.max(a, b)]);
    const all = new Set(ordered.flatMap(([a, b]) => Array.from({ length: b - a + 1 }, (_, k) => a + k)));
    expect(new Set(picked(ordered.map(([a, b]) => `${a}–${b}`).join(', ')))).toEqual(all);
  }));
});

test('rows keep their order, lose what is not picked, and are cut to a page', () => {
  const order = Uint32Array.of(4, 2, 0, 3, 1);
  expect([...rowsOnShow(5, order, new Set([0, 1, 2]), null)!]).toEqual([2, 0, 1]);
  expect([...rowsOnShow(5, order, new Set([0, 1, 2]), [1, 2])!]).toEqual([0, 1]);
  expect([...rowsOnShow(5, null, null, [3, 10])!]).toEqual([3, 4]);
  expect(rowsOnShow(5, null, null, null)).toBeNull();
});
