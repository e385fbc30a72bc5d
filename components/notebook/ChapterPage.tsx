'use client';
import { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { PreparedNotebook } from '@/lib/notebook/prepare';
import type { startAutosave } from '@/lib/stores/autosave';
import { openNotebook } from '@/lib/stores/notebook';
import { loadProgress } from '@/lib/stores/progress';
import { connectSandbox } from './connect';
import { NotebookContext, type NotebookScope } from './context';
import { NotebookView } from './NotebookView';
import { Permission } from './Permission';
import { Toolbar } from './Toolbar';

type Autosave = ReturnType<typeof startAutosave>;

/** A chapter: as it is published, or the reader's edited copy of it. */
export function ChapterPage({ name, prepared, children }: { name: string; prepared: PreparedNotebook; children?: ReactNode }) {
  const [notebook] = useState(() => openNotebook(prepared.text, connectSandbox, { allowed: true }));
  const [original] = useState(() => new Map(notebook.store.getState().cells.map((open, k) => [open.id, { cell: open.cell, ready: prepared.cells[k] }])));
  const [editing, setEditing] = useState(false);
  const [autosave, setAutosave] = useState<Autosave | null>(null);
  const id = `chapter-${name}`;

  useEffect(() => {
    loadProgress();
    let stop: (() => void) | null = null;
    let gone = false;
    // Kept copies are looked for once the page is alive; most readers have none.
    void (async () => {
      const [{ startAutosave: start }, { getKept }] = await Promise.all([import('@/lib/stores/autosave'), import('@/lib/stores/shelf')]);
      const kept = await getKept(id).catch(() => null);
      if (gone) return;
      if (kept && kept.text !== notebook.text()) notebook.load(kept.text, kept.foreign ? 'elsewhere' : 'reader');
      const saving = start(notebook, { id, revision: kept?.revision ?? 0, chapter: name, title: () => prepared.title });
      setAutosave(saving);
      const flush = () => void saving.flush();
      window.addEventListener('pagehide', flush);
      document.addEventListener('visibilitychange', flush);
      stop = () => {
        window.removeEventListener('pagehide', flush);
        document.removeEventListener('visibilitychange', flush);
        saving.stop();
      };
    })();
    return () => {
      gone = true;
      stop?.();
    };
  }, [id, name, notebook, prepared.title]);

  const scope = useMemo<NotebookScope>(() => ({
    notebook, key: name, editing,
    prepared(cellId) {
      const known = original.get(cellId);
      return known && notebook.store.getState().cells.find((c) => c.id === cellId)?.cell === known.cell ? known.ready : null;
    },
  }), [notebook, name, editing, original]);

  const reset = useCallback(() => {
    void import('@/lib/stores/shelf').then(({ forget }) => forget(id)).catch(() => undefined).then(() => window.location.reload());
    notebook.load(prepared.text, 'reader');
  }, [id, notebook, prepared.text]);

  return (
    <NotebookContext value={scope}>
      <Toolbar title={prepared.title} original={prepared.text} autosave={autosave} onEditing={setEditing} onReset={reset} onImport={(text) => notebook.load(text, 'elsewhere')} />
      <Permission />
      <NotebookView>{children}</NotebookView>
    </NotebookContext>
  );
}
