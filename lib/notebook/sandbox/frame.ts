/**
 * The page's side of the sandbox: a frame without an origin, a worker inside it, and a watch over both. What runs there
 * can be stopped at any moment; its cells are kept here, so nothing is lost with it.
 */
import type { Exercise } from '../cells/exerciseCell';
import type { Verdict } from '../kernel/grade';
import type { CellSource } from '../kernel/kernel';
import { encodeWire } from '../kernel/wire';
import { readMessage, type FromSandbox, type ToSandbox } from './messages';

export type CellMessage = Extract<FromSandbox, { type: 'running' | 'done' | 'failed' | 'value' }>;

export interface SandboxEvents {
  cell(message: CellMessage): void;
  /** The worker was ended; `culprit` is the cell that was running. The others run again at the next change. */
  stopped(culprit: string | null, reason: string): void;
  /** Something is running, or nothing is. */
  busy(busy: boolean): void;
}

export interface Sandbox {
  set(cells: readonly CellSource[]): void;
  remove(id: string): void;
  input(id: string, key: number, value: unknown): void;
  grade(exercise: Exercise, attempt: string): Promise<Verdict>;
  /** Ends what runs. */
  stop(): void;
  /** Milliseconds that a cell may hold the worker before it is stopped. */
  limit(milliseconds: number): void;
  close(): void;
}

export interface Surroundings {
  /** Where the site lies: '' or '/name'. */
  readonly base: string;
  readonly document: Document;
}

export const DEFAULT_LIMIT_MS = 5000;
const PING_MS = 250;

/** Opens the sandbox; its code is fetched once and handed over as text. */
export function openSandbox(events: SandboxEvents, { base, document }: Surroundings): Sandbox {
  const sources = new Map<string, CellSource>();
  const halted = new Set<string>();
  const running = new Set<string>();
  const verdicts = new Map<number, (verdict: Verdict) => void>();
  const channel = new MessageChannel();
  const fetched = (name: string) => fetch(`${base}/sandbox/${name}`).then((response) => (response.ok ? response.text() : Promise.reject(new Error(`The sandbox’s ${name} could not be loaded.`))));
  let limit = DEFAULT_LIMIT_MS;
  /** off: no worker. starting: it loads. on: it hears. */
  let state: 'off' | 'starting' | 'on' = 'off';
  let waiting: ToSandbox[] = [];
  let request = 0;
  let starts = 0;
  let ping = { n: 0, answered: 0, since: 0 };
  let watch: ReturnType<typeof setInterval> | undefined;
  let closed = false;
  let ready: () => void = () => undefined;
  const framed = new Promise<void>((resolve) => (ready = resolve));

  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.title = 'Sandbox for the notebook’s code';
  frame.tabIndex = -1;
  frame.setAttribute('aria-hidden', 'true');
  Object.assign(frame.style, { position: 'absolute', width: '1px', height: '1px', border: '0', opacity: '0', pointerEvents: 'none' });
  frame.addEventListener('load', () => {
    // An opaque origin has no name, so the message goes to whatever is in the frame: the file that we put there.
    frame.contentWindow?.postMessage('port', '*', [channel.port2]);
    ready();
  }, { once: true });
  frame.src = `${base}/sandbox/index.html`;
  document.body.append(frame);

  function setBusy(id: string, now: boolean) {
    const before = running.size > 0;
    if (now) running.add(id);
    else running.delete(id);
    if (before !== running.size > 0) events.busy(!before);
  }

  function send(message: ToSandbox) {
    if (state === 'on') channel.port1.postMessage({ type: 'send', text: encodeWire(message) });
    else waiting.push(message);
  }

  async function start() {
    if (state !== 'off' || closed) return;
    state = 'starting';
    const mine = ++starts;
    const wanted = () => !closed && state === 'starting' && mine === starts;
    try {
      const [source] = await Promise.all([fetched('kernel.js'), framed]);
      if (wanted()) channel.port1.postMessage({ type: 'start', source });
    } catch (error) {
      if (wanted()) ended(String((error as Error).message).replace(/\.$/, ''), null);
    }
  }

  /** Takes note that the worker is gone. */
  function ended(reason: string, culprit = [...running].at(-1) ?? null) {
    if (culprit && sources.has(culprit)) halted.add(culprit);
    state = 'off';
    waiting = [];
    clearInterval(watch);
    running.clear();
    verdicts.forEach((resolve) => resolve({ right: false, message: `It was stopped: ${reason}.` }));
    verdicts.clear();
    events.busy(false);
    events.stopped(culprit, reason);
  }

  function stop(reason: string) {
    if (state === 'off') return;
    channel.port1.postMessage({ type: 'stop' });
    ended(reason);
  }

  /** A worker that does not answer within the limit is held by an endless loop. */
  function look() {
    const now = performance.now();
    if (ping.answered === ping.n) {
      ping = { n: ping.n + 1, answered: ping.answered, since: now };
      send({ type: 'ping', n: ping.n });
    } else if (now - ping.since > limit) stop(`it held the sandbox for more than ${(limit / 1000).toFixed(limit % 1000 ? 1 : 0)} s`);
  }

  function begun() {
    state = 'on';
    ping = { n: 0, answered: 0, since: performance.now() };
    clearInterval(watch);
    watch = setInterval(look, PING_MS);
    const later = waiting.filter((m) => m.type !== 'set');
    waiting = [];
    send({ type: 'set', cells: [...sources.values()].filter(({ id }) => !halted.has(id)) });
    later.forEach(send);
  }

  channel.port1.onmessage = ({ data }) => {
    const message = readMessage(data);
    if (!message || closed) return;
    switch (message.type) {
      case 'ready':
        return state === 'starting' ? begun() : undefined;
      case 'pong':
        ping = { ...ping, answered: message.n };
        return;
      case 'killed':
        return ended(message.reason);
      case 'want':
        return void fetched('plots.js').then((source) => send({ type: 'plots', source }), (error) => stop(String(error.message)));
      case 'verdict':
        setBusy(`grade/${message.request}`, false);
        verdicts.get(message.request)?.(message.verdict);
        verdicts.delete(message.request);
        return;
      default:
        if (message.type !== 'value') setBusy(message.id, message.type === 'running');
        events.cell(message);
    }
  };

  return {
    set(cells) {
      cells.forEach((cell) => {
        sources.set(cell.id, cell);
        halted.delete(cell.id);
      });
      if (state === 'on') send({ type: 'set', cells });
      else void start();
    },
    remove(id) {
      sources.delete(id);
      halted.delete(id);
      if (state === 'on') send({ type: 'remove', id });
    },
    input: (id, key, value) => send({ type: 'input', id, key, value }),
    grade(exercise, attempt) {
      void start();
      const mine = ++request;
      return new Promise((resolve) => {
        verdicts.set(mine, resolve);
        setBusy(`grade/${mine}`, true);
        send({ type: 'grade', request: mine, exercise, attempt });
      });
    },
    stop: () => stop('you stopped it'),
    limit: (milliseconds) => (limit = milliseconds),
    close() {
      closed = true;
      clearInterval(watch);
      channel.port1.close();
      frame.remove();
    },
  };
}
