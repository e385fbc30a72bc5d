'use client';
import { lazy, Suspense, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { parseNotebook } from '@/lib/notebook/document/parse';
import type { startAutosave } from '@/lib/stores/autosave';
import { base } from '../shell/base';
import { useNotebook, useNotebookState } from './context';

const Comparison = lazy(() => import('./Comparison'));

const STATES = { untouched: '', waiting: 'saving …', saved: 'saved on this device', failed: 'not saved' } as const;

interface ToolbarProps {
  readonly title: string;
  /** The chapter as it is published; null for a notebook of the reader's own. */
  readonly original: string | null;
  readonly autosave: ReturnType<typeof startAutosave> | null;
  readonly onEditing: (editing: boolean) => void;
  readonly onReset: () => void;
  readonly onImport: (text: string, file: { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }) => void;
}

/** Largest notebook file that is read. */
const MOST_BYTES = 4e6;

/** What can be done with the notebook: edit, save, share, compare. */
export function Toolbar({ title, original, autosave, onEditing, onReset, onImport }: ToolbarProps) {
  const { notebook, editing } = useNotebook();
  const version = useNotebookState((s) => s.version);
  const busy = useNotebookState((s) => s.busy);
  const removed = useNotebookState((s) => s.removed.length);
  const notice = useNotebookState((s) => s.notice);
  const [message, setMessage] = useState<string | null>(null);
  const [comparing, setComparing] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const edited = original !== null && version > 0 && notebook.text() !== original;

  async function download() {
    const { download: save, fileName } = await import('../figures/exportFigure');
    save(`${fileName(title) || 'notebook'}.md`, [notebook.text()], 'text/markdown');
  }
  async function share() {
    try {
      const { encodeShared } = await import('@/lib/notebook/shareLink');
      const link = `${window.location.origin}${base}/notebook/own/#n=${encodeShared(notebook.text())}`;
      try {
        await navigator.clipboard.writeText(link);
        setMessage('The link is copied: it holds this whole notebook.');
      } catch {
        setMessage(link);
      }
    } catch (error) {
      setMessage((error as Error).message);
    }
  }
  async function read(file: File | undefined) {
    if (!file) return;
    if (file.size > MOST_BYTES) return setMessage(`${file.name} has ${(file.size / 1e6).toFixed(1)} MB; a notebook has at most ${MOST_BYTES / 1e6} MB.`);
    const bytes = new Uint8Array(await file.arrayBuffer());
    const text = new TextDecoder().decode(bytes);
    try {
      // What passes a limit, or is no text at all, leaves the notebook as it is.
      if (text.includes('\0')) throw new Error('it is not a text file');
      parseNotebook(text);
    } catch (error) {
      return setMessage(`${file.name} could not be opened: ${(error as Error).message} This notebook stays as it is.`);
    }
    setMessage(null);
    onImport(text, { name: file.name, bytes });
  }
  return (
    <>
      {edited && (
        <div className="banner" role="status">
          <span><b>Edited copy.</b> This is your version of the chapter, kept on this device.</span>
          <button type="button" className="button" aria-expanded={comparing} onClick={() => setComparing(!comparing)}>{comparing ? 'Hide the difference' : 'See the difference'}</button>
          <button type="button" className="button" onClick={onReset}>Reset to the original</button>
        </div>
      )}
      {comparing && edited && <Suspense><Comparison before={original} after={notebook.text()} /></Suspense>}
      <div className="notebook-tools" role="toolbar" aria-label="Notebook">
        <button type="button" className="button" aria-pressed={editing} onClick={() => onEditing(!editing)}>{editing ? 'Done' : 'Edit'}</button>
        {busy && <button type="button" className="button" onClick={() => notebook.stop()}>Stop</button>}
        {removed > 0 && <button type="button" className="button" onClick={() => notebook.restore()}>Bring the cell back</button>}
        <button type="button" className="button" onClick={() => void download()}>Save as file</button>
        <button type="button" className="button" onClick={() => picker.current?.click()}>Open a file</button>
        <input ref={picker} type="file" accept=".md,.markdown,.txt,text/*" hidden aria-label="Notebook file" onChange={(event) => {
          void read(event.target.files?.[0]);
          event.target.value = '';
        }} />
        <button type="button" className="button" onClick={() => void share()}>Copy link</button>
        <button type="button" className="button" onClick={() => window.print()}>Print</button>
        <label className="quiet limit">
          stop a cell after{' '}
          <select defaultValue="5000" onChange={(event) => notebook.limit(Number(event.target.value))}>
            <option value="5000">5 s</option><option value="20000">20 s</option><option value="120000">2 min</option><option value="600000">10 min</option>
          </select>
        </label>
        {autosave && <SaveState autosave={autosave} />}
      </div>
      {(message ?? notice) && (
        <div className="notice-line" role="status">
          <span>{message ?? notice}</span>
          <button type="button" className="link-button" onClick={() => (setMessage(null), notebook.store.setState({ notice: null }))}>Dismiss</button>
        </div>
      )}
    </>
  );
}

function SaveState({ autosave }: { autosave: ReturnType<typeof startAutosave> }) {
  const { state, message } = useStore(autosave.store);
  return (
    <>
      <span className="quiet" role="status" data-testid="save-state">{STATES[state]}</span>
      {message && <p className="error-line" role="alert" style={{ flexBasis: '100%' }}>{message}</p>}
    </>
  );
}
