/**
 * Spike trains of N neurons at real times: what a Recording comes down to where only its spikes are known, as in files
 * from elsewhere. A raster of a run has the steps as times.
 */

import type { LayerTrace } from './types';

export const TIME_UNITS = ['step', 's', 'ms', 'µs'] as const;
/** What one unit of time is; a step has no length until somebody says how long it is. */
export type TimeUnit = (typeof TIME_UNITS)[number];

/** A quantity that was recorded at each step beside the spikes: input, membrane potential. */
export interface RasterTrace {
  /** As people know it: `membrane`. */
  readonly label: string;
  /** `[T, N]`, time-major; step k lies at start + k·dt. */
  readonly steps: number;
  readonly values: Float32Array;
}

export interface Raster {
  /** As people know it. */
  readonly name: string;
  readonly neurons: number;
  /** `[N + 1]`: the train of neuron n is `times[offsets[n]]` up to, and without, `times[offsets[n + 1]]`. */
  readonly offsets: Uint32Array;
  /** Ascending within each train; equal times stand for several spikes in one step. In `unit`. */
  readonly times: Float64Array;
  /** What was observed, from `start` up to `end`; all times lie in it, both ends included. */
  readonly start: number;
  readonly end: number;
  readonly unit: TimeUnit;
  /** Length of a step where spikes lie on a grid, at start + k·dt; null where they lie anywhere. */
  readonly dt: number | null;
  readonly traces: readonly RasterTrace[];
}

/** The spike times of one neuron, a view. */
export const trainOf = ({ times, offsets }: Pick<Raster, 'times' | 'offsets'>, neuron: number): Float64Array =>
  times.subarray(offsets[neuron], offsets[neuron + 1]);

type Frame = Pick<Raster, 'name' | 'start' | 'end' | 'unit' | 'dt'> & { readonly traces?: readonly RasterTrace[] };

const ascending = (times: Float64Array): boolean => {
  for (let k = 1; k < times.length; k++) if (times[k] < times[k - 1]) return false;
  return true;
};

/**
 * Sorts events into trains.
 *
 * @param neuron of each event, below `neurons`
 * @param time of each event, in any order
 * @throws {RangeError} a neuron out of range, a time that is not finite or outside start … end
 */
export function rasterFromEvents(neuron: ArrayLike<number>, time: ArrayLike<number>, neurons: number, frame: Frame): Raster {
  const { start, end } = frame;
  const offsets = new Uint32Array(neurons + 1);
  for (let k = 0; k < time.length; k++) {
    const [n, t] = [neuron[k], time[k]];
    if (!(n >= 0 && n < neurons)) throw new RangeError(`Event ${k} belongs to neuron ${n}; there are ${neurons}, counted from 0.`);
    if (!(t >= start && t <= end)) throw new RangeError(`Event ${k} is at ${t}, outside ${start} to ${end}.`);
    offsets[n + 1]++;
  }
  for (let n = 0; n < neurons; n++) offsets[n + 1] += offsets[n];
  const times = new Float64Array(time.length);
  const next = offsets.slice(0, neurons);
  for (let k = 0; k < time.length; k++) times[next[neuron[k]]++] = time[k];
  for (let n = 0; n < neurons; n++) {
    // Of a camera's many pixels most have no spike or one.
    if (offsets[n + 1] - offsets[n] < 2) continue;
    const train = times.subarray(offsets[n], offsets[n + 1]);
    if (!ascending(train)) train.sort();
  }
  return { traces: [], ...frame, neurons, offsets, times };
}

/**
 * The raster of a dense array, on a grid that begins at 0: a spike in step k is at time k·dt.
 *
 * @param cell value at step t and neuron n; more than 0 is a spike, and with `counts` c means c equal times
 */
export function rasterFromDense(
  cell: (t: number, n: number) => number,
  steps: number,
  neurons: number,
  { name, unit = 'step', dt = 1, counts = false, traces = [] }: { name: string; unit?: TimeUnit; dt?: number; counts?: boolean; traces?: readonly RasterTrace[] },
): Raster {
  const spikes = (t: number, n: number): number => {
    const value = cell(t, n);
    return value > 0 ? (counts ? Math.max(1, Math.round(value)) : 1) : 0;
  };
  const offsets = new Uint32Array(neurons + 1);
  for (let t = 0; t < steps; t++) for (let n = 0; n < neurons; n++) offsets[n + 1] += spikes(t, n);
  for (let n = 0; n < neurons; n++) offsets[n + 1] += offsets[n];
  const times = new Float64Array(offsets[neurons]);
  const next = offsets.slice(0, neurons);
  for (let t = 0; t < steps; t++) {
    for (let n = 0; n < neurons; n++) for (let k = spikes(t, n); k > 0; k--) times[next[n]++] = t * dt;
  }
  return { name, neurons, offsets, times, start: 0, end: steps * dt, unit, dt, traces };
}

/** The raster of a `[T, N]` array of a run, 0 or 1, time-major. */
export const rasterOfSpikes = (name: string, spikes: ArrayLike<number>, steps: number, neurons: number, traces: readonly RasterTrace[] = []): Raster =>
  rasterFromDense((t, n) => spikes[t * neurons + n], steps, neurons, { name, traces });

/** A layer's spikes, with the membrane potential and the input that explain them. */
export const rasterOfLayer = (name: string, { spikes, neurons, current, membrane }: Pick<LayerTrace, 'spikes' | 'neurons' | 'current' | 'membrane'>, steps: number): Raster =>
  rasterOfSpikes(name, spikes, steps, neurons, [
    { label: 'membrane potential H', steps, values: membrane },
    { label: 'input current X', steps, values: current },
  ]);

/** A raster on a grid, counted in steps from 0; itself where it lies on none. */
export function countedInSteps(raster: Raster): Raster {
  const { dt, start, end, times } = raster;
  if (dt === null || raster.unit === 'step') return raster;
  const step = (time: number) => Math.round((time - start) / dt);
  return { ...raster, unit: 'step', dt: 1, start: 0, end: step(end), times: times.map(step) };
}

/** The buffers that a raster lies in, for how much memory it takes. */
export const rasterBuffers = ({ offsets, times, traces }: Raster): ArrayBufferLike[] => [offsets.buffer, times.buffer, ...traces.map(({ values }) => values.buffer)];
