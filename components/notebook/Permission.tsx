'use client';
import { useNotebook, useNotebookState } from './context';

/** Before somebody else's code runs, the reader is asked. */
export function Permission() {
  const allowed = useNotebookState((s) => s.allowed);
  const { notebook } = useNotebook();
  if (allowed) return null;
  return (
    <div className="banner" role="status">
      <span><b>This notebook came from somewhere else.</b> Its code has not run. It would run in a sandbox that cannot reach this page, your files or the network.</span>
      <button type="button" className="button main" onClick={() => {
        notebook.allow();
        void notebook.start();
      }}>Run its code</button>
    </div>
  );
}
