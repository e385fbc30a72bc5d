import { randomStream, type Random } from '@/lib/numerics/random';

import { PARTS, type PartName } from '../types';

/** Largest h for which 3·h + 2 is still an unsigned 32-bit number, plus 1. */
const PLACES = 1431655765;

/**
 * The seed of one sample's own random numbers: 3·h + p, p = 0, 1, 2 for train, validation and test. Its residue
 * mod 3 is the part, so a sample of one part never has the seed of a sample of another, whatever the users' seeds
 * are; `randomStream` maps distinct seeds to distinct states. h counts on from a place that the user's seed
 * chooses, so samples of one part are distinct too.
 *
 * @param seed unsigned 32-bit, the user's
 * @param index of the sample in its part, from 0
 */
export function sampleSeed(seed: number, part: PartName, index: number): number {
  const from = randomStream(seed, 'tasks').integer(PLACES);
  return 3 * ((from + index) % PLACES) + PARTS.indexOf(part);
}

/** The random numbers of one sample. */
export const sampleRandom = (task: string, seed: number, part: PartName, index: number): Random =>
  randomStream(sampleSeed(seed, part, index), `task/${task}`);
