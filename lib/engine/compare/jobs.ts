/** What the Compare page asks of its worker, and what it gets: one entry a job. Plain data and typed arrays. */
import type { SpikeOptions, SpikeReading } from '../../formats/spikes/types';
import type { NirGraph } from '../../nir/types';
import type { Raster, TimeUnit } from '../../recording/raster';
import type { MeasureId } from '../../spiketrains/catalogue';
import type { Psth } from '../../spiketrains/compare/aligned';
import type { Interval } from '../../spiketrains/compare/bootstrap';
import type { OrderBy, RowOrder } from '../../spiketrains/compare/rows';
import type { PairOptions, PairReport } from '../../spiketrains/compare/pair';
import type { Selection, SelectionSettings } from './selection';

/** A file that was read: spikes, or a network that makes some. */
export type ReadFile =
  | {
      readonly kind: 'spikes';
      readonly reading: SpikeReading;
      /** Options of an earlier file like it were used. */
      readonly remembered: boolean;
    }
  | { readonly kind: 'graph'; readonly graph: NirGraph };

/** Times, in the common unit, or the spikes of one neuron of a source. */
export type AlignedEvents = { readonly times: Float64Array } | { readonly id: string; readonly neuron: number };

export interface AlignedAnswer {
  /** Events, in the common unit. */
  readonly events: number;
  /** The rasters that have a chosen neuron: the others are left out. */
  readonly ids: readonly string[];
  /** In the order of `ids`. */
  readonly psths: readonly Psth[];
  /** Of the chosen neurons the one with the most spikes, whose trials are shown. */
  readonly neuron: number;
  /** Of each its trials: a row an event, times from it. */
  readonly trials: readonly Raster[];
}

/** Everything about two rasters. */
export interface PairAnswer {
  readonly report: PairReport;
  /** Per spike of a and of b: 0 in both, 1 only here, 2 shifted. */
  readonly kindsA: Uint8Array;
  readonly kindsB: Uint8Array;
  /** The chosen measure in equal windows of the whole span. */
  readonly windows: { readonly edges: Float64Array; readonly values: Float64Array };
  /** Interval of the mean of the chosen measure over neurons. */
  readonly interval: Interval;
}

/** How a network of a .nir file is run. */
export interface NirSettings {
  /** Seconds of one step; null where the graph counts in steps. */
  readonly dt: number | null;
  readonly discretisation: 'euler' | 'exact';
  readonly reset: 'zero' | 'subtract';
  /** A trace or the spikes of a source, or generated Poisson input. */
  readonly input:
    | { readonly kind: 'trace'; readonly source: string; readonly trace: number }
    /** Spikes that lie on no step are counted in bins, of `bin` in the source's unit. */
    | { readonly kind: 'spikes'; readonly source: string; readonly bin: number | null }
    | { readonly kind: 'generated'; readonly steps: number; readonly rate: number; readonly amplitude: number; readonly seed: number };
}

export interface Jobs {
  /** Reads a file and keeps its raster under an id. */
  read: { ask: { id: string; file: File; options: SpikeOptions; remembered: Readonly<Record<string, SpikeOptions>> }; answer: ReadFile };
  /** Keeps a raster that the page has from elsewhere. */
  put: { ask: { id: string; raster: Raster }; answer: null };
  /** What a raster is called in reports. */
  name: { ask: { id: string; name: string }; answer: null };
  drop: { ask: { id: string }; answer: null };
  /** A generated example: one input, several conventions of one neuron, and PSU. */
  example: { ask: null; answer: readonly Raster[] };
  pair: { ask: { a: string; b: string; measure: MeasureId; options: PairOptions }; answer: PairAnswer };
  /** Reports of all pairs, for tables. */
  reports: { ask: { ids: readonly string[]; options: PairOptions }; answer: readonly PairReport[] };
  matrix: { ask: { ids: readonly string[]; measure: MeasureId; options: PairOptions }; answer: { values: Float64Array; order: Uint32Array; notes: readonly string[] } };
  /** The chosen neurons of some rasters, in the time that the options leave; the first two are correlated with one another. */
  selection: { ask: { ids: readonly string[]; settings: SelectionSettings; options: PairOptions }; answer: Selection };
  /** Rasters about given times; or about the spikes of one neuron of one of them. */
  aligned: { ask: { ids: readonly string[]; events: AlignedEvents; neurons: Uint32Array | null; before: number; after: number; bin: number; unit?: TimeUnit }; answer: AlignedAnswer };
  order: { ask: { id: string; by: OrderBy; labels?: string }; answer: RowOrder };
  'run-nir': { ask: { graph: NirGraph; name: string; settings: NirSettings }; answer: { rasters: readonly Raster[]; notes: readonly string[] } };
}

export type JobName = keyof Jobs;

export type ToCompare = { [K in JobName]: { readonly job: K; readonly request: number; readonly ask: Jobs[K]['ask'] } }[JobName] | { readonly job: 'cancel'; readonly request: number };

export type FromCompare =
  | { readonly type: 'progress'; readonly request: number; readonly done: number }
  | { readonly type: 'done'; readonly request: number; readonly answer: Jobs[JobName]['answer'] }
  | { readonly type: 'failed'; readonly request: number; readonly message: string; readonly cancelled: boolean };
