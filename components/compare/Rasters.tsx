'use client';
import { useMemo, useState } from 'react';
import type { RastersSpec, SpikePoint, SpikeSource } from '@/lib/figures/spikes/spec';
import { chooseNeuron, flipOver, showLayout, showWindow } from '@/lib/stores/compare';
import { Segmented } from '../controls/Choices';
import { SpikeFigure } from '../figures/SpikeFigure';
import { LAYOUTS } from './layouts';
import { openQuestions } from './SourceList';
import { RateStrip } from './RateStrip';
import { RowsBar, turnRows } from './RowsBar';
import { useCompare, useReady } from './use';
import { useRows } from './useRows';
import { useShown, type Shown } from './useShown';

/** The sources that a layout draws. */
function useLaidOut({ sources }: Shown): readonly SpikeSource[] {
  const layout = useCompare((s) => s.layout);
  const flip = useCompare((s) => s.flip);
  const pair = useCompare((s) => s.pair.answer);
  const a = useCompare((s) => s.a);
  const b = useCompare((s) => s.b);
  return useMemo(() => {
    const chosen = [a, b].flatMap((id) => sources.find((source) => source.id === id) ?? []);
    if (layout === 'flip') return chosen.length > 0 ? [chosen[flip % chosen.length]] : sources.slice(0, 1);
    if (layout !== 'difference') return sources;
    if (chosen.length < 2 || !pair) return [];
    const [one, other] = chosen;
    // Kinds of another pair, or of an earlier reading, would colour the wrong spikes.
    if (pair.a !== one.id || pair.b !== other.id || pair.kindsA.length !== one.raster.times.length || pair.kindsB.length !== other.raster.times.length) return [];
    return [{ ...one, kinds: pair.kindsA }, { ...other, kinds: pair.kindsB }];
  }, [layout, flip, sources, a, b, pair]);
}

/** Rasters that may have neurons and time exchanged would press all others into a few pixels; rows are then those of the others. */
function useAcross({ sources }: Shown): { readonly rows: number; readonly labels: readonly string[] } | null {
  const ready = useReady();
  return useMemo(() => {
    const doubtful = new Set(ready.filter((source) => openQuestions(source).some(({ id }) => id === 'transpose')).map(({ id }) => id));
    const rows = Math.max(0, ...sources.filter(({ id }) => !doubtful.has(id)).map(({ raster }) => raster.neurons));
    const labels = sources.filter(({ id, raster }) => doubtful.has(id) && raster.neurons > rows).map(({ label }) => label);
    return rows > 0 && labels.length > 0 ? { rows, labels } : null;
  }, [ready, sources]);
}

/** The rasters together on one time axis, in the layout that is chosen. */
export function Rasters() {
  const shown = useShown();
  const sources = useLaidOut(shown);
  const layout = useCompare((s) => s.layout);
  const window = useCompare((s) => s.window);
  const neuron = useCompare((s) => s.neuron);
  const pairIds = useCompare((s) => s.pair.answer);
  const pair = pairIds?.report ?? null;
  const several = useReady().length > 1;
  const [cursor, setCursor] = useState<SpikePoint | null>(null);
  const across = useAcross(shown);
  const chosenRows = useRows(shown.neurons);
  // While flipping both have as many rows, so that only spikes jump.
  const order = useMemo(() => chosenRows ?? (layout === 'flip' || across ? Uint32Array.from({ length: across?.rows ?? shown.neurons }, (_, n) => n) : null), [chosenRows, layout, shown.neurons, across]);
  const span = shown.frame?.observed ?? [0, 1];
  const at = window ?? span;
  const spec = useMemo((): RastersSpec => {
    const divergence = pair && pairIds && pair.firstDivergenceTime !== null && pair.firstDivergenceNeuron !== null ? { time: pair.firstDivergenceTime, neuron: pair.firstDivergenceNeuron, of: [pairIds.a, pairIds.b] } : null;
    return {
      figure: 'rasters', label: layout === 'difference' ? 'The difference' : 'The rasters',
      layout: layout === 'flip' ? 'overlay' : layout, sources, order, window: at, unit: shown.unit, divergence,
    };
  }, [layout, sources, order, at, shown.unit, pair, pairIds]);
  const { help } = LAYOUTS.find(({ value }) => value === layout)!;
  return (
    <>
      {shown.message && <p className="error-line" role="alert">{shown.message} Until then only {shown.sources.map(({ label }) => label).join(' and ')} {shown.sources.length === 1 ? 'is' : 'are'} drawn.</p>}
      <SpikeFigure
        spec={spec}
        title={spec.label}
        help={help}
        bounds={span}
        onWindow={showWindow}
        onBrush={showWindow}
        onReset={() => showWindow(null)}
        cursor={cursor}
        onCursor={setCursor}
        onRows={(by) => turnRows(by, shown.neurons)}
        selected={neuron === null || shown.neurons === 1 ? null : { time: at[0], neuron }}
        onSelect={(point) => chooseNeuron(point && 'neuron' in point ? point.neuron ?? null : null)}
        controls={several && <Segmented label="Layout" value={layout} options={LAYOUTS} onChange={showLayout} />}
        legend={
          <RowsBar neurons={shown.neurons} span={span}>
            {layout === 'flip' && <button type="button" className="button" onClick={flipOver}>Flip (F): {sources[0]?.label}</button>}
          </RowsBar>
        }
      />
      {across && !chosenRows && <p className="quiet">{across.labels.join(' and ')} may lie across: until that is answered {across.labels.length === 1 ? 'its' : 'their'} rows from {across.rows} on are not drawn.</p>}
      <RateStrip shown={shown} order={order} window={at} span={span} cursor={cursor} onCursor={setCursor} />
    </>
  );
}
