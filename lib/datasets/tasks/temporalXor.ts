import type { Pieces } from '@/lib/numerics/pieces';
import type { Random } from '@/lib/numerics/random';

import type { Dataset } from '../types';
import { XOR_GAP } from './delays';
import { eventParts, type TaskSizes } from './parts';
import { scatter } from './scatter';

/** Channels of each of the two kinds; a pulse is all of a kind firing together. */
const GROUP = 5;
const PULSE_STEPS = 2;
/** Steps before the first pulse: 0, 1 or 2. */
const ONSETS = 3;
/** Steps after the last possible pulse. */
const ANSWER_STEPS = 6;
const DISTRACTION = 0.05;

/**
 * One sample. Each channel fires 4 + Binomial(free steps − 4, 0.05) times whatever the kinds: what its pulses do not
 * use is scattered over the steps outside both pulses, so that the mean over time says nothing about the class.
 */
function drawXor(random: Random, label: number, gap: number, steps: number, add: (step: number, channel: number) => void): void {
  const first = random.integer(2);
  const kinds = [first, label === 1 ? 1 - first : first];
  const onset = random.integer(ONSETS);
  const pulses = [onset, onset + gap];
  const free: number[] = [];
  for (let t = 0; t < steps; t += 1) if (!pulses.some((start) => t >= start && t < start + PULSE_STEPS)) free.push(t);
  const most = pulses.length * PULSE_STEPS;
  for (let channel = 0; channel < 2 * GROUP; channel += 1) {
    let spikes = most;
    for (let t = 0; t < free.length - most; t += 1) if (random.uniform() < DISTRACTION) spikes += 1;
    for (const [i, start] of pulses.entries()) {
      if (kinds[i] !== Math.floor(channel / GROUP)) continue;
      for (let t = start; t < start + PULSE_STEPS; t += 1) add(t, channel);
      spikes -= PULSE_STEPS;
    }
    for (const slot of scatter(random, spikes, free.length)) add(free[slot], channel);
  }
}

/**
 * Temporal XOR: two pulses `gap` steps apart, each of one of two kinds; are the kinds the same or different? A kind is a
 * group of five channels that fire together for two steps; scattered spikes hide it from a reader of rates.
 * T = gap + 10; 10 channels.
 *
 * @param gap a whole number of steps from 4 to 200
 * @throws {RangeError} a gap outside that; a part that is no whole number of samples from 1 on
 */
export function* temporalXor(sizes: TaskSizes, gap: number = XOR_GAP.default): Pieces<Dataset> {
  if (!Number.isInteger(gap) || gap < XOR_GAP.min || gap > XOR_GAP.max) {
    throw new RangeError(`The gap is ${gap}; it should be a whole number of steps from ${XOR_GAP.min} to ${XOR_GAP.max}.`);
  }
  const steps = ONSETS - 1 + gap + PULSE_STEPS + ANSWER_STEPS;
  const parts = yield* eventParts('temporal-xor', 2, sizes, (random, label, add) => drawXor(random, label, gap, steps, add));
  return {
    name: 'Temporal XOR',
    origin: 'generated',
    sentence: `Two pulses ${gap} steps apart, each of one of two kinds: are they the same or different?`,
    notes: ['On average every channel fires equally often, whatever the pulses: only the order tells.'],
    classes: ['same', 'different'],
    content: 'series',
    steps,
    shape: [2 * GROUP],
    parts,
  };
}
