'use client';
import { lazy, Suspense, type ReactNode } from 'react';
import type { FencedKind } from '@/lib/notebook/document/types';
import type { OpenCell } from '@/lib/stores/notebook';
import { useNotebook } from './context';

const CodeEditor = lazy(() => import('./CodeEditor'));

const NAMES = { prose: 'text', js: 'code', figure: 'figure', exercise: 'exercise' } as const;
const STARTS: Record<'prose' | FencedKind, string> = {
  prose: '\nNew text.\n',
  js: 'const answer = 6 * 7;',
  figure: 'experiment: v=1&steps=48&input.neurons=8\nviews: membrane, spikes',
  exercise: 'ask: What is $1 + 1$?\nkind: number\nanswer: 2\nhint: Count.\nsolution: 2',
};

/** Where a new cell can be put. */
export function AddCell({ at }: { at: number }) {
  const { notebook } = useNotebook();
  return (
    <div className="add-cell" role="group" aria-label={`New cell at place ${at + 1}`}>
      {(Object.keys(NAMES) as (keyof typeof NAMES)[]).map((kind) => (
        <button key={kind} type="button" className="link-button" onClick={() => notebook.insert(at, kind, STARTS[kind])}>+ {NAMES[kind]}</button>
      ))}
    </div>
  );
}

/** A cell while the notebook is edited: its source, and what can be done with it. */
export function CellFrame({ open, at, children }: { open: OpenCell; at: number; children: ReactNode }) {
  const { notebook, editing } = useNotebook();
  if (!editing) return children;
  const { id, cell } = open;
  const own = cell.kind === 'figure' || cell.kind === 'exercise';
  return (
    <div className="cell-frame">
      <div className="cell-tools" role="toolbar" aria-label={`Cell ${at + 1}, ${NAMES[cell.kind]}`}>
        <span className="quiet">{NAMES[cell.kind]}</span>
        {cell.kind !== 'prose' && (
          <input aria-label={cell.kind === 'js' ? 'Flags' : 'Name'} placeholder={cell.kind === 'js' ? 'folded?' : 'name'} size={12} defaultValue={cell.info.trim()} onBlur={(event) => event.target.value !== cell.info.trim() && notebook.editInfo(id, event.target.value.replace(/[`\n]/g, ''))} />
        )}
        <button type="button" className="link-button" onClick={() => notebook.move(id, -1)}>Up</button>
        <button type="button" className="link-button" onClick={() => notebook.move(id, 1)}>Down</button>
        <button type="button" className="link-button" onClick={() => notebook.remove(id)}>Remove</button>
      </div>
      {own && (
        <Suspense>
          <CodeEditor value={cell.body.replace(/\n$/, '')} language="markdown" label={`Source of this ${NAMES[cell.kind]}`} onChange={(next) => notebook.edit(id, next)} />
        </Suspense>
      )}
      {children}
    </div>
  );
}
