'use client';
import { useCallback, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { chargeScale, resetScale } from '@/lib/figures/colourScale';
import { matrixCsv } from '@/lib/figures/csv';
import { count, fixed } from '@/lib/figures/format';
import { heatmapAt } from '@/lib/figures/hitTest';
import { drawMatrix } from '@/lib/figures/matrixPicture';
import { extent } from '@/lib/recording/summary';
import { MAX_EDITS } from '@/lib/experiment/schema';
import { selectionStore } from '@/lib/stores/lab';
import { focusCell } from '@/lib/stores/selectionStore';
import { Figure } from '../../figures/Figure';
import { Legend } from '../../figures/Legend';
import { useDrawing, type Size, type Watch } from '../../figures/useDrawing';
import { changeLayer, newSeed } from '../change';
import { DRAWN_STEPS, drawnMatrix, operatorsOf, seesFuture, type NamedOperator } from '../operators';
import type { View } from '../view';
import { useHosts } from '../../figures/useHosts';

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

function OneMatrix({ view, named, onHost }: { view: View; named: NamedOperator; onHost: (host: HTMLElement | null) => void }) {
  const { steps, neurons, theme } = view;
  const [place, setPlace] = useState<Place | null>(null);
  const data = useMemo(() => drawnMatrix(named.operator, DRAWN_STEPS), [named.operator]);
  const scale = useMemo(() => {
    const { lo, hi } = extent(data.values);
    const largest = Math.max(1e-9, Math.abs(lo), Math.abs(hi));
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
  const editable = named.learned && named.spec.kind !== 'toeplitz' ? (p: Place) => named.spec.kind === 'dense' || p.column <= p.row : () => false;
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
        onPointerDown={(event) => {
          const cell = heatmapAt(event.currentTarget, event.clientX, event.clientY);
          setPlace(cell && { row: cell.neuron, column: cell.step });
        }}
        onKeyDown={(event) => {
          const moves: Record<string, [number, number]> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
          const by = { '+': 0.1, '=': 0.1, '-': -0.1 }[event.key];
          if (moves[event.key]) move(...moves[event.key]);
          else if (by && place && editable(place)) editCell(view, place, Number(((value ?? 0) + by).toFixed(3)));
          else return;
          event.preventDefault();
        }}
      />
      <p className="readout">
        {place && value !== null && editable(place) ? (
          <label>
            {symbol} ={' '}
            <input
              type="number"
              step={0.05}
              min={-100}
              max={100}
              style={{ width: '6rem' }}
              value={Number(value.toFixed(4))}
              onChange={(event) => {
                const next = Number(event.target.value);
                if (event.target.value !== '' && Math.abs(next) <= 100) editCell(view, place, next);
              }}
            />
          </label>
        ) : place && value !== null ? (
          `${symbol} = ${fixed(value, 4)}`
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

/** What a step is made of: the matrices along time, to read and, where learned, to change. */
export function Matrices({ view }: { view: View }) {
  const { formula, steps, layer, neurons, index } = view;
  const operators = useMemo(() => (formula ? operatorsOf(view, formula) : []), [view, formula]);
  const { keep, all } = useHosts();
  const keepers = useMemo(() => operators.map((o) => keep(`${o.symbol} ${o.title}`)), [operators, keep]);
  const step = useStore(selectionStore, (s) => focusCell(s, steps, neurons).step);
  if (operators.length === 0) return null;
  const learned = operators.find((o) => o.learned);
  const cost = operators.map((o) => o.operator.cost(neurons));
  const structured = cost.reduce((s, c) => s + c.multiplyAdds, 0);
  const dense = cost.reduce((s, c) => s + c.denseMultiplyAdds, 0);
  const shown = Math.min(steps, DRAWN_STEPS);
  const future = operators.some((o) => seesFuture(o.spec));
  const part = shown < steps ? ` Shown: the first ${shown} of ${steps} steps.` : '';
  return (
    <Figure
      title="The matrices along time"
      help={`Row t makes step t from the columns: ${future ? 'all steps, those to come too' : 'the steps up to it'}. The outlined row belongs to the step under the cursor.`}
      sentence={`Row ${step} weighs ${future ? `all ${steps} steps` : `the steps up to ${step}`}. As it runs here: ${count(structured)} multiply–adds; with explicit T×T matrices ${count(dense)}.${part}`}
      hosts={all}
      csv={() => operators.flatMap((o) => {
        const { values, size } = drawnMatrix(o.operator, DRAWN_STEPS);
        return matrixCsv({ values, steps: size, channels: size }, { step: `${o.symbol} row`, channel: (j) => `column ${j}` });
      })}
      table={() => {
        const { values, size } = drawnMatrix(operators[0].operator, 16);
        return {
          columns: [`${operators[0].symbol} row`, ...Array.from({ length: size }, (_, j) => String(j))],
          rows: Array.from({ length: size }, (_, i) => [i, ...Array.from({ length: size }, (__, j) => fixed(values[i * size + j], 4))]),
          note: size < steps ? `The first ${size} steps of ${operators[0].symbol}; the CSV has ${shown}.` : undefined,
        };
      }}
    >
      {() => (
        <>
          {learned && (
            <div className="button-row" role="group" aria-label="Start of the learned matrix">
              <button type="button" className="button" onClick={() => changeLayer(index, { start: 'lif', edits: [] })}>LIF-like</button>
              <button type="button" className="button" onClick={() => changeLayer(index, { start: 'released', edits: [] })}>As released</button>
              <button type="button" className="button" onClick={() => changeLayer(index, { start: 'released', learnedSeed: newSeed(), edits: [] })}>Randomise</button>
              <button type="button" className="button" onClick={() => changeLayer(index, { start: 'zero', edits: [] })}>All zero</button>
              <span className="quiet" style={{ alignSelf: 'center' }}>
                {layer.edits.length > 0 ? `${layer.edits.length} cells set by hand; Ctrl+Z undoes.` : 'Every change can be undone with Ctrl+Z.'}
              </span>
            </div>
          )}
          <div className="matrices">{operators.map((o, k) => <OneMatrix key={o.id} view={view} named={o} onHost={keepers[k]} />)}</div>
        </>
      )}
    </Figure>
  );
}
