import { connectEngine, type Engine, type EngineEvents, type Port } from '@/lib/engine/client';
import type { Experiment } from '@/lib/experiment/schema';
import type { Recording } from '@/lib/recording/types';
import { createFigureRuns } from '@/lib/stores/figureRuns';
import { experimentWith } from '../experiment/experiments';

const recording = (steps: number) => ({ steps }) as Recording;

/** Runs on an engine that the test plays: it answers when told to. */
function start() {
  const asked: Experiment[] = [];
  let events: EngineEvents | null = null;
  const open = jest.fn((heard: EngineEvents) => {
    events = heard;
    return { run: (experiment: Experiment) => void asked.push(experiment) } as Engine;
  });
  const runs = createFigureRuns(open);
  const answers: string[] = [];
  const ask = (figure: string, steps: number) =>
    runs.run(figure, experimentWith({ steps }), (result) => void answers.push(`${figure} ${result instanceof Error ? result.message : result.steps}`));
  return {
    open, ask, answers,
    asked: () => asked.map(({ steps }) => steps),
    finish: (k: number) => events?.result(asked[k], recording(asked[k].steps)),
    fail: (k: number, message: string) => events?.failed(asked[k], message),
    notice: (message: string) => events?.notice(message),
  };
}

test('the engine is opened with the first run, and once', () => {
  const { open, ask, finish } = start();
  expect(open).not.toHaveBeenCalled();
  ask('a', 1);
  finish(0);
  ask('b', 2);
  expect(open).toHaveBeenCalledTimes(1);
});

test('figures are run one at a time, in the order they asked', () => {
  const { ask, asked, finish, answers } = start();
  ask('a', 1);
  ask('b', 2);
  ask('c', 3);
  expect(asked()).toEqual([1]);
  finish(0);
  finish(1);
  finish(2);
  expect(asked()).toEqual([1, 2, 3]);
  expect(answers).toEqual(['a 1', 'b 2', 'c 3']);
});

test('of each figure only the newest that waits is run', () => {
  const { ask, asked, finish, answers } = start();
  ask('a', 1);
  for (const steps of [2, 3, 4]) ask('a', steps);
  ask('b', 5);
  ask('b', 6);
  finish(0);
  finish(1);
  finish(2);
  expect(asked()).toEqual([1, 4, 6]);
  expect(answers).toEqual(['a 1', 'a 4', 'b 6']);
});

test('an error arrives at the figure that asked, and the others go on', () => {
  const { ask, fail, finish, answers } = start();
  ask('a', 1);
  ask('b', 2);
  fail(0, 'Too large.');
  finish(1);
  expect(answers).toEqual(['a Too large.', 'b 2']);
});

test('a run may be asked for while an answer is given', () => {
  const runs: string[] = [];
  let events: EngineEvents | null = null;
  const asked: Experiment[] = [];
  const figures = createFigureRuns((heard) => ((events = heard), { run: (e: Experiment) => void asked.push(e) }) as unknown as Engine);
  figures.run('a', experimentWith({ steps: 1 }), () => {
    runs.push('a');
    figures.run('a', experimentWith({ steps: 2 }), () => void runs.push('a again'));
  });
  (events as EngineEvents | null)?.result(asked[0], recording(1));
  (events as EngineEvents | null)?.result(asked[1], recording(2));
  expect(runs).toEqual(['a', 'a again']);
});

test('an engine that stops is told to the figure that waits for it', () => {
  const { ask, notice, answers } = start();
  notice('It was reset.');
  ask('a', 1);
  notice('The engine stopped.');
  expect(answers).toEqual(['a The engine stopped.']);
});

test('a result that comes after all is not taken for another figure’s', () => {
  const port: Port = { postMessage: jest.fn(), onmessage: null, onerror: null, terminate: () => undefined };
  const sent = () => jest.mocked(port.postMessage).mock.calls.map(([message]) => message).filter((m) => m.type === 'run');
  const runs = createFigureRuns((events) => connectEngine(port, events));
  const answers: string[] = [];
  const ask = (figure: string, steps: number) => runs.run(figure, experimentWith({ steps }), (r) => void answers.push(`${figure} ${r instanceof Error ? 'failed' : r.steps}`));
  const hear = (data: object) => port.onmessage?.({ data } as Parameters<NonNullable<Port['onmessage']>>[0]);
  ask('a', 1);
  ask('b', 2);
  hear({ type: 'notice', message: 'The device was lost.' });
  // The run of a was under way and ends; then that of b.
  for (let k = 0; k < sent().length; k++) hear({ type: 'result', id: sent()[k].id, recording: recording(sent()[k].experiment.steps) });
  expect(answers).toEqual(['a failed', 'b 2']);
});
