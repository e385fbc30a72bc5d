import { count } from '../../../numerics/words';
import { FormatError } from '../../FormatError';
import type { SpikeOptions } from '../types';

/**
 * The sample that the options ask for; the first where they ask for none.
 * @param place what has so many entries
 * @throws {FormatError} samples that the file does not have
 */
export function chosenItem({ items }: SpikeOptions, samples: number, file: string, place: string): number {
  const item = items?.[0] ?? 0;
  if (Number.isInteger(item) && item >= 0 && item < samples) return item;
  throw new FormatError(file, place, `${place} has ${count(samples)} samples, from 0 to ${count(samples - 1)}; there is no sample ${item}.`);
}
