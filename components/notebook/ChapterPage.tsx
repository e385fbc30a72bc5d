'use client';
import { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { PreparedNotebook } from '@/lib/notebook/prepare';
import { openNotebook } from '@/lib/stores/notebook';
import { loadProgress } from '@/lib/stores/progress';
import { connectSandbox } from './connect';
import { NotebookContext, type NotebookScope } from './context';
import type { Keeping } from './keepWhileOpen';
import { NotebookView } from './NotebookView';
import { Permission } from './Permission';
import { Toolbar } from './Toolbar';

/** A chapter: as it is published, or the reader's edited copy of it. */
export function ChapterPage({ name, prepared, children }: { name: string; prepared: PreparedNotebook; children?: ReactNode }) {
  const [notebook] = useState(() => openNotebook(prepared.text, connectSandbox, { allowed: true }));
  const [original] = useState(() => new Map(notebook.store.getState().cells.map((open, k) => [open.id, { cell: open.cell, ready: prepared.cells[k] }])));
  const [editing, setEditing] = useState(false);
  const [autosave, setAutosave] = useState<Keeping | null>(null);
  const id = `chapter-${name}`;

  useEffect(() => {
    loadProgress();
    let keeping: Keeping | null = null;
    let gone = false;
    // Kept copies are looked for once the page is alive; most readers have none.
    void (async () => {
      const [{ keepWhileOpen }, { getKept }] = await Promise.all([import('./keepWhileOpen'), import('@/lib/stores/shelf')]);
      const kept = await getKept(id).catch(() => null);
      if (gone) return;
      if (kept && kept.text !== notebook.text()) notebook.load(kept.text, kept.foreign ? 'elsewhere' : 'reader');
      keeping = keepWhileOpen(notebook, { id, revision: kept?.revision ?? 0, chapter: name, title: () => prepared.title });
      setAutosave(keeping);
    })();
    return () => {
      gone = true;
      keeping?.stop();
    };
  }, [id, name, notebook, prepared.title]);

  const scope = useMemo<NotebookScope>(() => ({
    notebook, key: name, editing,
    prepared(cellId) {
      const known = original.get(cellId);
      return known && notebook.store.getState().cells.find((c) => c.id === cellId)?.cell === known.cell ? known.ready : null;
    },
  }), [notebook, name, editing, original]);

  // What waits is saved first, so that nothing is written after the copy is gone.
  const reset = useCallback(async () => {
    autosave?.stop();
    await autosave?.flush();
    await import('@/lib/stores/shelf').then(({ forget }) => forget(id)).catch(() => undefined);
    window.location.reload();
  }, [id, autosave]);

  return (
    <NotebookContext value={scope}>
      <Toolbar title={prepared.title} original={prepared.text} autosave={autosave} onEditing={setEditing} onReset={() => void reset()} onImport={(text) => notebook.load(text, 'elsewhere')} />
      <Permission />
      <NotebookView>{children}</NotebookView>
    </NotebookContext>
  );
}
