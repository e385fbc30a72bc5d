'use client';
import { lazy, Suspense, useEffect, useMemo, useRef } from 'react';
import type { ProseCell as Prose } from '@/lib/notebook/document/types';
import { useNotebook, useNotebookState } from './context';
import { Markdown } from './Markdown';
import { partOf, type Placed } from './scenes';

const CodeEditor = lazy(() => import('./CodeEditor'));

/** Text: the built page's HTML while it is as it was, else rendered here; beside its source while it is edited. */
export function ProseCell({ id, cell, part }: { id: string; cell: Prose; part: Placed['part'] }) {
  const { notebook, prepared, editing } = useNotebook();
  const numbers = useNotebookState((s) => s.numbers);
  const ready = prepared(id);
  const html = useMemo(() => (ready ? { __html: partOf(ready.html, part, 'html') } : null), [ready, part]);
  const text = useRef<HTMLDivElement>(null);
  // The numbers that the built page brought are the chapter's own; after an edit they are the reader's.
  useEffect(() => {
    text.current?.querySelectorAll<HTMLElement>('output[data-source]').forEach((output) => {
      const now = numbers[output.dataset.source ?? ''];
      if (now !== undefined && output.textContent !== now) output.textContent = now;
    });
  }, [numbers]);
  return (
    <div className="cell prose-cell">
      {editing && <Suspense><CodeEditor value={cell.text} language="markdown" label="Text of this cell, in Markdown" onChange={(next) => notebook.edit(id, next)} /></Suspense>}
      {html ? <div ref={text} className="prose" dangerouslySetInnerHTML={html} /> : <Markdown className="prose" text={partOf(cell.text, part, 'markdown')} numbers={numbers} />}
    </div>
  );
}
