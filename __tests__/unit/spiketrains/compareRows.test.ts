/** @jest-environment node */
import fc from 'fast-check';
import { whole } from '@/lib/numerics/pieces';
import type { Raster } from '@/lib/recording/raster';
import { parseLabels } from '@/lib/spiketrains/compare/labels';
import { byLabels, ORDERS, orderNeurons, type OrderBy } from '@/lib/spiketrains/compare/rows';
import { rasterOf } from './rasters';

const order = (raster: Raster, by: OrderBy, labels?: string) => Array.from(whole(orderNeurons(raster, by, labels)).order);
const raster = rasterOf([[5], [], [1, 2], [5, 6, 7], [], [0]]);

it('orders neurons, and leaves those that are equal in order of index', () => {
  expect(order(raster, 'index')).toEqual([0, 1, 2, 3, 4, 5]);
  expect(order(raster, 'first-spike')).toEqual([5, 2, 0, 3, 1, 4]);
  expect(order(raster, 'rate')).toEqual([3, 2, 0, 5, 1, 4]);
  expect(order(raster, 'labels', 'b\na\nb\na\nb\na')).toEqual([1, 3, 5, 0, 2, 4]);
});

it('puts neurons that fire alike side by side', () => {
  const [p, q, r] = [[1, 5, 9, 13], [3, 4, 16, 17], [8, 18, 19]];
  const found = order(rasterOf([p, q, r, p, q, r, p]), 'similarity').map((n) => n % 3);
  for (const kind of [0, 1, 2]) expect(found.lastIndexOf(kind) - found.indexOf(kind) + 1).toBe(found.filter((own) => own === kind).length);
});

it('orders many neurons by the mean time of their spikes, and says so', () => {
  const many = rasterOf(Array.from({ length: 402 }, (_, n) => (n === 7 ? [] : [(n * 7) % 20, (n * 7) % 20])));
  const { order: found, note } = whole(orderNeurons(many, 'similarity'));
  expect(note).toBe('Neurons by the mean time of their spikes: 402 are too many to compare each with each, which is done up to 400.');
  expect(found[401]).toBe(7);
  const times = Array.from(found.subarray(0, 401), (n) => (n * 7) % 20);
  expect(times).toEqual([...times].sort((a, b) => a - b));
});

it('always gives a permutation', () => {
  fc.assert(fc.property(fc.array(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 6 }), { minLength: 1, maxLength: 15 }), fc.constantFrom(...ORDERS), (trains, by) => {
    const found = order(rasterOf(trains), by, trains.map((_, n) => `x${n % 3}`).join('\n'));
    expect([...found].sort((m, n) => m - n)).toEqual(trains.map((_, n) => n));
  }));
});

it('knows no other order', () => {
  expect(() => order(raster, 'size' as OrderBy)).toThrow('Neurons are ordered by index, first-spike, rate, similarity, labels; “size” is none of them.');
});

describe('labels', () => {
  it('are one a line, or a neuron and its label', () => {
    expect(parseLabels('\ufeff# layer\nin\n\nout\r\n', 3)).toEqual(['in', 'out', null]);
    expect(parseLabels('neuron,label\n2, out \n0;in\n1\thidden, first', 3)).toEqual(['in', 'hidden, first', 'out']);
  });

  it('sort numbers by their value, and neurons without one last', () => {
    expect(Array.from(byLabels(['L10', null, 'L2', 'L2']))).toEqual([2, 3, 0, 1]);
    expect(whole(orderNeurons(raster, 'labels', '0,a\n3,a')).note).toBe('Neurons by label; 4 neurons without one come last.');
    expect(whole(orderNeurons(rasterOf([[1], [2]]), 'labels', '1,a')).note).toBe('Neurons by label; 1 neuron without one comes last.');
  });

  it.each([
    ['', 'The list of labels is empty.'],
    ['a\nb\n\nc', 'Line 4: there are 3 labels for 2 neurons.'],
    ['0,a\n2,b', 'Line 2: there is no neuron 2; there are 2, counted from 0.'],
    ['0,a\n0,b', 'Line 2: neuron 0 has a label already.'],
    ['0,', 'Line 1: neuron 0 has an empty label.'],
    ['0,a\nb', 'Line 2: “b” is not a neuron’s number, a comma and a label, as the lines before it are.'],
  ])('%j is refused', (text, sentence) => {
    expect(() => parseLabels(text, 2)).toThrow(sentence);
  });
});
