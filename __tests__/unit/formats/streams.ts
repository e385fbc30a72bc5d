import fc from 'fast-check';

import type { EventStream } from '@/lib/recording/events';

type Event = readonly [x: number, y: number, t: number, p: number];

/** A stream of a 34 × 34 sensor from events given one by one. */
export function streamOf(events: readonly Event[]): EventStream {
  return {
    width: 34,
    height: 34,
    events: {
      x: Uint16Array.from(events, ([x]) => x),
      y: Uint16Array.from(events, ([, y]) => y),
      t: Float64Array.from(events, ([, , t]) => t),
      p: Uint8Array.from(events, ([, , , p]) => p),
    },
  };
}

/** Streams of 1 to 40 events in order of time, until `end` µs. */
export function streams(end: number): fc.Arbitrary<EventStream> {
  const pixel = fc.integer({ min: 0, max: 33 });
  const event = fc.tuple(pixel, pixel, fc.integer({ min: 0, max: end }), fc.integer({ min: 0, max: 1 }));
  return fc
    .array(event, { minLength: 1, maxLength: 40 })
    .map((events) => streamOf([...events].sort((a, b) => a[2] - b[2])));
}
