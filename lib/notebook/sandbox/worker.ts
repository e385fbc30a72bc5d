/**
 * The kernel in its worker, inside the sandboxed frame: the only place where a reader's cells run. It is bundled to one
 * text, because nothing can be fetched from here.
 */
import { createKernel } from '../kernel/kernel';
import { grade } from '../kernel/grade';
import { decodeWire, encodeWire } from '../kernel/wire';
import { libraryValues } from '../library';
import type { FromSandbox, ToSandbox } from './messages';
import { toMessage } from './toMessage';

// What is ours is taken before a cell could put something else in its place.
const send = self.postMessage.bind(self) as (text: string) => void;
const post = (message: FromSandbox) => send(encodeWire(message));

let gotPlots: (plots: Record<string, unknown>) => void = () => undefined;
let wanted: Promise<Record<string, unknown>> | null = null;
const wantPlots = () =>
  (wanted ??= new Promise((resolve) => {
    gotPlots = resolve;
    post({ type: 'want', what: 'plots' });
  }));

const kernel = createKernel(libraryValues(), (event) => post(toMessage(event)), {
  d3: () => wantPlots().then(({ d3 }) => d3),
  Plot: () => wantPlots().then(({ Plot }) => Plot),
});

self.addEventListener('message', ({ data }: MessageEvent<string>) => {
  const message = decodeWire(data) as ToSandbox;
  switch (message.type) {
    case 'set':
      return message.cells.forEach(kernel.set);
    case 'remove':
      return kernel.remove(message.id);
    case 'input':
      return kernel.input(message.id, message.key, message.value);
    case 'grade':
      return void grade(message.exercise, message.attempt, kernel.evaluate)
        .catch((error: unknown) => ({ right: false, message: String(error) }))
        .then((verdict) => post({ type: 'verdict', request: message.request, verdict }));
    case 'plots':
      // The bundle leaves its exports in `notebookPlots`.
      return gotPlots((0, eval)(`${message.source}\nnotebookPlots.plots`) as Record<string, unknown>);
    case 'ping':
      return post({ type: 'pong', n: message.n });
  }
});
post({ type: 'ready' });
