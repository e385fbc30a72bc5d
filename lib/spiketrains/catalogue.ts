/** The measures between two spike trains, with what a person has to know to choose one. */
import { countCorrelation } from './trains/correlation';
import { binCounts } from './trains/counts';
import { earthMovers } from './trains/earthMovers';
import { agreement, f1, hamming, hitTable, jaccard, mcc, precision, recall, type HitTable } from './trains/hits';
import { isiDistance, isiProfile } from './trains/isi';
import { spikeDistance, spikeProfile } from './trains/spike';
import { spikeSync, syncProfile } from './trains/sync';
import type { Edges, Profile, Train } from './trains/types';
import { vanRossum } from './trains/vanRossum';
import { victorPurpura } from './trains/victorPurpura';

export type MeasureId =
  | 'isi' | 'spike' | 'sync' | 'victorPurpura' | 'vanRossum' | 'vanRossumPaper' | 'earthMovers' | 'countCorrelation'
  | 'agreement' | 'hamming' | 'precision' | 'recall' | 'f1' | 'jaccard' | 'mcc';

/** What measures can be told: cost q per unit of time, time constant tau and width of a bin, both in the trains' unit. */
export type MeasureParameter = 'q' | 'tau' | 'bin';

export interface MeasureSettings extends Readonly<Record<MeasureParameter, number>> {
  readonly edges: Edges;
}

export interface Citation {
  /** Authors, year, title, where. */
  readonly text: string;
  /** Null where the work has none. */
  readonly doi: string | null;
}

interface Described {
  readonly id: MeasureId;
  readonly name: string;
  /** Which question it answers, in one sentence. */
  readonly question: string;
  /** Whether trains that are more alike have the lower or the higher value. */
  readonly better: 'low' | 'high';
  /** Least and largest value; null where there is no largest. */
  readonly range: readonly [number, number | null];
  /** `time`: in the trains' unit. */
  readonly unit: 'none' | 'time';
  readonly parameters: readonly MeasureParameter[];
  /** Whether a and b can be exchanged; where not, a is the reference. */
  readonly symmetric: boolean;
  readonly citation: Citation;
  /**
   * The value for two trains; not a number where it is not defined.
   * @throws {RangeError} a parameter out of range, a spike outside the edges
   */
  between(a: Train, b: Train, settings: MeasureSettings): number;
  /** Where in time the value comes from, of measures that are a mean over time or over spikes. */
  readonly profile?: { readonly kind: 'linear' | 'step'; of(a: Train, b: Train, edges: Edges): Profile };
}

/** Made for times. */
export interface TrainMeasure extends Described {
  readonly kind: 'train';
}

/** Counts cells of a grid, of one neuron or of many. */
export interface GridMeasure extends Described {
  readonly kind: 'grid';
  /** The value for a table of cells, of as many neurons as it counts. */
  of(table: HitTable): number;
}

export type Measure = TrainMeasure | GridMeasure;

const train = (measure: Omit<TrainMeasure, 'kind'>): TrainMeasure => ({ ...measure, kind: 'train' });

const grid = (measure: Omit<GridMeasure, 'kind' | 'unit' | 'parameters' | 'between'>): GridMeasure => ({
  ...measure,
  kind: 'grid',
  unit: 'none',
  parameters: ['bin'],
  between: (a, b, { edges, bin }) => measure.of(hitTable(binCounts(a, edges, bin), binCounts(b, edges, bin))),
});

const VAN_ROSSUM: Citation = {
  text: 'van Rossum MCW (2001). A novel spike distance. Neural Computation 13:751–763.',
  doi: '10.1162/089976601300014321',
};
const VAN_RIJSBERGEN: Citation = { text: 'van Rijsbergen CJ (1979). Information Retrieval, 2nd edition. Butterworths.', doi: null };

export const MEASURES: readonly Measure[] = [
  train({
    id: 'isi', name: 'ISI-distance', question: 'Do both fire at the same rate at the same time?',
    better: 'low', range: [0, 1], unit: 'none', parameters: [], symmetric: true,
    citation: {
      text: 'Kreuz T, Haas JS, Morelli A, Abarbanel HDI, Politi A (2007). Measuring spike train synchrony. Journal of Neuroscience Methods 165:151–161.',
      doi: '10.1016/j.jneumeth.2007.05.031',
    },
    between: (a, b, { edges }) => isiDistance(a, b, edges), profile: { kind: 'linear', of: isiProfile },
  }),
  train({
    id: 'spike', name: 'SPIKE-distance', question: 'How far, measured in their own intervals, do the spikes lie from each other?',
    better: 'low', range: [0, 1], unit: 'none', parameters: [], symmetric: true,
    citation: {
      text: 'Kreuz T, Chicharro D, Houghton C, Andrzejak RG, Mormann F (2013). Monitoring spike train synchrony. Journal of Neurophysiology 109:1457–1472.',
      doi: '10.1152/jn.00873.2012',
    },
    between: (a, b, { edges }) => spikeDistance(a, b, edges), profile: { kind: 'linear', of: spikeProfile },
  }),
  train({
    id: 'sync', name: 'SPIKE-synchronization', question: 'Which share of the spikes has a partner in the other train?',
    better: 'high', range: [0, 1], unit: 'none', parameters: [], symmetric: true,
    citation: {
      text: 'Kreuz T, Mulansky M, Bozanic N (2015). SPIKY: a graphical user interface for monitoring spike train synchrony. Journal of Neurophysiology 113:3432–3445.',
      doi: '10.1152/jn.00848.2014',
    },
    between: (a, b, { edges }) => spikeSync(a, b, edges), profile: { kind: 'step', of: syncProfile },
  }),
  train({
    id: 'victorPurpura', name: 'Victor–Purpura distance', question: 'What does it cost to turn one train into the other by moving, deleting and inserting spikes?',
    better: 'low', range: [0, null], unit: 'none', parameters: ['q'], symmetric: true,
    citation: {
      text: 'Victor JD, Purpura KP (1996). Nature and precision of temporal coding in visual cortex: a metric-space analysis. Journal of Neurophysiology 76:1310–1326.',
      doi: '10.1152/jn.1996.76.2.1310',
    },
    between: (a, b, { q }) => victorPurpura(a, b, q),
  }),
  train({
    id: 'vanRossum', name: 'van Rossum distance', question: 'How far apart are the trains after each spike has been given a tail that decays with τ?',
    better: 'low', range: [0, null], unit: 'none', parameters: ['tau'], symmetric: true, citation: VAN_ROSSUM,
    between: (a, b, { tau }) => vanRossum(a, b, tau),
  }),
  train({
    id: 'vanRossumPaper', name: 'van Rossum distance, as in the paper', question: 'How far apart are the trains after each spike has been given a tail that decays with τ, where one spike against none is 1/√2?',
    better: 'low', range: [0, null], unit: 'none', parameters: ['tau'], symmetric: true, citation: VAN_ROSSUM,
    between: (a, b, { tau }) => vanRossum(a, b, tau, 'paper'),
  }),
  train({
    id: 'earthMovers', name: 'Earth mover’s distance', question: 'How far on average must spikes move in time, however many there are?',
    better: 'low', range: [0, null], unit: 'time', parameters: [], symmetric: true,
    citation: {
      text: 'Sihn D, Kim S-P (2019). A spike train distance robust to firing rate changes based on the earth mover’s distance. Frontiers in Computational Neuroscience 13:82.',
      doi: '10.3389/fncom.2019.00082',
    },
    between: (a, b, { edges }) => earthMovers(a, b, edges),
  }),
  train({
    id: 'countCorrelation', name: 'Count correlation', question: 'Do the counts of spikes in the same bins rise and fall together?',
    better: 'high', range: [-1, 1], unit: 'none', parameters: ['bin'], symmetric: true,
    citation: { text: 'Cohen MR, Kohn A (2011). Measuring and interpreting neuronal correlations. Nature Neuroscience 14:811–819.', doi: '10.1038/nn.2842' },
    between: (a, b, { edges, bin }) => countCorrelation(binCounts(a, edges, bin), binCounts(b, edges, bin)),
  }),
  grid({
    id: 'agreement', name: 'Agreement', question: 'Which share of all cells, with and without spikes, is equal?',
    better: 'high', range: [0, 1], symmetric: true,
    citation: { text: 'Sokal RR, Michener CD (1958). A statistical method for evaluating systematic relationships. University of Kansas Science Bulletin 38:1409–1438.', doi: null },
    of: agreement,
  }),
  grid({
    id: 'hamming', name: 'Hamming distance', question: 'Which share of all cells, with and without spikes, differs?',
    better: 'low', range: [0, 1], symmetric: true,
    citation: { text: 'Hamming RW (1950). Error detecting and error correcting codes. Bell System Technical Journal 29:147–160.', doi: '10.1002/j.1538-7305.1950.tb00463.x' },
    of: hamming,
  }),
  grid({
    id: 'precision', name: 'Precision', question: 'Which share of b’s spikes does a have too?',
    better: 'high', range: [0, 1], symmetric: false, citation: VAN_RIJSBERGEN, of: precision,
  }),
  grid({
    id: 'recall', name: 'Recall', question: 'Which share of a’s spikes does b have too?',
    better: 'high', range: [0, 1], symmetric: false, citation: VAN_RIJSBERGEN, of: recall,
  }),
  grid({
    id: 'f1', name: 'F1 score', question: 'How well do the spikes of both cover each other, with precision and recall in one number?',
    better: 'high', range: [0, 1], symmetric: true,
    citation: { text: 'Dice LR (1945). Measures of the amount of ecologic association between species. Ecology 26:297–302.', doi: '10.2307/1932409' },
    of: f1,
  }),
  grid({
    id: 'jaccard', name: 'Jaccard index', question: 'Which share of the cells with a spike in either has one in both?',
    better: 'high', range: [0, 1], symmetric: true,
    citation: { text: 'Jaccard P (1912). The distribution of the flora in the alpine zone. New Phytologist 11:37–50.', doi: '10.1111/j.1469-8137.1912.tb05611.x' },
    of: jaccard,
  }),
  grid({
    id: 'mcc', name: 'Matthews correlation', question: 'How much better than by chance, silence included, do the cells agree?',
    better: 'high', range: [-1, 1], symmetric: true,
    citation: {
      text: 'Matthews BW (1975). Comparison of the predicted and observed secondary structure of T4 phage lysozyme. Biochimica et Biophysica Acta 405:442–451.',
      doi: '10.1016/0005-2795(75)90109-9',
    },
    of: mcc,
  }),
];
