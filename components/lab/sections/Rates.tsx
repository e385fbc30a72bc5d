'use client';
import { useCallback, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { BINS, drawHistogram, drawRateStrip, histogramBins } from '@/lib/figures/bars';
import { seriesCsv } from '@/lib/figures/csv';
import { fixed } from '@/lib/figures/format';
import type { Theme } from '@/lib/figures/palette';
import { selectionStore } from '@/lib/stores/lab';
import { focusCell } from '@/lib/stores/selectionStore';
import { Figure } from '../../figures/Figure';
import { PointView } from '../../figures/PointView';
import { TraceView } from '../../figures/TraceView';
import type { Size } from '../../figures/useDrawing';
import { seriesTable } from '../tables';
import type { View } from '../view';
import { useHosts } from '../../figures/useHosts';

/** The rates at the step that is looked at. */
function StepReadout({ view: { summary: { parallel, baseline }, name, baselineName, steps, neurons } }: { view: View }) {
  const step = useStore(selectionStore, (s) => focusCell(s, steps, neurons).step);
  return <p className="readout">Step {step}: {fixed(baseline.population[step], 3)} of {baselineName} fire, {fixed(parallel.population[step], 3)} of {name}.</p>;
}

/** How many neurons have which rate, read bin by bin. */
function RateHistogram({ view, describedBy, onHost }: { view: View; describedBy: string; onHost: (host: HTMLElement | null) => void }) {
  const { summary: { parallel, baseline }, name, baselineName } = view;
  const [bin, setBin] = useState<number | null>(null);
  const series = useMemo(
    () => [
      { label: baselineName, values: baseline.rates, role: 'lif' as const },
      { label: name, values: parallel.rates, role: 'parallel' as const },
    ],
    [baseline, parallel, name, baselineName],
  );
  const { counted, edge } = useMemo(() => histogramBins(series), [series]);
  const draw = useCallback(
    (host: HTMLElement, { width, height }: Size, theme: Theme) => drawHistogram(host, { series }, { theme, width, height, pointed: bin }),
    [series, bin],
  );
  return (
    <>
      <PointView label="Histogram of firing rates" describedBy={describedBy} height={150} places={BINS} at={bin} draw={draw} onPoint={setBin} onHost={onHost} />
      <p className="readout">
        {bin === null
          ? 'Point at a bin to read it.'
          : `${fixed(edge(bin), 3)} to ${fixed(edge(bin + 1), 3)} spikes a step: ${counted[0][bin]} neurons of ${baselineName}, ${counted[1][bin]} of ${name}.`}
      </p>
    </>
  );
}

/** How often do they fire? Over time, and neuron by neuron. */
export function Rates({ view }: { view: View }) {
  const { summary: { parallel, baseline, agreement }, name, baselineName, steps, neurons } = view;
  const { keep, all } = useHosts();
  const hosts = useMemo(() => [keep('over time'), keep('per neuron')], [keep]);
  const population = useMemo(
    () => ({
      series: [
        { id: 'lif', label: baselineName, values: baseline.population, role: 'lif' as const },
        { id: 'parallel', label: name, values: parallel.population, role: 'parallel' as const },
      ],
    }),
    [baseline, parallel, name, baselineName],
  );
  const silent = parallel.rates.reduce((k, r) => k + (r === 0 ? 1 : 0), 0);
  return (
    <Figure
      title="How often do they fire?"
      help="Left: share of neurons that fire at each step. Right: how many neurons have which rate (spikes per step)."
      sentence={`${baselineName} fires ${fixed(agreement.rateB, 3)} a step, ${name} ${fixed(agreement.rateA, 3)}; ${silent} of ${neurons} neurons of ${name} never fire.`}
      hosts={all}
      csv={() => [
        ...seriesCsv([{ label: `${baselineName} population rate`, values: baseline.population }, { label: `${name} population rate`, values: parallel.population }]),
        ...seriesCsv([{ label: `${baselineName} rate`, values: baseline.rates }, { label: `${name} rate`, values: parallel.rates }], 'neuron'),
      ]}
      table={() => seriesTable('neuron', [{ name: `${baselineName} rate`, values: baseline.rates }, { name: `${name} rate`, values: parallel.rates }], 3)}
    >
      {(sentence) => (
        <div className="pair">
          <div>
            <TraceView label="Population rate over time" describedBy={sentence} data={population} kind={drawRateStrip} height={150} along="steps" steps={steps} channels={neurons} onHost={hosts[0]} />
            <StepReadout view={view} />
          </div>
          <div>
            <RateHistogram view={view} describedBy={sentence} onHost={hosts[1]} />
          </div>
        </div>
      )}
    </Figure>
  );
}
