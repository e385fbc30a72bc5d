/** A pair closely, and all pairs at once. */
import { part, type Pieces } from '../../numerics/pieces';
import type { Raster } from '../../recording/raster';
import type { MeasureId } from '../../spiketrains/catalogue';
import { bootstrapInterval, bootstrapOfTables, type Interval } from '../../spiketrains/compare/bootstrap';
import { matchingOf } from '../../spiketrains/compare/matching';
import { distancesOf, measureMatrix } from '../../spiketrains/compare/matrix';
import { equalWindows, measureOf, neuronTables, neuronValues, windowValues } from '../../spiketrains/compare/measures';
import { comparePair, type PairOptions, type PairReport } from '../../spiketrains/compare/pair';
import { seriate } from '../../spiketrains/compare/seriation';
import { prepare } from '../../spiketrains/compare/settings';
import type { Jobs, PairAnswer } from './jobs';

/** Windows of the profile over time. */
const WINDOWS = 48;

/** How much the measure of a pair depends on which neurons were looked at. */
function* intervalOf(a: Raster, b: Raster, id: MeasureId, options: PairOptions): Pieces<Interval> {
  const measure = measureOf(id);
  if (measure.kind === 'grid') return yield* bootstrapOfTables(yield* part(neuronTables(a, b, options), 0, 0.5), measure.of);
  return yield* bootstrapInterval(yield* part(neuronValues(a, b, id, options), 0, 0.8));
}

/** @throws {RangeError} as `comparePair` */
export function* lookAtPair(a: Raster, b: Raster, measure: MeasureId, options: PairOptions): Pieces<PairAnswer> {
  const { frame } = prepare([a, b], options);
  // All that is drawn has its kind, also where only a part is measured.
  const all = prepare([a, b], { ...options, window: undefined, neurons: undefined });
  const report = yield* part(comparePair(a, b, options), 0, 0.5);
  const { kindsA, kindsB } = yield* part(matchingOf(all.rasters[0], all.rasters[1], all.frame, { within: all.within }), 0.5, 0.6);
  const interval = yield* part(intervalOf(a, b, measure, options), 0.6, 0.8);
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
