'use client';
import { useSyncExternalStore } from 'react';
import type { Theme } from '@/lib/figures/palette';
import { rememberTheme, type ThemeChoice } from '@/lib/stores/preferences';

const listeners = new Set<() => void>();
let media: MediaQueryList | null = null;
/** Asked for once: every figure asks for the theme on every render. */
const device = () => (media ??= window.matchMedia('(prefers-color-scheme: dark)'));

function current(): Theme {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return device().matches ? 'dark' : 'light';
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  device().addEventListener('change', listener);
  return () => {
    listeners.delete(listener);
    device().removeEventListener('change', listener);
  };
}

/** The theme in force: the reader's choice, else the device's. */
export const useTheme = (): Theme => useSyncExternalStore(subscribe, current, () => 'light');

export function chooseTheme(choice: ThemeChoice): void {
  if (choice === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = choice;
  rememberTheme(choice);
  listeners.forEach((listener) => listener());
}
