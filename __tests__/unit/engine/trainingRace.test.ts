/** @jest-environment node */
import * as tf from '@tensorflow/tfjs-core';
import type { Checkpoint, FromTraining } from '@/lib/engine/training/protocol';
import { createRace, type RaceHooks } from '@/lib/engine/training/race';
import type { Run } from '@/lib/engine/training/run';
import type { Recipe } from '@/lib/experiment/recipe';
import { toyDataset } from '../networks/trainingToys';
import { useCpu } from '../numerics/cpuBackend';
import { timeless, toyRecipe, toyRun, trainUntil } from './trainingRuns';

beforeAll(useCpu);

type Message<T extends FromTraining['type']> = Extract<FromTraining, { type: T }>;

/** A race that notes what it says; `between` is called at each chance for messages. */
function raceWith(between: () => void | Promise<void> = () => undefined, recover: RaceHooks['recover'] = async () => false) {
  const said: FromTraining[] = [];
  const race = createRace({
    say: (message) => void said.push(message),
    breathe: async () => {
      await Promise.resolve();
      await between();
    },
    recover,
  });
  const of = <T extends FromTraining['type']>(type: T): Message<T>[] => said.filter((m): m is Message<T> => m.type === type);
  return { race, said, of };
}

/** A run of no substance: every slice is a step of so many seconds. */
class FakeRun {
  step = 0;
  trained = 0;
  history = 0;
  concluded = 0;
  rebuilt = 0;
  disposed = 0;
  partial = 0;
  fail: Error | null = null;
  constructor(readonly perStep: number, readonly epochs = 3, readonly stepsPerEpoch = 4, readonly recipe: Recipe = toyRecipe()) {}
  readonly plan = { blocks: [], classes: 2, input: [3] };
  readonly learner = null;
  get lastGood() {
    return { state: { weights: [] }, history: Array.from({ length: this.history }, (_, epoch) => ({ epoch })) };
  }
  get finished() {
    return this.step >= this.epochs * this.stepsPerEpoch;
  }
  get untouched() {
    return this.history === 0;
  }
  get atEpochEnd() {
    return this.step % this.stepsPerEpoch === 0 && (this.partial > 0 || this.untouched);
  }
  async train() {
    if (this.fail) throw this.fail;
    this.step++;
    this.partial++;
    this.trained += this.perStep;
    return { loss: 1, accuracy: 0.5, perSecond: 1 };
  }
  async endEpoch(pause: (done: number) => Promise<void>) {
    await pause(1);
    this.history++;
    this.partial = 0;
    return { checkpoint: {} as Checkpoint, validation: {} };
  }
  async conclude() {
    this.concluded++;
    return {} as Checkpoint;
  }
  rebuild() {
    this.rebuilt++;
  }
  dispose() {
    this.disposed++;
  }
}
const as = (fake: FakeRun) => fake as unknown as Run;

describe('equal epochs', () => {
  it('no run is ever more than one epoch ahead, however slow its steps, and all get to the end', async () => {
    const runs = [new FakeRun(0.1, 3, 4), new FakeRun(5, 3, 7), new FakeRun(0.01, 3, 2)];
    let ahead = 0;
    const { race, of } = raceWith(() => {
      const epochs = runs.map((run) => run.step / run.stepsPerEpoch);
      ahead = Math.max(ahead, Math.max(...epochs) - Math.min(...epochs));
    });
    runs.forEach((run, k) => race.add(String(k), () => as(run)));
    race.go({ kind: 'epochs' });
    await race.idle();
    expect(ahead).toBeLessThanOrEqual(1);
    expect(runs.map(({ finished, history }) => [finished, history])).toEqual([[true, 4], [true, 4], [true, 4]]);
    expect(of('ended').map(({ id }) => id).sort()).toEqual(['0', '1', '2']);
    expect(of('epoch')).toHaveLength(12);
    expect(of('playing').map(({ playing }) => playing)).toEqual([true, false]);
  });
});

describe('equal seconds', () => {
  it('each run trains for as long, its test is read, and it ends once', async () => {
    const runs = [new FakeRun(0.5, 50), new FakeRun(0.2, 50), new FakeRun(1.1, 50)];
    let apart = 0;
    const { race, of } = raceWith(() => {
      const seconds = runs.map(({ trained }) => trained);
      apart = Math.max(apart, Math.max(...seconds) - Math.min(...seconds));
    });
    runs.forEach((run, k) => race.add(String(k), () => as(run)));
    race.go({ kind: 'seconds', seconds: 4 });
    await race.idle();
    for (const run of runs) {
      expect(run.trained).toBeGreaterThanOrEqual(4 - 1e-9);
      expect(run.trained).toBeLessThan(4 + run.perStep);
      expect(run.concluded).toBe(1);
    }
    expect(apart).toBeLessThanOrEqual(1.1 + 1e-9);
    expect(of('ended')).toHaveLength(3);
    // More time is more training.
    race.go({ kind: 'seconds', seconds: 6 });
    await race.idle();
    for (const run of runs) expect(run.trained).toBeGreaterThanOrEqual(6 - 1e-9);
  });

  it('a run that has made all its epochs stops before its time', async () => {
    const run = new FakeRun(0.1, 2, 3);
    const { race, of } = raceWith();
    race.add('a', () => as(run));
    race.go({ kind: 'seconds', seconds: 100 });
    await race.idle();
    expect([run.step, run.concluded, of('ended').length]).toEqual([6, 0, 1]);
  });
});

describe('between slices', () => {
  it('a pause is answered within one slice, and going on continues where it was', async () => {
    const runs = [new FakeRun(1), new FakeRun(1)];
    let slices = 0;
    const { race, of } = raceWith(() => {
      if (++slices === 5) race.pause();
    });
    runs.forEach((run, k) => race.add(String(k), () => as(run)));
    race.go({ kind: 'epochs' });
    await race.idle();
    const steps = runs[0].step + runs[1].step;
    expect(steps).toBeLessThanOrEqual(5);
    expect(of('playing').at(-1)?.playing).toBe(false);
    race.go({ kind: 'epochs' });
    await race.idle();
    expect(runs.every(({ finished }) => finished)).toBe(true);
  });

  it('a pause that is taken back at once goes on with one loop', async () => {
    const run = new FakeRun(1, 2, 3);
    let slices = 0;
    const { race, of } = raceWith(() => {
      if (++slices !== 3) return;
      race.pause();
      race.go({ kind: 'epochs' });
    });
    race.add('a', () => as(run));
    race.go({ kind: 'epochs' });
    await race.idle();
    expect(run.finished).toBe(true);
    expect(of('progress')).toHaveLength(6);
  });

  it('a step makes one step of the run furthest behind, and playing stops', async () => {
    const runs = [new FakeRun(1), new FakeRun(1)];
    const { race, of } = raceWith();
    runs.forEach((run, k) => race.add(String(k), () => as(run)));
    for (let k = 0; k < 3; k++) await race.step();
    expect(runs.map(({ step }) => step).sort()).toEqual([1, 2]);
    expect(of('progress')).toHaveLength(3);
    race.go({ kind: 'epochs' });
    await race.step();
    expect(of('playing').at(-1)?.playing).toBe(false);
    const steps = runs[0].step + runs[1].step;
    await race.idle();
    expect(runs[0].step + runs[1].step).toBe(steps);
  });

  it('a run that is taken away ends there, and the others go on', async () => {
    const runs = [new FakeRun(1), new FakeRun(1)];
    let slices = 0;
    const { race, of } = raceWith(() => {
      if (++slices === 6) race.remove('0');
    });
    runs.forEach((run, k) => race.add(String(k), () => as(run)));
    race.go({ kind: 'epochs' });
    await race.idle();
    expect(runs.map(({ finished, disposed }) => [finished, disposed])).toEqual([[false, 1], [true, 0]]);
    expect(of('stopped')).toEqual([]);
  });

  it('a pace waits between single steps', async () => {
    const run = new FakeRun(1, 1, 3);
    const { race } = raceWith();
    race.add('a', () => as(run));
    race.setPace(60);
    const began = performance.now();
    race.go({ kind: 'epochs' });
    await race.idle();
    expect(performance.now() - began).toBeGreaterThan(150);
    expect(run.finished).toBe(true);
  });
});

describe('a run that fails', () => {
  it.each([
    ['Failed to allocate: out of memory', 2],
    ['Requested texture size [40000x1] greater than WebGL maximum', 2],
    ['WebAssembly.Memory.grow(): Cannot enlarge memory', 2],
    ['Invalid typed array length: 4294967296', 2],
  ])('for want of room (%s) offers half the batch; the others go on', async (text, half) => {
    const runs = [new FakeRun(1), new FakeRun(1)];
    runs[0].fail = new RangeError(text);
    const { race, of } = raceWith();
    runs.forEach((run, k) => race.add(String(k), () => as(run)));
    race.go({ kind: 'epochs' });
    await race.idle();
    expect(of('stopped')).toEqual([{ type: 'stopped', id: '0', smallerBatch: half, message: expect.stringMatching(/^This device has no room for 4 samples at a time\./) }]);
    expect(runs[1].finished).toBe(true);
  });

  it('for want of room with a batch of 1 offers nothing smaller', async () => {
    const run = new FakeRun(1, 1, 1, toyRecipe({ learning: { batch: 1 } }));
    run.fail = new Error('out of memory');
    const { race, of } = raceWith();
    race.add('a', () => as(run));
    race.go({ kind: 'epochs' });
    await race.idle();
    expect(of('stopped')).toMatchObject([{ smallerBatch: null }]);
  });

  it('with a lost device is made anew with all others, and goes on', async () => {
    const runs = [new FakeRun(1), new FakeRun(1)];
    runs[1].fail = new Error('the device took the graphics context away');
    const recovered: unknown[] = [];
    const { race, of } = raceWith(undefined, async (error) => {
      recovered.push(error);
      runs[1].fail = null;
      return true;
    });
    runs.forEach((run, k) => race.add(String(k), () => as(run)));
    race.go({ kind: 'epochs' });
    await race.idle();
    expect(recovered).toHaveLength(1);
    expect(runs.map(({ rebuilt }) => rebuilt)).toEqual([1, 1]);
    expect(runs.every(({ finished }) => finished)).toBe(true);
    expect(of('stopped')).toEqual([]);
  });

  it('when it is made says why, and nothing is added', () => {
    const { race, of } = raceWith();
    race.add('a', () => toyRun(toyRecipe({ blocks: [{ kind: 'conv2d' }] })));
    expect(of('stopped')).toEqual([{ type: 'stopped', id: 'a', smallerBatch: null, message: expect.stringMatching(/^Block 1: a two-dimensional filter/) }]);
    expect(race.runs.size).toBe(0);
    expect(of('added')).toEqual([]);
  });
});

/** The run's learned numbers with some array poisoned. */
function poisoned(kept: Checkpoint, at: number): Checkpoint {
  const weights = kept.state.weights.slice();
  weights[at] = NaN;
  return { ...kept, state: { ...kept.state, weights } };
}

describe('numbers that are not finite', () => {
  const recipe = toyRecipe({ neuron: { kind: 'psu' }, learning: { epochs: 2 } });

  it.each<[string, number, string]>([
    ['the first weights', 0, 'the weights of block 1'],
    // 3·6 + 6 numbers and α are of block 1.
    ['weights of the second block', 25, 'the weights of block 2'],
    ['the last map', 25 + 6 * 5 + 5 + 1, 'the weights of the last linear layer'],
  ])('say where they were first: %s', async (_name, at, place) => {
    const run = toyRun(recipe);
    const kept = await trainUntil(run, 3);
    run.dispose();
    const bad = toyRun(recipe, toyDataset(), poisoned(kept, at));
    const good = toyRun(recipe);
    const { race, of } = raceWith();
    race.add('bad', () => bad);
    race.add('good', () => good);
    race.go({ kind: 'epochs' });
    await race.idle();
    expect(of('stopped').map(({ id }) => id)).toEqual(['bad']);
    expect(of('stopped')[0].message).toContain(`the first such numbers are in ${place}.`);
    expect(good.finished).toBe(true);
    expect(of('ended').map(({ id }) => id)).toEqual(['good']);
    race.remove('bad');
    race.remove('good');
  });

  it('from sums that overflow stop the run, leave what the last epoch left, and the others', async () => {
    const spiky = toyRecipe({ neuron: { kind: 'ipsu' }, learning: { rate: 1, epochs: 3 } });
    const run = toyRun(spiky);
    const kept = await trainUntil(run, 3);
    run.dispose();
    for (const [from, to, place] of [[0, 18, 1], [55, 85, 2]]) {
      // Finite weights, and currents beyond float32.
      const wild = toyRun(spiky, toyDataset(), { ...kept, state: { ...kept.state, weights: kept.state.weights.map((w, k) => (k >= from && k < to ? 3e38 : w)) } });
      const good = toyRun(recipe);
      const { race, of } = raceWith();
      race.add('wild', () => wild);
      race.add('good', () => good);
      const start = wild.lastGood;
      race.go({ kind: 'epochs' });
      await race.idle();
      expect(of('stopped')).toMatchObject([{
        id: 'wild', smallerBatch: null,
        message: `The loss or its gradient is not a number any more; the first such numbers are in the input current of block ${place}. Training stopped; what epoch 1 left is kept. A smaller learning rate or a limit on the gradient's norm usually helps.`,
      }]);
      expect(wild.lastGood).toBe(start);
      expect(wild.lastGood.state.weights.every(Number.isFinite)).toBe(true);
      expect(good.finished).toBe(true);
      race.remove('wild');
      race.remove('good');
    }
  });

  it('in a hidden block are seen although spikes of NaN are 0 and the loss is a number', async () => {
    const run = toyRun(toyRecipe({ neuron: { kind: 'lif' } }));
    const kept = await trainUntil(run, 3);
    run.dispose();
    const bad = toyRun(run.recipe, toyDataset(), poisoned(kept, 0));
    await expect(bad.train(0)).rejects.toThrow();
    bad.dispose();
  });
});

describe('real runs in a race', () => {
  it('learn what they would learn alone', async () => {
    const recipes = (['psu', 'lif', 'ipsu'] as const).map((kind) => toyRecipe({ neuron: { kind }, learning: { epochs: 2 } }));
    const { race, of } = raceWith();
    recipes.forEach((recipe, k) => race.add(String(k), () => toyRun(recipe)));
    race.go({ kind: 'epochs' });
    await race.idle();
    for (const [k, recipe] of recipes.entries()) {
      const alone = toyRun(recipe);
      const expected = await trainUntil(alone);
      const actual = of('ended').find(({ id }) => id === String(k))?.checkpoint as Checkpoint;
      expect(actual.state).toEqual(expected.state);
      const curve = (c: Checkpoint) => c.history.map(timeless).map(({ loss, ...rest }) => ({ ...rest, loss: loss === null ? null : Number(loss.toFixed(6)) }));
      expect(curve(actual)).toEqual(curve(expected));
      alone.dispose();
      race.remove(String(k));
    }
    expect(of('added').map(({ stepsPerEpoch }) => stepsPerEpoch)).toEqual([3, 3, 3]);
  });

  it('one that was saved just before the look that ends its epoch loses no point of its curve, and ends', async () => {
    const recipe = toyRecipe({ learning: { epochs: 1 } });
    const first = toyRun(recipe);
    await trainUntil(first, 2);
    await first.train(0);
    const saved = await first.checkpoint();
    first.dispose();
    const { race, of } = raceWith();
    race.add('a', () => toyRun(recipe, toyDataset(), saved));
    race.go({ kind: 'epochs' });
    await race.idle();
    expect(of('ended')).toHaveLength(1);
    expect(of('ended')[0].checkpoint.history.map(({ epoch }) => epoch)).toEqual([0, 1]);
    expect(of('ended')[0].checkpoint.state.step).toBe(3);
    race.remove('a');
  });

  it('leave no tensor where one is taken away at any moment, or fails', async () => {
    const before = tf.memory().numTensors;
    for (let when = 1; when <= 14; when++) {
      let breaths = 0;
      let heard = Infinity;
      const { race, of, said } = raceWith(() => {
        if (++breaths !== when) return;
        race.remove('a');
        heard = said.length;
      });
      race.add('a', () => toyRun(toyRecipe({ blocks: [{ units: 4, norm: true, dropout: 0.5 }], learning: { epochs: 2, batch: 7 } }), toyDataset({ validation: 205, test: 3 })));
      race.go({ kind: 'epochs' });
      await race.idle();
      race.remove('a');
      expect([when, of('stopped'), tf.memory().numTensors]).toEqual([when, [], before]);
      // Nothing is said of a run that is gone: it would be kept again.
      expect([when, said.slice(heard).filter((m) => 'id' in m)]).toEqual([when, []]);
    }
  });

  it('leave no tensor where a step throws at any of its operations', async () => {
    const recipe = toyRecipe({ blocks: [{ units: 4, norm: true, dropout: 0.5 }], learning: { clip: 1 } });
    const engine = tf.engine();
    const real = Object.getPrototypeOf(engine).runKernel as typeof engine.runKernel;
    let left = Infinity;
    const spy = jest.spyOn(engine, 'runKernel').mockImplementation((...args) => {
      // A clone shares its numbers and always has room.
      if (args[0] !== 'Identity' && left-- === 0) throw new Error('out of memory');
      return real.apply(engine, args);
    });
    const before = tf.memory().numTensors;
    let failed = 0;
    for (let at = 0; ; at++) {
      const run = toyRun(recipe);
      const start = await run.checkpoint();
      left = at;
      const error = await run.train(0).then(() => null, (thrown: Error) => thrown);
      left = Infinity;
      // Up to the update nothing of the run has changed.
      const { state } = await run.checkpoint();
      if (error && state.step === 0) expect(state).toEqual(start.state);
      run.dispose();
      expect([at, tf.memory().numTensors]).toEqual([at, before]);
      if (!error) break;
      expect(error.message).toBe('out of memory');
      failed++;
    }
    spy.mockRestore();
    expect(failed).toBeGreaterThan(100);
  });

  it('that met want of room go on from their last epoch with half the batch', async () => {
    const recipe = toyRecipe();
    const run = toyRun(recipe);
    const { race, of } = raceWith();
    race.add('a', () => run);
    await race.step();
    const spy = jest.spyOn(run.learner, 'trainStep').mockRejectedValue(new RangeError('Array buffer allocation failed'));
    await race.step();
    spy.mockRestore();
    const [stopped] = of('stopped');
    expect(stopped.smallerBatch).toBe(2);
    const half = { ...recipe, learning: { ...recipe.learning, batch: stopped.smallerBatch as number } };
    race.add('a', () => toyRun(half, toyDataset(), { ...run.lastGood, recipe: half }));
    race.go({ kind: 'epochs' });
    await race.idle();
    expect(of('ended')).toHaveLength(1);
    race.remove('a');
  });
});

describe('a race with nothing to do', () => {
  it('ends, and the next one starts', async () => {
    const { race, of } = raceWith();
    race.go({ kind: 'epochs' });
    await race.idle();
    expect(of('playing').map(({ playing }) => playing)).toEqual([true, false]);
    const fake = new FakeRun(1);
    race.add('a', () => as(fake));
    race.go({ kind: 'epochs' });
    await race.idle();
    expect(fake.finished).toBe(true);
    expect(of('ended')).toHaveLength(1);
  });
});
