'use client';
import { useMemo } from 'react';
import type { Raster } from '@/lib/recording/raster';
import { shortNames } from '@/lib/recording/shortNames';
import type { SpikeSource } from '@/lib/figures/spikes/spec';
import { commonFrame, inFrame, type Frame } from '@/lib/spiketrains/compare/common';
import { useReady } from './use';

export interface Shown {
  /** Rasters on show in one unit of time, in their order. */
  readonly sources: readonly SpikeSource[];
  readonly frame: Frame | null;
  /** As it is written on axes: `step`, `ms`. */
  readonly unit: string;
  /** The most neurons that one of them has. */
  readonly neurons: number;
  /** Why they cannot be seen on one axis; those of the first one's kind are then on show. */
  readonly message: string | null;
}

const named = (raster: Raster, name: string) => (raster.name === name ? raster : { ...raster, name });

function shownOf(ready: ReturnType<typeof useReady>): Shown {
  let chosen = ready;
  let message: string | null = null;
  let frame: Frame | null = null;
  try {
    if (ready.length > 0) frame = commonFrame(ready.map(({ raster, label }) => named(raster, label)));
  } catch (error) {
    message = (error as Error).message;
    chosen = ready.filter(({ raster }) => (raster.unit === 'step') === (ready[0].raster.unit === 'step'));
    try {
      frame = commonFrame(chosen.map(({ raster }) => raster));
    } catch {
      // An empty raster alone has no frame; it is drawn as it is.
    }
  }
  const names = shortNames(chosen.map(({ label }) => label));
  const sources = chosen.map(({ id, place, raster }, k): SpikeSource => ({ id, label: names[k], place, raster: frame ? inFrame(raster, frame) : raster }));
  return { sources, frame, unit: sources[0]?.raster.unit ?? 'step', neurons: Math.max(0, ...sources.map(({ raster }) => raster.neurons)), message };
}

/** The newest, for all parts of the page: rasters in another unit are converted once. */
let newest: { readonly ready: readonly unknown[]; readonly shown: Shown } | null = null;

function sharedShown(ready: ReturnType<typeof useReady>): Shown {
  if (newest?.ready.length !== ready.length || newest.ready.some((source, k) => source !== ready[k])) newest = { ready, shown: shownOf(ready) };
  return newest.shown;
}

/** The rasters on show, brought to one unit of time. */
export function useShown(): Shown {
  const ready = useReady();
  return useMemo(() => sharedShown(ready), [ready]);
}
