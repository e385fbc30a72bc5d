import type { Raster, TimeUnit } from '@/lib/recording/raster';

import { count } from '@/lib/numerics/words';
import { FormatError } from '../../FormatError';
import { SPIKE_LIMITS } from '../../limits';
import type { Understood } from '../common';
import { bareEdges, edgesQuestion } from '../edges';
import { countDuplicates, orderQuestions } from '../pairs';
import type { SpikeOptions } from '../types';

/** Trains of spikes one behind the other, as they lie in a file. */
export interface RawTrains {
  /** `[N + 1]`, ascending. */
  readonly offsets: Uint32Array;
  /** In any order within a train; they are sorted in their place. */
  readonly times: Float64Array;
  readonly unit: TimeUnit;
  /** What was observed; null where the file does not say. */
  readonly edges: readonly [start: number, end: number] | null;
  /** Where time k of train n lies: `units/spike_times[17]`. */
  readonly place: (train: number, k: number) => string;
}

/** @throws {FormatError} no trains, more than `SPIKE_LIMITS.neurons` */
export function checkTrains(trains: number, file: string, place: string): void {
  if (trains < 1 || trains > SPIKE_LIMITS.neurons) throw new FormatError(file, place, `${place} has ${count(trains)} trains; from 1 to ${count(SPIKE_LIMITS.neurons)} are read.`);
}

/** Times that come after a later one of the same train; the trains are sorted. */
function sortTrains(offsets: Uint32Array, times: Float64Array): number {
  let unsorted = 0;
  for (let n = 0; n + 1 < offsets.length; n++) {
    let latest = -Infinity;
    let late = 0;
    for (let k = offsets[n]; k < offsets[n + 1]; k++) {
      if (times[k] < latest) late += 1;
      else latest = times[k];
    }
    if (late > 0) times.subarray(offsets[n], offsets[n + 1]).sort();
    unsorted += late;
  }
  return unsorted;
}

/**
 * Makes trains a raster.
 * @throws {FormatError} times that are not finite; no times where the file does not say what was observed
 */
export function readTrains({ offsets, times, unit, edges, place }: RawTrains, { name, file, options }: { name: string; file: string; options: SpikeOptions }): Understood {
  const neurons = offsets.length - 1;
  let [first, last] = [Infinity, -Infinity];
  for (let n = 0; n < neurons; n++) {
    for (let k = offsets[n]; k < offsets[n + 1]; k++) {
      if (!(Math.abs(times[k]) <= Number.MAX_SAFE_INTEGER)) throw new FormatError(file, place(n, k), `${place(n, k)} is the time ${times[k]}; it should be a finite number below 2^53.`);
      first = Math.min(first, times[k]);
      last = Math.max(last, times[k]);
    }
  }
  if (times.length === 0 && !edges) throw new FormatError(file, 'file', 'the file holds no spikes, and does not say what was observed.');
  const unsorted = sortTrains(offsets, times);
  // Ends that leave out spikes, or that are none, are no ends of what was observed.
  const told = edges && edges[0] < edges[1] && !(first < edges[0]) && !(last > edges[1]) ? edges : null;
  const { start, end } = told ? { start: told[0], end: told[1] } : bareEdges(times.length > 0 ? first : 0, times.length > 0 ? last : 1, false);
  const raster: Raster = { name, neurons, offsets, times, start, end, unit, dt: null, traces: [] };
  return {
    raster,
    facts: [],
    questions: [...(told || options.edges ? [] : [edgesQuestion(raster)]), ...orderQuestions(unsorted, countDuplicates(offsets, times))],
    options: {},
    choices: { shape: [] },
  };
}
