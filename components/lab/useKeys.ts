'use client';
import { useEffect } from 'react';
import { experimentStore, runStore, selectionStore, transport } from '@/lib/stores/lab';
import { focusCell } from '@/lib/stores/selectionStore';
import { changeExperiment, newSeed } from './change';

/** Keys belong to the field that is being typed in. */
const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.matches('input:not([type=checkbox]):not([type=radio]), select, textarea') || target.isContentEditable);
/** Space on a button or a link presses it. */
const isPressed = (target: EventTarget | null) => target instanceof HTMLElement && target.matches('button, summary, a, input');

function zoom(): void {
  const shown = runStore.getState().shown;
  if (!shown) return;
  const { steps, parallel } = shown.recording;
  const { step } = focusCell(selectionStore.getState(), steps, parallel[0].neurons);
  const from = Math.max(0, Math.min(steps - 16, step - 8));
  selectionStore.setState({ window: [from, Math.min(steps, from + 16)] });
}

/** The page's keys. */
export function useKeys(showKeys: () => void): void {
  useEffect(() => {
    const actions: Record<string, () => void> = {
      '.': () => transport.step(1),
      ',': () => transport.step(-1),
      p: () => transport.phase(),
      '[': zoom,
      ']': () => selectionStore.setState({ window: null }),
      n: () => changeExperiment({ seed: newSeed() }),
      '?': showKeys,
      Escape: () => selectionStore.setState({ pinned: null }),
    };
    const onKey = (event: KeyboardEvent) => {
      if (document.querySelector('dialog[open]')) return;
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z' && !isTyping(event.target)) {
        event.preventDefault();
        const store = experimentStore.getState();
        return event.shiftKey ? store.redo() : store.undo();
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (event.key === ' ') {
        if (isPressed(event.target)) return;
        event.preventDefault();
        return transport.toggle();
      }
      if (/^[123]$/.test(event.key)) {
        const layers = experimentStore.getState().experiment.layers.length;
        if (Number(event.key) <= layers) selectionStore.setState({ layer: Number(event.key) - 1 });
        return;
      }
      actions[event.key.length === 1 ? event.key.toLowerCase() : event.key]?.();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [showKeys]);
}
