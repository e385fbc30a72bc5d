'use client';
import { useMemo } from 'react';
import type { CompareState } from '@/lib/stores/compare';
import { shortNames } from '@/lib/recording/shortNames';
import { useCompare, useReady } from './use';

/** The pair as it was measured last, with names that are short and tell the rasters on show apart. */
export function usePair(): CompareState['pair']['answer'] {
  const answer = useCompare((s) => s.pair.answer);
  const ready = useReady();
  return useMemo(() => {
    if (!answer) return null;
    const short = shortNames(ready.map(({ label }) => label));
    const named = (id: string, otherwise: string) => short[ready.findIndex((source) => source.id === id)] ?? otherwise;
    return { ...answer, report: { ...answer.report, a: named(answer.a, answer.report.a), b: named(answer.b, answer.report.b) } };
  }, [answer, ready]);
}
