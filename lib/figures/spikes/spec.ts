/** Figures of spikes, from their specification to a drawing. A module of its own, so that only Compare loads it. */
import { show, type Drawing } from '../figure';
import type { Theme } from '../palette';
import { barsDrawing } from './bars';
import type { KeyItem } from './flow';
import { lineKeys, moreForKey } from './plot';
import { pairsDrawing, pairsHeight } from './pairs';
import { profileDrawing } from './profile';
import { RATE_LABEL, rateDrawing } from './rate';
import { rasterKeys, rastersHeight } from './rasterFrame';
import { rastersDrawing } from './rasters';
import { tracesDrawing } from './traces';
import type { AcrossPoint, BarsSpec, PairPoint, ProfileSpec, SpikePoint, SpikeSpec, TracesSpec } from './types';
import { drawable } from './window';

export type * from './types';

export interface SpikeOptions {
  readonly theme: Theme;
  readonly width: number;
  readonly height: number;
  /** Device pixels of a CSS px. Default 1. */
  readonly ratio?: number;
  readonly cursor?: SpikePoint | null;
  readonly selected?: SpikePoint | null;
  /** Small rasters (up to 20,000 spikes) as paths and not as pixels: for a file. */
  readonly vectors?: boolean;
}

export const acrossPoint = (point: SpikePoint | null | undefined): AcrossPoint | null => (point && 'time' in point ? point : null);
export const pairPoint = (point: SpikePoint | null | undefined): PairPoint | null => (point && 'pair' in point ? point : null);

/** Pixels high at a width, where nothing else is said. */
export function spikesHeight(spec: SpikeSpec, width: number): number {
  switch (spec.figure) {
    case 'rasters':
      return rastersHeight(spec, width);
    case 'pairs':
      return pairsHeight(spec, width);
    case 'rate':
      return (width < 480 ? 130 : 140) + moreForKey({ width, yLabel: RATE_LABEL, keys: spikesLegend(spec, 'light') });
    case 'bars':
      return (width < 480 ? 190 : 210) + more(spec, width);
    case 'profile':
      return (width < 480 ? 170 : 180) + more(spec, width);
    case 'traces':
      return (width < 480 ? 180 : 200) + 9 * spec.spikes.length + more(spec, width);
  }
}

const more = (spec: BarsSpec | ProfileSpec | TracesSpec, width: number): number => moreForKey({ width, yLabel: spec.yLabel, keys: spikesLegend(spec, 'light') });

/** The specification itself, unless its window has no width: a recording of one instant. */
function withWidth(spec: SpikeSpec): SpikeSpec {
  if (spec.figure === 'pairs' || spec.figure === 'bars') return spec;
  const window = drawable(spec.window);
  return window === spec.window ? spec : { ...spec, window };
}

/** A specification as a drawing. */
export function spikesDrawing(given: SpikeSpec, { theme, width, height, ratio = 1, cursor, selected, vectors = false }: SpikeOptions): Drawing {
  const spec = withWidth(given);
  const [across, chosen] = [acrossPoint(cursor), acrossPoint(selected)];
  const line = { theme, width, height, cursor: across?.time ?? null };
  switch (spec.figure) {
    case 'rasters':
      return rastersDrawing(spec, { theme, width, height, ratio, cursor: across, selected: chosen, vectors });
    case 'rate':
      return rateDrawing(spec, line);
    case 'bars':
      return barsDrawing(spec, line);
    case 'pairs':
      return pairsDrawing(spec, { theme, width, height, ratio, cursor: pairPoint(cursor), selected: pairPoint(selected) });
    case 'profile':
      return profileDrawing(spec, line);
    case 'traces':
      return tracesDrawing(spec, line);
  }
}

/** Draws a specification into `host`. */
export function drawSpikes(host: HTMLElement, spec: SpikeSpec, options: SpikeOptions): void {
  show(host, spikesDrawing(spec, options));
}

/** What the marks of a figure mean, as data; empty where everything carries its own name. */
export function spikesLegend(spec: SpikeSpec, theme: Theme): readonly KeyItem[] {
  switch (spec.figure) {
    case 'rasters':
      return rasterKeys(spec, theme);
    case 'rate':
      return lineKeys(spec.sources, theme);
    case 'bars':
      return lineKeys(spec.series, theme);
    case 'profile':
    case 'traces':
      return lineKeys(spec.lines, theme);
    case 'pairs':
      return [];
  }
}
