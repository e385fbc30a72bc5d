/** What a report says of a pair, value by value. */
import type { PairReport } from '../compare/pair';

export interface Column {
  /** Name in files that programs read. */
  readonly key: string;
  /** Head of the column in a table for people. */
  readonly title: string;
  readonly of: (report: PairReport) => string | number | null;
  /** Whether it stands in the short table for people; files for programs hold all. */
  readonly short: boolean;
}

const column = (key: string, title: string, of: Column['of'], short = false): Column => ({ key, title, of, short });

export const COLUMNS: readonly Column[] = [
  column('a', 'a', (r) => r.a, true),
  column('b', 'b', (r) => r.b, true),
  column('neurons', 'neurons', (r) => r.neurons),
  column('steps', 'steps', (r) => r.steps),
  column('dt', 'step', (r) => r.dt),
  column('unit', 'unit', (r) => r.unit),
  column('start', 'start', (r) => r.edges[0]),
  column('end', 'end', (r) => r.edges[1]),
  column('spikesA', 'spikes of a', (r) => r.spikesA),
  column('spikesB', 'spikes of b', (r) => r.spikesB),
  column('rateA', 'rate of a', (r) => r.rateA),
  column('rateB', 'rate of b', (r) => r.rateB),
  column('agreement', 'agreement', (r) => r.agreement, true),
  column('chance', 'by chance', (r) => r.chance, true),
  column('bothSpikes', 'both', (r) => r.bothSpikes, true),
  column('onlyA', 'only a', (r) => r.onlyA, true),
  column('onlyB', 'only b', (r) => r.onlyB, true),
  column('within', 'within', (r) => r.within),
  column('shifted', 'shifted', (r) => r.shifted, true),
  column('meanShift', 'mean shift', (r) => r.meanShift),
  column('firstDivergenceStep', 'first differ at', (r) => r.firstDivergenceStep, true),
  column('firstDivergenceNeuron', 'in neuron', (r) => r.firstDivergenceNeuron),
  column('firstDivergenceTime', 'at time', (r) => r.firstDivergenceTime),
  column('precision', 'precision', (r) => r.precision),
  column('recall', 'recall', (r) => r.recall),
  column('f1', 'F1', (r) => r.f1, true),
  column('jaccard', 'Jaccard', (r) => r.jaccard),
  column('mcc', 'MCC', (r) => r.mcc, true),
  column('hamming', 'Hamming', (r) => r.hamming),
  column('isi', 'ISI', (r) => r.isi, true),
  column('spike', 'SPIKE', (r) => r.spike, true),
  column('sync', 'SPIKE-sync', (r) => r.sync, true),
  column('q', 'q', (r) => r.q),
  column('victorPurpura', 'Victor–Purpura', (r) => r.victorPurpura, true),
  column('tau', 'τ', (r) => r.tau),
  column('vanRossum', 'van Rossum', (r) => r.vanRossum, true),
  column('earthMovers', 'earth mover’s', (r) => r.earthMovers),
  column('countCorrelation', 'count correlation', (r) => r.countCorrelation),
  column('populationBin', 'bin', (r) => r.populationBin),
  column('crossCorrelationPeak', 'peak of the cross-correlation', (r) => r.crossCorrelation.peak),
  column('crossCorrelationLag', 'at lag', (r) => r.crossCorrelation.lag),
];

export const SHORT_COLUMNS = COLUMNS.filter(({ short }) => short);
