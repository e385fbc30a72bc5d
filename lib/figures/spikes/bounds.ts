import { barsWindow } from './bars';
import { shownSources } from './rasterFrame';
import type { PairsSpec, SpikeSpec, TimeWindow } from './types';

/** What can be looked at across: from the first to the last time that anything in the figure has. */
export function spikesBounds(spec: Exclude<SpikeSpec, PairsSpec>): TimeWindow {
  const spans: TimeWindow[] =
    spec.figure === 'rasters' ? shownSources(spec).map(({ raster }) => [raster.start, raster.end])
    : spec.figure === 'rate' ? spec.sources.map(({ raster }) => [raster.start, raster.end])
    : spec.figure === 'bars' ? [barsWindow(spec)]
    : spec.figure === 'profile' ? spec.lines.flatMap(({ x }): TimeWindow[] => (x.length ? [[x[0], x[x.length - 1]]] : []))
    : spec.lines.flatMap(({ start, dt, values }): TimeWindow[] => (values.length ? [[start, start + dt * (values.length - 1)]] : []));
  const from = spans.reduce((least, [start]) => Math.min(least, start), Infinity);
  const to = spans.reduce((most, [, end]) => Math.max(most, end), -Infinity);
  return from < to ? [from, to] : spec.figure === 'bars' ? [0, 1] : spec.window;
}
