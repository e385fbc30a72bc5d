'use client';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { runStore } from '@/lib/stores/lab';

/** How long a confirmation stays. */
const BRIEF_MS = 6000;

const dismiss = () => runStore.setState({ notice: null });

/** One line that something happened, over the controls: never over the data. */
export function Notice() {
  const notice = useStore(runStore, (s) => s.notice);
  useEffect(() => {
    if (!notice?.brief) return;
    const timer = setTimeout(dismiss, BRIEF_MS);
    return () => clearTimeout(timer);
  }, [notice]);
  return (
    <div role="status" aria-live="polite" className="notices">
      {notice && (
        <div className="notice">
          <span>{notice.text}</span>
          <button type="button" className="link-button" onClick={dismiss}>Dismiss</button>
        </div>
      )}
    </div>
  );
}
