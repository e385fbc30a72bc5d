import type { Exercise } from '@/lib/notebook/cells/exerciseCell';
import { cell, pagePort, playSandbox, start } from './playedFrame';

playSandbox();

describe('the frame', () => {
  test('has no origin, may run scripts and nothing else, and is out of a reader’s way', async () => {
    const { frame, given } = await start();
    expect(frame.getAttribute('sandbox')).toBe('allow-scripts');
    expect([frame.tabIndex, frame.getAttribute('aria-hidden'), frame.getAttribute('src')]).toEqual([-1, 'true', '/base/sandbox/index.html']);
    expect(given).toHaveBeenCalledTimes(1);
    frame.dispatchEvent(new Event('load'));
    expect(given).toHaveBeenCalledTimes(1);
  });

  test('starts its worker with the first cells, and hands them over once it is ready', async () => {
    const { sandbox, told, hear, fetched, passed: go } = await start();
    expect(fetched).not.toHaveBeenCalled();
    sandbox.set([cell('a')]);
    sandbox.set([cell('b'), cell('c')]);
    sandbox.remove('c');
    sandbox.input('a', 0, 5);
    await go();
    expect(fetched.mock.calls).toEqual([['/base/sandbox/kernel.js']]);
    expect(pagePort().posted).toEqual([{ type: 'start', source: 'kernel' }]);
    hear({ type: 'ready' });
    expect(told()).toEqual([{ type: 'set', cells: [cell('a'), cell('b')] }, { type: 'input', id: 'a', key: 0, value: 5 }]);
    sandbox.set([cell('a')]);
    sandbox.remove('b');
    expect(told()).toEqual([{ type: 'set', cells: [cell('a')] }, { type: 'remove', id: 'b' }]);
  });

  test('is gone after it was closed, and hears no more', async () => {
    const { sandbox, hear, live, events } = await start();
    await live('a');
    sandbox.close();
    expect([document.querySelector('iframe'), pagePort().closed]).toEqual([null, true]);
    hear({ type: 'running', id: 'a' });
    jest.advanceTimersByTime(60_000);
    expect(events.cell).not.toHaveBeenCalled();
    expect(events.stopped).not.toHaveBeenCalled();
  });
});

describe('what comes out', () => {
  test('reaches the notebook, and what is none of the messages does not', async () => {
    const { hear, live, events } = await start();
    await live('a');
    for (const data of ['{', '{"type":"done"}', { type: 'running', id: 'a' }, null]) pagePort().onmessage?.({ data });
    expect(events.cell).not.toHaveBeenCalled();
    hear({ type: 'running', id: 'a' });
    hear({ type: 'done', id: 'a', runs: 1, defines: [], needs: [], outputs: [] });
    expect(events.cell.mock.calls.map(([message]) => message.type)).toEqual(['running', 'done']);
    expect(events.busy.mock.calls).toEqual([[true], [false]]);
  });

  test('is busy for as long as one cell of several runs', async () => {
    const { hear, live, events } = await start();
    await live('a', 'b');
    for (const id of ['a', 'b']) hear({ type: 'running', id });
    hear({ type: 'failed', id: 'a', runs: 1, error: { message: 'x', line: 1, column: 1 } });
    expect(events.busy.mock.calls).toEqual([[true]]);
    hear({ type: 'done', id: 'b', runs: 1, defines: [], needs: [], outputs: [] });
    expect(events.busy.mock.calls).toEqual([[true], [false]]);
  });

  test('brings d3 and Plot in when a cell needs them', async () => {
    const { hear, live, told, passed: go } = await start();
    await live('a');
    hear({ type: 'want', what: 'plots' });
    await go();
    expect(told()).toEqual([{ type: 'plots', source: 'plots' }]);
  });

  test('gives each attempt its own verdict', async () => {
    const { hear, live, sandbox } = await start();
    await live('a');
    const [first, second] = ['1', '2'].map((attempt) => sandbox.grade({} as Exercise, attempt));
    hear({ type: 'verdict', request: 2, verdict: { right: true, message: '' } });
    hear({ type: 'verdict', request: 1, verdict: { right: false, message: 'no' } });
    hear({ type: 'verdict', request: 9, verdict: { right: true, message: '' } });
    expect(await Promise.all([first, second])).toEqual([{ right: false, message: 'no' }, { right: true, message: '' }]);
  });

  test('that says it is ready a second time is not given everything again', async () => {
    const { hear, live, told } = await start();
    await live('a');
    hear({ type: 'ready' });
    expect(told()).toEqual([]);
  });
});
