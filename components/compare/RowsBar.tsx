'use client';
import { useId, type ReactNode } from 'react';
import type { OrderBy } from '@/lib/spiketrains/compare/rows';
import { zoomAt } from '@/lib/figures/spikes/window';
import { pickedNeurons } from '@/lib/recording/pickNeurons';
import { compareStore, noticeCompare, orderRows, pickNeurons, showRows, showWindow } from '@/lib/stores/compare';
import { useCompare, useReady } from './use';

const ORDERS: readonly { value: OrderBy; label: string }[] = [
  { value: 'index', label: 'number' },
  { value: 'first-spike', label: 'first spike' },
  { value: 'rate', label: 'rate' },
  { value: 'similarity', label: 'similarity' },
  { value: 'labels', label: 'a label file' },
];
const PAGES = [10, 25, 50, 100, 250, 1000];

/** Turns the page of rows; nothing where all are on show. */
export function turnRows(by: number, neurons: number): void {
  const { rows } = compareStore.getState();
  if (rows) showRows([Math.max(0, Math.min(Math.floor((neurons - 1) / rows[1]) * rows[1], rows[0] + by * rows[1])), rows[1]]);
}

/** Zooms about the middle of what is on show. */
function zoom(factor: number, span: readonly [number, number]): void {
  const [from, to] = compareStore.getState().window ?? span;
  showWindow(zoomAt([from, to], (from + to) / 2, factor, span));
}

async function takeLabels(files: FileList | null): Promise<void> {
  const file = files?.[0];
  if (!file) return;
  if (file.size > 16 * 1024 * 1024) return noticeCompare(`${file.name}: label files of up to 16 MB are read.`);
  orderRows('labels', null, await file.text());
}

/** What of the rasters is on show: order, rows, time. */
export function RowsBar({ neurons, span, children }: { neurons: number; span: readonly [number, number]; children?: ReactNode }) {
  const id = useId();
  const ready = useReady();
  const orderBy = useCompare((s) => s.orderBy);
  const orderOf = useCompare((s) => s.orderOf);
  const order = useCompare((s) => s.order);
  const rows = useCompare((s) => s.rows);
  const picked = useCompare((s) => s.picked);
  const windowed = useCompare((s) => s.window !== null);
  const { message } = pickedNeurons(picked, Math.max(1, neurons));
  return (
    <>
      <div className="view-bar">
        {children}
        <label className="inline">
          <span className="quiet">Sort by</span>
          <select value={orderBy} onChange={(event) => orderRows(event.target.value as OrderBy)}>
            {ORDERS.map(({ value, label }) => <option key={value} value={value}>{label}</option>)}
          </select>
        </label>
        {orderBy === 'labels' && <input type="file" accept=".txt,.csv,.tsv" aria-label="Label file: one label a line, or neuron,label" onChange={(event) => void takeLabels(event.target.files)} />}
        {orderBy !== 'index' && ready.length > 1 && (
          <label className="inline">
            <span className="quiet">of</span>
            <select value={orderOf ?? ''} onChange={(event) => orderRows(orderBy, event.target.value)}>
              {ready.map((source) => <option key={source.id} value={source.id}>{source.label}</option>)}
            </select>
          </label>
        )}
        <label className="inline">
          <span className="quiet">Rows</span>
          <select value={rows?.[1] ?? 0} onChange={(event) => showRows(Number(event.target.value) === 0 ? null : [0, Number(event.target.value)])}>
            <option value={0}>all</option>
            {PAGES.filter((size) => size < neurons).map((size) => <option key={size} value={size}>{size} at a time</option>)}
          </select>
        </label>
        {rows && (
          <span className="inline">
            <button type="button" className="button" disabled={rows[0] === 0} onClick={() => turnRows(-1, neurons)} aria-label="Rows before">↑</button>{' '}
            <button type="button" className="button" disabled={rows[0] + rows[1] >= neurons} onClick={() => turnRows(1, neurons)} aria-label="Rows after">↓</button>
          </span>
        )}
        <label className="inline" htmlFor={`${id}-picked`}>
          <span className="quiet">Neurons</span>
          <input id={`${id}-picked`} type="text" placeholder="all" value={picked} aria-invalid={message !== null || undefined} onChange={(event) => pickNeurons(event.target.value)} />
        </label>
        <span className="inline">
          <button type="button" className="button" onClick={() => zoom(1 / 2, span)} aria-label="Zoom in">+</button>{' '}
          <button type="button" className="button" disabled={!windowed} onClick={() => zoom(2, span)} aria-label="Zoom out">−</button>{' '}
          <button type="button" className="button" disabled={!windowed} onClick={() => showWindow(null)}>All of the time</button>
        </span>
      </div>
      {message && <p className="message" role="alert">{message}</p>}
      {order.message && <p className="message" role="alert">{order.message}</p>}
      {order.busy && order.done > 0 && <progress value={order.done} max={1} aria-label="Sorting the rows" />}
      {orderBy !== 'index' && order.answer && order.answer.note !== '' && <p className="quiet">{order.answer.note}</p>}
    </>
  );
}
