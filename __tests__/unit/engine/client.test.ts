/** @jest-environment node */
import { connectEngine, type EngineEvents, type Port } from '@/lib/engine/client';
import type { EngineStatus, FromEngine, ToEngine } from '@/lib/engine/protocol';
import type { Experiment } from '@/lib/experiment/schema';
import type { InputFile } from '@/lib/formats/readInput';
import type { Recording } from '@/lib/recording/types';
import { experimentWith } from '../experiment/experiments';

type Run = Extract<ToEngine, { type: 'run' }>;

const recording = (steps: number) => ({ steps }) as Recording;
const ready = (backend: 'webgl' | 'cpu'): EngineStatus => ({ state: 'ready', report: { backend, device: 'a device', bits: 32, error: 0 }, refused: [] });

/** An engine whose worker is played by the test, on a clock that the test sets. */
function connect() {
  const sent: ToEngine[] = [];
  const transferred: Transferable[] = [];
  const clock = { now: 0 };
  jest.spyOn(performance, 'now').mockImplementation(() => clock.now);
  const port: Port & { terminated: boolean } = {
    postMessage(message, transfer = []) {
      sent.push(message);
      transferred.push(...transfer);
    },
    onmessage: null, onerror: null,
    terminated: false,
    terminate() {
      this.terminated = true;
    },
  };
  const events = {
    status: jest.fn<void, Parameters<EngineEvents['status']>>(),
    result: jest.fn<void, Parameters<EngineEvents['result']>>(),
    failed: jest.fn<void, Parameters<EngineEvents['failed']>>(),
    progress: jest.fn<void, Parameters<EngineEvents['progress']>>(),
    notice: jest.fn<void, Parameters<EngineEvents['notice']>>(),
  };
  const engine = connectEngine(port, events);
  const runs = () => sent.filter((m): m is Run => m.type === 'run');
  const cancels = () => sent.flatMap((m) => (m.type === 'cancel' ? [m.id] : []));
  const answer = (data: FromEngine) => port.onmessage?.({ data } as MessageEvent<FromEngine>);
  const finish = (id: number) => answer({ type: 'result', id, recording: recording(id) });
  const ask = (steps: number): Experiment => {
    const experiment = experimentWith({ steps });
    engine.run(experiment);
    return experiment;
  };
  return { engine, port, events, sent, transferred, clock, runs, cancels, answer, finish, ask };
}

describe('one run at a time', () => {
  it('sends a run, and delivers its result with its Experiment', () => {
    const e = connect();
    const experiment = e.ask(5);
    expect(e.sent).toEqual([{ type: 'run', id: e.runs()[0].id, experiment }]);
    const made = recording(5);
    e.answer({ type: 'result', id: e.runs()[0].id, recording: made });
    expect(e.events.result.mock.calls).toEqual([[experiment, made]]);
    expect(e.events.progress).toHaveBeenLastCalledWith(null);
  });

  it('sends only the newest of those that waited', () => {
    const e = connect();
    [1, 2, 3, 4].forEach(e.ask);
    expect(e.runs().map((r) => r.experiment.steps)).toEqual([1]);
    e.finish(e.runs()[0].id);
    expect(e.runs().map((r) => r.experiment.steps)).toEqual([1, 4]);
    e.finish(e.runs()[1].id);
    expect(e.runs()).toHaveLength(2);
    expect(e.events.result.mock.calls.map(([x]) => x.steps)).toEqual([1, 4]);
  });

  it('gives every run a number of its own', () => {
    const e = connect();
    for (let k = 1; k <= 3; k++) {
      e.ask(k);
      e.finish(e.runs()[k - 1].id);
    }
    expect(new Set(e.runs().map((r) => r.id)).size).toBe(3);
  });

  it('goes on after a failure, which it reports with its Experiment', () => {
    const e = connect();
    const first = e.ask(1);
    e.ask(2);
    e.answer({ type: 'failed', id: e.runs()[0].id, message: 'Too large.' });
    expect(e.events.failed.mock.calls).toEqual([[first, 'Too large.']]);
    expect(e.runs().map((r) => r.experiment.steps)).toEqual([1, 2]);
  });

  it('takes a run asked for while a result is delivered', () => {
    const e = connect();
    e.events.result.mockImplementationOnce(() => void e.ask(9));
    e.ask(1);
    e.ask(2);
    e.finish(e.runs()[0].id);
    expect(e.runs().map((r) => r.experiment.steps)).toEqual([1, 9]);
  });
});

describe('results that come too late', () => {
  it('are dropped', () => {
    const e = connect();
    e.ask(1);
    const [{ id }] = e.runs();
    e.finish(id + 100);
    e.answer({ type: 'failed', id: id + 100, message: 'x' });
    e.answer({ type: 'progress', id: id + 100, done: 0.5, stage: 'x' });
    expect(e.events.result).not.toHaveBeenCalled();
    expect(e.events.failed).not.toHaveBeenCalled();
    expect(e.events.progress).not.toHaveBeenCalled();
    e.finish(id);
    e.finish(id);
    expect(e.events.result).toHaveBeenCalledTimes(1);
  });
});

describe('cancelling', () => {
  it('lets a young run finish, and stops one older than 300 ms', () => {
    const e = connect();
    e.ask(1);
    const [{ id }] = e.runs();
    e.clock.now = 300;
    e.ask(2);
    expect(e.cancels()).toEqual([]);
    e.clock.now = 301;
    e.ask(3);
    expect(e.cancels()).toEqual([id]);
    e.answer({ type: 'cancelled', id });
    expect(e.runs().map((r) => r.experiment.steps)).toEqual([1, 3]);
    expect(e.events.progress).toHaveBeenLastCalledWith(null);
    expect(e.events.result).not.toHaveBeenCalled();
  });

  it('counts the age of each run from its own beginning', () => {
    const e = connect();
    e.ask(1);
    e.clock.now = 1000;
    e.finish(e.runs()[0].id);
    e.ask(2);
    e.clock.now = 1200;
    e.ask(3);
    expect(e.cancels()).toEqual([]);
  });

  it('stops a run that reports progress while a newer one waits', () => {
    const e = connect();
    e.ask(1);
    const [{ id }] = e.runs();
    e.answer({ type: 'progress', id, done: 0.2, stage: 'input' });
    expect(e.cancels()).toEqual([]);
    e.ask(2);
    e.answer({ type: 'progress', id, done: 0.3, stage: 'input' });
    expect(e.cancels()).toEqual([id]);
    expect(e.events.progress).toHaveBeenLastCalledWith({ done: 0.3, stage: 'input' });
  });

  it('forgets what waits when a person cancels', () => {
    const e = connect();
    e.ask(1);
    e.ask(2);
    e.engine.cancel();
    const [{ id }] = e.runs();
    expect(e.cancels()).toEqual([id]);
    e.answer({ type: 'cancelled', id });
    expect(e.runs()).toHaveLength(1);
    e.engine.cancel();
    expect(e.cancels()).toEqual([id]);
  });
});

describe('the backend', () => {
  it('is asked for by name', () => {
    const e = connect();
    e.engine.start('webgl');
    e.engine.loseContext();
    expect(e.sent).toEqual([{ type: 'start', prefer: 'webgl' }, { type: 'lose-context' }]);
  });

  it('runs the latest Experiment again once it is ready, or another is', () => {
    const e = connect();
    e.ask(1);
    e.finish(e.runs()[0].id);
    e.answer({ type: 'status', status: ready('webgl') });
    expect(e.events.status).toHaveBeenLastCalledWith(ready('webgl'));
    expect(e.runs().map((r) => r.experiment.steps)).toEqual([1, 1]);
    e.finish(e.runs()[1].id);
    e.answer({ type: 'status', status: ready('webgl') });
    expect(e.runs()).toHaveLength(2);
    e.answer({ type: 'status', status: ready('cpu') });
    expect(e.runs()).toHaveLength(3);
  });

  it('starts again on the same backend and then runs again', () => {
    const e = connect();
    e.answer({ type: 'status', status: ready('webgl') });
    expect(e.runs()).toEqual([]);
    e.ask(1);
    e.finish(e.runs()[0].id);
    e.answer({ type: 'status', status: { state: 'starting', report: null, refused: [] } });
    expect(e.runs()).toHaveLength(1);
    e.answer({ type: 'status', status: ready('webgl') });
    expect(e.runs()).toHaveLength(2);
  });

  it('runs again after a notice, behind a run under way', () => {
    const e = connect();
    e.ask(1);
    e.answer({ type: 'notice', message: 'The graphics device was reset.' });
    expect(e.events.notice).toHaveBeenCalledWith('The graphics device was reset.');
    expect(e.runs()).toHaveLength(1);
    e.finish(e.runs()[0].id);
    expect(e.runs().map((r) => r.experiment.steps)).toEqual([1, 1]);
  });
});

describe('the worker', () => {
  it('is handed files, whose buffers travel with them', () => {
    const e = connect();
    const data = Float32Array.of(3);
    const file: InputFile = { kind: 'array', name: 'a.npy', notes: [], matrix: { steps: 1, channels: 1, data } };
    e.engine.addFile('a.npy 12', file);
    expect(e.sent).toEqual([{ type: 'file', key: 'a.npy 12', file }]);
    expect(e.transferred).toEqual([data.buffer]);
  });

  it('is asked how many tensors are alive', async () => {
    const e = connect();
    const [first, second] = [e.engine.tensors(), e.engine.tensors()];
    const ids = e.sent.flatMap((m) => (m.type === 'memory' ? [m.id] : []));
    e.answer({ type: 'memory', id: ids[1], tensors: 5 });
    e.answer({ type: 'memory', id: ids[0], tensors: 3 });
    expect(await Promise.all([first, second])).toEqual([3, 5]);
  });

  it('tells people when it breaks, and is ended when closed', () => {
    const e = connect();
    e.port.onerror?.({ message: 'boom' } as ErrorEvent);
    expect(e.events.notice).toHaveBeenCalledWith(expect.stringMatching(/^The engine stopped: boom\..*Reload/));
    e.engine.close();
    expect(e.port.terminated).toBe(true);
  });
});
