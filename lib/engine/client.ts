/** The page's side of the engine: one run at a time, the newest wanted one next, late results dropped. */
import type { Experiment } from '../experiment/schema';
import type { InputFile } from '../formats/readInput';
import type { Recording } from '../recording/types';
import { buffersOfFile, type BackendName, type EngineStatus, type FromEngine, type ToEngine } from './protocol';

export interface EngineEvents {
  status(status: EngineStatus): void;
  result(experiment: Experiment, recording: Recording): void;
  failed(experiment: Experiment, message: string): void;
  /** Null when nothing is running for long. */
  progress(progress: { done: number; stage: string } | null): void;
  notice(message: string): void;
}

export interface Engine {
  /** Starts, or starts again on another backend. */
  start(prefer: BackendName | null): void;
  /** Asks for a run; a newer call replaces an older one. */
  run(experiment: Experiment): void;
  /** Hands over a file's content; experiments name it by its key. */
  addFile(key: string, file: InputFile): void;
  /** Stops the run under way and forgets the waiting one. */
  cancel(): void;
  loseContext(): void;
  /** Tensors alive in the worker. */
  tensors(): Promise<number>;
  close(): void;
}

/** A run this old gives way to a newer one; a younger one is let finish, so that a slider still redraws. */
const PATIENCE_MS = 300;

/** The part of a Worker that is used; tests put their own in its place. */
export interface Port {
  postMessage(message: ToEngine, transfer?: Transferable[]): void;
  onmessage: ((event: MessageEvent<FromEngine>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  terminate(): void;
}

export function connectEngine(port: Port, events: EngineEvents): Engine {
  let next = 0;
  let current: { experiment: Experiment; id: number; began: number } | null = null;
  let waiting: Experiment | null = null;
  let last: Experiment | null = null;
  let ready: string | null = null;
  const counts = new Map<number, (tensors: number) => void>();

  function send(experiment: Experiment) {
    current = { experiment, id: ++next, began: performance.now() };
    waiting = null;
    port.postMessage({ type: 'run', id: current.id, experiment });
  }

  function finished(id: number): Experiment | null {
    if (current?.id !== id) return null;
    const { experiment } = current;
    current = null;
    events.progress(null);
    return experiment;
  }

  function run(experiment: Experiment) {
    last = experiment;
    if (!current) return send(experiment);
    waiting = experiment;
    if (performance.now() - current.began > PATIENCE_MS) port.postMessage({ type: 'cancel', id: current.id });
  }

  port.onmessage = ({ data: message }) => {
    switch (message.type) {
      case 'status': {
        events.status(message.status);
        const backend = message.status.report?.backend ?? null;
        // What was drawn in float64 while the backend loaded is run again on it.
        if (backend && backend !== ready && last) run(last);
        if (message.status.state === 'starting') ready = null;
        if (backend) ready = backend;
        return;
      }
      case 'result': {
        const done = finished(message.id);
        if (done) events.result(done, message.recording);
        break;
      }
      case 'failed': {
        const done = finished(message.id);
        if (done) events.failed(done, message.message);
        break;
      }
      case 'cancelled':
        finished(message.id);
        break;
      case 'progress':
        if (current?.id === message.id) {
          events.progress({ done: message.done, stage: message.stage });
          if (waiting) port.postMessage({ type: 'cancel', id: message.id });
        }
        return;
      case 'notice':
        events.notice(message.message);
        if (last) run(last);
        return;
      case 'memory':
        counts.get(message.id)?.(message.tensors);
        counts.delete(message.id);
        return;
    }
    if (waiting && !current) send(waiting);
  };
  port.onerror = (event) => {
    current = null;
    events.progress(null);
    events.notice(`The engine stopped: ${event.message || 'its file could not be loaded'}. Reload the page to go on; your experiment is in the address bar.`);
  };

  return {
    start: (prefer) => port.postMessage({ type: 'start', prefer }),
    run,
    addFile: (key, file) => port.postMessage({ type: 'file', key, file }, buffersOfFile(file)),
    cancel() {
      waiting = null;
      last = null;
      if (current) port.postMessage({ type: 'cancel', id: current.id });
    },
    loseContext: () => port.postMessage({ type: 'lose-context' }),
    tensors: () =>
      new Promise((resolve) => {
        counts.set(++next, resolve);
        port.postMessage({ type: 'memory', id: next });
      }),
    close: () => port.terminate(),
  };
}

/** Starts the engine's worker. */
export function openEngine(events: EngineEvents): Engine {
  const worker = new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module', name: 'engine' });
  return connectEngine(worker as unknown as Port, events);
}
