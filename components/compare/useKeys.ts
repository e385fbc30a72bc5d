'use client';
import { useEffect } from 'react';
import { flipOver, showDivergence, showLayout, showWindow } from '@/lib/stores/compare';
import { LAYOUTS } from './layouts';

/** Where a key is typed it is not the page's. */
const TYPED = 'input:not([type="radio"]):not([type="checkbox"]), select, textarea, [contenteditable="true"]';

/** Keys of the page, wherever nothing is typed. */
export function useKeys(showKeys: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
      if (event.target instanceof Element && event.target.closest(TYPED)) return;
      const layout = LAYOUTS[Number(event.key) - 1];
      if (event.key === '?') showKeys();
      else if (layout) showLayout(layout.value);
      else if (event.key === 'f' || event.key === 'F') flipOver();
      else if (event.key === 'd' || event.key === 'D') showDivergence();
      else if (event.key === '0') showWindow(null);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [showKeys]);
}
