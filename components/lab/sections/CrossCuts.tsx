'use client';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { seriesCsv } from '@/lib/figures/csv';
import { fixed } from '@/lib/figures/format';
import type { TraceData } from '@/lib/figures/trace';
import { selectionStore } from '@/lib/stores/lab';
import { focusCell } from '@/lib/stores/selectionStore';
import { Figure } from '../../figures/Figure';
import { TraceView } from '../../figures/TraceView';
import { column, row, seriesTable } from '../tables';
import type { View } from '../view';
import { useHosts } from '../../figures/useHosts';

/** Two cuts through the membrane potentials, under the cursor. */
export function CrossCuts({ view }: { view: View }) {
  const { steps, neurons, parallel, baseline, name, baselineName, levels } = view;
  const cell = useStore(selectionStore, (s) => focusCell(s, steps, neurons).step * neurons + focusCell(s, steps, neurons).neuron);
  const [t, n] = [Math.floor(cell / neurons), cell % neurons];
  const { keep, all } = useHosts();
  const hosts = useMemo(() => [keep('over time'), keep('over neurons')], [keep]);
  const make = useMemo(
    () => (lif: Float32Array, par: Float32Array): TraceData => ({
      series: [
        { id: 'lif', label: baselineName, values: lif, role: 'lif' },
        { id: 'parallel', label: name, values: par, role: 'parallel' },
      ],
      levels,
    }),
    [name, baselineName, levels],
  );
  const overTime = useMemo(() => make(column(baseline.membrane, steps, neurons, n), column(parallel.membrane, steps, neurons, n)), [make, baseline, parallel, steps, neurons, n]);
  const overNeurons = useMemo(() => make(row(baseline.membrane, neurons, t), row(parallel.membrane, neurons, t)), [make, baseline, parallel, neurons, t]);
  const [lif, par] = [baseline.membrane[cell], parallel.membrane[cell]];
  return (
    <Figure
      title="Two cuts through H"
      help="Left: one neuron over all steps. Right: all neurons at one step. Both follow the cursor."
      sentence={`At step ${t}, neuron ${n}: ${baselineName} ${fixed(lif, 3)}, ${name} ${fixed(par, 3)}, ${fixed(Math.abs(lif - par), 3)} apart.`}
      hosts={all}
      csv={() => seriesCsv([{ label: `${baselineName} neuron ${n}`, values: overTime.series[0].values }, { label: `${name} neuron ${n}`, values: overTime.series[1].values }])}
      table={() => seriesTable('step', [{ name: baselineName, values: overTime.series[0].values }, { name, values: overTime.series[1].values }], 3)}
    >
      {(sentence) => (
        <div className="pair">
          <TraceView label={`Membrane potential of neuron ${n} over time`} describedBy={sentence} data={overTime} height={170} along="steps" steps={steps} channels={neurons} yLabel={`H[t, ${n}]`} onHost={hosts[0]} />
          <TraceView label={`Membrane potential of all neurons at step ${t}`} describedBy={sentence} data={overNeurons} height={170} along="neurons" steps={steps} channels={neurons} yLabel={`H[${t}, n]`} onHost={hosts[1]} />
        </div>
      )}
    </Figure>
  );
}
