'use client';
import { useMemo, useState } from 'react';
import type { RastersSpec, SpikePoint, SpikeSource } from '@/lib/figures/spikes/spec';
import { chooseNeuron, flipOver, showLayout, showWindow } from '@/lib/stores/compare';
import { Segmented } from '../controls/Choices';
import { SpikeFigure } from '../figures/SpikeFigure';
import { LAYOUTS } from './layouts';
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

/** The rasters together on one time axis, in the layout that is chosen. */
export function Rasters() {
  const shown = useShown();
  const sources = useLaidOut(shown);
  const layout = useCompare((s) => s.layout);
  const window = useCompare((s) => s.window);
  const neuron = useCompare((s) => s.neuron);
  const pair = useCompare((s) => s.pair.answer?.report ?? null);
  const several = useReady().length > 1;
  const [cursor, setCursor] = useState<SpikePoint | null>(null);
  const chosenRows = useRows(shown.neurons);
  // While flipping both have as many rows, so that only spikes jump.
  const order = useMemo(() => chosenRows ?? (layout === 'flip' ? Uint32Array.from({ length: shown.neurons }, (_, n) => n) : null), [chosenRows, layout, shown.neurons]);
  const span = shown.frame?.observed ?? [0, 1];
  const at = window ?? span;
  const spec = useMemo((): RastersSpec => {
    const divergence = pair && pair.firstDivergenceTime !== null && pair.firstDivergenceNeuron !== null ? { time: pair.firstDivergenceTime, neuron: pair.firstDivergenceNeuron } : null;
    return {
      figure: 'rasters', label: layout === 'difference' ? 'The difference' : 'The rasters',
      layout: layout === 'flip' ? 'overlay' : layout, sources, order, window: at, unit: shown.unit, divergence,
    };
  }, [layout, sources, order, at, shown.unit, pair]);
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
        selected={neuron === null ? null : { time: at[0], neuron }}
        onSelect={(point) => chooseNeuron(point && 'neuron' in point ? point.neuron ?? null : null)}
        controls={several && <Segmented label="Layout" value={layout} options={LAYOUTS} onChange={showLayout} />}
        legend={
          <RowsBar neurons={shown.neurons} span={span}>
            {layout === 'flip' && <button type="button" className="button" onClick={flipOver}>Flip (F): {sources[0]?.label}</button>}
          </RowsBar>
        }
      />
      <RateStrip shown={shown} order={order} window={at} span={span} cursor={cursor} onCursor={setCursor} />
    </>
  );
}
