'use client';
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { cellFlags, type FencedCell } from '@/lib/notebook/document/types';
import { useNotebook, useNotebookState, useResult } from './context';
import { useNear } from './useNear';
import { WireView } from './WireView';

const CodeEditor = lazy(() => import('./CodeEditor'));

/** What a cell gave, or what the built page says that it gives. */
function Outputs({ id, folded }: { id: string; folded: boolean }) {
  const { notebook, prepared } = useNotebook();
  const result = useResult(id);
  const before = prepared(id)?.pictures;
  if (result.runs === 0 && result.outputs.length === 0 && !result.error) return before ? <div className="outputs" dangerouslySetInnerHTML={{ __html: before }} /> : null;
  // A folded cell is a helper: what it merely defines is not shown.
  const outputs = folded ? result.outputs.filter(({ label }) => !label) : result.outputs;
  return (
    <div className={`outputs${result.stale ? ' stale' : ''}`}>
      {result.stale && outputs.length > 0 && !result.running && <p className="quiet stale-note">From before the last change:</p>}
      {outputs.map(({ label, value }, k) => (
        <WireView key={`${k}-${label}`} label={label} value={result.values[label] ?? value} onInput={(key, next) => notebook.input(id, key, next)} />
      ))}
    </div>
  );
}

/** A cell of JavaScript: its code, and below it what it gives. */
export function CodeCell({ id, cell }: { id: string; cell: FencedCell }) {
  const { notebook } = useNotebook();
  const result = useResult(id);
  const allowed = useNotebookState((s) => s.allowed);
  // Asked for when completion opens: subscribing would render every cell for each result of any.
  const names = () => Object.entries(notebook.store.getState().results).filter(([other]) => other !== id).flatMap(([, r]) => r.defines);
  const { ref, near } = useNear<HTMLDivElement>('200px');
  useEffect(() => {
    if (near && allowed) void notebook.start();
  }, [near, allowed, notebook]);
  const { error } = result;
  const folded = cellFlags(cell).includes('folded');
  const [unfolded, setUnfolded] = useState(false);
  const mark = useMemo(() => (error && error.line !== null ? { line: error.line, column: error.column, message: error.message } : null), [error]);
  const source = cell.body.replace(/\n$/, '');
  const plain = <pre className="code-static" tabIndex={0} aria-label="Code"><code>{source}</code></pre>;
  const code = (
    <div className="code" data-running={result.running || undefined}>
      {near && (!folded || unfolded) ? (
        <Suspense fallback={plain}>
          <CodeEditor value={source} language="js" label="Code of this cell" names={names} mark={mark} onChange={(next) => notebook.edit(id, next)} />
        </Suspense>
      ) : plain}
    </div>
  );
  return (
    <div ref={ref} className="cell code-cell" data-testid={`cell-${id}`} data-runs={result.runs}>
      {folded ? <details onToggle={(event) => setUnfolded(event.currentTarget.open)}><summary>Code</summary>{code}</details> : code}
      {result.running && (
        <p className="cell-state">running … <button type="button" className="button" onClick={() => notebook.stop()}>Stop</button></p>
      )}
      {result.stopped && <p className="error-line" role="alert">Stopped: {result.stopped}. Change the cell to run it again.</p>}
      {error && (
        <p className="error-line" role="alert">
          {error.line !== null && <b>line {error.line}{error.column !== null && `, column ${error.column}`}: </b>}
          {error.message}
        </p>
      )}
      <Outputs id={id} folded={folded} />
    </div>
  );
}
