import type { EventStream } from '@/lib/recording/events';
import type { TimeMatrix } from '@/lib/recording/types';

import { LIMITS } from './limits';

/** How events become a matrix. */
export interface BinOptions {
  /** Time steps T. */
  readonly steps: number;
  /** Pixels across and down after scaling. */
  readonly columns: number;
  readonly rows: number;
  /** Which events count; `separate` gives darker and brighter events channels of their own. */
  readonly polarity: 'both' | 'on' | 'off' | 'separate';
  /** The number of events in each cell, or 1 where there is any. */
  readonly value: 'count' | 'binary';
}

function checkWhole(value: number, name: string, limit: number): void {
  if (!Number.isInteger(value) || value < 1 || value > limit) {
    throw new RangeError(`The number of ${name} is ${value}; it should be a whole number from 1 to ${limit}.`);
  }
}

/**
 * Counts events in equal stretches of time and blocks of pixels. An event at time t lies in step
 * ⌊(t − t₀) / (t₁ − t₀ + 1) · T⌋, t₀ and t₁ the first and last times in µs, and at column
 * ⌊x · columns / width⌋ and row ⌊y · rows / height⌋.
 *
 * @returns `[T, rows · columns]`, channel = row · columns + column; with `separate`
 * `[T, 2 · rows · columns]`, the darker events first (the axes p, row, column)
 * @throws {RangeError} T or the channels outside 1 … `LIMITS.steps`, `LIMITS.channels`; events outside the sensor
 */
export function binEvents(stream: EventStream, options: BinOptions): TimeMatrix {
  const { steps, columns, rows, polarity, value } = options;
  checkWhole(steps, 'steps', LIMITS.steps);
  checkWhole(columns, 'columns', LIMITS.channels);
  checkWhole(rows, 'rows', LIMITS.channels);
  const pixels = columns * rows;
  const channels = polarity === 'separate' ? 2 * pixels : pixels;
  if (channels > LIMITS.channels) {
    throw new RangeError(`${columns} × ${rows} pixels make ${channels} channels; the limit is ${LIMITS.channels}.`);
  }

  const { width, height } = stream;
  const { x, y, t, p } = stream.events;
  const data = new Float32Array(steps * channels);
  let first = Infinity;
  let last = -Infinity;
  for (let i = 0; i < t.length; i += 1) {
    first = Math.min(first, t[i]);
    last = Math.max(last, t[i]);
  }
  const duration = last - first + 1;
  for (let i = 0; i < t.length; i += 1) {
    if (x[i] >= width || y[i] >= height || !Number.isFinite(t[i])) {
      throw new RangeError(`Event ${i} lies at x ${x[i]}, y ${y[i]}, ${t[i]} µs; the sensor has ${width} × ${height} pixels.`);
    }
    const on = p[i] !== 0;
    if ((polarity === 'on' && !on) || (polarity === 'off' && on)) continue;
    // The quotient can round up to T where the duration is beyond 2^53 µs.
    const step = Math.min(steps - 1, Math.floor(((t[i] - first) / duration) * steps));
    const pixel = Math.floor((y[i] * rows) / height) * columns + Math.floor((x[i] * columns) / width);
    const at = step * channels + (polarity === 'separate' && on ? pixels : 0) + pixel;
    data[at] = value === 'count' ? data[at] + 1 : 1;
  }
  return { steps, channels, data };
}
