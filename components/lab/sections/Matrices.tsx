'use client';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { matrixCsv } from '@/lib/figures/csv';
import { fixed } from '@/lib/figures/format';
import { seesFuture } from '@/lib/neurons/formula';
import { count, plural } from '@/lib/numerics/words';
import { selectionStore } from '@/lib/stores/lab';
import { focusCell } from '@/lib/stores/selectionStore';
import { Figure } from '../../figures/Figure';
import { changeLayer, newSeed } from '../change';
import { DRAWN_STEPS, drawnMatrix, operatorsOf } from '../operators';
import type { View } from '../view';
import { OneMatrix } from './OneMatrix';
import { useHosts } from '../../figures/useHosts';

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
                {layer.edits.length > 0 ? `${plural(layer.edits.length, 'cell')} set by hand; Ctrl+Z undoes.` : 'Every change can be undone with Ctrl+Z.'}
              </span>
            </div>
          )}
          <div className="matrices">{operators.map((o, k) => <OneMatrix key={o.id} view={view} named={o} onHost={keepers[k]} />)}</div>
        </>
      )}
    </Figure>
  );
}
