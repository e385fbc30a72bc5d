'use client';
import { useEffect, useState } from 'react';
import type { JobName, Jobs } from '@/lib/engine/compare/jobs';
import { bench } from '@/lib/stores/compare';
import { useCompare } from './use';

interface Asked<K extends JobName> {
  /** The newest there is; it stays while a newer one is under way, so that nothing jumps. */
  readonly answer: Jobs[K]['answer'] | null;
  /** The question that `answer` is of. */
  readonly of: Jobs[K]['ask'] | null;
  readonly busy: boolean;
  readonly done: number;
  readonly message: string | null;
}

/** Long enough for a drag to end. */
const REST_MS = 150;

/**
 * The answer of a job that belongs to one part of the page; asked anew, and the old one cancelled, when `ask` changes.
 * @param ask keep its identity while nothing changes; null asks nothing
 */
export function useJob<K extends JobName>(job: K, ask: Jobs[K]['ask'] | null): Asked<K> {
  const [state, setState] = useState<Asked<K>>({ answer: null, of: null, busy: false, done: 0, message: null });
  const workers = useCompare((s) => s.workers);
  useEffect(() => {
    if (!ask) return;
    let live = true;
    let cancel: (() => void) | null = null;
    const put = (change: Partial<Asked<K>>) => live && setState((before) => ({ ...before, ...change }));
    const timer = setTimeout(() => {
      if (!bench.compare) return;
      const asked = bench.compare.ask(job, ask, (done) => put({ done }));
      cancel = asked.cancel;
      put({ busy: true, done: 0 });
      asked.answer.then(
        (answer) => put({ answer, of: ask, busy: false, done: 1, message: null }),
        (error: Error) => put({ busy: false, done: 0, ...(error.name !== 'JobCancelled' && { answer: null, of: null, message: error.message }) }),
      );
    }, REST_MS);
    return () => {
      live = false;
      clearTimeout(timer);
      cancel?.();
    };
  }, [job, ask, workers]);
  return state;
}
