import { randomStream } from '@/lib/numerics/random';
import type { EventStream } from '@/lib/recording/events';

import { eventPixels } from './eventPixels';

export { DARK_LEVEL } from './eventPixels';

/** Brightness in [0, 1] of the pixel at column x and row y, at a time in µs. */
export type Scene = (timeUs: number, x: number, y: number) => number;

export interface CameraOptions {
  /** Pixels of the sensor. */
  readonly width: number;
  readonly height: number;
  readonly durationUs: number;
  /** How often the scene is looked at, in µs. */
  readonly stepUs: number;
  /** Change of log brightness that makes an event, above 0. */
  readonly contrast: number;
  readonly seed: number;
  /** Chance events of either polarity, per pixel and second. */
  readonly noiseRate: number;
}

interface CameraEvent {
  readonly x: number;
  readonly y: number;
  readonly t: number;
  readonly p: number;
}

function checkOptions(options: CameraOptions): void {
  for (const name of ['width', 'height', 'durationUs', 'stepUs', 'contrast'] as const) {
    if (!(options[name] > 0)) throw new RangeError(`The event camera's ${name} is ${options[name]}; it should be above 0.`);
  }
}

/** The events that the scene makes, in order of the looks and within one of the pixels. */
function sceneEvents(scene: Scene, { width, height, durationUs, stepUs, contrast }: CameraOptions): CameraEvent[] {
  const events: CameraEvent[] = [];
  const pixels = eventPixels(width * height, contrast);
  const view = (time: number) => (pixel: number) => scene(time, pixel % width, Math.floor(pixel / width));
  pixels.look(view(0));
  for (let start = 0; start < durationUs; start += stepUs) {
    const end = Math.min(durationUs, start + stepUs);
    pixels.look(view(end), (pixel, part, p) => {
      events.push({ x: pixel % width, y: Math.floor(pixel / width), t: Math.floor(start + part * (end - start)), p });
    });
  }
  return events;
}

/** Chance events: at each pixel a Poisson process. */
function noiseEvents({ width, height, durationUs, noiseRate, seed }: CameraOptions): CameraEvent[] {
  if (!(noiseRate > 0)) return [];
  const random = randomStream(seed, 'event-camera/noise');
  const wait = () => (-Math.log(1 - random.uniform()) / noiseRate) * 1e6;
  const events: CameraEvent[] = [];
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    for (let time = wait(); time < durationUs; time += wait()) {
      events.push({ x: pixel % width, y: Math.floor(pixel / width), t: Math.floor(time), p: random.integer(2) });
    }
  }
  return events;
}

/**
 * A simple event camera (`eventPixels.ts` has its rule) that looks at a scene every `stepUs`, and at the end.
 *
 * @returns events in order of time, times in whole µs from 0 to the duration; at one time chance events come first,
 * the others row by row
 * @throws {RangeError} a size, duration, step or contrast that is not above 0
 */
export function recordEvents(scene: Scene, options: CameraOptions): EventStream {
  checkOptions(options);
  const { width, height } = options;
  const seen = sceneEvents(scene, options).sort((a, b) => a.t - b.t || a.y - b.y || a.x - b.x);
  const events = [...noiseEvents(options), ...seen].sort((a, b) => a.t - b.t);
  return {
    width,
    height,
    events: {
      x: Uint16Array.from(events, (event) => event.x),
      y: Uint16Array.from(events, (event) => event.y),
      t: Float64Array.from(events, (event) => event.t),
      p: Uint8Array.from(events, (event) => event.p),
    },
  };
}
