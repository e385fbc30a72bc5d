/** A measure of all pairs: of several rasters, or of several trains. */
import type { Measure, MeasureId, MeasureSettings } from '../catalogue';
import type { Raster } from '../../recording/raster';
import { part, type Pieces } from '../../numerics/pieces';
import type { Train } from '../trains/types';
import { measureOf, valueOf } from './measures';
import { prepare, type PairOptions } from './settings';

export interface PairMatrix {
  readonly measure: MeasureId;
  /** Of rasters or trains. */
  readonly size: number;
  /** `[size, size]`, row by row: row a, column b, the diagonal included. */
  readonly values: Float64Array;
  /** Where the rasters differ in form, in sentences. */
  readonly notes: readonly string[];
}

/** Pairs that have to be computed: of a symmetric measure those on and above the diagonal. */
function* pairsOf(size: number, symmetric: boolean): Generator<readonly [i: number, j: number]> {
  for (let i = 0; i < size; i++) for (let j = symmetric ? i : 0; j < size; j++) yield [i, j];
}

const pairCount = (size: number, symmetric: boolean): number => (symmetric ? (size * (size + 1)) / 2 : size * size);

function put(values: Float64Array, size: number, { symmetric }: Measure, i: number, j: number, value: number): void {
  values[i * size + j] = value;
  if (symmetric) values[j * size + i] = value;
}

/**
 * A measure of each two of several rasters, in one frame for all: of trains the mean over neurons, of a grid the value of all cells.
 *
 * @throws {RangeError} as `comparePair`
 */
export function* measureMatrix(rasters: readonly Raster[], id: MeasureId, options: PairOptions = {}): Pieces<PairMatrix> {
  const measure = measureOf(id);
  const prepared = prepare(rasters, options);
  const size = rasters.length;
  const values = new Float64Array(size * size);
  const pairs = pairCount(size, measure.symmetric);
  let done = 0;
  for (const [i, j] of pairsOf(size, measure.symmetric)) {
    const value = yield* part(valueOf(measure, prepared.rasters[i], prepared.rasters[j], prepared), done / pairs, (done + 1) / pairs);
    put(values, size, measure, i, j, value);
    yield ++done / pairs;
  }
  return { measure: id, size, values, notes: prepared.frame.notes };
}

/** Spikes of one piece of the work. */
const PIECE_SPIKES = 50_000;

/** A measure of each two of several trains. */
export function* trainMatrix(trains: readonly Train[], id: MeasureId, settings: MeasureSettings): Pieces<PairMatrix> {
  const measure = measureOf(id);
  const size = trains.length;
  const values = new Float64Array(size * size);
  const pairs = pairCount(size, measure.symmetric);
  let [done, work] = [0, 0];
  for (const [i, j] of pairsOf(size, measure.symmetric)) {
    put(values, size, measure, i, j, measure.between(trains[i], trains[j], settings));
    done++;
    work += 64 + trains[i].length + trains[j].length;
    if (work < PIECE_SPIKES) continue;
    work = 0;
    yield done / pairs;
  }
  return { measure: id, size, values, notes: [] };
}

/** A matrix as distances, for `seriate`: values of which the higher are more alike are taken from the highest there can be. */
export function distancesOf({ measure, values }: PairMatrix): Float64Array {
  const { better, range: [, highest] } = measureOf(measure);
  return better === 'low' ? values : values.map((value) => (highest ?? 0) - value);
}
