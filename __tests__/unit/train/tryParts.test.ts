/** @jest-environment node */
import { deviceSentence, hiddenSentence, lostSentence, notLent } from '@/components/train/tryit/deviceSentence';
import { missing, sameData, trialOf } from '@/components/train/tryit/kind';
import { newestWins } from '@/components/train/tryit/newest';
import { channelGroups, channelName, rollStarts, withPulse } from '@/components/train/tryit/roll';
import { delayedRecall } from '@/lib/datasets/tasks/delayedRecall';
import { temporalXor } from '@/lib/datasets/tasks/temporalXor';
import { defaultRecipe, type TaskSettings } from '@/lib/experiment/recipe';
import { whole } from '@/lib/numerics/pieces';
import type { TrainingRun } from '@/lib/stores/training';

const SIZES = { seed: 1, train: 1, validation: 1, test: 8 };
const task = (part: Partial<TaskSettings>): TaskSettings => ({ ...defaultRecipe().task, ...part });

describe('what can be tried', () => {
  const pictures = { content: 'pictures' as const, shape: [28, 28, 1], steps: 1 };
  it('follows the data that the run was trained on', () => {
    expect(trialOf(task({ id: 'digits' }), pictures)).toBe('draw');
    expect(trialOf(task({ id: 'files' }), pictures)).toBe('draw');
    expect(trialOf(task({ id: 'files' }), { ...pictures, shape: [32, 32, 3] })).toBeNull();
    expect(trialOf(task({ id: 'files' }), { content: 'series', shape: [28, 28, 1], steps: 10 })).toBeNull();
    expect(trialOf(task({ id: 'moving-shapes' }), { content: 'series', shape: [16, 16, 2], steps: 16 })).toBe('move');
    expect(trialOf(task({ id: 'spoken-digits' }), { content: 'series', shape: [64], steps: 40 })).toBe('say');
    expect(trialOf(task({ id: 'temporal-xor' }), { content: 'series', shape: [10], steps: 20 })).toBe('pulses');
  });

  it('the same data may be shown in another way', () => {
    expect(sameData(task({ id: 'digits', show: 'repeat' }), task({ id: 'digits-rows', show: 'columns', delay: 9 }))).toBe(true);
    expect(sameData(task({ id: 'digits', seed: 1 }), task({ id: 'digits', seed: 2 }))).toBe(false);
    expect(sameData(task({ id: 'delayed-recall', delay: 9 }), task({ id: 'delayed-recall', delay: 10 }))).toBe(false);
    expect(sameData(task({ id: 'files', file: 'a' }), task({ id: 'files', file: 'b' }))).toBe(false);
    expect(sameData(task({ id: 'files', file: 'digits' }), task({ id: 'digits' }))).toBe(false);
  });

  it('what is missing is a sentence', () => {
    const run = { id: 'a', recipe: defaultRecipe(), stepsPerEpoch: 30, state: 'done' } as unknown as TrainingRun;
    const page = { run, race: ['a'], facts: pictures, shownTask: run.recipe.task };
    expect(missing(page)).toBeNull();
    expect(missing({ ...page, run: undefined })).toMatch(/^Train a run or open trained weights first/);
    expect(missing({ ...page, race: [] })).toMatch(/^Train a run or open trained weights first/);
    expect(missing({ ...page, facts: null })).toMatch(/being made ready/);
    expect(missing({ ...page, run: { ...run, stepsPerEpoch: 0 } })).toMatch(/being made ready/);
    expect(missing({ ...page, run: { ...run, stepsPerEpoch: 0, state: 'stopped' } })).toMatch(/could not start/);
    expect(missing({ ...page, shownTask: task({ id: 'moving-shapes' }) })).toMatch(/trained on other data/);
    expect(missing({ ...page, facts: { ...pictures, shape: [32, 32, 3] } })).toMatch(/nothing to draw/);
  });
});

describe('why a device is not lent', () => {
  it('is said with the way on, whatever the reason', () => {
    const sentences = [
      notLent('camera', { secure: false, offered: true })!,
      notLent('microphone', { secure: true, offered: false })!,
      ...['NotAllowedError', 'NotFoundError', 'NotReadableError', 'OverconstrainedError', 'StrangeError', ''].flatMap((name) => [deviceSentence('camera', name), deviceSentence('microphone', name)]),
      lostSentence('camera'),
    ];
    for (const sentence of sentences) {
      expect(sentence).toMatch(/\.$/);
      expect(sentence).toMatch(/, or (drag a shape|let the page say a word) instead\.$/);
    }
    expect(hiddenSentence('microphone')).toContain('“Use the microphone”');
    expect(notLent('camera', { secure: true, offered: true })).toBeNull();
  });
});

describe('asking one at a time', () => {
  it('passes over what is not the newest, and always answers the last', async () => {
    const seen: number[] = [];
    let finish: () => void = () => undefined;
    const ask = newestWins((item: number) => {
      seen.push(item);
      return new Promise<void>((done) => (finish = done));
    });
    [1, 2, 3].forEach(ask);
    expect(seen).toEqual([1]);
    finish();
    await new Promise(setImmediate);
    expect(seen).toEqual([1, 3]);
    finish();
    await new Promise(setImmediate);
    ask(4);
    expect(seen).toEqual([1, 3, 4]);
  });

  it('goes on after a failure', async () => {
    const seen: number[] = [];
    const ask = newestWins((item: number) => {
      seen.push(item);
      return item === 1 ? Promise.reject(new Error('no')) : Promise.resolve();
    });
    ask(1);
    ask(2);
    await new Promise(setImmediate);
    expect(seen).toEqual([1, 2]);
  });
});

describe('pulses to begin with', () => {
  const spikes = (roll: Float32Array, channels: number) => Array.from(roll).flatMap((value, k) => (value ? [[Math.floor(k / channels), k % channels]] : []));

  it('a cue at the beginning and “go” at the end, as in the samples of the task', () => {
    const dataset = whole(delayedRecall(SIZES, 12));
    const size = { steps: dataset.steps, channels: dataset.shape[0] };
    const starts = rollStarts('delayed-recall', size);
    expect(starts.map(({ label }) => label)).toEqual(['Cue 1', 'Cue 2', 'Cue 3', 'Cue 4']);
    const { store } = dataset.parts.test;
    if (store.kind !== 'events') throw new Error('Events were expected.');
    for (let i = 0; i < 8; i += 1) {
      const sample = new Set<string>();
      for (let k = store.starts[i]; k < store.starts[i + 1]; k += 1) sample.add(`${store.step[k]}/${store.channel[k]}`);
      const roll = spikes(starts[dataset.parts.test.labels[i]].roll, size.channels);
      expect(roll).toHaveLength(6);
      expect(roll.every(([step, channel]) => sample.has(`${step}/${channel}`))).toBe(true);
    }
    expect(channelName('delayed-recall', size.channels - 1)).toBe('go');
  });

  it('two kinds of pulse, the gap of the task apart', () => {
    const dataset = whole(temporalXor(SIZES, 7));
    const size = { steps: dataset.steps, channels: dataset.shape[0] };
    const [same, different] = rollStarts('temporal-xor', size);
    expect(same.label).toBe('A then A');
    const at = (roll: Float32Array, step: number) => spikes(roll, 10).filter(([t]) => t === step).map(([, channel]) => channel);
    for (const step of [1, 2]) expect([at(same.roll, step), at(different.roll, step)]).toEqual([[0, 1, 2, 3, 4], [0, 1, 2, 3, 4]]);
    for (const step of [8, 9]) expect([at(same.roll, step), at(different.roll, step)]).toEqual([[0, 1, 2, 3, 4], [5, 6, 7, 8, 9]]);
    // As in the samples, no channel tells by how often it fires.
    for (const { roll } of [same, different]) for (let n = 0; n < 10; n += 1) expect(spikes(roll, 10).filter(([, channel]) => channel === n)).toHaveLength(4);
    expect(channelGroups('temporal-xor').map(([from]) => channelName('temporal-xor', from))).toEqual(['kind A, 1', 'kind B, 1']);
  });

  it('a pulse is set and taken away in a copy', () => {
    const empty = new Float32Array(6);
    const set = withPulse(empty, { steps: 3, channels: 2 }, 1, 1, true);
    expect(Array.from(set)).toEqual([0, 0, 0, 1, 0, 0]);
    expect(Array.from(withPulse(set, { steps: 3, channels: 2 }, 1, 1, false))).toEqual(Array.from(empty));
  });
});
