/** In which order the neurons of a raster are shown. All sorts are stable: what is equal stays in order of index. */
import { trainOf, type Raster } from '../../recording/raster';
import { part, type Pieces } from '../../numerics/pieces';
import { count, plural } from '../../numerics/words';
import { parseLabels } from './labels';
import { distancesOf, trainMatrix } from './matrix';
import { MOST_OPTIMAL, seriate } from './seriation';

export const ORDERS = ['index', 'first-spike', 'rate', 'similarity', 'labels'] as const;
export type OrderBy = (typeof ORDERS)[number];

export interface RowOrder {
  /** Neurons from top to bottom, `[N]`. */
  readonly order: Uint32Array;
  /** What was done, in a sentence. */
  readonly note: string;
}

const indices = (neurons: number): Uint32Array => Uint32Array.from({ length: neurons }, (_, n) => n);

/** Neurons in ascending order of a key. */
function sortedBy(keys: Float64Array): Uint32Array {
  // Infinity − Infinity would be no number.
  return indices(keys.length).sort((m, n) => (keys[m] < keys[n] ? -1 : keys[m] > keys[n] ? 1 : m - n));
}

const keysOf = (raster: Raster, key: (train: Float64Array) => number): Float64Array => Float64Array.from({ length: raster.neurons }, (_, n) => key(trainOf(raster, n)));

/** Neurons by when they first fire; those that never do come last. */
export const byFirstSpike = (raster: Raster): Uint32Array => sortedBy(keysOf(raster, (train) => (train.length > 0 ? train[0] : Infinity)));

/** Neurons by how often they fire, the most often first. */
export const byRate = (raster: Raster): Uint32Array => sortedBy(keysOf(raster, (train) => -train.length));

/** Neurons by the mean time of their spikes; those without any come last. */
export const byMeanTime = (raster: Raster): Uint32Array =>
  sortedBy(keysOf(raster, (train) => (train.length > 0 ? train.reduce((sum, time) => sum + time, 0) / train.length : Infinity)));

/** Neurons by label, in the order of the alphabet and with numbers by their value; those without one come last. */
export function byLabels(labels: readonly (string | null)[]): Uint32Array {
  const { compare } = new Intl.Collator('en', { numeric: true });
  return indices(labels.length).sort((m, n) => {
    const [a, b] = [labels[m], labels[n]];
    if (a === null || b === null) return Number(a === null) - Number(b === null) || m - n;
    return compare(a, b) || m - n;
  });
}

/**
 * Neurons so that those that fire alike stand side by side: the SPIKE-distance of all pairs, seriated. Of more than 400
 * neurons the pairs would be too many, and their order is that of the mean time of their spikes.
 */
export function* bySimilarity(raster: Raster): Pieces<Uint32Array> {
  if (raster.neurons > MOST_OPTIMAL) return byMeanTime(raster);
  const trains = Array.from({ length: raster.neurons }, (_, n) => trainOf(raster, n));
  const bin = raster.dt ?? raster.end - raster.start;
  const matrix = yield* part(trainMatrix(trains, 'spike', { edges: [raster.start, raster.end], q: 0, tau: 0, bin }), 0, 0.9);
  return seriate(distancesOf(matrix), raster.neurons);
}

/**
 * The order of a raster's neurons.
 *
 * @param labels text of a list of labels (`parseLabels`), for `labels`
 * @throws {RangeError} as `parseLabels`; an order that is none
 */
export function* orderNeurons(raster: Raster, by: OrderBy, labels = ''): Pieces<RowOrder> {
  switch (by) {
    case 'index':
      return { order: indices(raster.neurons), note: 'Neurons in order of their number.' };
    case 'first-spike':
      return { order: byFirstSpike(raster), note: 'Neurons by their first spike, silent ones last.' };
    case 'rate':
      return { order: byRate(raster), note: 'Neurons by how often they fire, the most often first.' };
    case 'similarity': {
      const order = yield* bySimilarity(raster);
      return {
        order,
        note: raster.neurons > MOST_OPTIMAL
          ? `Neurons by the mean time of their spikes: ${count(raster.neurons)} are too many to compare each with each, which is done up to ${count(MOST_OPTIMAL)}.`
          : 'Neurons that fire alike side by side: the SPIKE-distance of all pairs, clustered and put in the best order of the tree.',
      };
    }
    case 'labels': {
      const known = parseLabels(labels, raster.neurons);
      const without = known.filter((label) => label === null).length;
      return { order: byLabels(known), note: `Neurons by label${without > 0 ? `; ${plural(without, 'neuron')} without one come${without === 1 ? 's' : ''} last` : ''}.` };
    }
    default:
      throw new RangeError(`Neurons are ordered by ${ORDERS.join(', ')}; “${String(by)}” is none of them.`);
  }
}
