import { readExercise } from '@/lib/notebook/cells/exerciseCell';
import { fenced } from './fenced';

const exercise = (...lines: string[]) => readExercise(fenced('exercise', 'first-spike', lines));

test('an exercise says its question, answer, mistakes, hints and solution', () => {
  const read = exercise(
    'ask: At which step?', 'kind: number', 'answer: spikeTimes(leak)[0]', 'tolerance: 0.5',
    'mistake: spikeTimes(leak)[0] + 1 | Steps count | from 0.', 'mistake: 7',
    'hint: Look.', 'hint: Closer.', 'wrong: Not yet.', 'solution: At 3.',
  );
  expect(read).toMatchObject({
    name: 'first-spike', kind: 'number', ask: 'At which step?', answer: 'spikeTimes(leak)[0]', tolerance: 0.5,
    mistakes: [{ answer: 'spikeTimes(leak)[0] + 1', message: 'Steps count | from 0.' }, { answer: '7', message: '' }],
    hints: ['Look.', 'Closer.'], wrong: 'Not yet.', solution: 'At 3.', problems: [],
  });
});

test('its key is the answer, unless it says another', () => {
  expect(exercise('ask: a', 'answer: 4').key).toBe('4');
  expect(exercise('ask: a', 'check: answer > 3', 'key: 5').key).toBe('5');
});

test('code is written below its key, indented', () => {
  const { start, check } = exercise('ask: a', 'kind: code', 'start:', '  const a = 1;', '  if (a) {', '    a;', '  }', 'check:', '  answer.a === 2', 'key: const a = 2;');
  expect(start).toBe('const a = 1;\nif (a) {\n  a;\n}');
  expect(check).toBe('answer.a === 2');
});

test('an experiment has controls and views, and begins with a link', () => {
  const read = exercise('ask: a', 'kind: experiment', 'start: v=1&steps=20', 'controls: layers.0.tau, input.mean,', 'views: membrane, spikes.lif', 'check: true');
  expect(read.controls).toEqual(['layers.0.tau', 'input.mean']);
  expect(read.views).toEqual([{ view: 'membrane' }, { view: 'spikes', side: 'baseline' }]);
  expect(read.problems).toEqual([]);
  expect(exercise('ask: a', 'kind: experiment', 'check: true').start).toBe('v=1');
});

test('a choice keeps its options in their order', () => {
  expect(exercise('ask: a', 'kind: choice', 'option: b', 'option: a', 'answer: a').options).toEqual(['b', 'a']);
});

test.each([
  [['ask: a', 'answer: 1', 'kind: essay'], 13, /"essay" is not a kind of exercise; there are number, choice, code, experiment/],
  [['ask: a', 'tolerance: -1', 'answer: 1'], 12, /tolerance must be a number from 0 on/],
  [['ask: a', 'answer: 1', 'tolerance: much'], 13, /tolerance must be a number/],
  [['answer: 1'], 10, /needs a question/],
  [['ask: a'], 10, /needs an answer or a check/],
  [['ask: a', 'check: true', 'views: film'], 13, /"film" is not a view/],
  [['ask: a', 'check: true', 'kind: experiment', 'start: v=1&steps=x'], 14, /"steps" should be a number/],
  [['ask: a', 'check: true', 'kind: experiment', 'views: membrane', 'start: v=9'], 15, /version "9"/],
  [['ask: a', 'answer: 1', 'answr: 2'], 13, /"answr" means nothing here/],
])('a fault is said with its line: %j', (lines, line, message) => {
  expect(exercise(...lines).problems).toEqual([{ line, message: expect.stringMatching(message) }]);
});

test('a tolerance that cannot be is none', () => {
  expect(exercise('ask: a', 'answer: 1', 'tolerance: -1').tolerance).toBe(0);
});

test('a fault in the views does not hide one in the start', () => {
  const { problems } = exercise('ask: a', 'check: true', 'kind: experiment', 'views: film', 'start: v=9');
  expect(problems.map(({ line }) => line)).toEqual([14, 15]);
});
