import type { SampleStore } from '../types';

/** Takes the samples of a part one after another. */
export interface EventWriter {
  /** An event of the present sample; it adds 1 at its step and channel. */
  add(step: number, channel: number): void;
  /** The present sample is complete. */
  next(): void;
  store(): SampleStore;
}

/** Writes `events` stores; the arrays grow by half when they are full. */
export function eventWriter(): EventWriter {
  let step = new Uint16Array(4096);
  let channel = new Uint16Array(4096);
  let count = 0;
  const starts = [0];
  const grown = (array: Uint16Array<ArrayBuffer>) => {
    const larger = new Uint16Array(Math.ceil(array.length * 1.5));
    larger.set(array);
    return larger;
  };
  return {
    add(t, n) {
      if (count === step.length) [step, channel] = [grown(step), grown(channel)];
      step[count] = t;
      channel[count] = n;
      count += 1;
    },
    next: () => void starts.push(count),
    store: () => ({ kind: 'events', starts: Uint32Array.from(starts), step: step.slice(0, count), channel: channel.slice(0, count) }),
  };
}
