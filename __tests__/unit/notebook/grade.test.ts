/** @jest-environment node */
import { createKernel, type Kernel } from '@/lib/notebook/kernel/kernel';
import { grade } from '@/lib/notebook/kernel/grade';
import { libraryValues } from '@/lib/notebook/library';

let kernel: Kernel;
beforeAll(() => {
  kernel = createKernel(libraryValues(), () => undefined);
  kernel.set({ id: 'a', source: 'const four = 4;' });
});
afterAll(() => kernel.dispose());

type Exercise = Parameters<typeof grade>[0];
const exercise = (change: Partial<Exercise>): Exercise => ({ kind: 'number', answer: '', tolerance: 0, check: '', mistakes: [], wrong: 'Look again.', ...change });
const verdict = (change: Partial<Exercise>, attempt: string) => grade(exercise(change), attempt, kernel.evaluate);
const RIGHT = { right: true, message: '' };
const WRONG = { right: false, message: 'Look again.' };

describe('a number', () => {
  test.each(['4', ' 4 ', '4.0', '4,0', '+4', '4e0'])('may be written %p', async (attempt) => {
    expect(await verdict({ answer: 'four' }, attempt)).toEqual(RIGHT);
  });

  test.each([['-0.5', RIGHT], ['−0,5', RIGHT], ['−0.5', RIGHT], ['0.5', WRONG]])('below zero may have a true minus: %p', async (attempt, expected) => {
    expect(await verdict({ answer: '-1 / 2' }, attempt)).toEqual(expected);
  });

  test.each(['', '   ', 'four', '1,000.5', '1 2', 'NaN', 'Infinity', '4 steps', '--4'])('is not %p', async (attempt) => {
    expect(await verdict({ answer: 'four' }, attempt)).toEqual({ right: false, message: expect.stringMatching(/^That is not a number/) });
  });

  test.each([['3.9', RIGHT], ['4.1', RIGHT], ['4.11', WRONG], ['3.89', WRONG]])('may be off by the tolerance, and no more: %p', async (attempt, expected) => {
    expect(await verdict({ answer: 'four', tolerance: 0.1 }, attempt)).toEqual(expected);
  });

  test('is right as people write it, where a sum of tenths is not exact', async () => {
    expect(await verdict({ answer: '0.1 + 0.2' }, '0.3')).toEqual(RIGHT);
  });

  test('is wrong where the answer is none', async () => {
    expect(await verdict({ answer: '"4"' }, '5')).toEqual(WRONG);
    expect(await verdict({ answer: 'undefined' }, '4')).toEqual(WRONG);
  });

  test('may be checked by an expression or a function, which may say what is wrong', async () => {
    expect(await verdict({ check: 'answer % 2 === 0' }, '6')).toEqual(RIGHT);
    expect(await verdict({ check: 'answer % 2 === 0' }, '7')).toEqual(WRONG);
    expect(await verdict({ check: '(n) => n > four || `${n} is too small`' }, '3')).toEqual({ right: false, message: '3 is too small' });
    expect(await verdict({ check: 'async (n) => n > four' }, '5')).toEqual(RIGHT);
  });

  test('counts as right by the word true alone', async () => {
    for (const check of ['1', '"true"', '({})', 'null', 'undefined']) expect((await verdict({ check }, '1')).right).toBe(false);
  });
});

describe('a mistake that is known', () => {
  const mistakes = [{ answer: 'four + 1', message: 'Steps count from 0.' }, { answer: '7', message: '' }];

  test('is told what it misses', async () => {
    expect(await verdict({ answer: 'four', mistakes }, '5')).toEqual({ right: false, message: 'Steps count from 0.' });
    expect(await verdict({ answer: 'four', mistakes }, '6')).toEqual(WRONG);
    expect(await verdict({ answer: 'four', mistakes }, '7')).toEqual(WRONG);
  });

  test('of a choice is an option’s text', async () => {
    const choice = { kind: 'choice', answer: 'faster', mistakes: [{ answer: 'slower', message: 'The other way round.' }] } as const;
    expect(await verdict(choice, 'slower')).toEqual({ right: false, message: 'The other way round.' });
    expect(await verdict(choice, 'faster')).toEqual(RIGHT);
    expect(await verdict(choice, 'Faster')).toEqual(WRONG);
  });

  test('and nothing to say where the exercise has no words either', async () => {
    expect(await verdict({ answer: 'four', wrong: '' }, '5')).toEqual({ right: false, message: 'Not yet.' });
  });
});

describe('code', () => {
  test('is run among the cells, and what it defines is checked', async () => {
    const code = { kind: 'code', check: 'answer.mean === four' } as const;
    expect(await verdict(code, 'const mean = four;')).toEqual(RIGHT);
    expect(await verdict(code, 'const mean = 3;')).toEqual(WRONG);
  });

  test('may be one expression, and may wait', async () => {
    expect(await verdict({ kind: 'code', answer: '[1, four]' }, 'await Promise.resolve([1, 4])')).toEqual(RIGHT);
  });

  test('is compared by what it holds', async () => {
    expect(await verdict({ kind: 'code', answer: '({ mean: 4 })' }, 'const mean = four;')).toEqual(RIGHT);
    expect(await verdict({ kind: 'code', answer: '({ mean: 4 })' }, 'const mean = 5;')).toEqual(WRONG);
    expect(await verdict({ kind: 'code', answer: 'new Float32Array([1])' }, 'new Float32Array([2])')).toEqual(WRONG);
  });

  test.each([
    ['const a = ;', /^It stops with an error: Unexpected token/],
    ['nobody', /^It stops with an error: nobody is not defined/],
    ['null.x', /^It stops with an error: TypeError/],
    ['throw null', /^It stops with an error: The cell threw null/],
    ["import 'x'", /^It stops with an error: A cell cannot load modules/],
  ])('that fails is a verdict: %s', async (attempt, message) => {
    expect(await verdict({ kind: 'code', check: 'true' }, attempt)).toEqual({ right: false, message: expect.stringMatching(message) });
  });
});

describe('an experiment', () => {
  const check = 'spikeTimes(answer).length === 0 || `It fires ${spikeTimes(answer).length} times.`';
  const start = 'v=1&steps=10&input.waveform=constant&input.neurons=1&input.noise=0';

  test('is run, and its run is checked', async () => {
    expect(await verdict({ kind: 'experiment', check }, `${start}&input.mean=0`)).toEqual(RIGHT);
    expect(await verdict({ kind: 'experiment', check }, `${start}&input.mean=3`)).toEqual({ right: false, message: expect.stringMatching(/^It fires \d+ times\.$/) });
  });

  test('that cannot be run is a verdict', async () => {
    expect(await verdict({ kind: 'experiment', check }, 'v=1&steps=0')).toEqual({ right: false, message: expect.stringMatching(/^It stops with an error: .*steps/i) });
  });
});

describe('an exercise that cannot check says so', () => {
  test.each<Partial<Exercise>>([
    { answer: 'nobody' }, { check: 'nobody(answer)' }, { check: '() => { throw new Error("x"); }' }, { check: '() => { throw null; }' }, { check: 'answer.a.b' }, { answer: '(' },
    { answer: 'four', mistakes: [{ answer: 'nobody', message: 'x' }] },
  ])('%j', async (change) => {
    expect(await verdict(change, '4')).toEqual({ right: false, message: expect.stringMatching(/^It could not be checked: ./) });
  });
});
