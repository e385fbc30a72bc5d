import type { EventStream } from '@/lib/recording/events';
import type { PartsWriter } from './partsWriter';

/** How a camera's events become samples `[T, rows, columns, 2]`. */
export interface Camera {
  /** Pixels of the sensor. */
  readonly width: number;
  readonly height: number;
  readonly steps: number;
  /** Pixels a side after pooling. */
  readonly pixels: number;
}

/** The channel of an event: `[rows, columns, 2]`, last axis fastest, darker events before brighter. */
export function channelOf(x: number, y: number, p: number, { width, height, pixels }: Camera): number {
  const row = Math.floor((y * pixels) / height);
  const column = Math.floor((x * pixels) / width);
  return 2 * (row * pixels + column) + (p > 0 ? 1 : 0);
}

/**
 * Adds all events of a recording to the sample that is open: T equal stretches of time from the first event to
 * the last, blocks of pixels summed. Events need no order.
 */
export function binStream({ t, x, y, p }: EventStream['events'], camera: Camera, writer: PartsWriter): void {
  let first = Infinity;
  let last = -Infinity;
  for (let i = 0; i < t.length; i += 1) {
    if (t[i] < first) first = t[i];
    if (t[i] > last) last = t[i];
  }
  const perStep = camera.steps / (last - first + 1);
  for (let i = 0; i < t.length; i += 1) {
    const step = Math.min(camera.steps - 1, Math.floor((t[i] - first) * perStep));
    writer.add(step, channelOf(x[i], y[i], p[i], camera));
  }
}
