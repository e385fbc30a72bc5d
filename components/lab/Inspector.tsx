'use client';
import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { fixed } from '@/lib/figures/format';
import { explainParallel, explainSequential, type ParallelExplanation, type SequentialExplanation, type TermSum } from '@/lib/neurons/explain';
import { selectionStore } from '@/lib/stores/lab';
import { focusCell, type SelectionState } from '@/lib/stores/selectionStore';
import { PHASES } from '@/lib/stores/transport';
import { Segmented } from '../controls/Choices';
import { TraceView } from '../figures/TraceView';
import { learnedOf } from './operators';
import { column } from './tables';
import type { View } from './useView';

/** Products shown before the rest is summed up. */
const SHOWN_TERMS = 6;

function SumRows({ sum, matrix, value, t, label, colour }: { sum: TermSum; matrix: string; value: string; t: number; label: string; colour: string }) {
  const [all, setAll] = useState(false);
  const shown = all ? sum.terms : sum.terms.slice(0, SHOWN_TERMS);
  const rest = sum.terms.slice(shown.length);
  const restTotal = rest.reduce((s, term) => s + term.product, 0);
  const partials: number[] = [];
  shown.reduce((s, { product }) => (partials.push(s + product), s + product), 0);
  return (
    <>
      {shown.map((term, k) => (
        <tr key={term.step}>
          <td>{matrix}[{t},{term.step}]·{value}[{term.step}]</td>
          <td>{fixed(term.coefficient, 4)}</td>
          <td>× {fixed(term.value, 3)}</td>
          <td>{fixed(term.product, 3)}</td>
          <td>{fixed(partials[k], 3)}</td>
        </tr>
      ))}
      {(rest.length > 0 || all) && (
        <tr>
          <td colSpan={3}>
            <button type="button" className="link-button" onClick={() => setAll(!all)}>
              {all ? 'show fewer' : `… ${rest.length} more`}
            </button>
          </td>
          <td>{all ? '' : fixed(restTotal, 3)}</td>
          <td>{all ? '' : fixed(sum.total - sum.bias, 3)}</td>
        </tr>
      )}
      {sum.bias !== 0 && (
        <tr>
          <td colSpan={3}>bias b[{t}]</td>
          <td>{fixed(sum.bias, 3)}</td>
          <td>{fixed(sum.total, 3)}</td>
        </tr>
      )}
      <tr className={`total ${colour}`}>
        <td colSpan={4}>{label}</td>
        <td>{fixed(label.startsWith('−') ? -sum.total : sum.total, 3)}</td>
      </tr>
    </>
  );
}

function PhaseRows({ e, phase }: { e: SequentialExplanation; phase: number | null }) {
  const rows: [string, string, string][] = [
    [PHASES[0], `${fixed(e.leak, 3)} × ${fixed(e.before, 3)}`, fixed(e.leaked, 3)],
    [PHASES[1], `+ ${fixed(e.gain, 3)} × ${fixed(e.input, 3)}${e.offset ? ` + ${fixed(e.offset, 3)}` : ''}${e.lateReset ? ` − ${fixed(e.lateReset, 3)} (late reset)` : ''}`, fixed(e.membrane, 3)],
    [PHASES[2], `${fixed(e.membrane, 3)} ${e.spike ? 'passes' : 'stays below'} θ = ${fixed(e.threshold, 3)}`, e.spike ? 'spike' : 'no spike'],
    [PHASES[3], e.after === e.membrane ? 'nothing to take away' : `${fixed(e.membrane, 3)} − ${fixed(e.membrane - e.after, 3)}`, fixed(e.after, 3)],
  ];
  return rows.map(([name, how, value], k) => (
    <tr key={name} className={phase === k ? 'total' : undefined} aria-current={phase === k ? 'step' : undefined}>
      <td>{name}</td>
      <td colSpan={3} style={{ whiteSpace: 'normal' }}>{how}</td>
      <td>{value}</td>
    </tr>
  ));
}

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
  const { steps, neurons, parallel, baseline, formula, threshold } = view;
  const { step: t, neuron: n } = focusCell(state, steps, neurons);
  const at = t * neurons + n;
  const side = state.side;
  const trace = side === 'parallel' ? parallel : baseline;
  const h = trace.membrane[at];
  const other = side === 'parallel' ? baseline : parallel;
  const fired = (spike: number) => <b>{spike ? 'spike' : 'no spike'}</b>;

  const explained = explain(view, side, t, n);
  const traces = useMemo(
    () => ({
      series: [
        { id: 'lif', label: 'LIF', values: column(baseline.membrane, steps, neurons, n), role: 'lif' as const },
        { id: 'parallel', label: view.short, values: column(parallel.membrane, steps, neurons, n), role: 'parallel' as const },
      ],
      threshold,
    }),
    [baseline, parallel, steps, neurons, n, view.short, threshold],
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
        options={[{ value: 'baseline', label: 'LIF' }, { value: 'parallel', label: view.name }]}
        onChange={(next) => selectionStore.setState({ side: next })}
      />
      <p className="value" data-testid="cell-value">H[{t}, {n}] = {fixed(h, 3)}</p>
      <p className="quiet" aria-live="polite">
        threshold {fixed(threshold, 3)} → {fired(trace.spikes[at])}; {side === 'parallel' ? 'LIF' : view.name} has {fixed(other.membrane[at], 3)} → {fired(other.spikes[at])}
      </p>
      {state.pinned && <button type="button" className="button" onClick={() => selectionStore.setState({ pinned: null })}>Let go (Esc)</button>}
      <TraceView label={`Membrane potential of neuron ${n} over time`} data={traces} height={132} along="steps" steps={steps} channels={neurons} />
      <table className="arithmetic">
        <caption className="visually-hidden">Arithmetic of H at step {t}, neuron {n}</caption>
        <thead>
          {explained.form === 'parallel' ? (
            <tr><th scope="col">term</th><th scope="col">{matrix}</th><th scope="col">value</th><th scope="col">product</th><th scope="col">sum</th></tr>
          ) : (
            <tr><th scope="col">phase</th><th scope="col" colSpan={3}>what happens</th><th scope="col">then</th></tr>
          )}
        </thead>
        <tbody>
          {explained.form === 'parallel' ? (
            <>
              <SumRows key={`a${t}-${n}`} sum={explained.charge} matrix={matrix} value="X" t={t} label="charge" colour="term-charge" />
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
