/**
 * The engine's worker. Before tfjs has loaded it answers in float64; from then on the parallel network
 * runs on the backend that passed its self-check.
 */
import type { InputFile } from '../formats/readInput';
import { breathe } from './breathe';
import { CancelledError, execute, float64Runner, type Runner } from './execute';
import { buffersOf, type BackendName, type EngineStatus, type FromEngine, type ToEngine } from './protocol';

type Run = Extract<ToEngine, { type: 'run' }>;
type Session = typeof import('./session');

const post = (message: FromEngine, transfer: Transferable[] = []) => self.postMessage(message, { transfer });

/** Runs longer than this report how far they are. */
const QUIET_MS = 300;

let session: Session | null = null;
let status: EngineStatus = { state: 'starting', report: null, refused: [] };
let runner: Runner = float64Runner;
const cancelled = new Set<number>();
let ended = 0;
/** Files the reader brought, by the key that an Experiment names. */
const files = new Map<string, InputFile>();
/** Work is done one piece after another, whatever arrives meanwhile. */
let queue: Promise<void> = Promise.resolve();

function report(next: EngineStatus) {
  status = next;
  runner = session && next.report ? session.tensorRunner(next.report) : float64Runner;
  session?.onContextLost(() => enqueue(recover));
  post({ type: 'status', status });
}

async function start(prefer: BackendName | null) {
  post({ type: 'status', status: { ...status, state: 'starting' } });
  try {
    session ??= await import('./session');
    report(await session.chooseBackend(prefer));
  } catch (error) {
    report({ state: 'failed', report: null, refused: [{ backend: prefer ?? 'webgl', reason: String(error) }] });
  }
}

async function recover() {
  const lost = status.report;
  // A run may have noticed the loss before the browser said so.
  if (!session?.contextLost() || !lost) return;
  report(await session.rebuildBackend(lost.backend));
  const now = status.report?.backend;
  post({
    type: 'notice',
    message: now === lost.backend
      ? 'The graphics device was reset; everything was rebuilt and run again.'
      : `The graphics device was lost; the run was repeated on ${now ?? 'float64 in plain TypeScript'}.`,
  });
}

async function run({ id, experiment }: Run, again = false): Promise<void> {
  const began = performance.now();
  const pause = async (done: number, stage: string) => {
    await breathe();
    if (cancelled.has(id)) throw new CancelledError();
    if (performance.now() - began > QUIET_MS) post({ type: 'progress', id, done, stage });
  };
  try {
    const recording = await execute(experiment, files.get(experiment.input.file) ?? null, runner, pause);
    post({ type: 'result', id, recording }, buffersOf(recording));
  } catch (error) {
    if (error instanceof CancelledError) post({ type: 'cancelled', id });
    else if (error instanceof Error && error.name === 'ContextLostError' && !again) {
      await recover();
      await run({ type: 'run', id, experiment }, true);
    } else post({ type: 'failed', id, message: error instanceof Error ? error.message : String(error) });
  } finally {
    cancelled.delete(id);
    ended = Math.max(ended, id);
  }
}

function enqueue(work: () => Promise<void>) {
  queue = queue.then(work, work);
}

self.onmessage = ({ data: message }: MessageEvent<ToEngine>) => {
  switch (message.type) {
    case 'start':
      // Behind the first run: a worker's imports are synchronous here and would hold it up for as long as tfjs takes.
      return enqueue(() => start(message.prefer));
    case 'run':
      return enqueue(() => run(message));
    case 'file':
      return void files.set(message.key, message.file);
    case 'cancel':
      // A run that has already ended has nothing to cancel.
      if (message.id > ended) cancelled.add(message.id);
      return;
    case 'lose-context':
      return session?.loseContext();
    case 'memory':
      return enqueue(async () => post({ type: 'memory', id: message.id, tensors: session?.tensorCount() ?? 0 }));
  }
};
