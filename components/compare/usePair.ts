'use client';
import { useMemo } from 'react';
import type { PairAnswer } from '@/lib/engine/compare/jobs';
import { shortNames } from '@/lib/recording/shortNames';
import { useCompare, useReady } from './use';

/** The pair as it was measured last, with names that are short and tell the rasters on show apart. */
export function usePair(): PairAnswer | null {
  const answer = useCompare((s) => s.pair.answer);
  const ready = useReady();
  return useMemo(() => {
    if (!answer) return null;
    const names = ready.map(({ label }) => label);
    const short = shortNames(names);
    const named = (name: string) => short[names.indexOf(name)] ?? name;
    return { ...answer, report: { ...answer.report, a: named(answer.report.a), b: named(answer.report.b) } };
  }, [answer, ready]);
}
