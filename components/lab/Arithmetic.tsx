'use client';
import { useMemo, useState } from 'react';
import { fixed } from '@/lib/figures/format';
import type { SequentialExplanation, TermSum } from '@/lib/neurons/explain';
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
export function SumRows({ sum, matrix, value, t, largestFirst = false, label, colour }: SumRowsProps) {
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

/** One step of a sequential neuron, phase by phase. */
export function PhaseRows({ e, phase }: { e: SequentialExplanation; phase: number | null }) {
  const rows: [string, string, string][] = [
    [PHASES[0], `${fixed(e.leak, 3)} × ${fixed(e.before, 3)}`, fixed(e.leaked, 3)],
    [PHASES[1], `+ ${fixed(e.gain, 3)} × ${fixed(e.input, 3)}${e.offset ? ` + ${fixed(e.offset, 3)}` : ''}${e.lateReset ? ` − ${fixed(e.lateReset, 3)} (late reset)` : ''}`, fixed(e.membrane, 3)],
    [PHASES[2], `${fixed(e.membrane, 3)} ${e.spike ? 'passes' : 'stays below'} θ = ${fixed(e.threshold, 3)}`, e.spike ? 'spike' : 'no spike'],
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
