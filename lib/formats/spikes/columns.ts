import type { Pieces } from '@/lib/numerics/pieces';
import type { TimeUnit } from '@/lib/recording/raster';

import type { Understood } from './common';
import { readPairs } from './pairs';
import { readEventColumns } from './arrays/records';
import type { SpikeOptions } from './types';

/** Names people give to what stands in a column of spikes, in small letters and without signs. */
const neuronNames = /^(neurons?|neuron_?ids?|ids?|i|n|units?|unit_?ids?|cells?|senders?|channels?|electrodes?|idx|index|indices)$/;
const timeNames = /^(t|times?|ts|timestamps?|spike_?times?)([ _]*[([]?(s|sec|seconds?|ms|msec|milliseconds?|us|µs|μs|usec|microseconds?|steps?)[)\]]?)?$/;

const units: Readonly<Record<string, TimeUnit>> = { s: 's', sec: 's', ms: 'ms', msec: 'ms', millisecond: 'ms', second: 's', us: 'µs', µs: 'µs', μs: 'µs', usec: 'µs', microsecond: 'µs', step: 'step' };

const plain = (name: string): string => name.trim().toLowerCase().replace(/[.\s-]+/g, '_');

export const isNeuronName = (name: string): boolean => neuronNames.test(plain(name));
export const isTimeName = (name: string): boolean => timeNames.test(plain(name));

/** The unit that a column's name ends with, as in `time_ms` and `t (s)`; null where it names none. */
export function unitOfName(name: string): TimeUnit | null {
  const found = timeNames.exec(plain(name))?.[3];
  return found === undefined ? null : (units[found] ?? units[found.replace(/s$/, '')] ?? null);
}

/** Columns of a camera's events or of spikes, by their names. */
type ColumnNames =
  | { readonly kind: 'events'; readonly time: string; readonly x: string; readonly y?: string; readonly p?: string }
  | { readonly kind: 'pairs'; readonly time: string; readonly neuron: string };

/** Tells columns by their names: a time and `x`, mostly with `y` and `p`, or a time and a neuron; null where there are neither. */
export function columnKind(names: readonly string[]): ColumnNames | null {
  const find = (wanted: RegExp): string | undefined => names.find((name) => wanted.test(plain(name)));
  const [time, x, neuron] = [names.find(isTimeName), find(/^x$/), names.find(isNeuronName)];
  if (time === undefined) return null;
  if (x !== undefined) return { kind: 'events', time, x, y: find(/^y$/), p: find(/^(p|pol|polarity)$/) };
  return neuron === undefined ? null : { kind: 'pairs', time, neuron };
}

/** Columns of equal length that were understood, and how they are read. */
export interface Columns {
  /** Names of the columns that are read. */
  readonly names: readonly string[];
  readonly read: (frame: { options: SpikeOptions; name: string; file: string }) => Pieces<Understood>;
}

/**
 * Understands columns by their names, as `columnKind` tells them; null where it does not.
 *
 * @param fields the entries of each column, by its name
 * @param length of each of them
 * @param place where an entry lies in the file: `record 17`
 */
export function columnsOf(fields: ReadonlyMap<string, (index: number) => number>, length: number, place: (index: number) => string): Columns | null {
  const found = columnKind([...fields.keys()]);
  if (!found) return null;
  const none = (): number => 0;
  const at = (name: string): ((index: number) => number) => fields.get(name) ?? none;
  const t = at(found.time);
  if (found.kind === 'pairs') {
    const pairs = { length, neuron: at(found.neuron), time: t, place, unit: unitOfName(found.time) };
    return { names: [found.time, found.neuron], read: (frame) => readPairs(pairs, frame) };
  }
  const { time, x, y, p } = found;
  const columns = { length, x: at(x), y: y === undefined ? none : at(y), t, p: p === undefined ? none : at(p), place };
  return { names: [x, y, time, p].filter((name) => name !== undefined), read: (frame) => readEventColumns(columns, frame) };
}
