import { cochlea } from '@/lib/inputs/cochlea';
import { NUMBER_WORDS, sayNumber } from '@/lib/inputs/numberWords';
import type { Pieces } from '@/lib/numerics/pieces';

import type { Dataset } from '../types';
import { eventParts, type TaskSizes } from './parts';

const RATE = 8000;
const CHANNELS = 64;
const STEPS = 40;
/** How long a step of the network lasts, in ms. */
export const SPEECH_STEP_MS = 10;

/**
 * Number words of a made-up language, said by a small voice and heard by this project's cochlea: spikes on 64 channels in
 * 40 steps of 10 ms, ten classes. Each word said backwards is another number.
 *
 * @throws {RangeError} a part that is no whole number of samples from 1 on
 */
export function* spokenDigits(sizes: TaskSizes): Pieces<Dataset> {
  const parts = yield* eventParts('spoken-digits', NUMBER_WORDS.length, sizes, (random, label, add) => {
    const ear = cochlea({ sampleRate: RATE, channels: CHANNELS });
    ear.push(sayNumber(label, RATE, random), (timeMs, channel) => add(Math.floor(timeMs / SPEECH_STEP_MS), channel));
  });
  return {
    name: 'Spoken digits',
    origin: 'generated',
    sentence: 'A number word of a made-up language, said by a small voice and heard by a model of the ear: which number is it?',
    notes: ['Each word said backwards is another number, so that what is heard on average says little; only the order tells.'],
    classes: NUMBER_WORDS.map((word, digit) => `${digit} “${word}”`),
    content: 'series',
    steps: STEPS,
    shape: [CHANNELS],
    parts,
  };
}
