'use client';
import { useEffect, useState } from 'react';
import type { JobName, Jobs } from '@/lib/engine/compare/jobs';
import { bench } from '@/lib/stores/compare';

interface Asked<K extends JobName> {
  readonly answer: Jobs[K]['answer'] | null;
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
  const [state, setState] = useState<Asked<K>>({ answer: null, busy: false, done: 0, message: null });
  useEffect(() => {
    if (!ask) return;
    let cancel: (() => void) | null = null;
    const timer = setTimeout(() => {
      if (!bench.compare) return;
      const asked = bench.compare.ask(job, ask, (done) => setState((before) => ({ ...before, done })));
      cancel = asked.cancel;
      setState((before) => ({ ...before, busy: true, done: 0 }));
      asked.answer.then(
        (answer) => setState({ answer, busy: false, done: 1, message: null }),
        (error: Error) => error.name !== 'JobCancelled' && setState({ answer: null, busy: false, done: 0, message: error.message }),
      );
    }, REST_MS);
    return () => {
      clearTimeout(timer);
      cancel?.();
    };
  }, [job, ask]);
  return state;
}
