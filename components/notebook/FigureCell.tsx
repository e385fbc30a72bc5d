'use client';
import { lazy, Suspense, useMemo } from 'react';
import { readFigure, stepState } from '@/lib/notebook/cells/figureCell';
import type { FencedCell } from '@/lib/notebook/document/types';
import { base } from '../shell/base';
import { useNotebook, useNotebookState } from './context';
import { Markdown } from './Markdown';
import { useNear } from './useNear';

const LiveFigure = lazy(() => import('./LiveFigure'));

/** A figure of the text: pictures at first, alive once it comes near. */
export function FigureCell({ id, cell, step }: { id: string; cell: FencedCell; step: string | undefined }) {
  const { prepared } = useNotebook();
  const ready = prepared(id);
  const numbers = useNotebookState((s) => s.numbers);
  const { ref, near } = useNear<HTMLElement>();
  const figure = useMemo(() => readFigure(cell), [cell]);
  const { state, error } = useMemo(() => {
    try {
      return { state: step === undefined ? figure.state : stepState(figure.state, step), error: null };
    } catch (refused) {
      return { state: figure.state, error: (refused as Error).message };
    }
  }, [figure, step]);
  const pictures = ready?.pictures ?? '';
  const allowed = useNotebookState((s) => s.allowed);
  return (
    <section ref={ref} className="cell figure-cell" id={figure.name} aria-label={`Figure ${figure.name}`} data-step={step}>
      {!allowed && !ready ? <p className="quiet">A figure. It is drawn when you let this notebook run.</p> : near ? <Suspense fallback={<div className="specs" dangerouslySetInnerHTML={{ __html: pictures }} />}><LiveFigure state={state} pictures={pictures} /></Suspense> : <div className="specs" dangerouslySetInnerHTML={{ __html: pictures }} />}
      {[...figure.problems.map((p) => `line ${p.line}: ${p.message}`), ...(error ? [error] : [])].map((message) => <p key={message} className="error-line" role="alert">{message}</p>)}
      <div className="figure-caption">
        {ready ? <span dangerouslySetInnerHTML={{ __html: ready.html }} /> : figure.caption && <Markdown text={figure.caption} numbers={numbers} />}
        <a className="open-in-lab" href={`${base}/#${state.link}`}>Open in the Lab</a>
      </div>
    </section>
  );
}
