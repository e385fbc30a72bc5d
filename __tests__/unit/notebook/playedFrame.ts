import { decodeWire, encodeWire } from '@/lib/notebook/kernel/wire';
import { openSandbox, type Sandbox } from '@/lib/notebook/sandbox/frame';
import type { FromSandbox, ToSandbox } from '@/lib/notebook/sandbox/messages';

/** What the page posts to its port: the frame's own words, and those for the worker. */
type Posted = { type: 'start'; source: string } | { type: 'stop' } | { type: 'send'; text: string };

class FakePort {
  posted: Posted[] = [];
  closed = false;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  postMessage = (message: Posted) => void this.posted.push(message);
  close = () => void (this.closed = true);
}

let port: FakePort;
/** The page's end of the channel that was opened last. */
export const pagePort = () => port;
let open: Sandbox[] = [];
export const cell = (id: string) => ({ id, source: `${id};` });

/** Puts a channel that the test plays in the page, and a clock that it sets; to be called once by a file. */
export function playSandbox(): void {
  beforeEach(() => {
    jest.useFakeTimers();
    Object.assign(globalThis, { MessageChannel: class { port1 = (port = new FakePort()); port2 = new FakePort(); } });
  });
  afterEach(() => {
    open.forEach((sandbox) => sandbox.close());
    open = [];
    jest.useRealTimers();
    Reflect.deleteProperty(globalThis, 'MessageChannel');
  });
}

const passed = async () => {
  for (let k = 0; k < 8; k++) await Promise.resolve();
};

/** The page’s side, with a frame and a worker that the test plays. */
export async function start({ files = { 'kernel.js': 'kernel', 'plots.js': 'plots' } as Record<string, string> } = {}) {
  const fetched = jest.fn(async (address: string) => {
    const text = files[address.replace('/base/sandbox/', '')];
    return { ok: text !== undefined, text: async () => text };
  });
  globalThis.fetch = fetched as unknown as typeof fetch;
  const events = { cell: jest.fn(), stopped: jest.fn(), busy: jest.fn() };
  const sandbox = openSandbox(events, { base: '/base', document });
  open.push(sandbox);
  const frame = document.querySelector('iframe') as HTMLIFrameElement;
  const given = jest.spyOn(frame.contentWindow as Window, 'postMessage').mockImplementation(() => undefined);
  frame.dispatchEvent(new Event('load'));
  await passed();
  /** Messages to the worker since the last look, pings left out. */
  const told = () => port.posted.splice(0).flatMap((m) => (m.type === 'send' ? [decodeWire(m.text) as ToSandbox] : [])).filter(({ type }) => type !== 'ping');
  const hear = (message: FromSandbox) => port.onmessage?.({ data: encodeWire(message) });
  const live = async (...ids: string[]) => {
    sandbox.set(ids.map(cell));
    await passed();
    hear({ type: 'ready' });
    told();
  };
  return { sandbox, events, frame, given, fetched, told, hear, live, passed };
}
