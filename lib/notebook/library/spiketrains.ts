/** Comparing spikes in cells: the functions of the room Compare, at one go. */
import { whole } from '../../numerics/pieces';
import { rasterOfSpikes, type Raster } from '../../recording/raster';
import { comparePair, type PairOptions, type PairReport } from '../../spiketrains/compare/pair';

/**
 * A raster of `[T, N]` numbers, time-major; more than 0 is a spike.
 * @throws {RangeError} another number of values
 */
export function rasterOf(name: string, spikes: ArrayLike<number>, steps: number, neurons: number): Raster {
  if (spikes?.length !== steps * neurons) throw new RangeError(`A raster of ${steps} steps × ${neurons} neurons needs ${steps * neurons} numbers, not ${spikes?.length}.`);
  return rasterOfSpikes(String(name), spikes, steps, neurons);
}

/** All values of two rasters, b against a as the reference. @throws {RangeError} as `comparePair` */
export const compare = (a: Raster, b: Raster, options: PairOptions = {}): PairReport => whole(comparePair(a, b, options));
