'use client';
import { useMemo, useState } from 'react';
import { fixed } from '@/lib/figures/format';
import type { ParallelExplanation, SequentialExplanation, TermSum } from '@/lib/neurons/explain';
import { isLearned, seesFuture, type Formula } from '@/lib/neurons/formula';
import { PHASES } from '@/lib/stores/transport';

/** Products shown before the rest is summed up. */
const SHOWN_TERMS = 6;

interface SumRowsProps {
  readonly sum: TermSum;
  /** The matrix, the number it weighs and the step that is made: `A`, `X`, 38. */
  readonly matrix: string;
  readonly value: string;
  readonly t: number;
  /** Where the weights do not fade with age, the newest terms need not be the ones that count. */
  readonly largestFirst?: boolean;
  readonly label: string;
  readonly colour: string;
}

/** A row of a matrix against a column: each product and the sum so far. */
function SumRows({ sum, matrix, value, t, largestFirst = false, label, colour }: SumRowsProps) {
  const [all, setAll] = useState(false);
  const terms = useMemo(() => (largestFirst ? [...sum.terms].sort((a, b) => Math.abs(b.product) - Math.abs(a.product)) : sum.terms), [sum, largestFirst]);
  const shown = all ? terms : terms.slice(0, SHOWN_TERMS);
  const rest = terms.slice(shown.length);
  const restTotal = rest.reduce((s, term) => s + term.product, 0);
  const partials: number[] = [];
  shown.reduce((s, { product }) => (partials.push(s + product), s + product), 0);
  return (
    <>
      {/* What all rows share stands here once, so that long step numbers leave room for the sums. */}
      <tr>
        <th scope="row" colSpan={5} className={colour}>
          {matrix}[{t}, j] · {value}[j] <span className="quiet">{largestFirst ? 'largest first' : 'newest first'}</span>
        </th>
      </tr>
      {shown.map((term, k) => (
        <tr key={term.step}>
          <td>{term.step}</td>
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

/** How H stands to the threshold; exactly at it the convention decides. */
function against({ membrane, threshold, spike }: SequentialExplanation): string {
  if (membrane === threshold) return spike ? 'reaches' : 'is not above';
  return spike ? 'passes' : 'stays below';
}

/** One step of a sequential neuron, phase by phase. */
function PhaseRows({ e, phase }: { e: SequentialExplanation; phase: number | null }) {
  const rows: [string, string, string][] = [
    [PHASES[0], `${fixed(e.leak, 3)} × ${fixed(e.before, 3)}`, fixed(e.leaked, 3)],
    [PHASES[1], `+ ${fixed(e.gain, 3)} × ${fixed(e.input, 3)}${e.offset ? ` + ${fixed(e.offset, 3)}` : ''}${e.lateReset ? ` − ${fixed(e.lateReset, 3)} (late reset)` : ''}`, fixed(e.membrane, 3)],
    [PHASES[2], `${fixed(e.membrane, 3)} ${against(e)} θ = ${fixed(e.threshold, 3)}`, e.spike ? 'spike' : 'no spike'],
    [PHASES[3], e.after === e.membrane ? 'nothing to take away' : `${fixed(e.membrane, 3)} − ${fixed(e.membrane - e.after, 3)}`, fixed(e.after, 3)],
  ];
  return rows.map(([name, how, value], k) => (
    <tr key={name} className={phase === k ? 'total' : undefined} aria-current={phase === k ? 'step' : undefined} data-ahead={phase !== null && k > phase}>
      <td>{name}</td>
      <td colSpan={3} style={{ whiteSpace: 'normal' }}>{how}</td>
      <td>{value}</td>
    </tr>
  ));
}

/** What a formula's reset weighs: probabilities, the input, or the spikes of the sweep before. */
export const resetSymbol = (formula: Formula | null) => ({ 'sigmoid-of-charge': 'P', 'sigmoid-of-learned': 'P', input: 'X', sweeps: 'S' })[formula?.reset?.source.kind ?? 'input'];

interface ArithmeticTableProps {
  readonly explained: ParallelExplanation | SequentialExplanation;
  /** Of a parallel neuron. */
  readonly formula: Formula | null;
  readonly t: number;
  readonly n: number;
  /** Of a sequential neuron while it is stepped through. */
  readonly phase?: number | null;
}

/** The arithmetic behind H[t, n], in the order of the equation. */
export function ArithmeticTable({ explained, formula, t, n, phase = null }: ArithmeticTableProps) {
  return (
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
            <SumRows key={`a${t}-${n}`} sum={explained.charge} matrix={formula && isLearned(formula.charge) ? 'W' : 'A'} value="X" t={t} largestFirst={formula !== null && seesFuture(formula.charge)} label="charge" colour="term-charge" />
            {explained.reset && <SumRows key={`r${t}-${n}`} sum={explained.reset} matrix={formula?.reset?.scale === 'threshold' ? 'θR' : 'R'} value={resetSymbol(formula)} t={t} label="− reset" colour="term-reset" />}
            <tr className="total">
              <td colSpan={4}>{formula?.fire === 'bernoulli' ? 'H = σ(charge), the chance to fire' : 'H'}</td>
              <td>{fixed(explained.membrane, 3)}</td>
            </tr>
          </>
        ) : (
          <PhaseRows e={explained} phase={phase} />
        )}
      </tbody>
    </table>
  );
}
