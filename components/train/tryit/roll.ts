/** Pulses on channels and steps, for the two tasks about memory. `[T, channels]`, 1 where there is a pulse. */
import { scatter } from '@/lib/datasets/tasks/scatter';
import type { TaskSettings } from '@/lib/experiment/recipe';
import { randomStream } from '@/lib/numerics/random';

export interface RollSize {
  readonly steps: number;
  readonly channels: number;
}

/** Something to begin with. */
export interface RollStart {
  readonly label: string;
  readonly roll: Float32Array;
}

const PULSE = 2;
const GO = 4;
const CUES = 4;
const NOISE = 3;
const KIND = 5;

const isRecall = (id: TaskSettings['id']) => id === 'delayed-recall';

/** What a channel of the task is called. */
export function channelName(id: TaskSettings['id'], channel: number): string {
  if (!isRecall(id)) return channel < KIND ? `kind A, ${channel + 1}` : `kind B, ${channel - KIND + 1}`;
  if (channel < CUES) return `cue ${channel + 1}`;
  return channel < CUES + NOISE ? `noise ${channel - CUES + 1}` : 'go';
}

/** A name for each group of channels, by its first channel. */
export const channelGroups = (id: TaskSettings['id']): readonly (readonly [from: number, name: string])[] =>
  isRecall(id) ? [[0, 'cue 1'], [1, 'cue 2'], [2, 'cue 3'], [3, 'cue 4'], [4, 'noise'], [7, 'go']] : [[0, 'kind A'], [KIND, 'kind B']];

function pulse(roll: Float32Array, { steps, channels }: RollSize, step: number, length: number, from: number, count: number): void {
  for (let t = step; t < Math.min(steps, step + length); t += 1) roll.fill(1, t * channels + from, t * channels + from + count);
}

/**
 * Each channel fires four times in all, as in the samples: what its pulses leave over is scattered outside both. Without
 * it a network would meet what it never met in training.
 */
function scatterRest(roll: Float32Array, { steps, channels }: RollSize, pulses: readonly number[]): void {
  const random = randomStream(1, 'roll');
  const free = Array.from({ length: steps }, (_, t) => t).filter((t) => !pulses.some((start) => t >= start && t < start + PULSE));
  for (let channel = 0; channel < channels; channel += 1) {
    const spent = pulses.filter((start) => roll[start * channels + channel] > 0).length;
    for (const slot of scatter(random, PULSE * (pulses.length - spent), free.length)) roll[free[slot] * channels + channel] = 1;
  }
}

/** The task's own questions. */
export function rollStarts(id: TaskSettings['id'], size: RollSize): RollStart[] {
  const make = (draw: (roll: Float32Array) => void) => {
    const roll = new Float32Array(size.steps * size.channels);
    draw(roll);
    return roll;
  };
  if (isRecall(id)) {
    return Array.from({ length: CUES }, (_, cue) => ({
      label: `Cue ${cue + 1}`,
      roll: make((roll) => {
        pulse(roll, size, 0, PULSE, cue, 1);
        pulse(roll, size, size.steps - GO, GO, size.channels - 1, 1);
      }),
    }));
  }
  // T = gap + 10; the first pulse comes after 0 to 2 steps.
  const gap = size.steps - 10;
  const onsets = [1, 1 + gap];
  return ['AA', 'AB', 'BA', 'BB'].map((kinds) => ({
    label: `${kinds[0]} then ${kinds[1]}`,
    roll: make((roll) => {
      onsets.forEach((step, k) => pulse(roll, size, step, PULSE, kinds[k] === 'A' ? 0 : KIND, KIND));
      scatterRest(roll, size, onsets);
    }),
  }));
}

/** The roll with one pulse set or taken away. */
export function withPulse(roll: Float32Array, { channels }: RollSize, step: number, channel: number, on: boolean): Float32Array {
  const next = Float32Array.from(roll);
  next[step * channels + channel] = on ? 1 : 0;
  return next;
}
