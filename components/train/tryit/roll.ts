/** Pulses on channels and steps, for the two tasks about memory. `[T, channels]`, 1 where there is a pulse. */
import type { TaskSettings } from '@/lib/experiment/recipe';

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

/** The task's own questions, without what distracts. */
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
  return ['AA', 'AB', 'BA', 'BB'].map((kinds) => ({
    label: `${kinds[0]} then ${kinds[1]}`,
    roll: make((roll) => Array.from(kinds).forEach((kind, k) => pulse(roll, size, 1 + k * gap, PULSE, kind === 'A' ? 0 : KIND, KIND))),
  }));
}

/** The roll with one pulse set or taken away. */
export function withPulse(roll: Float32Array, { channels }: RollSize, step: number, channel: number, on: boolean): Float32Array {
  const next = Float32Array.from(roll);
  next[step * channels + channel] = on ? 1 : 0;
  return next;
}
