import { randomStream } from '@/lib/numerics/random';
import type { EventStream } from '@/lib/recording/events';

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

/** Added to the brightness, so that the logarithm of darkness is finite and a dark pixel is not all noise. */
export const DARK_LEVEL = 0.05;

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

/** The events of one pixel. */
function pixelEvents(scene: Scene, x: number, y: number, { durationUs, stepUs, contrast }: CameraOptions): CameraEvent[] {
  const events: CameraEvent[] = [];
  const look = (time: number) => Math.log(scene(time, x, y) + DARK_LEVEL);
  let before = look(0);
  let reference = before;
  for (let start = 0; start < durationUs; start += stepUs) {
    const end = Math.min(durationUs, start + stepUs);
    const now = look(end);
    const sign = now > reference ? 1 : -1;
    while (Math.abs(now - reference) >= contrast) {
      reference += sign * contrast;
      const t = Math.floor(start + ((reference - before) / (now - before)) * (end - start));
      events.push({ x, y, t, p: sign > 0 ? 1 : 0 });
    }
    before = now;
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
 * A simple event camera. Each pixel keeps a reference level of L = log(brightness + `DARK_LEVEL`), at first
 * that of time 0. Whenever |L − reference| ≥ contrast it sends an event, 1 for brighter and 0 for darker, and
 * the reference moves by the contrast towards L; several may follow each other within a step. Between the
 * times at which the scene is looked at, L is taken as a straight line, which gives an event its time.
 *
 * @returns events in order of time, times in whole µs from 0 to the duration
 * @throws {RangeError} a size, duration, step or contrast that is not above 0
 */
export function recordEvents(scene: Scene, options: CameraOptions): EventStream {
  checkOptions(options);
  const { width, height } = options;
  const events = noiseEvents(options);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) events.push(...pixelEvents(scene, x, y, options));
  }
  events.sort((a, b) => a.t - b.t);
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
