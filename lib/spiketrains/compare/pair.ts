/** Everything that is measured of two rasters. */
import type { Raster, TimeUnit } from '../../recording/raster';
import type { Pieces } from '../../numerics/pieces';
import { count, plural } from '../../numerics/words';
import type { MeasureId } from '../catalogue';
import { agreement, f1, hamming, jaccard, mcc, precision, recall } from '../trains/hits';
import { quoted } from '../report/words';
import { Average } from './average';
import { cellMatcher, tableOf } from './cells';
import { trainIn } from './common';
import { CellTotals } from './matching';
import { correlatePopulations, Population } from './population';
import { betweenTrains, measureOf } from './measures';
import { prepare, type PairOptions } from './settings';

export type { PairOptions } from './settings';

/** The measures of two trains that a report holds, in its order. */
export const TRAIN_VALUES = ['isi', 'spike', 'sync', 'victorPurpura', 'vanRossum', 'earthMovers'] as const satisfies readonly MeasureId[];
export type TrainValue = (typeof TRAIN_VALUES)[number];

export interface NeuronReport extends Readonly<Record<TrainValue, number>> {
  readonly neuron: number;
  /** Spikes of a and of b. */
  readonly na: number;
  readonly nb: number;
}

/** Times and rates are in `unit`; values of measures are means over neurons where not said otherwise. */
export interface PairReport extends Readonly<Record<TrainValue, number>> {
  readonly a: string;
  readonly b: string;
  /** What the reader should know: where the rasters differ in form. */
  readonly notes: readonly string[];
  readonly unit: TimeUnit;
  readonly edges: readonly [start: number, end: number];
  readonly dt: number;
  readonly steps: number;
  /** How many neurons were compared. */
  readonly neurons: number;
  readonly q: number;
  readonly tau: number;
  readonly within: number;
  /** Of the steps × neurons cells: the share in which both fire or both are silent. */
  readonly agreement: number;
  /** The agreement expected of independent trains with these rates: mean over neurons of r·s + (1 − r)(1 − s). */
  readonly chance: number;
  /** All trains have the same times, to the last bit; cells can be equal where times are not. */
  readonly identical: boolean;
  /** Cells; a cell with a spike or more is one. */
  readonly bothSpikes: number;
  readonly onlyA: number;
  readonly onlyB: number;
  /** Pairs of cells of `onlyA` and `onlyB` up to `within` steps apart. */
  readonly shifted: number;
  /** Mean of step of b − step of a over those pairs; NaN where there are none. */
  readonly meanShift: number;
  /** First step, then first neuron, at which the cells differ; null where none does. Steps count from the start of what was observed. */
  readonly firstDivergenceStep: number | null;
  readonly firstDivergenceNeuron: number | null;
  readonly firstDivergenceTime: number | null;
  /** Of b, with a as the reference. */
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly jaccard: number;
  readonly mcc: number;
  readonly hamming: number;
  /** Spikes, several in a cell counted each. */
  readonly spikesA: number;
  readonly spikesB: number;
  /** Spikes per neuron and unit of time. */
  readonly rateA: number;
  readonly rateB: number;
  /** Pearson correlation of the population's spike counts in bins of `populationBin`. */
  readonly countCorrelation: number;
  /** The largest value of the cross-correlation of those counts, and at which lag; a positive one says that b follows a. */
  readonly crossCorrelation: { readonly peak: number; readonly lag: number };
  /** The grid step, or a multiple of it where there are more steps than bins. */
  readonly populationBin: number;
  readonly perNeuron: readonly NeuronReport[];
}

/** Cell by cell measures see less than the trains hold. */
const severalInCell = (name: string, spikes: number, filled: number): string => `${quoted(name)} holds ${count(spikes)} spikes in ${plural(filled, 'cell')}: several in one cell count once cell by cell, and each in the measures of trains.`;

/** Spikes of one piece of the work; each is looked at by all measures. */
const PIECE_SPIKES = 20_000;
/** A report for people and tables; the means are over all neurons all the same. */
const MOST_LISTED = 100_000;

/**
 * Compares two rasters.
 *
 * @throws {RangeError} in one sentence, where they have no common frame (`commonFrame`) or an option is out of range
 */
export function* comparePair(a: Raster, b: Raster, options: PairOptions = {}): Pieces<PairReport> {
  const { frame, rasters: [first, second], neurons, within, settings } = prepare([a, b], options);
  const { steps, dt, unit, edges } = frame;
  const match = cellMatcher(first, second, frame, within);
  const cells = new CellTotals();
  const chance = new Average();
  const measures = TRAIN_VALUES.map((id) => betweenTrains(measureOf(id), settings));
  const means = measures.map(() => new Average());
  const [populationA, populationB] = [new Population(frame), new Population(frame)];
  const perNeuron: NeuronReport[] = [];
  let [spikesA, spikesB, work] = [0, 0, 0];
  let identical = true;

  for (const [k, neuron] of neurons.entries()) {
    const [trainA, trainB] = [trainIn(first, neuron, frame), trainIn(second, neuron, frame)];
    const [na, nb] = [trainA.length, trainB.length];
    identical &&= na === nb && trainA.every((time, place) => time === trainB[place]);
    const counts = match(neuron);
    cells.add(neuron, counts);
    const [r, s] = [(counts.both + counts.onlyA) / steps, (counts.both + counts.onlyB) / steps];
    chance.add(r * s + (1 - r) * (1 - s));
    populationA.add(trainA);
    populationB.add(trainB);
    spikesA += na;
    spikesB += nb;
    const values = {} as Record<TrainValue, number>;
    for (const [m, id] of TRAIN_VALUES.entries()) {
      values[id] = measures[m](trainA, trainB);
      means[m].add(values[id]);
      work += (64 + na + nb) / TRAIN_VALUES.length;
      if (work < PIECE_SPIKES) continue;
      work = 0;
      yield k / neurons.length;
    }
    if (k < MOST_LISTED) perNeuron.push({ neuron, ...values, na, nb });
  }

  const { both, onlyA, onlyB, shifted, meanShift } = cells;
  const table = tableOf(cells, steps * neurons.length);
  const divergence = cells.divergence(frame);
  const crowded = [[a.name, spikesA, both + onlyA], [b.name, spikesB, both + onlyB]].flatMap(([name, spikes, filled]) => (Number(spikes) > Number(filled) ? [severalInCell(String(name), Number(spikes), Number(filled))] : []));
  const exposure = neurons.length * (edges[1] - edges[0]);
  return {
    a: a.name,
    b: b.name,
    notes: neurons.length > MOST_LISTED ? [...frame.notes, ...crowded, `Values of single neurons are kept of the first ${count(MOST_LISTED)}; means are over all ${count(neurons.length)}.`] : [...frame.notes, ...crowded],
    unit, edges, dt, steps, neurons: neurons.length, q: settings.q, tau: settings.tau, within,
    agreement: agreement(table),
    chance: chance.mean,
    identical,
    bothSpikes: both, onlyA, onlyB, shifted, meanShift,
    firstDivergenceStep: divergence?.step ?? null,
    firstDivergenceNeuron: divergence?.neuron ?? null,
    firstDivergenceTime: divergence?.time ?? null,
    precision: precision(table),
    recall: recall(table),
    f1: f1(table),
    jaccard: jaccard(table),
    mcc: mcc(table),
    hamming: hamming(table),
    spikesA, spikesB,
    rateA: spikesA / exposure,
    rateB: spikesB / exposure,
    ...correlatePopulations(populationA, populationB),
    ...(Object.fromEntries(TRAIN_VALUES.map((id, m) => [id, means[m].mean])) as Record<TrainValue, number>),
    perNeuron,
  };
}
