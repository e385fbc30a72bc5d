import type { Pieces } from '@/lib/numerics/pieces';
import { rasterFromEvents, type TimeUnit } from '@/lib/recording/raster';

import { count, plural } from '@/lib/numerics/words';
import { FormatError } from '../FormatError';
import { SPIKE_LIMITS } from '../limits';
import { unitIsOpen, type Understood } from './common';
import { bareEdges, edgesQuestion } from './edges';
import type { SpikeOptions, SpikeQuestion } from './types';

/** Spikes one by one, in any order, as they lie in a file. */
export interface Pairs {
  readonly length: number;
  /** Neuron of each, counted from 0. */
  readonly neuron: (index: number) => number;
  readonly time: (index: number) => number;
  /** Where one lies in the file: `line 3`, `record 17`. */
  readonly place: (index: number) => string;
  /** What its times are counted in; null where the file does not say. */
  readonly unit: TimeUnit | null;
  /** How many neurons there are, where the file says so; else up to the last that fires. */
  readonly neurons?: number;
}

/** Spikes between two pauses. */
const piece = 1 << 17;

/** To be asked where a file gives bare numbers as times. */
export const unitQuestion: SpikeQuestion = {
  id: 'unit',
  sentence: 'The file does not say in which unit its times are.',
  answers: (['s', 'ms', 'µs'] as const).map((unit) => ({ label: unit, options: { unit } })),
};

/** What is said of spikes that were not in order, or that fall on one another. */
export function orderQuestions(unsorted: number, duplicates: number): SpikeQuestion[] {
  const questions: SpikeQuestion[] = [];
  if (unsorted > 0) {
    questions.push({ id: 'unsorted', sentence: `${plural(unsorted, 'spike comes', 'spikes come')} after a later one of the same neuron; they were sorted by time.`, answers: [] });
  }
  if (duplicates > 0) {
    questions.push({
      id: 'duplicates',
      sentence: `${plural(duplicates, 'spike repeats', 'spikes repeat')} another of the same neuron at the same time; they are kept.`,
      answers: [],
    });
  }
  return questions;
}

/** Spikes of equal times in one train. */
export function countDuplicates(offsets: Uint32Array, times: Float64Array): number {
  let duplicates = 0;
  for (let n = 0; n + 1 < offsets.length; n++) {
    for (let k = offsets[n] + 1; k < offsets[n + 1]; k++) if (times[k] === times[k - 1]) duplicates++;
  }
  return duplicates;
}

/**
 * Sorts spikes given one by one into trains. Times in no known unit that are all whole are steps.
 *
 * @throws {FormatError} none or too many, neurons that are no whole numbers from 0 to the limit, times that are not finite
 * or beyond 2^53
 */
export function* readPairs(pairs: Pairs, { options, name, file }: { options: SpikeOptions; name: string; file: string }): Pieces<Understood> {
  const { length, unit } = pairs;
  if (length === 0) throw new FormatError(file, 'file', 'the file holds no spikes.');
  if (length > SPIKE_LIMITS.spikes) throw new FormatError(file, 'file', `the file holds ${count(length)} spikes; the limit is ${count(SPIKE_LIMITS.spikes)}.`);
  const most = pairs.neurons ?? SPIKE_LIMITS.neurons;
  const neuron = new Uint32Array(length);
  const time = new Float64Array(length);
  let [first, last, lowest, highest, unsorted] = [Infinity, -Infinity, Infinity, 0, 0];
  let whole = true;
  for (let k = 0; k < length; k++) {
    if (k % piece === piece - 1) yield k / length / 2;
    const [n, t] = [pairs.neuron(k), pairs.time(k)];
    if (!(Number.isInteger(n) && n >= 0 && n < most)) {
      const place = pairs.place(k);
      throw new FormatError(file, place, `${place} gives the neuron ${n}; it should be a whole number from 0 to ${count(most - 1)}.`);
    }
    if (!(Math.abs(t) <= Number.MAX_SAFE_INTEGER)) {
      const place = pairs.place(k);
      throw new FormatError(file, place, `${place} gives the time ${t}; it should be a finite number below 2^53.`);
    }
    if (t < last) unsorted++;
    first = Math.min(first, t);
    last = Math.max(last, t);
    lowest = Math.min(lowest, n);
    highest = Math.max(highest, n);
    whole &&= Number.isInteger(t);
    [neuron[k], time[k]] = [n, t];
  }
  const steps = whole && (unit === null || unit === 'step');
  const frame = { name, ...bareEdges(first, last, steps), unit: unit ?? 'step', dt: steps ? 1 : null } as const;
  yield 0.5;
  const raster = rasterFromEvents(neuron, time, pairs.neurons ?? highest + 1, frame);
  yield 0.9;
  // A file may go neuron by neuron: only the order within each counts.
  const disorder = unsorted > 0 ? yield* countDisorder(neuron, time, raster.neurons) : 0;
  return {
    raster,
    facts: [
      ['Spikes in the file', count(length)],
      ['Neurons that fire', lowest === highest ? `only ${lowest}` : `from ${count(lowest)} to ${count(highest)}`],
      ['Times in the file', `${whole ? 'whole numbers' : 'numbers'} from ${first} to ${last}`],
    ],
    questions: [
      ...(unit === null && unitIsOpen(options) ? [unitQuestion] : []),
      ...(options.edges ? [] : [edgesQuestion(frame)]),
      ...orderQuestions(disorder, countDuplicates(raster.offsets, raster.times)),
    ],
    options: {},
    choices: { shape: [] },
  };
}

/** Spikes that come after a later one of their own neuron. */
function* countDisorder(neuron: Uint32Array, time: Float64Array, neurons: number): Pieces<number> {
  const latest = new Float64Array(neurons).fill(-Infinity);
  let disorder = 0;
  for (let k = 0; k < time.length; k++) {
    if (k % piece === piece - 1) yield 0.9;
    if (time[k] < latest[neuron[k]]) disorder++;
    else latest[neuron[k]] = time[k];
  }
  return disorder;
}
