'use client';
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { PreparedCell } from '@/lib/notebook/prepare';
import { NO_RESULT, type CellResult, type NotebookState, type OpenNotebook } from '@/lib/stores/notebook';

export interface NotebookScope {
  readonly notebook: OpenNotebook;
  /** The chapter's file name, or the notebook's own id: where progress is kept. */
  readonly key: string;
  readonly editing: boolean;
  /** What the built page brought of a cell, while the cell is as it was. */
  prepared(id: string): PreparedCell | null;
}

export const NotebookContext = createContext<NotebookScope | null>(null);

export function useNotebook(): NotebookScope {
  const scope = useContext(NotebookContext);
  if (!scope) throw new Error('A cell belongs into a notebook.');
  return scope;
}

export const useNotebookState = <T,>(read: (state: NotebookState) => T): T => useStore(useNotebook().notebook.store, read);

export const useResult = (id: string): CellResult => useNotebookState((s) => s.results[id] ?? NO_RESULT);
