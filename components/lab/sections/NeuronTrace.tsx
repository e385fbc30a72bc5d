'use client';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { seriesCsv } from '@/lib/figures/csv';
import { fixed } from '@/lib/figures/format';
import type { TraceData } from '@/lib/figures/trace';
import type { LayerTrace } from '@/lib/recording/types';
import { selectionStore } from '@/lib/stores/lab';
import { focusCell } from '@/lib/stores/selectionStore';
import { Figure } from '../../figures/Figure';
import { TraceView } from '../../figures/TraceView';
import { column, seriesTable } from '../tables';
import type { View } from '../view';
import { useHosts } from '../../figures/useHosts';

function traceOf(trace: LayerTrace, steps: number, n: number, threshold: number | null): TraceData {
  const of = (values: ArrayLike<number>) => column(values, steps, trace.neurons, n);
  const spikes = of(trace.spikes);
  return {
    series: [
      { id: 'input', label: 'input', values: of(trace.current), role: 'input', dash: '1 3' },
      { id: 'charge', label: 'charge', values: of(trace.charge), role: 'charge' },
      { id: 'reset', label: '−reset', values: of(trace.reset).map((v) => -v), role: 'reset' },
      { id: 'membrane', label: 'H', values: of(trace.membrane), role: 'membrane' },
    ],
    levels: threshold === null ? [] : [{ value: threshold }],
    spikes: [{ id: 'membrane', times: Array.from(spikes.keys()).filter((t) => spikes[t] > 0) }],
  };
}

/** One neuron, term by term: input, charge, reset, membrane potential, threshold, spikes. */
export function NeuronTrace({ view }: { view: View }) {
  const { steps, neurons, parallel, baseline, name, baselineName, threshold, chance, layer } = view;
  const n = useStore(selectionStore, (s) => focusCell(s, steps, neurons).neuron);
  const { keep, all } = useHosts();
  const hosts = useMemo(() => [keep(baselineName), keep('parallel')], [keep, baselineName]);
  const lif = useMemo(() => traceOf(baseline, steps, n, layer.threshold), [baseline, steps, n, layer.threshold]);
  const par = useMemo(() => traceOf(parallel, steps, n, chance ? null : threshold), [parallel, steps, n, chance, threshold]);
  const spikes = (data: TraceData) => data.spikes?.[0].times.length ?? 0;
  const times = (k: number) => (k === 1 ? 'once' : `${k} times`);
  const series = [...lif.series.map((s) => ({ label: `${baselineName} ${s.label}`, values: s.values })), ...par.series.map((s) => ({ label: `${name} ${s.label}`, values: s.values }))];
  return (
    <Figure
      title={`Neuron ${n}, term by term`}
      help="Charge and what the reset takes away add up to the membrane potential H. Ticks on top are spikes."
      sentence={`Neuron ${n} fires ${times(spikes(lif))} as ${baselineName} and ${times(spikes(par))} as ${name}; on average the reset takes away ${fixed(-mean(lif.series[2].values), 3)} against ${fixed(-mean(par.series[2].values), 3)}.`}
      hosts={all}
      csv={() => seriesCsv(series)}
      table={() => seriesTable('step', series.map(({ label, values }) => ({ name: label, values })), 3)}
    >
      {(sentence) => (
        <div className="pair">
          <div>
            <h3 className="lif">{baselineName}</h3>
            <TraceView label={`${baselineName} neuron ${n}: input, charge, reset and membrane potential`} describedBy={sentence} data={lif} height={200} along="steps" steps={steps} channels={neurons} onHost={hosts[0]} />
          </div>
          <div>
            <h3 className="parallel">{name}</h3>
            <TraceView label={`${name} neuron ${n}: input, charge, reset and membrane potential`} describedBy={sentence} data={par} height={200} along="steps" steps={steps} channels={neurons} onHost={hosts[1]} />
          </div>
        </div>
      )}
    </Figure>
  );
}

const mean = (values: Float32Array) => values.reduce((s, v) => s + v, 0) / values.length;
