'use client';
import { fixed } from '@/lib/figures/format';
import type { FigureState } from '@/lib/notebook/cells/figureCell';
import { formulaOf, value, type Run } from '@/lib/notebook/run';
import { sideName } from '@/lib/notebook/views';
import { explain } from '@/lib/notebook/why';
import { ArithmeticTable } from '../figures/Arithmetic';

/** The arithmetic of one cell of a figure. */
export default function Arithmetic({ run, cell, layer }: { run: Run; cell: NonNullable<FigureState['cell']>; layer: number }) {
  const { side } = cell;
  const t = Math.min(run.steps - 1, cell.step);
  const n = Math.min(run[side][layer].neurons - 1, cell.neuron);
  const place = { side, layer };
  return (
    <div className="figure-arithmetic">
      <p>
        <b>H[{t}, {n}] = {fixed(value(run, 'membrane', t, n, place), 3)}</b> in {sideName(run, side, layer)}: {value(run, 'spikes', t, n, place) > 0 ? 'a spike' : 'no spike'}
      </p>
      <ArithmeticTable explained={explain(run, t, n, place)} formula={side === 'parallel' ? formulaOf(run, layer) : null} t={t} n={n} />
    </div>
  );
}
