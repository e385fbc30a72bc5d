import { nanojoules } from '@/components/train/energy';
import { framesOf, isPictures, MOST_FRAMES } from '@/components/train/frames';
import { duration, progressOf, timeLeft } from '@/components/train/progress';
import { accuracySpec, curve, densitySpec, energySpec, evolutionSpec, groupsOf, timeSpec } from '@/components/train/specs';
import type { EpochPoint } from '@/lib/engine/training/protocol';
import { defaultRecipe, type TrainedNeuron } from '@/lib/experiment/recipe';
import type { TrainingRun } from '@/lib/stores/training';

const point = (epoch: number, over: Partial<EpochPoint> = {}): EpochPoint => ({
  epoch, seconds: 2 * epoch, loss: epoch ? 1 : null, accuracy: epoch ? 0.5 : null, validationLoss: 1, validationAccuracy: 0.5, rates: [0.1], fired: [0.2], operations: { additions: 2000, multiplications: 1000 },
  times: null, membranes: { edges: [0, 1], counts: [[1, 2]], above: [0.5] }, gradients: [[0.1]], matrices: [new Float32Array(0)], ...over,
});
const run = (kind: TrainedNeuron, history: EpochPoint[], over: Partial<TrainingRun> = {}): TrainingRun => {
  const recipe = defaultRecipe();
  return {
    id: kind, recipe: { ...recipe, neuron: { ...recipe.neuron, kind, threshold: 0.5 } }, state: 'training', step: 0, stepsPerEpoch: 10, parameters: 1, history, seconds: 0, live: null,
    validation: null, test: null, backend: 'cpu', shipped: false, message: null, smallerBatch: null, ...over,
  };
};
const accuracies = (kind: TrainedNeuron, values: number[]) => run(kind, values.map((validationAccuracy, epoch) => point(epoch, { validationAccuracy })));

describe('curves over seeds', () => {
  const accuracy = (p: EpochPoint) => p.validationAccuracy;

  test('one seed is a line, several are a mean and a band of one standard deviation', () => {
    expect(curve([accuracies('psu', [0.1, 0.4])], 'epoch', accuracy)).toEqual([[0, 0.1], [1, 0.4]]);
    const [[x, mean, low, high]] = curve([accuracies('psu', [0.2]), accuracies('psu', [0.4]), accuracies('psu', [0.6])], 'epoch', accuracy);
    // Deviations −0.2, 0, 0.2: √(0.08 / 2) = 0.2.
    expect([x, mean]).toEqual([0, expect.closeTo(0.4)]);
    expect([low, high]).toEqual([expect.closeTo(0.2), expect.closeTo(0.6)]);
  });

  test('a mean is of all seeds: where one is behind, the curve waits for it', () => {
    const points = curve([accuracies('psu', [0, 0.5, 1]), accuracies('psu', [0, 0.7])], 'seconds', accuracy);
    expect(points[1].slice(0, 2)).toEqual([2, expect.closeTo(0.6)]);
    expect(points).toHaveLength(2);
  });

  test('what is not known before the first epoch is left out', () => {
    expect(curve([accuracies('psu', [0.1, 0.4])], 'epoch', (p) => p.accuracy)).toEqual([[1, 0.5]]);
    expect(curve([], 'epoch', accuracy)).toEqual([]);
  });
});

test('runs of one neuron are one group, in the order they came', () => {
  const groups = groupsOf([run('rpsu', []), run('lif', []), run('rpsu', [])]);
  expect(groups.map(({ kind, label, runs }) => [kind, label, runs.length])).toEqual([['rpsu', 'RPSU', 2], ['lif', 'LIF', 1]]);
});

test('accuracy stands from 0 to 1 beside chance, and beside a linear reader once it is known', () => {
  const facts = { chance: 0.1, linear: null } as Parameters<typeof accuracySpec>[1];
  expect(accuracySpec([], facts, 'epoch')).toMatchObject({ yDomain: [0, 1], references: [{ label: 'chance', value: 0.1 }], series: [] });
  expect(accuracySpec([], { ...facts, linear: 0.3 } as typeof facts, 'epoch').references).toHaveLength(2);
});

describe('membranes on common edges', () => {
  const shown = (edges: [number, number], counts: number[], kind: TrainedNeuron = 'psu') => run(kind, [point(0, { membranes: { edges, counts: [counts], above: [0.25] } })]);

  test('keep every count', () => {
    const { series, edges } = densitySpec([shown([-1, 1], [3, 5, 7]), shown([0, 4], [11, 2], 'ipsu')], 0);
    expect([edges[0], edges[edges.length - 1]]).toEqual([-1, 4]);
    expect(series.map(({ counts }) => Array.from(counts).reduce((a, b) => a + b, 0))).toEqual([expect.closeTo(15), expect.closeTo(13)]);
  });

  test('lie where they were', () => {
    const { series, edges } = densitySpec([shown([0, 1], [0, 8]), shown([0, 2], [1], 'lif')], 0);
    Array.from(series[0].counts).forEach((n, k) => {
      // The second half of 0…1 holds them all.
      if (edges[k + 1] <= 0.5 || edges[k] >= 1) expect(n).toBeCloseTo(0);
      else expect(n).toBeGreaterThan(0);
    });
  });

  test('with nothing to show say so', () => {
    expect(densitySpec([run('psu', [])], 0)).toMatchObject({ series: [], threshold: null });
  });
});

test('an answer costs what its operations cost', () => {
  // 2000 · 0.9 pJ + 1000 · 4.6 pJ = 6.4 nJ.
  expect(nanojoules({ additions: 2000, multiplications: 1000 }, { accumulate: 0.9, multiply: 4.6 })).toBeCloseTo(6.4);
  expect(energySpec([run('psu', [point(0)])], 'epoch', { accumulate: 1, multiply: 0 }).series[0].points).toEqual([[0, 2]]);
});

test('the time of a step is the median of those that were timed', () => {
  const times = [1, 9, 2].map((forward, k) => point(k, { times: { forward, backward: 2 * forward, update: 0.5 } }));
  expect(timeSpec([run('psu', times), run('lif', [point(0)])]).bars).toEqual([{ label: 'PSU', colour: 'psu', values: [2, 4, 0.5] }]);
});

test('learned matrices are shown as kept; a neuron without says why', () => {
  const matrices = (k: number) => [Float32Array.of(k, 0, 0, k)];
  const shown = evolutionSpec(run('ipsu', [point(0, { matrices: matrices(1) }), point(1), point(2, { matrices: matrices(2) })]), 0, false);
  expect(shown).toMatchObject({ size: 2, colours: 'charge', frames: [{ label: 'start' }, { label: 'epoch 2' }] });
  expect(evolutionSpec(run('lif', [point(0)]), 0, false).empty).toMatch(/LIF learns no matrix/);
});

describe('frames of an input', () => {
  const input = (steps: number, channels: number) => ({ steps, channels, data: Float32Array.from({ length: steps * channels }, (_, k) => k) });

  test('two polarities become brighter minus darker', () => {
    const { frames, each, signed } = framesOf({ steps: 2, channels: 4, data: Float32Array.of(1, 0, 0, 2, 0, 0, 3, 3) }, [1, 2, 2]);
    expect([each, signed]).toEqual([1, true]);
    expect(frames.map(({ from, to, values }) => [from, to, [...values]])).toEqual([[0, 0, [-1, 2]], [1, 1, [0, 0]]]);
  });

  test('many steps are summed, and none is lost', () => {
    const { frames, each } = framesOf(input(50, 1), [1, 1, 1]);
    expect(each).toBe(3);
    expect(frames.length).toBeLessThanOrEqual(MOST_FRAMES);
    expect(frames.at(-1)).toMatchObject({ from: 48, to: 49 });
    expect(frames.reduce((sum, { values }) => sum + values[0], 0)).toBe((49 * 50) / 2);
  });

  test('are there only where each step is a whole picture', () => {
    expect([isPictures({ channels: 512 }, [16, 16, 2]), isPictures({ channels: 28 }, [28, 28, 1]), isPictures({ channels: 10 }, [10])]).toEqual([true, false, false]);
  });
});

describe('how far a race is', () => {
  const half = run('psu', [point(0)], { step: 50, seconds: 10 });

  test('in epochs: what is left takes as long as what was made', () => {
    expect(progressOf([half], { kind: 'epochs' }, false)).toEqual({ open: true, share: 0.5, words: '50 % · 10 s left · paused' });
    expect(timeLeft([half, run('lif', [])], { kind: 'epochs' })).toBeCloseTo(10 + 20);
  });

  test('in seconds: what is spent of them', () => {
    expect(progressOf([half], { kind: 'seconds', seconds: 40 }, false)).toMatchObject({ open: true, share: 0.25 });
    expect(progressOf([half], { kind: 'seconds', seconds: 10 }, false)).toMatchObject({ open: false, share: 1 });
  });

  test('says what came trained, what stopped, and that nothing is trained yet', () => {
    const words = (...runs: TrainingRun[]) => progressOf(runs, { kind: 'epochs' }, false).words;
    expect(words()).toBe('Nothing is trained yet.');
    expect(words({ ...half, state: 'done', step: 100, shipped: true })).toMatch(/came trained/);
    expect(words({ ...half, state: 'done', step: 100 })).toBe('The race is over.');
    expect(words({ ...half, state: 'stopped' })).toBe('Training stopped.');
    expect([duration(59.6), duration(125), duration(Number.NaN)]).toEqual(['1 min 0 s', '2 min 5 s', '–']);
  });
});
