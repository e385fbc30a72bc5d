'use client';
import { useCallback, useMemo, useState } from 'react';
import { chargeScale, resetScale } from '@/lib/figures/colourScale';
import { fixed } from '@/lib/figures/format';
import { heatmapAt } from '@/lib/figures/hitTest';
import { drawMatrix } from '@/lib/figures/matrixPicture';
import { extent } from '@/lib/recording/summary';
import { MAX_CELL, MAX_EDITS } from '@/lib/experiment/schema';
import { selectionStore } from '@/lib/stores/lab';
import { focusCell } from '@/lib/stores/selectionStore';
import { TypedNumber } from '../../controls/TypedNumber';
import { Legend } from '../../figures/Legend';
import { useDrawing, type Size, type Watch } from '../../figures/useDrawing';
import { changeLayer } from '../change';
import { DRAWN_STEPS, drawnMatrix, type NamedOperator } from '../operators';
import type { View } from '../view';
import { fixedBecause } from './fixedBecause';

interface Place {
  readonly row: number;
  readonly column: number;
}

/** Sets one cell of the learned matrix; the newest value of a cell counts. */
function editCell(view: View, { row, column }: Place, value: number): void {
  const kept = view.layer.edits.filter(([i, j]) => i !== row || j !== column);
  const edits = [...kept, [row, column, value] as [number, number, number]].slice(-MAX_EDITS);
  changeLayer(view.index, { edits }, `edit/${row}/${column}`);
}

/** A matrix, to point at, to read and, where it is learned, to change cell by cell. */
export function OneMatrix({ view, named, onHost }: { view: View; named: NamedOperator; onHost: (host: HTMLElement | null) => void }) {
  const { steps, neurons, theme } = view;
  const [place, setPlace] = useState<Place | null>(null);
  const data = useMemo(() => drawnMatrix(named.operator, DRAWN_STEPS), [named.operator]);
  const scale = useMemo(() => {
    const { lo, hi } = extent(data.values);
    const largest = Math.max(Math.abs(lo), Math.abs(hi));
    return named.id === 'R' ? resetScale(largest, theme) : chargeScale(largest, theme);
  }, [data, named.id, theme]);
  const draw = useCallback(
    (host: HTMLElement, { width, height, ratio }: Size) => {
      const step = focusCell(selectionStore.getState(), steps, neurons).step;
      drawMatrix(host, data, { theme, scale, width, height, devicePixelRatio: ratio, axes: true, row: place?.row ?? step, column: place?.column ?? null });
    },
    [data, theme, scale, place, steps, neurons],
  );
  const watch = useCallback<Watch>((s) => [focusCell(s, steps, neurons).step], [steps, neurons]);
  const host = useDrawing(draw, onHost, watch);
  const because = (p: Place) => fixedBecause(named.spec, p.row, p.column);
  const editable = (p: Place) => named.learned && named.spec.kind !== 'toeplitz' && because(p) === null;
  const value = place ? named.operator.at(place.row, place.column) : null;
  const move = (di: number, dj: number) => {
    const from = place ?? { row: Math.min(data.size - 1, focusCell(selectionStore.getState(), steps, neurons).step), column: 0 };
    const within = (v: number) => Math.max(0, Math.min(data.size - 1, v));
    setPlace({ row: within(from.row + di), column: within(from.column + dj) });
  };
  const symbol = `${named.symbol}[${place?.row}, ${place?.column}]`;

  return (
    <div>
      <h3 className={named.id === 'R' ? 'term-reset' : 'term-charge'}>
        {named.symbol}, {named.title}
      </h3>
      <div
        ref={host}
        className="drawing"
        style={{ height: 240, maxWidth: 270 }}
        tabIndex={0}
        role="application"
        aria-roledescription="temporal matrix"
        aria-label={`Matrix ${named.symbol}, ${named.title}: rows are output steps, columns input steps${named.learned ? '. Arrow keys move, plus and minus change a cell' : ''}`}
        onClick={(event) => {
          const cell = heatmapAt(event.currentTarget, event.clientX, event.clientY);
          setPlace(cell && { row: cell.neuron, column: cell.step });
        }}
        onKeyDown={(event) => {
          const moves: Record<string, [number, number]> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
          const by = { '+': 0.1, '=': 0.1, '-': -0.1 }[event.key];
          if (moves[event.key]) move(...moves[event.key]);
          else if (by && place && editable(place)) editCell(view, place, Math.max(-MAX_CELL, Math.min(MAX_CELL, Number(((value ?? 0) + by).toFixed(3)))));
          else return;
          event.preventDefault();
        }}
      />
      <p className="readout">
        {place && value !== null && editable(place) ? (
          <>
            {symbol} ={' '}
            <TypedNumber key={symbol} label={`${symbol} =`} value={Number(value.toFixed(4))} min={-MAX_CELL} max={MAX_CELL} step={0.05} onChange={(next) => editCell(view, place, next)} />
          </>
        ) : place && value !== null ? (
          `${symbol} = ${fixed(value, 4)}${because(place) ? `, ${because(place)}` : ''}`
        ) : named.learned ? (
          'Click a cell to change it.'
        ) : (
          'Click a cell to read it.'
        )}
      </p>
      <Legend scale={scale} label={`Colours of ${named.symbol}`} />
    </div>
  );
}
