import type { Pieces } from '@/lib/numerics/pieces';
import type { Random } from '@/lib/numerics/random';

import type { Dataset } from '../types';
import { RECALL_DELAY } from './delays';
import { eventParts, type TaskSizes } from './parts';
import { scatter } from './scatter';

const CUES = 4;
const NOISE_CHANNELS = 3;
const GO = CUES + NOISE_CHANNELS;
/** Steps of the cue, and of "go" in which the answer is due. */
const CUE_STEPS = 2;
const GO_STEPS = 4;
/** Chance of a distractor per cue channel and step beyond those that make up for the cue. */
const DISTRACTION = 0.1;
const NOISE = 0.25;

/**
 * One sample. The number of spikes of each cue channel over the whole sample has the same distribution, cue or
 * not: 2 + Binomial(L − 4, 0.1). The channel of the cue spends two of them at the beginning, the others spend all
 * as distractors, so that the mean over time says nothing about the cue.
 */
function drawRecall(random: Random, cue: number, delay: number, add: (step: number, channel: number) => void): void {
  const distraction = delay - CUE_STEPS;
  for (let channel = 0; channel < CUES; channel += 1) {
    let spikes = CUE_STEPS;
    for (let t = 0; t < distraction - CUE_STEPS; t += 1) if (random.uniform() < DISTRACTION) spikes += 1;
    if (channel === cue) {
      for (let t = 0; t < CUE_STEPS; t += 1) add(t, channel);
      spikes -= CUE_STEPS;
    }
    for (const slot of scatter(random, spikes, distraction)) add(CUE_STEPS + slot, channel);
  }
  for (let t = 0; t < delay + GO_STEPS; t += 1) {
    for (let channel = CUES; channel < GO; channel += 1) if (random.uniform() < NOISE) add(t, channel);
    if (t >= delay) add(t, GO);
  }
}

/**
 * Delayed recall: a cue on one of four channels in the first two steps, distractors on the same channels, and L steps
 * after the cue began four steps of "go" on the last channel. T = L + 4; channels: 4 cues, 3 of plain noise, 1 "go".
 *
 * @param delay L, a whole number from 8 to 200
 * @throws {RangeError} a delay outside that; a part that is no whole number of samples from 1 on
 */
export function* delayedRecall(sizes: TaskSizes, delay: number = RECALL_DELAY.default): Pieces<Dataset> {
  if (!Number.isInteger(delay) || delay < RECALL_DELAY.min || delay > RECALL_DELAY.max) {
    throw new RangeError(`The delay is ${delay}; it should be a whole number of steps from ${RECALL_DELAY.min} to ${RECALL_DELAY.max}.`);
  }
  const parts = yield* eventParts('delayed-recall', CUES, sizes, (random, label, add) => drawRecall(random, label, delay, add));
  return {
    name: 'Delayed recall',
    origin: 'generated',
    sentence: `A cue on one of four channels, ${delay} steps of distraction, then “go”: which channel was it?`,
    notes: ['On average every channel fires equally often, whichever held the cue: only the order tells.'],
    classes: ['cue 1', 'cue 2', 'cue 3', 'cue 4'],
    content: 'series',
    steps: delay + GO_STEPS,
    shape: [GO + 1],
    parts,
  };
}
