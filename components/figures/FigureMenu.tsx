'use client';
import { lazy, Suspense, useRef, useState } from 'react';
import type { Redraw } from '@/lib/figures/paper';
import type { Table } from './TableTwin';

const TableTwin = lazy(() => import('./TableTwin'));
const PaperForm = lazy(() => import('./PaperForm'));
/** Writing files is asked for seldom. */
const exporters = () => import('./exportFigure');

export interface FigureMenuProps {
  readonly title: string;
  readonly help: string;
  readonly sentence: string;
  /** The drawn elements, by name: one, or one a side. */
  readonly hosts: () => readonly (readonly [name: string, host: HTMLElement | null])[];
  readonly csv: () => Promise<string[]> | string[];
  readonly table: () => Promise<Table> | Table;
  /** Draws the figure at another size; without it there is no choice of sizes. */
  readonly redraw?: Redraw;
}

/** What can be done with a figure: read about it, take it along, read its numbers. */
export function FigureMenu({ title, help, sentence, hosts, csv, table, redraw }: FigureMenuProps) {
  const menu = useRef<HTMLDetailsElement>(null);
  const [shown, setShown] = useState<Table | null>(null);
  const [paper, setPaper] = useState(false);
  const close = () => menu.current?.removeAttribute('open');
  const saveAs = async (kind: 'savePng' | 'saveSvg') => {
    const save = (await exporters())[kind];
    for (const [name, host] of hosts()) if (host) await save(host, { title: name ? `${title} ${name}` : title, sentence }, redraw);
    close();
  };
  return (
    <>
      <details
        className="menu"
        ref={menu}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            event.stopPropagation();
            close();
            menu.current?.querySelector('summary')?.focus();
          }
        }}
      >
        <summary aria-label={`${title}: help and export`}>⋯</summary>
        <div>
          <span className="quiet">{help}</span>
          <span className="button-row">
            <button type="button" className="button" onClick={() => saveAs('savePng')}>PNG</button>
            <button type="button" className="button" onClick={() => saveAs('saveSvg')}>SVG</button>
            <button
              type="button"
              className="button"
              onClick={async () => {
                const { download, fileName } = await exporters();
                download(`${fileName(title)}.csv`, await csv(), 'text/csv');
                close();
              }}
            >
              CSV
            </button>
            <button
              type="button"
              className="button"
              onClick={async () => {
                setShown(shown ? null : await table());
                close();
              }}
            >
              {shown ? 'Hide table' : 'Table'}
            </button>
            {redraw && (
              <button type="button" className="button" aria-expanded={paper} onClick={() => setPaper(!paper)}>
                For paper…
              </button>
            )}
          </span>
          {redraw && paper && (
            <Suspense>
              <PaperForm title={title} sentence={sentence} redraw={redraw} />
            </Suspense>
          )}
        </div>
      </details>
      {shown && (
        <Suspense>
          <TableTwin caption={title} table={shown} onClose={() => setShown(null)} />
        </Suspense>
      )}
    </>
  );
}
