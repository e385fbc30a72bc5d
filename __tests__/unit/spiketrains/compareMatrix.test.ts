/** @jest-environment node */
import fc from 'fast-check';
import { whole } from '@/lib/numerics/pieces';
import { randomStream } from '@/lib/numerics/random';
import { MEASURES } from '@/lib/spiketrains/catalogue';
import { average, type Tree } from '@/lib/spiketrains/compare/linkage';
import { distancesOf, measureMatrix, trainMatrix } from '@/lib/spiketrains/compare/matrix';
import { neuronValues } from '@/lib/spiketrains/compare/measures';
import { comparePair } from '@/lib/spiketrains/compare/pair';
import { MOST_OPTIMAL, seriate } from '@/lib/spiketrains/compare/seriation';
import { rasterOf } from './rasters';

type GridId = 'agreement' | 'hamming' | 'precision' | 'recall' | 'f1' | 'jaccard' | 'mcc';

const sets = fc.array(fc.array(fc.array(fc.integer({ min: 0, max: 19 }), { maxLength: 8 }), { minLength: 2, maxLength: 2 }), { minLength: 2, maxLength: 4 });

describe('the matrix of a measure', () => {
  it('holds for each pair what the pair has by itself', () => {
    fc.assert(fc.property(sets, fc.constantFrom(...MEASURES), (all, { id, symmetric, kind }) => {
      const rasters = all.map((trains, k) => rasterOf(trains, { name: `r${k}` }));
      const { values, size } = whole(measureMatrix(rasters, id));
      expect(size).toBe(rasters.length);
      for (let i = 0; i < size; i++) {
        for (let j = 0; j < size; j++) {
          const value = values[i * size + j];
          if (symmetric) expect(value).toBe(values[j * size + i]);
          const own = kind === 'grid' ? [whole(comparePair(rasters[i], rasters[j]))[id as GridId]] : Array.from(whole(neuronValues(rasters[i], rasters[j], id)));
          const known = own.filter((one) => !Number.isNaN(one));
          if (known.length === 0) expect(value).toBeNaN();
          else expect(value).toBeCloseTo(known.reduce((sum, one) => sum + one, 0) / known.length, 10);
        }
      }
    }), { numRuns: 60 });
  });

  it('has precision in one half and recall in the other', () => {
    const rasters = [rasterOf([[1, 2, 3, 4]]), rasterOf([[1, 2, 9]])];
    expect(Array.from(whole(measureMatrix(rasters, 'precision')).values)).toEqual([1, 2 / 3, 0.5, 1]);
    expect(Array.from(whole(measureMatrix(rasters, 'recall')).values)).toEqual([1, 0.5, 2 / 3, 1]);
  });

  it('puts all rasters into one frame', () => {
    const rasters = [rasterOf([[1], [2]]), rasterOf([[1]], { name: 'b' }), rasterOf([[1]], { name: 'c', end: 40 })];
    const { values, notes } = whole(measureMatrix(rasters, 'hamming'));
    expect(notes).toHaveLength(2);
    expect(Array.from(values)).toEqual(new Array(9).fill(0));
  });

  it('compares the trains of one raster', () => {
    const settings = { edges: [0, 20], q: 0.5, tau: 5, bin: 1 } as const;
    expect(Array.from(whole(trainMatrix([[1, 5], [2], []], 'victorPurpura', settings)).values)).toEqual([0, 1.5, 2, 1.5, 0, 1, 2, 1, 0]);
    expect(Array.from(whole(trainMatrix([[1, 5], [1]], 'precision', settings)).values)).toEqual([1, 1, 0.5, 1]);
  });

  it('turns likeness into distance', () => {
    const rasters = [rasterOf([[1, 2, 3]]), rasterOf([[1, 2, 9]])];
    const distances = distancesOf(whole(measureMatrix(rasters, 'jaccard')));
    [0, 0.5, 0.5, 0].forEach((value, k) => expect(distances[k]).toBeCloseTo(value, 12));
    const matrix = whole(measureMatrix(rasters, 'isi'));
    expect(distancesOf(matrix)).toBe(matrix.values);
  });
});

/** City-block distances of points in space. */
function cityBlock(n: number, seed: number): Float64Array {
  const random = randomStream(seed, 'points');
  const points = Array.from({ length: n }, () => [random.uniform(), random.uniform(), random.uniform()]);
  return Float64Array.from({ length: n * n }, (_, k) => points[Math.floor(k / n)].reduce((sum, value, d) => sum + Math.abs(value - points[k % n][d]), 0));
}

const pathOf = (order: ArrayLike<number>, distances: Float64Array, n: number) => {
  let sum = 0;
  for (let k = 1; k < n; k++) sum += distances[order[k - 1] * n + order[k]];
  return sum;
};

describe('seriation', () => {
  /** All orders of a tree's leaves. */
  function turned(tree: Tree): number[][] {
    if (typeof tree === 'number') return [[tree]];
    const [left, right] = [turned(tree.left), turned(tree.right)];
    return left.flatMap((l) => right.flatMap((r) => [[...l, ...r], [...r, ...l]]));
  }

  it('finds the shortest of all orders of the tree', () => {
    fc.assert(fc.property(fc.integer({ min: 2, max: 9 }), fc.integer({ min: 0, max: 1e6 }), (n, seed) => {
      const distances = cityBlock(n, seed);
      const shortest = Math.min(...turned(average(distances, n)).map((order) => pathOf(order, distances, n)));
      expect(pathOf(seriate(distances, n), distances, n)).toBeCloseTo(shortest, 10);
    }), { numRuns: 60 });
  });

  /** Items along a line, in a shuffled order: their distances fall and rise along rows only in the order of the line. */
  function shuffledLine(n: number, seed: number) {
    const random = randomStream(seed, 'line');
    const places = Float64Array.from({ length: n }, () => random.uniform());
    const distances = Float64Array.from({ length: n * n }, (_, k) => Math.abs(places[Math.floor(k / n)] - places[k % n]));
    const line = Array.from(places.keys()).sort((i, j) => places[i] - places[j]);
    return { distances, line: line[0] < line[n - 1] ? line : line.reverse() };
  }

  it('recovers a shuffled Robinsonian matrix', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 1e6 }), (n, seed) => {
      const { distances, line } = shuffledLine(n, seed);
      expect(Array.from(seriate(distances, n))).toEqual(line);
    }), { numRuns: 40 });
    const large = shuffledLine(300, 5);
    expect(Array.from(seriate(large.distances, 300))).toEqual(large.line);
  });

  it('is a permutation and always the same, also with ties, NaN and infinities', () => {
    const values = fc.constantFrom(0, 1, 2, 0.1, Number.NaN, Infinity);
    fc.assert(fc.property(fc.integer({ min: 0, max: 12 }).chain((n) => fc.array(values, { minLength: n * n, maxLength: n * n })), (matrix) => {
      const n = Math.sqrt(matrix.length);
      const order = seriate(matrix, n);
      expect([...order].sort((i, j) => i - j)).toEqual(Array.from({ length: n }, (_, k) => k));
      expect(seriate(matrix, n)).toEqual(order);
    }));
  });

  it('goes on beyond the number of items of which the best order is sought, not much longer than best', () => {
    const n = MOST_OPTIMAL + 50;
    const distances = cityBlock(n, 3);
    const order = seriate(distances, n);
    expect(new Set(order).size).toBe(n);
    const unsorted = pathOf(Array.from({ length: n }, (_, k) => k), distances, n);
    expect(pathOf(order, distances, n)).toBeLessThan(unsorted / 3);
  });

  it('survives a tree as deep as there are items', () => {
    const n = 700;
    const distances = Float64Array.from({ length: n * n }, (_, k) => (Math.floor(k / n) === k % n ? 0 : 2 ** (Math.max(Math.floor(k / n), k % n) / 50)));
    expect(new Set(seriate(distances, n)).size).toBe(n);
  });

  it('refuses a matrix of another size', () => {
    expect(() => seriate([0, 1], 2)).toThrow('A matrix of 2 items has 4 numbers, not 2.');
  });
});

describe('clustering', () => {
  const leaves = (tree: Tree): unknown => (typeof tree === 'number' ? tree : [leaves(tree.left), leaves(tree.right)]);

  it('joins clusters by the mean of their distances', () => {
    // 0 and 1 first; 2 is 4 from 0 and 8 from 1, so 6 from both, farther than 5 from 3.
    expect(leaves(average(Float64Array.from([0, 1, 4, 9, 1, 0, 8, 9, 4, 8, 0, 5, 9, 9, 5, 0]), 4))).toEqual([[0, 1], [2, 3]]);
  });

  it('weighs clusters by their size', () => {
    // {0, 1, 2} is (3 + 3.2 + 9)/3 ≈ 5.07 from 3, nearer than 5.5 from 3 to 4; the mean of {0, 1} and 2 would be 6.05.
    const distances = [[0, 1, 2, 3, 20], [1, 0, 2, 3.2, 20], [2, 2, 0, 9, 20], [3, 3.2, 9, 0, 5.5], [20, 20, 20, 5.5, 0]];
    expect(leaves(average(Float64Array.from(distances.flat()), 5))).toEqual([[[[0, 1], 2], 3], 4]);
  });
});
