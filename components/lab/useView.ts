'use client';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { runStore, selectionStore } from '@/lib/stores/lab';
import { useTheme } from '../shell/theme';
import { viewOf, type View } from './view';

/** The layer on show. @returns null before the first Recording */
export function useView(): View | null {
  const shown = useStore(runStore, (s) => s.shown);
  const chosen = useStore(selectionStore, (s) => s.layer);
  const theme = useTheme();
  return useMemo(() => shown && viewOf(shown.experiment, shown.recording, chosen, theme), [shown, chosen, theme]);
}
