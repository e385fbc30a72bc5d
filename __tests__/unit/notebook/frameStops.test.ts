import type { Exercise } from '@/lib/notebook/cells/exerciseCell';
import { DEFAULT_LIMIT_MS } from '@/lib/notebook/sandbox/frame';
import { cell, pagePort, playSandbox, start } from './playedFrame';

playSandbox();

describe('a worker that is held', () => {
  test('is ended after the limit, the cell that ran is named, and the others come back without it', async () => {
    const { hear, live, events, sandbox, told, passed: go } = await start();
    await live('a', 'b');
    hear({ type: 'running', id: 'b' });
    const attempt = sandbox.grade({} as Exercise, '1');
    hear({ type: 'verdict', request: 1, verdict: { right: true, message: '' } });
    await attempt;
    jest.advanceTimersByTime(DEFAULT_LIMIT_MS - 500);
    expect(events.stopped).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1500);
    expect(events.stopped.mock.calls).toEqual([['b', 'it held the sandbox for more than 5 s']]);
    expect(events.busy).toHaveBeenLastCalledWith(false);
    expect(pagePort().posted.at(-1)).toEqual({ type: 'stop' });
    pagePort().posted.splice(0);
    sandbox.set([cell('a')]);
    await go();
    hear({ type: 'ready' });
    expect(told()).toEqual([{ type: 'set', cells: [cell('a')] }]);
    sandbox.set([{ id: 'b', source: 'mended' }]);
    expect(told()).toEqual([{ type: 'set', cells: [{ id: 'b', source: 'mended' }] }]);
  });

  test('is let be while it answers, and has the time that the reader gives it', async () => {
    const { hear, live, events, sandbox } = await start();
    await live('a');
    for (let n = 1; n < 60; n++) {
      jest.advanceTimersByTime(250);
      hear({ type: 'pong', n });
    }
    expect(events.stopped).not.toHaveBeenCalled();
    sandbox.limit(60_000);
    jest.advanceTimersByTime(50_000);
    expect(events.stopped).not.toHaveBeenCalled();
    jest.advanceTimersByTime(15_000);
    expect(events.stopped).toHaveBeenCalledWith(null, 'it held the sandbox for more than 60 s');
  });

  test('can be ended by the reader; an attempt that was checked is told so', async () => {
    const { hear, live, events, sandbox } = await start();
    await live('a');
    hear({ type: 'running', id: 'a' });
    const attempt = sandbox.grade({} as Exercise, '1');
    sandbox.stop();
    expect(await attempt).toEqual({ right: false, message: 'It was stopped: you stopped it.' });
    expect(events.stopped).toHaveBeenCalledTimes(1);
    sandbox.stop();
    expect(events.stopped).toHaveBeenCalledTimes(1);
  });

  test('or that died by itself is told with its reason', async () => {
    const { hear, live, events } = await start();
    await live('a');
    hear({ type: 'running', id: 'a' });
    hear({ type: 'killed', reason: 'it sent too much' });
    expect(events.stopped.mock.calls).toEqual([['a', 'it sent too much']]);
  });

  test('that was ended while it started is not started after all', async () => {
    const { sandbox, passed: go } = await start();
    sandbox.set([cell('a')]);
    sandbox.stop();
    await go();
    expect(pagePort().posted.map(({ type }) => type)).toEqual(['stop']);
  });
});

describe('code that cannot be loaded', () => {
  test('is said, an attempt gets its verdict, and the next change tries again', async () => {
    const files: Record<string, string> = {};
    const { sandbox, events, passed: go } = await start({ files });
    const attempt = sandbox.grade({} as Exercise, '1');
    await go();
    expect(await attempt).toEqual({ right: false, message: expect.stringMatching(/kernel\.js could not be loaded/) });
    expect(events.stopped.mock.calls).toEqual([[null, expect.stringMatching(/kernel\.js could not be loaded/)]]);
    expect(events.busy).toHaveBeenLastCalledWith(false);
    files['kernel.js'] = 'kernel';
    sandbox.set([cell('a')]);
    await go();
    expect(pagePort().posted).toEqual([{ type: 'start', source: 'kernel' }]);
  });
});
