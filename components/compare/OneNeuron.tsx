'use client';
import { useMemo, useState } from 'react';
import type { Selection } from '@/lib/engine/compare/selection';
import { fixed } from '@/lib/figures/format';
import type { BarsSpec } from '@/lib/figures/spikes/spec';
import { count } from '@/lib/numerics/words';
import { csvCell } from '@/lib/recording/csvCell';
import type { TimeUnit } from '@/lib/recording/raster';
import { chooseNeuron } from '@/lib/stores/compare';
import { TypedNumber } from '../controls/TypedNumber';
import { SpikeFigure } from '../figures/SpikeFigure';
import { rateText, unitsOf } from './unitsOf';
import { Hear } from './Hear';
import { Traces } from './Traces';
import { useRows } from './useRows';
import { useCompare } from './use';
import { useJob } from './useJob';
import { useShown, type Shown } from './useShown';

function Regularity({ answer, shown, unit }: { answer: Selection; shown: Shown; unit: TimeUnit }) {
  return (
    <>
      <div className="table-scroll" role="region" aria-label="Regularity, raster by raster" tabIndex={0}>
        <table className="scoreboard">
          <thead><tr><th scope="col">raster</th><th scope="col">neurons</th><th scope="col">spikes</th><th scope="col">rate</th><th scope="col">CV</th><th scope="col">CV2</th><th scope="col">LV</th><th scope="col">Fano</th></tr></thead>
          <tbody>
            {answer.sources.map((each, k) => (
              <tr key={shown.sources[k]?.id ?? k}>
                <th scope="row">{shown.sources[k]?.label}</th><td>{count(each.neurons)}</td><td>{count(each.spikes)}</td><td>{rateText(each.rate, unit)}</td><td>{fixed(each.cv, 3)}</td><td>{fixed(each.cv2, 3)}</td><td>{fixed(each.lv, 3)}</td><td>{fixed(each.fano, 3)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <button type="button" className="link-button" onClick={() => void saveRegularity(answer, shown)}>Save this table as CSV</button>
    </>
  );
}

/** The table with all digits. */
async function saveRegularity({ sources }: Selection, shown: Shown): Promise<void> {
  const { download } = await import('../figures/exportFigure');
  const rows = sources.map((each, k) => [csvCell(shown.sources[k]?.label ?? ''), each.neurons, each.spikes, each.rate, each.cv, each.cv2, each.lv, each.fano].join(','));
  download('regularity.csv', [[`raster,neurons,spikes,rate_per_neuron_and_${shown.unit},cv,cv2,lv,fano`, ...rows, ''].join('\r\n')], 'text/csv');
}

/** The chosen neuron, or all rows on show, in the time on show. */
function useSelection(shown: Shown, bin: number, lag: number) {
  const neuron = useCompare((s) => s.neuron);
  const window = useCompare((s) => s.window);
  const a = useCompare((s) => s.a);
  const b = useCompare((s) => s.b);
  const cell = useCompare((s) => s.bin);
  const rows = useRows(shown.neurons);
  const ask = useMemo(() => {
    if (shown.sources.length === 0) return null;
    // The pair comes first: the first two are correlated.
    const first = [a, b].flatMap((id) => shown.sources.find((source) => source.id === id) ?? []);
    const sources = [...first, ...shown.sources.filter((source) => !first.includes(source))];
    return {
      ids: sources.map(({ id }) => id),
      settings: { neurons: neuron === null ? rows : Uint32Array.of(neuron), bin, lag },
      options: { unit: shown.frame?.unit, bin: cell ?? undefined, window: window ?? undefined },
    };
  }, [shown, neuron, rows, window, a, b, cell, bin, lag]);
  return useJob('selection', ask);
}

/** Intervals and correlations of the selection, its traces, and its sound. */
export function OneNeuron() {
  const shown = useShown();
  const neuron = useCompare((s) => s.neuron);
  const dt = shown.frame?.dt ?? 1;
  const [bins, setBins] = useState<{ bin: number; lag: number } | null>(null);
  const bin = bins?.bin ?? dt;
  const lag = bins?.lag ?? 32 * dt;
  const selection = useSelection(shown, bin, lag);
  const { answer, of: asked, message } = selection;
  const unit = unitsOf(shown.unit);
  // The answer's own rasters: others may be on show by now.
  const ordered = useMemo(() => (asked?.ids ?? []).flatMap((id) => shown.sources.find((source) => source.id === id) ?? []), [asked, shown]);
  const specs = useMemo((): { isi: BarsSpec; auto: BarsSpec; cross: BarsSpec | null } | null => {
    if (!answer || answer.sources.length !== ordered.length) return null;
    const of = (pick: (k: number) => { x: Float64Array; y: Float64Array }) => ordered.map(({ label, place }, k) => ({ label, place, ...pick(k) }));
    return {
      isi: { figure: 'bars', label: 'Intervals between spikes', xLabel: `interval (${unit})`, yLabel: 'intervals', series: of((k) => ({ x: answer.sources[k].isi.edges, y: answer.sources[k].isi.counts })) },
      auto: { figure: 'bars', label: 'Autocorrelogram', xLabel: `lag (${unit})`, yLabel: 'pairs of spikes', bins: 'centre', zero: true, series: of((k) => ({ x: answer.sources[k].auto.lags, y: answer.sources[k].auto.counts })) },
      cross: answer.cross && { figure: 'bars', label: 'Cross-correlogram', xLabel: `lag (${unit})`, yLabel: 'pairs of spikes', bins: 'centre', zero: true, series: [{ label: `${ordered[1].label} after ${ordered[0].label}`, place: ordered[1].place, x: answer.cross.lags, y: answer.cross.counts }] },
    };
  }, [answer, ordered, unit]);
  if (shown.sources.length === 0) return null;
  const of = neuron === null ? 'all neurons on show' : `neuron ${neuron}`;
  return (
    <section aria-label="Single neurons" className="into">
      <h2>{neuron === null ? 'The neurons on show' : `Neuron ${neuron}`}</h2>
      <div className="view-bar">
        <span className="quiet">Of {of}, in the time on show. A click on a row chooses one neuron.</span>
        {neuron !== null && <button type="button" className="button" onClick={() => chooseNeuron(null)}>All on show</button>}
        <Hear shown={shown} neuron={neuron} />
        <label className="inline"><span className="quiet">Bin</span> <TypedNumber label={`Width of a bin, in ${unit}`} value={bin} min={dt / 1000} max={1e9} onChange={(value) => setBins({ bin: value, lag })} /></label>
        <label className="inline"><span className="quiet">Lag</span> <TypedNumber label={`Largest lag, in ${unit}`} value={lag} min={bin} max={10_000 * bin} onChange={(value) => setBins({ bin, lag: value })} /></label>
      </div>
      {message && <p className="error-line" role="alert">{message}</p>}
      {neuron !== null && <Traces shown={shown} neuron={neuron} />}
      {answer && answer.sources.length === ordered.length && <Regularity answer={answer} shown={{ ...shown, sources: ordered }} unit={shown.frame?.unit ?? 'step'} />}
      {specs && (
        <div className="pair-wide">
          <SpikeFigure spec={specs.isi} title="Intervals between spikes" help={`How long ${of} waits between two spikes.`} />
          <SpikeFigure spec={specs.auto} title="Autocorrelogram" help="Time from each spike to the others of the same train; a spike with itself is left out." />
          {specs.cross && <SpikeFigure spec={specs.cross} title="Cross-correlogram" help="Time from each spike of one to those of the other, neuron by neuron. A peak beside 0 is a shift." />}
        </div>
      )}
    </section>
  );
}
