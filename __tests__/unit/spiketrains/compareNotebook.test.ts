/** @jest-environment node */
import { createKernel, type Kernel } from '@/lib/notebook/kernel/kernel';
import { libraryValues } from '@/lib/notebook/library';

let kernel: Kernel;
beforeAll(() => {
  kernel = createKernel(libraryValues(), () => undefined);
  kernel.set({ id: 'a', source: "const A = rasterOf('A', [1, 0, 0, 1, 1, 0, 0, 0], 4, 2); const B = rasterOf('B', [1, 0, 0, 0, 0, 1, 0, 0], 4, 2);" });
});
afterAll(() => kernel.dispose());

const value = (source: string) => kernel.evaluate(source, {}, 'expression.js');

it('compares rasters in a cell', async () => {
  expect(await value('compare(A, B, { within: 1 })')).toMatchObject({ a: 'A', b: 'B', bothSpikes: 1, onlyA: 2, onlyB: 1, shifted: 1, firstDivergenceStep: 1, f1: 0.4 });
  expect(Array.from((await value('trainOf(A, 0)')) as Float64Array)).toEqual([0, 2]);
});

// Values of PySpike and of elephant's formula.
it.each([
  ['isiDistance([0.2, 0.4, 0.6, 0.7], [0.3, 0.45, 0.8, 0.9, 0.95], [0, 1])', 0.4375],
  ['spikeDistance([0.2, 0.4, 0.6, 0.7], [0.3, 0.45, 0.8, 0.9, 0.95], [0, 1])', 0.397286355644331],
  ['spikeSync([0.2, 0.4, 0.6, 0.7], [0.3, 0.45, 0.8, 0.9, 0.95], [0, 1])', 2 / 9],
  ['victorPurpura([10, 20, 30], [12, 24, 30], 0.1)', 0.6],
  ['vanRossum([10, 20, 30], [12, 24, 30], 10)', 0.98396842],
  ['earthMovers([10, 20, 30], [12, 24, 30], [0, 40])', 2],
])('%s', async (source, known) => {
  expect(await value(source)).toBeCloseTo(known, 8);
});

it('says what is wrong with an array', async () => {
  await expect(value("rasterOf('A', [1, 0, 0], 2, 2)")).rejects.toThrow('A raster of 2 steps × 2 neurons needs 4 numbers, not 3.');
});
