'use client';
import { fixed } from '@/lib/figures/format';
import type { FigureState } from '@/lib/notebook/cells/figureCell';
import { series, value, type Run } from '@/lib/notebook/run';
import { sideName } from '@/lib/notebook/views';
import { explain } from '@/lib/notebook/why';
import type { SequentialExplanation, TermSum } from '@/lib/neurons/explain';

const SHOWN = 6;

function Sum({ sum, symbol, factor, t, name }: { sum: TermSum; symbol: string; factor: string; t: number; name: string }) {
  const shown = sum.terms.slice(0, SHOWN);
  const rest = sum.terms.slice(SHOWN);
  return (
    <>
      {shown.map(({ step, coefficient, value: v, product }) => (
        <tr key={step}>
          <td>{symbol}[{t},{step}]·{factor}[{step}]</td><td>{fixed(coefficient, 4)}</td><td>× {fixed(v, 3)}</td><td>{fixed(product, 3)}</td>
        </tr>
      ))}
      {rest.length > 0 && <tr><td colSpan={3}>… {rest.length} more</td><td>{fixed(rest.reduce((s, term) => s + term.product, 0), 3)}</td></tr>}
      {sum.bias !== 0 && <tr><td colSpan={3}>bias b[{t}]</td><td>{fixed(sum.bias, 3)}</td></tr>}
      <tr className="total"><td colSpan={3}>{name}</td><td>{fixed(name.startsWith('−') ? -sum.total : sum.total, 3)}</td></tr>
    </>
  );
}

function Phases({ e, theta }: { e: SequentialExplanation; theta: number }) {
  const rows = [
    ['leak', `${fixed(e.leak, 3)} × ${fixed(e.before, 3)}`, fixed(e.leaked, 3)],
    ['charge', `+ ${fixed(e.gain, 3)} × ${fixed(e.input, 3)}${e.lateReset ? ` − ${fixed(e.lateReset, 3)} (late reset)` : ''}`, fixed(e.membrane, 3)],
    ['fire', `${fixed(e.membrane, 3)} against θ = ${fixed(theta, 3)}`, e.spike ? 'spike' : 'no spike'],
    ['reset', e.after === e.membrane ? 'nothing to take away' : `− ${fixed(e.membrane - e.after, 3)}`, fixed(e.after, 3)],
  ];
  return rows.map(([name, how, then]) => <tr key={name}><td>{name}</td><td colSpan={2}>{how}</td><td>{then}</td></tr>);
}

/** The arithmetic of one cell, in the order of the equation. */
export default function Arithmetic({ run, cell, layer }: { run: Run; cell: NonNullable<FigureState['cell']>; layer: number }) {
  const side = cell.side;
  const { neurons } = run[side][layer];
  const t = Math.min(run.steps - 1, cell.step);
  const n = Math.min(neurons - 1, cell.neuron);
  const explained = explain(run, t, n, { side, layer });
  const fired = series(run, 'spikes', n, { side, layer })[t] > 0;
  const factor = run.parallel[layer].probability ? 'P' : 'X';
  return (
    <table className="arithmetic">
      <caption>
        <b>H[{t}, {n}] = {fixed(value(run, 'membrane', t, n, { side, layer }), 3)}</b> in {sideName(run, side, layer)}: {fired ? 'a spike' : 'no spike'}
      </caption>
      <tbody>
        {explained.form === 'parallel' ? (
          <>
            <Sum sum={explained.charge} symbol={run.learned[layer] ? 'W' : 'A'} factor="X" t={t} name="charge" />
            {explained.reset && <Sum sum={explained.reset} symbol="R" factor={factor} t={t} name="− reset" />}
            <tr className="total"><td colSpan={3}>H</td><td>{fixed(explained.membrane, 3)}</td></tr>
          </>
        ) : <Phases e={explained} theta={run.experiment.layers[layer].threshold} />}
      </tbody>
    </table>
  );
}
