/** Rasters around events that repeat, all in one unit of time. */
import { part, type Pieces } from '../../numerics/pieces';
import { trainOf, type Raster, type TimeUnit } from '../../recording/raster';
import { alignTo, psthInPieces, trialRaster, type Psth } from '../../spiketrains/compare/aligned';
import { commonFrame, inFrame } from '../../spiketrains/compare/common';
import type { AlignedAnswer } from './jobs';

/** More would be neither seen nor quick: the first ones are taken. */
const MOST_EVENTS = 10_000;

interface Around {
  /** Neurons by number; all where null. */
  readonly neurons: Uint32Array | null;
  /** In `unit`, or in the unit that the rasters have in common. */
  readonly before: number;
  readonly after: number;
  readonly bin: number;
  readonly unit?: TimeUnit;
}

type Events = { readonly times: Float64Array } | { readonly raster: Raster; readonly neuron: number };

/** Of the chosen neurons the one with the most spikes in all rasters: trials of a silent one would show nothing. */
function busiest(rasters: readonly Raster[], neurons: Uint32Array | null): number {
  const most = Math.min(...rasters.map((raster) => raster.neurons));
  const chosen = neurons ?? Uint32Array.from({ length: most }, (_, n) => n);
  const spikes = (n: number) => rasters.reduce((sum, { offsets }) => sum + (n + 1 < offsets.length ? offsets[n + 1] - offsets[n] : 0), 0);
  return chosen.reduce((best, n) => (spikes(n) > spikes(best) ? n : best), chosen[0] ?? 0);
}

/**
 * @param sources rasters by id
 * @param events times in the common unit, or the neuron of a raster whose spikes are the events
 * @throws {RangeError} rasters without a common unit, events or times around them that make no sense
 */
export function* alignedAnswer(sources: readonly (readonly [id: string, raster: Raster])[], events: Events, { neurons, unit, ...around }: Around): Pieces<AlignedAnswer> {
  const rasters = sources.map(([, raster]) => raster);
  const frame = commonFrame('raster' in events ? [...rasters, events.raster] : rasters, { unit });
  const times = 'times' in events ? events.times : trainOf(inFrame(events.raster, frame), events.neuron);
  const first = times.slice(0, MOST_EVENTS);
  const shown = busiest(rasters, neurons);
  const ids: string[] = [];
  const psths: Psth[] = [];
  const trials: Raster[] = [];
  for (const [k, [id, raster]] of sources.entries()) {
    const same = inFrame(raster, frame);
    const chosen = neurons ? neurons.filter((n) => n < same.neurons) : Uint32Array.from({ length: same.neurons }, (_, n) => n);
    if (chosen.length === 0 || shown >= same.neurons) continue;
    ids.push(id);
    psths.push(yield* part(psthInPieces(same, chosen, first, around), k / sources.length, (k + 1) / sources.length));
    // Only one neuron's trials: those of all would be as many rasters as there are events.
    const train = trainOf(same, shown);
    const alone = { ...same, neurons: 1, offsets: Uint32Array.of(0, train.length), times: train, traces: [] };
    trials.push({ ...trialRaster(same, alignTo(alone, first, around), 0), name: `${raster.name}, neuron ${shown}` });
  }
  return { events: times.length, ids, psths, trials, neuron: shown };
}
