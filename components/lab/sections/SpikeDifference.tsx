'use client';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { matrixCsv } from '@/lib/figures/csv';
import { percent } from '@/lib/figures/format';
import { diffSwatches } from '@/lib/figures/legend';
import { diffCategories } from '@/lib/figures/raster';
import { count } from '@/lib/numerics/words';
import { selectionStore } from '@/lib/stores/lab';
import { focusCell } from '@/lib/stores/selectionStore';
import { Figure } from '../../figures/Figure';
import { Legend } from '../../figures/Legend';
import { MatrixView } from '../../figures/MatrixView';
import { matrixTable } from '../tables';
import type { View } from '../view';
import { useHosts } from '../../figures/useHosts';

function Readout({ view, values }: { view: View; values: Uint8Array }) {
  const { steps, neurons, name, baselineName } = view;
  const kinds = ['neither fires', 'both fire', `only ${baselineName} fires`, `only ${name} fires`];
  const at = useStore(selectionStore, (s) => focusCell(s, steps, neurons).step * neurons + focusCell(s, steps, neurons).neuron);
  return <span className="readout">step {Math.floor(at / neurons)}, neuron {at % neurons}: {kinds[values[at]]}</span>;
}

/** Both rasters on one: what they share, what only one has, and where they first part. */
export function SpikeDifference({ view }: { view: View }) {
  const { steps, neurons, parallel, baseline, summary, name, baselineName, theme } = view;
  const { keep, all } = useHosts();
  const onHost = useMemo(() => keep(''), [keep]);
  const values = useMemo(() => diffCategories(parallel.spikes, baseline.spikes), [parallel, baseline]);
  const { agreement, chance, both, onlyA, onlyB, firstDivergence } = summary.agreement;
  const where = firstDivergence ? ` They first part at step ${firstDivergence.step}, neuron ${firstDivergence.neuron} (flag).` : '';
  const fired = both + onlyA + onlyB;
  const shared = fired === 0 ? 'Neither fires.' : `Of ${count(fired)} cells in which either fires they share ${percent(both / fired)}; the ${baselineName} alone fires in ${count(onlyB)}, ${name} alone in ${count(onlyA)}.`;
  return (
    <Figure
      title="Where do the spikes differ?"
      help="Both rasters on one. Agreement counts silent cells too, so compare it with what independent trains of the same rates would reach."
      sentence={`${percent(agreement)} of the bits agree, ${percent(chance)} would by chance. ${shared}${where}`}
      legend={<Legend swatches={diffSwatches(theme, name, baselineName)} label="Colours of the difference" />}
      controls={
        <>
          <Readout view={view} values={values} />
          <button type="button" className="button" onClick={() => void import('../sendLayer').then(({ sendLayer }) => sendLayer(view))}>Send to Compare</button>
        </>
      }
      hosts={all}
      csv={() => matrixCsv({ values, steps, channels: neurons })}
      table={() => matrixTable([{ name: baselineName, values: baseline.spikes }, { name, values: parallel.spikes }], steps, neurons, 0)}
    >
      {(sentence) => (
        <MatrixView label={`Spikes, ${baselineName} against ${name}`} describedBy={sentence} values={values} steps={steps} channels={neurons} height={130} scale="difference" axis divergence={firstDivergence} onHost={onHost} />
      )}
    </Figure>
  );
}
