'use client';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { fixed } from '@/lib/figures/format';
import { explainParallel, explainSequential, type ParallelExplanation, type SequentialExplanation } from '@/lib/neurons/explain';
import { selectionStore } from '@/lib/stores/lab';
import { focusCell, type SelectionState } from '@/lib/stores/selectionStore';
import { Segmented } from '../controls/Choices';
import { TraceView } from '../figures/TraceView';
import { PhaseRows, SumRows } from './Arithmetic';
import { learnedOf, seesFuture } from './operators';
import { column } from './tables';
import type { View } from './view';

function explain(view: View, side: SelectionState['side'], t: number, n: number): ParallelExplanation | SequentialExplanation {
  const { formula, steps, neurons, layer, parallel } = view;
  const of = (values: ArrayLike<number>) => column(values, steps, neurons, n);
  if (side === 'parallel' && formula) {
    const rho = formula.reset?.source.kind === 'input' ? parallel.current : parallel.probability;
    return explainParallel(formula, steps, layer.threshold, learnedOf(view), { current: of(parallel.current), rho: rho && of(rho) }, t);
  }
  return explainSequential(side === 'parallel' ? view.cell : view.baselineCell, of(view[side].current), layer.threshold, t);
}

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

  const explained = explain(view, side, t, n);
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
  const rhoName = { 'sigmoid-of-charge': 'P', 'sigmoid-of-learned': 'P', input: 'X', sweeps: 'S' }[formula?.reset?.source.kind ?? 'input'];
  const matrix = view.recording.learned[view.index] && formula?.reset?.source.kind !== 'sigmoid-of-learned' ? 'W' : 'A';
  const scaled = formula?.reset?.scale === 'threshold' ? 'θR' : 'R';

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
      <table className="arithmetic">
        <caption className="visually-hidden">Arithmetic of H at step {t}, neuron {n}</caption>
        <thead>
          {explained.form === 'parallel' ? (
            <tr><th scope="col">j</th><th scope="col">weight</th><th scope="col">value</th><th scope="col">product</th><th scope="col">sum</th></tr>
          ) : (
            <tr><th scope="col">phase</th><th scope="col" colSpan={3}>what happens</th><th scope="col">then</th></tr>
          )}
        </thead>
        <tbody>
          {explained.form === 'parallel' ? (
            <>
              <SumRows key={`a${t}-${n}`} sum={explained.charge} matrix={matrix} value="X" t={t} largestFirst={formula !== null && seesFuture(formula.charge)} label="charge" colour="term-charge" />
              {explained.reset && <SumRows key={`r${t}-${n}`} sum={explained.reset} matrix={scaled} value={rhoName} t={t} label="− reset" colour="term-reset" />}
              <tr className="total">
                <td colSpan={4}>{formula?.fire === 'bernoulli' ? 'H = σ(charge), the chance to fire' : 'H'}</td>
                <td>{fixed(explained.membrane, 3)}</td>
              </tr>
            </>
          ) : (
            <PhaseRows e={explained} phase={state.playhead === null ? null : state.phase} />
          )}
        </tbody>
      </table>
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
