import 'fake-indexeddb/auto';
import type { Checkpoint, EpochPoint } from '@/lib/engine/training/protocol';
import { defaultRecipe } from '@/lib/experiment/recipe';
import { forgetRun, keepRun, listRuns, loadRun } from '@/lib/stores/trainingShelf';

const point = (epoch: number): EpochPoint => ({
  epoch, seconds: epoch, loss: epoch === 0 ? null : 1 / epoch, accuracy: null, validationLoss: 1, validationAccuracy: 0.5, rates: [0.1], fired: [0.2], operations: { additions: 3, multiplications: 4 }, times: null,
  membranes: { edges: [0, 1], counts: [[1, 2]], above: [0.5] }, gradients: [[0.1]], matrices: [Float32Array.of(1, 2, 3, 4)],
});

const checkpoint = (value: number, epochs = 1): Checkpoint => ({
  recipe: { ...defaultRecipe(), seed: value },
  state: { weights: Float32Array.of(value, 2), first: Float32Array.of(3, 4), second: Float32Array.of(5, 6), step: 7, norms: { 1: { mean: Float32Array.of(8), variance: Float32Array.of(9) } } },
  history: Array.from({ length: epochs }, (_, k) => point(k)), seconds: value, partial: { samples: 1, loss: 2.5, right: 1 },
  test: { samples: 2, loss: 0.1, accuracy: 1, confusion: Uint32Array.of(1, 0, 0, 1), rates: [0.1], fired: [0.2], operations: { additions: 3, multiplications: 4 }, mistakes: [] },
});
const facts = { backend: 'cpu', parameters: 2 };

beforeEach(async () => {
  for (const { id } of await listRuns()) await forgetRun(id);
});

describe('a run on the shelf', () => {
  test('comes back whole, to go on with', async () => {
    await keepRun('a', checkpoint(1, 3), facts);
    expect(await loadRun('a')).toEqual(checkpoint(1, 3));
    expect(await loadRun('b')).toBeNull();
  });

  test('kept again is the newer one, and stands once in the list', async () => {
    await keepRun('a', checkpoint(1), facts);
    await keepRun('a', checkpoint(2, 2), { ...facts, backend: 'wasm' });
    expect((await loadRun('a'))?.state.weights[0]).toBe(2);
    expect(await listRuns()).toMatchObject([{ id: 'a', backend: 'wasm', seconds: 2, parameters: 2 }]);
  });

  test('in the list is light: no learned numbers', async () => {
    await keepRun('a', checkpoint(1), facts);
    const [record] = await listRuns();
    expect(Object.keys(record).sort()).toEqual(['backend', 'changed', 'history', 'id', 'parameters', 'recipe', 'seconds', 'test']);
    expect(record.history).toEqual(checkpoint(1).history);
    expect(record.test).toEqual(checkpoint(1).test);
  });

  test('the list begins with the newest', async () => {
    const now = jest.spyOn(Date, 'now');
    for (const [id, time] of [['a', 5], ['b', 9], ['c', 7]] as const) {
      now.mockReturnValue(time);
      await keepRun(id, checkpoint(1), facts);
    }
    expect((await listRuns()).map(({ id }) => id)).toEqual(['b', 'c', 'a']);
  });

  test('forgotten is gone with its numbers, and the others stay', async () => {
    await keepRun('a', checkpoint(1), facts);
    await keepRun('b', checkpoint(2), facts);
    await forgetRun('a');
    expect(await loadRun('a')).toBeNull();
    expect((await listRuns()).map(({ id }) => id)).toEqual(['b']);
    await forgetRun('a');
  });

  test('that cannot be kept whole is not kept at all', async () => {
    await keepRun('a', checkpoint(1), facts);
    // What holds a function cannot be stored: the second part of the save fails.
    const wrong = { ...checkpoint(2), partial: { samples: () => 1 } } as unknown as Checkpoint;
    await expect(keepRun('a', wrong, facts)).rejects.toThrow();
    expect(await loadRun('a')).toEqual(checkpoint(1));
    expect((await listRuns())[0].seconds).toBe(1);
  });
});
