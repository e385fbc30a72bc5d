'use client';
import { useMemo } from 'react';
import type { RateSpec, SpikePoint } from '@/lib/figures/spikes/spec';
import { showWindow } from '@/lib/stores/compare';
import { SpikeFigure } from '../figures/SpikeFigure';
import type { Shown } from './useShown';

/** The most bins on show: enough to see a burst, few enough to be a line. */
const BINS = 160;

/** The width of a bin: 1, 2 or 5 of a power of ten, so that it stays while the window pans; whole steps where there are steps. */
export function binWidth(from: number, to: number, dt: number | null): number {
  const least = (to - from) / BINS / (dt ?? 1);
  const power = 10 ** Math.floor(Math.log10(least));
  const width = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= least * (1 - 1e-9)) ?? least;
  return dt === null ? width : Math.max(1, Math.round(width)) * dt;
}

interface RateStripProps {
  readonly shown: Shown;
  readonly order: Uint32Array | null;
  readonly window: readonly [number, number];
  readonly span: readonly [number, number];
  /** Shared with the rasters above. */
  readonly cursor: SpikePoint | null;
  readonly onCursor: (point: SpikePoint | null) => void;
}

/** How often the neurons on show fire, over time. */
export function RateStrip({ shown, order, window, span, cursor, onCursor }: RateStripProps) {
  const [from, to] = window;
  const dt = shown.frame?.dt ?? null;
  const spec = useMemo((): RateSpec => ({
    figure: 'rate', label: 'Rate', sources: shown.sources, order, window: [from, to], bin: binWidth(from, to, dt), unit: shown.unit,
  }), [shown, order, from, to, dt]);
  return <SpikeFigure spec={spec} title="Rate" help="Spikes per neuron, bin by bin, on the same axis." bounds={span} onWindow={showWindow} onBrush={showWindow} onReset={() => showWindow(null)} cursor={cursor} onCursor={onCursor} />;
}
