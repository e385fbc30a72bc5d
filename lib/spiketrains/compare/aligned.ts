/** Spikes around events that repeat: trials, and the peri-stimulus time histogram. */
import { trainOf, type Raster } from '../../recording/raster';
import { binCounts } from '../trains/counts';
import { count } from '../report/words';
import { lowerBound } from './search';

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

/** A time relative to an event; rounding does not carry it out of the trial. */
const relative = (time: number, event: number, { before, after }: AroundEvents): number => Math.min(after, Math.max(-before, time - event));

function check(events: ArrayLike<number>, { before, after }: AroundEvents): void {
  if (!(Number.isFinite(before) && Number.isFinite(after) && before + after > 0)) throw new RangeError(`From ${before} before to ${after} after an event is no time at all.`);
  for (let k = 0; k < events.length; k++) if (!Number.isFinite(events[k])) throw new RangeError(`Event ${count(k)} is at ${events[k]}, which is no time.`);
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
    const train = trainOf(raster, n);
    for (let k = 0; k < trials; k++, row++) {
      starts[row] = raster.offsets[n] + lowerBound(train, events[k] - before);
      const end = raster.offsets[n] + lowerBound(train, events[k] + after);
      offsets[row + 1] = offsets[row] + Math.max(0, end - starts[row]);
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

/**
 * Mean firing rate around events, of some neurons together.
 *
 * @param neurons their numbers, in any order
 * @param bin width of a bin, in the raster's unit
 * @throws {RangeError} as `alignTo`; a bin that is not positive, a neuron that is not there, no neuron
 */
export function psth(raster: Raster, neurons: ArrayLike<number>, events: ArrayLike<number>, { before, after, bin }: AroundEvents & { readonly bin: number }): Psth {
  check(events, { before, after });
  if (neurons.length === 0) throw new RangeError('No neuron is chosen.');
  const whole = Float64Array.from(events).filter((event) => event - before >= raster.start && event + after <= raster.end);
  const span = [-before, after] as const;
  const counts = binCounts([], span, bin);
  const edges = Float64Array.from({ length: counts.length + 1 }, (_, k) => (k === counts.length ? after : -before + k * bin));
  for (let k = 0; k < neurons.length; k++) {
    const neuron = neurons[k];
    if (!(neuron >= 0 && neuron < raster.neurons)) throw new RangeError(`There is no neuron ${neuron}; there are ${count(raster.neurons)}, counted from 0.`);
    const train = trainOf(raster, neuron);
    for (const event of whole) {
      const spikes = train.subarray(lowerBound(train, event - before), lowerBound(train, event + after));
      binCounts(spikes.map((time) => relative(time, event, { before, after })), span, bin).forEach((value, place) => {
        counts[place] += value;
      });
    }
  }
  const rates = counts.map((value, k) => value / (neurons.length * whole.length * (edges[k + 1] - edges[k])));
  return { edges, rates, trials: whole.length, left: events.length - whole.length };
}
