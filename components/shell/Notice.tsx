'use client';
import { useEffect } from 'react';

/** How long a confirmation stays. */
const BRIEF_MS = 6000;

/** One line that something happened, over the controls: never over the data. Keep `onDismiss` the same while nothing changes. */
export function Notice({ notice, onDismiss }: { notice: { readonly text: string; readonly brief?: boolean } | null; onDismiss: () => void }) {
  useEffect(() => {
    if (!notice?.brief) return;
    const timer = setTimeout(onDismiss, BRIEF_MS);
    return () => clearTimeout(timer);
  }, [notice, onDismiss]);
  return (
    <div role="status" aria-live="polite" className="notices">
      {notice && (
        <div className="notice">
          <span>{notice.text}</span>
          <button type="button" className="link-button" onClick={onDismiss}>Dismiss</button>
        </div>
      )}
    </div>
  );
}
