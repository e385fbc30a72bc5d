'use client';
import { useEffect } from 'react';
import { pauseTraining, raceGoesOn, resumeTraining, stepTraining, trainingStore } from '@/lib/stores/training';

/** Where a key is typed, pressed or read, it is not the page's. */
const TAKEN = 'input, select, textarea, button, summary, a, [role="application"], [contenteditable="true"]';

function trainOrPause(): void {
  const state = trainingStore.getState();
  if (state.playing) pauseTraining();
  else if (state.facts && (raceGoesOn(state) || state.neurons.length > 0)) resumeTraining();
}

/** Space trains or pauses, a full stop makes one step, wherever nothing else wants the key. */
export function useKeys(showKeys: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
      const target = event.target instanceof Element ? event.target : null;
      if (event.key === '?' && !target?.closest('input, select, textarea')) return showKeys();
      if (target?.closest(TAKEN)) return;
      if (event.key === ' ') {
        event.preventDefault();
        trainOrPause();
      } else if (event.key === '.') stepTraining();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [showKeys]);
}
