import type { Raster } from '@/lib/recording/raster';

import { count } from '@/lib/numerics/words';
import { FormatError } from '../FormatError';
import type { SpikeQuestion } from './types';

/** Share of a step by which a time may miss its grid: what is left of a decimal number after it was rounded. */
const gridSlack = 1e-6;

/** Whether a time after the start lies on a step. */
export const onGrid = (time: number, dt: number): boolean => Math.abs(time / dt - Math.round(time / dt)) <= gridSlack * Math.max(1, Math.abs(time / dt) * 1e-6);

/**
 * What was observed, where a file gives bare times and no ends: from 0, or from the first time where that is below 0 or
 * lies further from 0 than from the last; up to the last time. On whole steps the last step ends one later.
 */
export function bareEdges(first: number, last: number, whole: boolean): { readonly start: number; readonly end: number } {
  const start = first < 0 || first > last - first ? first : 0;
  const end = whole ? last + 1 : last;
  // A single spike at 0 is an observation too.
  return { start, end: end > start ? end : start + 1 };
}

/** To be asked where the ends were found out by `bareEdges`. */
export function edgesQuestion({ start, end }: Pick<Raster, 'start' | 'end'>): SpikeQuestion {
  return {
    id: 'edges',
    sentence: `The file does not say how long was recorded; it is taken to be from ${start} to ${end}, where its last spike ends.`,
    answers: [],
  };
}

/**
 * The raster with other ends; traces are cut to them.
 *
 * @throws {FormatError} spikes outside, and where spikes lie on a grid, a start between two steps or before the first
 * value of a trace
 */
export function withEdges(raster: Raster, [start, end]: readonly [number, number], file: string): Raster {
  const { times, dt, traces, neurons } = raster;
  let outside = 0;
  let stray = 0;
  for (let k = 0; k < times.length; k++) {
    if (times[k] >= start && times[k] <= end) continue;
    if (outside === 0) stray = times[k];
    outside++;
  }
  if (outside > 0) {
    throw new FormatError(file, 'edges', `with the edges ${start} to ${end}, ${outside === 1 ? `the spike at ${stray} would lie outside` : `${count(outside)} spikes would lie outside, such as that at ${stray}`}.`);
  }
  if (dt === null || start === raster.start) return { ...raster, start, end, traces: dt === null ? traces : cut(0) };
  if (!onGrid(start - raster.start, dt)) throw new FormatError(file, 'edges', `the edges begin at ${start}, between two steps of ${dt} from ${raster.start} on.`);
  const skipped = Math.round((start - raster.start) / dt);
  if (skipped < 0 && traces.length > 0) throw new FormatError(file, 'edges', `the edges begin at ${start}, before the first value of a trace at ${raster.start}.`);
  return { ...raster, start, end, traces: cut(skipped) };

  function cut(from: number): Raster['traces'] {
    const most = Math.ceil((end - start) / (dt as number) - gridSlack);
    return traces.map(({ label, steps, values }) => {
      const to = Math.max(from, Math.min(steps, from + most));
      return { label, steps: to - from, values: values.slice(from * neurons, to * neurons) };
    }).filter(({ steps }) => steps > 0);
  }
}
