/** The Compare worker: reads files, keeps rasters, compares them; every long job gives way to messages and can be cancelled. */
import { breathe } from '../breathe';
import { sparing } from '../../numerics/pieces';
import { CancelledError } from '../execute';
import type { FromCompare, JobName, Jobs, ToCompare } from './jobs';
import { Desk } from './desk';

const desk = new Desk();
const cancelled = new Set<number>();
/** Files are read one after the other: two large ones at once would need twice the memory. */
let reading: Promise<unknown> = Promise.resolve();

const post = (message: FromCompare, transfer: Transferable[] = []) => self.postMessage(message, { transfer });

/** Buffers of an answer, to be transferred: the desk hands over nothing that it keeps. */
function buffersIn(answer: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  const visit = (value: unknown): void => {
    if (ArrayBuffer.isView(value)) {
      if (value.buffer instanceof ArrayBuffer) found.add(value.buffer);
    } else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) visit(part);
  };
  visit(answer);
  return [...found];
}

async function run<K extends JobName>(job: K, request: number, ask: Jobs[K]['ask']): Promise<void> {
  const pause = sparing(async (done: number) => {
    post({ type: 'progress', request, done });
    await breathe();
    if (cancelled.has(request)) throw new CancelledError();
  });
  try {
    await breathe();
    if (cancelled.has(request)) throw new CancelledError();
    const answer = await desk[job](ask as never, pause);
    post({ type: 'done', request, answer: answer as Jobs[JobName]['answer'] }, buffersIn(answer));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    post({ type: 'failed', request, message, cancelled: error instanceof CancelledError });
  } finally {
    cancelled.delete(request);
  }
}

self.onmessage = ({ data: message }: MessageEvent<ToCompare>) => {
  if (message.job === 'cancel') cancelled.add(message.request);
  else if (message.job === 'read') reading = reading.then(() => run(message.job, message.request, message.ask));
  else void run(message.job, message.request, message.ask);
};
