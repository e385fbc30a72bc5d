'use client';
import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { clearProgress, importProgress, loadProgress, progressStore } from '@/lib/stores/progress';

/** How many exercises of a chapter are solved. */
export function ChapterProgress({ name, exercises }: { name: string; exercises: readonly string[] }) {
  const attempts = useStore(progressStore, (s) => s.attempts);
  const solved = exercises.filter((exercise) => attempts[`${name}/${exercise}`]?.solved).length;
  return exercises.length === 0 ? null : <span data-testid={`progress-${name}`}>· {solved > 0 ? `${solved} of ${exercises.length} exercises solved` : `${exercises.length} ${exercises.length === 1 ? 'exercise' : 'exercises'}`}</span>;
}

/** Progress is kept on this device only; it can be taken along and cleared. */
export function ProgressTools() {
  const attempts = useStore(progressStore, (s) => s.attempts);
  const [message, setMessage] = useState('');
  const picker = useRef<HTMLInputElement>(null);
  useEffect(() => loadProgress(), []);
  const all = Object.values(attempts);
  const solved = all.filter((a) => a.solved).length;
  return (
    <>
      <p>{all.length === 0 ? 'Nothing tried yet. What you solve is kept on this device only.' : `${solved} solved, ${all.length} tried. It is kept on this device only.`}</p>
      <div className="button-row">
        <button type="button" className="button" disabled={all.length === 0} onClick={async () => {
          const { download } = await import('../figures/exportFigure');
          download('progress.json', [JSON.stringify(attempts, null, 1)], 'application/json');
        }}>Save as file</button>
        <button type="button" className="button" onClick={() => picker.current?.click()}>Open a file</button>
        <button type="button" className="button" disabled={all.length === 0} onClick={() => (clearProgress(), setMessage('Your progress is cleared.'))}>Clear</button>
        <input ref={picker} type="file" accept=".json" hidden aria-label="Progress file" onChange={async (event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (!file) return;
          try {
            if (file.size > 4e6) throw new Error('it has more than 4 MB');
            importProgress(await file.text());
            setMessage(`${file.name} is read.`);
          } catch (error) {
            setMessage(`${file.name} could not be read: ${(error as Error).message}`);
          }
        }} />
      </div>
      <p role="status" className="quiet">{message}</p>
    </>
  );
}
