/** Figures of spikes as plain data: what each of them is drawn from. */
import type { Raster } from '@/lib/recording/raster';

export type TimeWindow = readonly [from: number, to: number];

export interface SpikeSource {
  readonly id: string;
  /** As people know it; stands on its band or in the key. */
  readonly label: string;
  readonly raster: Raster;
  /** Place in the list of sources: decides the colour. */
  readonly place: number;
  /** One a spike of `raster.times`: 0 in both, 1 only here, 2 shifted; for the layout `difference`. */
  readonly kinds?: Uint8Array;
}

export type RasterLayout = 'stack' | 'overlay' | 'difference' | 'interleaved';

export interface RastersSpec {
  readonly figure: 'rasters';
  /** What it is, in a few words. */
  readonly label: string;
  readonly layout: RasterLayout;
  readonly sources: readonly SpikeSource[];
  /** Neurons from top to bottom; all in order of index where null. */
  readonly order: Uint32Array | null;
  readonly window: TimeWindow;
  /** Of time, as it is written: `ms`. */
  readonly unit: string;
  /** Where the sources first differ: a small flag. */
  readonly divergence?: { readonly time: number; readonly neuron: number; /** Ids of the sources that part there, where more are shown. */ readonly of?: readonly string[] } | null;
}

/** Spikes of each bin of time, for each neuron that counts: one line a source. */
export interface RateSpec {
  readonly figure: 'rate';
  readonly label: string;
  readonly sources: readonly SpikeSource[];
  /** Neurons that count; all where null. */
  readonly order: Uint32Array | null;
  readonly window: TimeWindow;
  /** Width of a bin, in `unit`; the raster's start is an edge. */
  readonly bin: number;
  readonly unit: string;
}

export interface BarSeries {
  readonly label: string;
  readonly place: number;
  /** Left edge or centre of each bin, rising; with one more entry than `y`, all edges. */
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** Histograms, correlograms, PSTHs: outlines over each other. */
export interface BarsSpec {
  readonly figure: 'bars';
  readonly label: string;
  readonly series: readonly BarSeries[];
  readonly xLabel: string;
  readonly yLabel: string;
  /** What `x` says of a bin. Default `left`. */
  readonly bins?: 'left' | 'centre';
  /** A line at x = 0. */
  readonly zero?: boolean;
}

/** A measure of every pair of K sources. */
export interface PairsSpec {
  readonly figure: 'pairs';
  readonly label: string;
  readonly labels: readonly string[];
  /** `[K, K]`, row by row; NaN where the measure is not defined. */
  readonly values: Float64Array;
  /** Sources from top to bottom and from left to right. */
  readonly order: Uint32Array;
  /** What was measured: `SPIKE-distance`. */
  readonly name: string;
  /** Which end means alike. */
  readonly better: 'low' | 'high';
  /** Ends of the measure; the greatest value there is where the upper one is null. */
  readonly range: readonly [number, number | null];
  /** Decimals in the cells. Default 2. */
  readonly digits?: number;
}

export interface ProfileLine {
  readonly label: string;
  readonly place: number;
  /** Rising; a repeated x is a jump. */
  readonly x: Float64Array;
  /** `step`: `y[k]` holds from `x[k]` to the next; x may have one more entry, the end. */
  readonly y: Float64Array;
  readonly kind: 'linear' | 'step';
}

/** A measure over time. */
export interface ProfileSpec {
  readonly figure: 'profile';
  readonly label: string;
  readonly lines: readonly ProfileLine[];
  readonly window: TimeWindow;
  /** Name of the axis of time, with its unit: `time (ms)`. */
  readonly xLabel: string;
  readonly yLabel: string;
  /** A range of y to be measured against, such as what chance gives: a quiet band. */
  readonly interval?: { readonly from: number; readonly to: number; readonly label: string } | null;
}

export interface TraceLine {
  readonly label: string;
  readonly place: number;
  /** Time of the first value and from each to the next. */
  readonly start: number;
  readonly dt: number;
  readonly values: Float32Array;
}

/** What was recorded of one neuron beside its spikes, such as the membrane potential. */
export interface TracesSpec {
  readonly figure: 'traces';
  readonly label: string;
  readonly lines: readonly TraceLine[];
  /** Ticks above the lines, one row each. */
  readonly spikes: readonly { readonly place: number; readonly times: Float64Array }[];
  readonly window: TimeWindow;
  readonly unit: string;
  readonly yLabel: string;
  readonly threshold?: number | null;
}

export type SpikeSpec = RastersSpec | RateSpec | BarsSpec | PairsSpec | ProfileSpec | TracesSpec;

/** A place on the axis across; in rasters with the neuron, the place in `sources` and the row from the top. */
export interface AcrossPoint {
  /** Time; in `bars` the lag or interval in the middle of a bin. */
  readonly time: number;
  readonly neuron?: number;
  /** Place in `sources`. */
  readonly source?: number;
  readonly row?: number;
}

/** A cell of a matrix of pairs. */
export interface PairPoint {
  /** Places in `labels`: row, column. */
  readonly pair: readonly [row: number, column: number];
}

export type SpikePoint = AcrossPoint | PairPoint;
