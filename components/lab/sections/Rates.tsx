'use client';
import { useCallback, useMemo } from 'react';
import { drawHistogram, drawRateStrip } from '@/lib/figures/bars';
import { seriesCsv } from '@/lib/figures/csv';
import { fixed } from '@/lib/figures/format';
import type { Theme } from '@/lib/figures/palette';
import { selectionStore } from '@/lib/stores/lab';
import { focusCell } from '@/lib/stores/selectionStore';
import { Figure } from '../../figures/Figure';
import { PlainView } from '../../figures/PlainView';
import type { Size, Watch } from '../../figures/useDrawing';
import { seriesTable } from '../tables';
import type { View } from '../view';
import { useHosts } from '../../figures/useHosts';

/** How often do they fire? Over time, and neuron by neuron. */
export function Rates({ view }: { view: View }) {
  const { summary: { parallel, baseline, agreement }, name, baselineName, steps, neurons } = view;
  const { keep, all } = useHosts();
  const hosts = useMemo(() => [keep('over time'), keep('per neuron')], [keep]);
  const strip = useCallback(
    (host: HTMLElement, { width, height }: Size, theme: Theme) => {
      const state = selectionStore.getState();
      drawRateStrip(host, {
        series: [
          { id: 'lif', label: baselineName, values: baseline.population, role: 'lif' },
          { id: 'parallel', label: name, values: parallel.population, role: 'parallel' },
        ],
      }, { theme, width, height, cursor: focusCell(state, steps, neurons).step, window: state.window ?? undefined });
    },
    [baseline, parallel, name, baselineName, steps, neurons],
  );
  const watch = useCallback<Watch>((s) => [s.window, focusCell(s, steps, neurons).step], [steps, neurons]);
  const bars = useCallback(
    (host: HTMLElement, { width, height }: Size, theme: Theme) => {
      drawHistogram(host, {
        series: [
          { label: baselineName, values: baseline.rates, role: 'lif' },
          { label: name, values: parallel.rates, role: 'parallel' },
        ],
      }, { theme, width, height });
    },
    [baseline, parallel, name, baselineName],
  );
  const silent = parallel.rates.reduce((k, r) => k + (r === 0 ? 1 : 0), 0);
  return (
    <Figure
      title="How often do they fire?"
      help="Left: share of neurons that fire at each step. Right: how many neurons have which rate (spikes per step)."
      sentence={`${baselineName} fires ${fixed(agreement.rateB, 3)} a step, ${name} ${fixed(agreement.rateA, 3)}; ${silent} of ${neurons} neurons of ${name} never fire.`}
      hosts={all}
      csv={() => seriesCsv([{ label: `${baselineName} population rate`, values: baseline.population }, { label: `${name} population rate`, values: parallel.population }])}
      table={() => seriesTable('neuron', [{ name: `${baselineName} rate`, values: baseline.rates }, { name: `${name} rate`, values: parallel.rates }], 3)}
    >
      {(sentence) => (
        <div className="pair">
          <PlainView label="Population rate over time" describedBy={sentence} height={150} draw={strip} onHost={hosts[0]} watch={watch} />
          <PlainView label="Histogram of firing rates" describedBy={sentence} height={150} draw={bars} onHost={hosts[1]} />
        </div>
      )}
    </Figure>
  );
}
