/** The page's side of the Compare worker: a job is a promise that can be cancelled. */
import type { FromCompare, JobName, Jobs, ToCompare } from './jobs';

/** The part of a Worker that is used; tests put their own in its place. */
export interface ComparePort {
  postMessage(message: ToCompare, transfer?: Transferable[]): void;
  onmessage: ((event: MessageEvent<FromCompare>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  terminate(): void;
}

/** The reason of a job that was cancelled: nobody need be told. */
export class JobCancelled extends Error {
  override readonly name = 'JobCancelled';
}

export interface Job<K extends JobName> {
  /** @throws JobCancelled, or Error with one sentence */
  readonly answer: Promise<Jobs[K]['answer']>;
  cancel(): void;
}

export interface Compare {
  ask<K extends JobName>(job: K, ask: Jobs[K]['ask'], onProgress?: (done: number) => void): Job<K>;
  close(): void;
}

interface Waiting {
  resolve(answer: never): void;
  reject(error: Error): void;
  progress?(done: number): void;
}

/** @param onStop told in a sentence when the worker itself stopped; all jobs fail with it */
export function connectCompare(port: ComparePort, onStop: (sentence: string) => void): Compare {
  let next = 0;
  const waiting = new Map<number, Waiting>();

  port.onmessage = ({ data: message }) => {
    const job = waiting.get(message.request);
    if (!job) return;
    if (message.type === 'progress') return job.progress?.(message.done);
    waiting.delete(message.request);
    if (message.type === 'done') job.resolve(message.answer as never);
    else job.reject(message.cancelled ? new JobCancelled() : new Error(message.message));
  };
  port.onerror = (event) => {
    const sentence = `The comparing worker stopped: ${event.message || 'its file could not be loaded or memory ran out'}.`;
    const jobs = [...waiting.values()];
    waiting.clear();
    for (const job of jobs) job.reject(new Error(sentence));
    onStop(sentence);
  };

  return {
    ask(job, ask, onProgress) {
      const request = ++next;
      const answer = new Promise<never>((resolve, reject) => {
        waiting.set(request, { resolve, reject, progress: onProgress });
        port.postMessage({ job, request, ask } as ToCompare);
      });
      return { answer, cancel: () => void (waiting.has(request) && port.postMessage({ job: 'cancel', request })) };
    },
    close() {
      for (const job of waiting.values()) job.reject(new JobCancelled());
      waiting.clear();
      port.terminate();
    },
  };
}

/** Starts the worker. */
export function openCompare(onStop: (sentence: string) => void): Compare {
  const worker = new Worker(new URL('./compare.worker.ts', import.meta.url), { type: 'module', name: 'compare' });
  return connectCompare(worker as unknown as ComparePort, onStop);
}
