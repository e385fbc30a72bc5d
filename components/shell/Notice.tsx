'use client';
import { useStore } from 'zustand';
import { runStore } from '@/lib/stores/lab';

/** One line that something happened. */
export function Notice() {
  const notice = useStore(runStore, (s) => s.notice);
  return (
    <div role="status" aria-live="polite">
      {notice && (
        <div className="notice">
          <span>{notice}</span>
          <button type="button" className="link-button" onClick={() => runStore.setState({ notice: null })}>Dismiss</button>
        </div>
      )}
    </div>
  );
}
