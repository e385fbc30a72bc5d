'use client';
import { useMemo } from 'react';
import { pickedNeurons, rowsOnShow } from '@/lib/recording/pickNeurons';
import { useCompare } from './use';

/** Which neurons are on show, from top to bottom; all of them where null. */
export function useRows(neurons: number): Uint32Array | null {
  const order = useCompare((s) => s.order.answer?.order ?? null);
  const picked = useCompare((s) => s.picked);
  const page = useCompare((s) => s.rows);
  return useMemo(() => rowsOnShow(neurons, order, pickedNeurons(picked, neurons).neurons, page), [neurons, order, picked, page]);
}
