'use client';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { fixed } from '@/lib/figures/format';
import { explainCell } from '@/lib/networks/explain';
import { selectionStore } from '@/lib/stores/lab';
import { focusCell, type SelectionState } from '@/lib/stores/selectionStore';
import { Segmented } from '../controls/Choices';
import { ArithmeticTable, resetSymbol } from '../figures/Arithmetic';
import { TraceView } from '../figures/TraceView';
import { column } from './tables';
import type { View } from './view';

/** Why this value? The arithmetic of the cell that is looked at. */
export default function Inspector({ view }: { view: View }) {
  const state = useStore(selectionStore);
  const { steps, neurons, parallel, baseline, formula, threshold, layer } = view;
  const { step: t, neuron: n } = focusCell(state, steps, neurons);
  const at = t * neurons + n;
  const side = state.side;
  const h = view[side].membrane[at];
  const otherSide = side === 'parallel' ? 'baseline' : 'parallel';
  const limit = { parallel: threshold, baseline: layer.threshold };
  const byChance = (of: SelectionState['side']) => of === 'parallel' && view.chance;
  const fired = (of: SelectionState['side']) => <b>{view[of].spikes[at] ? 'spike' : of === 'parallel' && view.unswept ? 'no sweep yet' : 'no spike'}</b>;

  const explained = explainCell(view.recording, view.experiment, t, n, { side, layer: view.index });
  const traces = useMemo(
    () => ({
      series: [
        { id: 'lif', label: view.baselineName, values: column(baseline.membrane, steps, neurons, n), role: 'lif' as const },
        { id: 'parallel', label: view.short, values: column(parallel.membrane, steps, neurons, n), role: 'parallel' as const },
      ],
      levels: view.levels,
    }),
    [baseline, parallel, steps, neurons, n, view.short, view.baselineName, view.levels],
  );
  const rhoName = resetSymbol(formula);

  return (
    <section aria-label="Why this value?">
      <h2 className="panel-title">Why this value?</h2>
      <Segmented
        label="Which network to ask"
        value={side}
        options={[{ value: 'baseline', label: view.baselineName }, { value: 'parallel', label: view.name }]}
        onChange={(next) => selectionStore.setState({ side: next })}
      />
      <p className="value" data-testid="cell-value">H[{t}, {n}] = {fixed(h, 3)}</p>
      <p className="quiet" aria-live="polite">
        {byChance(side) ? 'fires with this probability' : `threshold ${fixed(limit[side], 3)}`} → {fired(side)};{' '}
        {side === 'parallel' ? view.baselineName : view.name} has {fixed(view[otherSide].membrane[at], 3)}
        {byChance(otherSide) ? ' as its probability' : limit[otherSide] === limit[side] ? '' : `, threshold ${fixed(limit[otherSide], 3)}`} → {fired(otherSide)}
      </p>
      {state.pinned && <button type="button" className="button" onClick={() => selectionStore.setState({ pinned: null })}>Let go (Esc)</button>}
      <TraceView label={`Membrane potential of neuron ${n} over time`} data={traces} height={132} along="steps" steps={steps} channels={neurons} />
      <ArithmeticTable explained={explained} formula={side === 'parallel' ? formula : null} t={t} n={n} phase={state.playhead === null ? null : state.phase} />
      {formula?.reset && side === 'parallel' && (
        <p className="quiet">
          {rhoName === 'P' && (formula.reset.source.kind === 'sigmoid-of-charge' ? `P[j] = σ(charge[j]); here P[${t}] = ` : `P[j] = σ(W·X + b)[j]; here P[${t}] = `)}
          {rhoName === 'P' && parallel.probability && fixed(parallel.probability[at], 3)}
          {rhoName === 'S' && 'S[j] are the spikes of the sweep before.'}
        </p>
      )}
    </section>
  );
}
