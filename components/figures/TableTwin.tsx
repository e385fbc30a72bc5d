'use client';
import { useEffect, useRef } from 'react';

export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
  /** Said when not all rows are here. */
  readonly note?: string;
}

/** The numbers of a figure as a table. */
export default function TableTwin({ caption, table, onClose }: { caption: string; table: Table; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog ref={dialog} onClose={onClose} aria-label={`${caption}: data table`}>
      <div className="figure-head">
        <h2>{caption}</h2>
        <button type="button" className="button" onClick={() => dialog.current?.close()}>Close</button>
      </div>
      {table.note && <p className="quiet">{table.note}</p>}
      <div className="twin" tabIndex={0} role="region" aria-label={`${caption}, scrollable`}>
        <table>
          <thead>
            <tr>{table.columns.map((name) => <th key={name} scope="col">{name}</th>)}</tr>
          </thead>
          <tbody>
            {table.rows.map((row, i) => (
              <tr key={i}>
                {row.map((value, j) => (j === 0 ? <th key={j} scope="row">{value}</th> : <td key={j}>{value}</td>))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </dialog>
  );
}
