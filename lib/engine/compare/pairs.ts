/** A pair closely, and all pairs at once. */
import { part, type Pieces } from '../../numerics/pieces';
import type { Raster } from '../../recording/raster';
import type { MeasureId } from '../../spiketrains/catalogue';
import { bootstrapInterval } from '../../spiketrains/compare/bootstrap';
import { matchingOf } from '../../spiketrains/compare/matching';
import { distancesOf, measureMatrix } from '../../spiketrains/compare/matrix';
import { equalWindows, neuronValues, windowValues } from '../../spiketrains/compare/measures';
import { comparePair, type PairOptions, type PairReport } from '../../spiketrains/compare/pair';
import { seriate } from '../../spiketrains/compare/seriation';
import { prepare } from '../../spiketrains/compare/settings';
import type { Jobs, PairAnswer } from './jobs';

/** Windows of the profile over time. */
const WINDOWS = 48;

/** @throws {RangeError} as `comparePair` */
export function* lookAtPair(a: Raster, b: Raster, measure: MeasureId, options: PairOptions): Pieces<PairAnswer> {
  const { frame } = prepare([a, b], options);
  // All that is drawn has its kind, also where only a part is measured.
  const all = prepare([a, b], { ...options, window: undefined, neurons: undefined });
  const report = yield* part(comparePair(a, b, options), 0, 0.5);
  const { kindsA, kindsB } = yield* part(matchingOf(all.rasters[0], all.rasters[1], all.frame, { within: all.within }), 0.5, 0.6);
  const neurons = yield* part(neuronValues(a, b, measure, options), 0.6, 0.75);
  const interval = yield* part(bootstrapInterval(neurons), 0.75, 0.8);
  const edges = equalWindows(frame, WINDOWS);
  const values = yield* part(windowValues(a, b, measure, edges, options), 0.8, 1);
  return { report, kindsA, kindsB, windows: { edges, values }, interval };
}

/** @throws {RangeError} as `measureMatrix` */
export function* seriatedMatrix(rasters: readonly Raster[], measure: MeasureId, options: PairOptions): Pieces<Jobs['matrix']['answer']> {
  const matrix = yield* measureMatrix(rasters, measure, options);
  return { values: matrix.values, order: seriate(distancesOf(matrix), matrix.size), notes: matrix.notes };
}

/** Reports of each two rasters, in their order. */
export function* reportsOf(rasters: readonly Raster[], options: PairOptions): Pieces<PairReport[]> {
  const pairs = rasters.flatMap((a, k) => rasters.slice(k + 1).map((b) => [a, b] as const));
  const reports: PairReport[] = [];
  for (const [k, [a, b]] of pairs.entries()) reports.push(yield* part(comparePair(a, b, options), k / pairs.length, (k + 1) / pairs.length));
  return reports;
}
