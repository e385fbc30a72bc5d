/** Spikes around events that repeat: trials, and the peri-stimulus time histogram. */
import { whole, type Pieces } from '../../numerics/pieces';
import { lowerBound } from '../../numerics/search';
import { count } from '../../numerics/words';
import type { Raster } from '../../recording/raster';
import { binsBetween } from '../trains/counts';

/** What is looked at around each event, in the raster's unit: from `before` before it up to, and without, `after` after it. */
export interface AroundEvents {
  readonly before: number;
  readonly after: number;
}

export interface Trials extends AroundEvents {
  readonly neurons: number;
  readonly trials: number;
  /** `[neurons · trials + 1]`: the spikes of neuron n in trial k are `times[offsets[n · trials + k]]` up to the next. */
  readonly offsets: Uint32Array;
  /** Relative to the event: negative before it. */
  readonly times: Float64Array;
}

/** Share of the time around an event by which a time may miss its ends: 0.1 + 0.2 is not 0.3. */
const SLACK = 1e-9;
/** A time this share of a bin below the next one belongs to the next. As in `binCounts`. */
const BIN_SLACK = 1e-8;
/** The most bins of a histogram; more are neither seen nor filled. */
const MOST_BINS = 100_000;
/** Spikes of one piece of the work. */
const PIECE_SPIKES = 200_000;

const slackOf = ({ before, after }: AroundEvents): number => SLACK * (before + after);

/** A time relative to an event; rounding does not carry it out of the trial. */
const relative = (time: number, event: number, { before, after }: AroundEvents): number => Math.min(after, Math.max(-before, time - event));

function check(events: ArrayLike<number>, { before, after }: AroundEvents): void {
  if (!(Number.isFinite(before) && Number.isFinite(after) && before + after > 0)) throw new RangeError(`From ${before} before to ${after} after an event is no time at all.`);
  for (let k = 0; k < events.length; k++) if (!Number.isFinite(events[k])) throw new RangeError(`Event ${count(k)} is at ${events[k]}, which is no time.`);
}

/** Places in `raster.times` of the spikes of one neuron around an event; one a rounding before an end is behind it. */
function placesAround({ times, offsets }: Raster, neuron: number, event: number, around: AroundEvents): readonly [from: number, to: number] {
  const slack = slackOf(around);
  const end = offsets[neuron + 1];
  const from = lowerBound(times, event - around.before - slack, offsets[neuron], end);
  return [from, lowerBound(times, event + around.after - slack, from, end)];
}

/**
 * The spikes of each neuron around each event. A spike near two events belongs to both trials.
 *
 * @param events times in the raster's unit, in any order; each is one trial
 * @throws {RangeError} a time around events that is empty, an event that is not finite
 */
export function alignTo(raster: Raster, events: ArrayLike<number>, around: AroundEvents): Trials {
  check(events, around);
  const { before, after } = around;
  const trials = events.length;
  const starts = new Uint32Array(raster.neurons * trials);
  const offsets = new Uint32Array(raster.neurons * trials + 1);
  for (let n = 0, row = 0; n < raster.neurons; n++) {
    for (let k = 0; k < trials; k++, row++) {
      const [from, to] = placesAround(raster, n, events[k], around);
      starts[row] = from;
      offsets[row + 1] = offsets[row] + to - from;
    }
  }
  const times = new Float64Array(offsets[raster.neurons * trials]);
  for (let row = 0; row < starts.length; row++) {
    const event = events[row % trials];
    for (let k = offsets[row], place = starts[row]; k < offsets[row + 1]; k++, place++) times[k] = relative(raster.times[place], event, around);
  }
  return { before, after, neurons: raster.neurons, trials, offsets, times };
}

/**
 * One neuron's trials as a raster, a row a trial, with the event at 0.
 * @throws {RangeError} a neuron that is not there
 */
export function trialRaster({ name, unit }: Pick<Raster, 'name' | 'unit'>, { neurons, trials, offsets, times, before, after }: Trials, neuron: number): Raster {
  if (!(neuron >= 0 && neuron < neurons)) throw new RangeError(`There is no neuron ${neuron}; there are ${count(neurons)}, counted from 0.`);
  const own = offsets.subarray(neuron * trials, (neuron + 1) * trials + 1);
  return {
    name: `${name}, neuron ${neuron}`,
    neurons: trials,
    offsets: own.map((offset) => offset - own[0]),
    times: times.slice(own[0], own[trials]),
    start: -before,
    end: after,
    unit,
    dt: null,
    traces: [],
  };
}

/** A peri-stimulus time histogram. */
export interface Psth {
  /** `[bins + 1]` edges of the bins relative to the event; the last bin ends at `after` and may be narrower. */
  readonly edges: Float64Array;
  /** `[bins]` spikes per neuron, trial and unit of time. NaN where no trial counts. */
  readonly rates: Float64Array;
  /** Trials that count: those of which all was observed. */
  readonly trials: number;
  /** Trials that do not, because part of them lies outside what was observed. */
  readonly left: number;
}

export interface PsthOptions extends AroundEvents {
  /** Width of a bin, in the raster's unit. */
  readonly bin: number;
}

function binsOf({ before, after, bin }: PsthOptions): number {
  const bins = (before + after) / bin;
  if (bins > MOST_BINS) throw new RangeError(`Bins of ${bin} from ${before} before to ${after} after an event would be ${count(Math.ceil(bins))}; the limit is ${count(MOST_BINS)}.`);
  return binsBetween([-before, after], bin);
}

/** As `psth`, in pieces. */
export function* psthInPieces(raster: Raster, neurons: ArrayLike<number>, events: ArrayLike<number>, options: PsthOptions): Pieces<Psth> {
  check(events, options);
  if (neurons.length === 0) throw new RangeError('No neuron is chosen.');
  const { before, after, bin } = options;
  const bins = binsOf(options);
  const slack = slackOf(options);
  const observed = Float64Array.from(events).filter((event) => event - before >= raster.start - slack && event + after <= raster.end + slack);
  const counts = new Float64Array(bins);
  let work = 0;
  for (let k = 0; k < neurons.length; k++) {
    const neuron = neurons[k];
    if (!(neuron >= 0 && neuron < raster.neurons)) throw new RangeError(`There is no neuron ${neuron}; there are ${count(raster.neurons)}, counted from 0.`);
    for (const [trial, event] of observed.entries()) {
      const [from, to] = placesAround(raster, neuron, event, options);
      for (let place = from; place < to; place++) {
        const time = relative(raster.times[place], event, options) + before;
        counts[Math.min(bins - 1, Math.floor(time / bin + BIN_SLACK))]++;
      }
      work += 16 + to - from;
      if (work < PIECE_SPIKES) continue;
      work = 0;
      yield (k + (trial + 1) / observed.length) / neurons.length;
    }
  }
  const edges = Float64Array.from({ length: bins + 1 }, (_, k) => (k === bins ? after : -before + k * bin));
  const rates = counts.map((value, k) => value / (neurons.length * observed.length * (edges[k + 1] - edges[k])));
  return { edges, rates, trials: observed.length, left: events.length - observed.length };
}

/**
 * Mean firing rate around events, of some neurons together.
 *
 * @param neurons their numbers, in any order
 * @throws {RangeError} as `alignTo`; a bin that is not positive, more than 100,000 bins, a neuron that is not there, no neuron
 */
export const psth = (raster: Raster, neurons: ArrayLike<number>, events: ArrayLike<number>, options: PsthOptions): Psth => whole(psthInPieces(raster, neurons, events, options));
