/** Rasters around events that repeat, all in one unit of time. */
import type { Pieces } from '../../numerics/pieces';
import { trainOf, type Raster } from '../../recording/raster';
import { alignTo, psth, trialRaster, type Psth } from '../../spiketrains/compare/aligned';
import { commonFrame, inFrame } from '../../spiketrains/compare/common';
import type { AlignedAnswer } from './jobs';

/** More would be neither seen nor quick: the first ones are taken. */
export const MOST_EVENTS = 10_000;

interface Around {
  readonly neurons: Uint32Array | null;
  readonly before: number;
  readonly after: number;
  readonly bin: number;
}

/**
 * @param events times in the common unit, or the neuron of a raster whose spikes are the events
 * @throws {RangeError} rasters without a common unit, events or times around them that make no sense
 */
export function* alignedAnswer(rasters: readonly Raster[], events: { readonly times: Float64Array } | { readonly raster: Raster; readonly neuron: number }, { neurons, ...around }: Around): Pieces<AlignedAnswer> {
  const frame = commonFrame('raster' in events ? [...rasters, events.raster] : rasters);
  const times = 'times' in events ? events.times : trainOf(inFrame(events.raster, frame), events.neuron);
  const first = times.slice(0, MOST_EVENTS);
  const psths: Psth[] = [];
  const trials: Raster[] = [];
  for (const [k, raster] of rasters.entries()) {
    yield k / rasters.length;
    const same = inFrame(raster, frame);
    const chosen = neurons ? neurons.filter((n) => n < same.neurons) : Uint32Array.from({ length: same.neurons }, (_, n) => n);
    psths.push(psth(same, chosen, first, around));
    yield (k + 0.5) / rasters.length;
    const one = chosen[0];
    // Only its train: a copy of all neurons' trials would be as many rasters as there are events.
    const alone = { ...same, neurons: 1, offsets: Uint32Array.of(0, trainOf(same, one).length), times: trainOf(same, one), traces: [] };
    trials.push({ ...trialRaster(same, alignTo(alone, first, around), 0), name: `${raster.name}, neuron ${one}` });
  }
  return { events: times.length, psths, trials };
}
