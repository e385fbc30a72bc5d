/** What the chosen neurons of each raster do in a stretch of time: intervals, regularity, correlograms. */
import type { Pieces } from '../../numerics/pieces';
import type { Raster } from '../../recording/raster';
import { trainIn, type Frame } from '../../spiketrains/compare/common';
import { autoCorrelogram, crossCorrelogram, isiHistogram, longestOf, type Correlogram, type Histogram } from '../../spiketrains/trains/correlogram';
import { binCounts } from '../../spiketrains/trains/counts';
import { cv, cv2, fano, intervals, lv } from '../../spiketrains/trains/statistics';

export interface SelectionSettings {
  /** Neurons by number; all where null. */
  readonly neurons: Uint32Array | null;
  /** Width of a bin of the correlograms and their largest lag, in the frame's unit. */
  readonly bin: number;
  readonly lag: number;
}

export interface SourceSelection {
  readonly neurons: number;
  readonly spikes: number;
  /** Spikes a neuron and unit of time. */
  readonly rate: number;
  /** Mean over the neurons where it is defined. */
  readonly cv: number;
  readonly cv2: number;
  readonly lv: number;
  /** Of the counts in twenty equal windows, mean over neurons. */
  readonly fano: number;
  /** Intervals of all neurons together; all sources have the same edges. */
  readonly isi: Histogram;
  readonly auto: Correlogram;
}

export interface Selection {
  /** In the order of the rasters. */
  readonly sources: readonly SourceSelection[];
  /** Times of the second less times of the first, neuron by neuron; null for fewer than two rasters. */
  readonly cross: Correlogram | null;
}

const ISI_BINS = 40;
const FANO_WINDOWS = 20;
/** Neurons between two pauses. */
const AT_ONCE = 256;

/** The mean of the numbers among them; not a number where there are none. */
function meanOf(values: readonly number[]): number {
  const real = values.filter((value) => !Number.isNaN(value));
  return real.reduce((sum, value) => sum + value, 0) / real.length;
}

function plus(into: Correlogram | null, more: Correlogram): Correlogram {
  if (!into) return more;
  for (let k = 0; k < more.counts.length; k++) into.counts[k] += more.counts[k];
  return into;
}

/**
 * Histograms with the same bins for all. On a grid a bin holds whole steps: bins of any other width would hold now two
 * steps and now three, and show a comb that is not there.
 */
function isiHistograms(betweens: readonly Float64Array[], dt: number | null): Histogram[] {
  const unit = dt ?? 1;
  const counted = dt === null ? betweens : betweens.map((between) => between.map((value) => Math.round(value / dt)));
  const longest = Math.max(...counted.map(longestOf));
  const width = dt === null ? (longest || 1) / ISI_BINS : Math.max(1, Math.ceil((longest + 1) / ISI_BINS));
  const bins = Math.max(1, Math.ceil((dt === null ? longest || 1 : longest + 1) / width - 1e-9));
  return counted.map((between) => {
    const { edges, counts } = isiHistogram(between, bins, bins * width);
    return { edges: edges.map((edge) => edge * unit), counts };
  });
}

/**
 * @param rasters in the frame's unit
 * @throws {RangeError} a bin or lag that makes no correlogram
 */
export function* selectionOf(rasters: readonly Raster[], frame: Frame, { neurons, bin, lag }: SelectionSettings): Pieces<Selection> {
  const [from, to] = frame.edges;
  const parts: (Omit<SourceSelection, 'isi' | 'auto'> & { between: Float64Array; auto: Correlogram })[] = [];
  const options = { bin, lag };
  const none = crossCorrelogram([], [], options);
  let done = 0;
  for (const raster of rasters) {
    const chosen = neurons ? neurons.filter((n) => n < raster.neurons) : Uint32Array.from({ length: raster.neurons }, (_, n) => n);
    const measured = { cv: [] as number[], cv2: [] as number[], lv: [] as number[], fano: [] as number[] };
    const betweens: Float64Array[] = [];
    let [spikes, auto]: [number, Correlogram | null] = [0, null];
    for (const [k, n] of chosen.entries()) {
      if (k % AT_ONCE === AT_ONCE - 1) yield (done + k / chosen.length) / (rasters.length + 1);
      const train = trainIn(raster, n, frame);
      // Of a camera most pixels are silent.
      if (train.length === 0) continue;
      const between = intervals(train);
      spikes += train.length;
      betweens.push(between);
      measured.cv.push(cv(between));
      measured.cv2.push(cv2(between));
      measured.lv.push(lv(between));
      measured.fano.push(fano(binCounts(train, frame.edges, (to - from) / FANO_WINDOWS)));
      auto = plus(auto, autoCorrelogram(train, options));
    }
    const between = new Float64Array(betweens.reduce((sum, { length }) => sum + length, 0));
    betweens.reduce((at, each) => (between.set(each, at), at + each.length), 0);
    parts.push({
      neurons: chosen.length, spikes, rate: spikes / (chosen.length * (to - from)),
      cv: meanOf(measured.cv), cv2: meanOf(measured.cv2), lv: meanOf(measured.lv), fano: meanOf(measured.fano),
      between, auto: auto ?? none,
    });
    yield ++done / (rasters.length + 1);
  }
  let cross: Correlogram | null = null;
  if (rasters.length > 1) {
    const [a, b] = rasters;
    const shared = Math.min(a.neurons, b.neurons);
    const both = neurons ? neurons.filter((n) => n < shared) : Uint32Array.from({ length: shared }, (_, n) => n);
    for (const [k, n] of both.entries()) {
      if (k % AT_ONCE === AT_ONCE - 1) yield (done + k / both.length) / (rasters.length + 1);
      const [one, other] = [trainIn(a, n, frame), trainIn(b, n, frame)];
      if (one.length > 0 && other.length > 0) cross = plus(cross, crossCorrelogram(one, other, options));
    }
    cross ??= none;
  }
  const isis = isiHistograms(parts.map(({ between }) => between), rasters.every(({ dt }) => dt !== null) ? frame.dt : null);
  return { sources: parts.map(({ between: _between, ...rest }, k) => ({ ...rest, isi: isis[k] })), cross };
}
