/** What the ear heard last: spikes on channels, a column a step. */
import { SPEECH_STEP_MS } from '@/lib/datasets/tasks/spokenDigits';
import { cochlea, type Cochlea } from '@/lib/inputs/cochlea';
import { SPEECH_RATE } from './speech';

export interface Cochleagram {
  /** Sound at `SPEECH_RATE`. */
  push(samples: ArrayLike<number>): void;
  /** Spikes of a channel, 0 the lowest, in a column: the last column is the step under way. */
  at(column: number, channel: number): number;
  /** Spikes in all columns. */
  readonly spikes: number;
  clear(): void;
}

export function cochleagram(columns: number, channels: number): Cochleagram {
  let ear: Cochlea;
  let counts: Uint16Array;
  let [heard, now] = [0, 0];
  function clear() {
    ear = cochlea({ sampleRate: SPEECH_RATE, channels });
    counts = new Uint16Array(columns * channels);
    [heard, now] = [0, 0];
  }
  clear();
  const row = (step: number) => (step % columns) * channels;
  function reach(step: number) {
    while (now < step) {
      now += 1;
      counts.fill(0, row(now), row(now) + channels);
    }
  }
  return {
    push(samples) {
      ear.push(samples, (ms, channel) => {
        reach(Math.floor(ms / SPEECH_STEP_MS));
        counts[row(now) + channel] += 1;
      });
      heard += samples.length;
      reach(Math.floor((1000 * heard) / (SPEECH_RATE * SPEECH_STEP_MS)));
    },
    at(column, channel) {
      const step = now - (columns - 1 - column);
      return step < 0 ? 0 : counts[row(step) + channel];
    },
    get spikes() {
      return counts.reduce((a, b) => a + b, 0);
    },
    clear,
  };
}
