/** The event camera before whatever the reader shows it, with what it saw last. */
import { liveCamera, type LiveCameraOptions } from '@/lib/inputs/liveCamera';
import { eventWindow } from './eventWindow';

export interface EventEye {
  /** Takes a frame; the first makes no events. Its clock begins with it. */
  see(frame: Float32Array, timeUs: number): void;
  /** The last T whole steps as a network's input. */
  input(): Float32Array;
  /** Events in them. */
  count(): number;
  /** T steps that hold what was seen since the beginning in their middle; if it took longer, the last T of it. */
  whole(): Float32Array;
  /** Whether there was any event. */
  readonly seen: boolean;
  /** Whole steps so far. */
  readonly steps: number;
  /** What a pixel did last: +1 brighter, −1 darker, fading to 0 over `GLOW_US`. */
  glow(pixel: number): number;
}

const GLOW_US = 120_000;

/** The end of the T steps around what happened from one step up to another. */
export const middleEnd = (first: number, last: number, steps: number): number =>
  last - first + 1 >= steps ? last + 1 : Math.ceil((first + last + 1 + steps) / 2);

export function eventEye(options: LiveCameraOptions, steps: number): EventEye {
  const channels = 2 * options.width * options.height;
  const camera = liveCamera(options);
  const window = eventWindow(steps, channels);
  const when = new Float64Array(channels / 2).fill(-Infinity);
  const polarity = new Int8Array(channels / 2);
  let [began, now] = [Number.NaN, 0];
  let [first, last] = [-1, -1];
  const whole = () => (Number.isNaN(began) ? 0 : Math.floor((now - began) / options.stepUs));
  return {
    see(frame, timeUs) {
      if (Number.isNaN(began)) began = timeUs;
      now = timeUs;
      camera.frame(frame, timeUs, (step, channel) => {
        window.add(step, channel);
        when[channel >> 1] = timeUs;
        polarity[channel >> 1] = channel & 1 ? 1 : -1;
        if (first < 0) first = step;
        last = Math.max(last, step);
      });
    },
    input: () => window.before(whole()),
    count: () => window.count(whole()),
    whole: () => window.before(first < 0 ? 0 : middleEnd(first, last, steps)),
    get seen() {
      return first >= 0;
    },
    get steps() {
      return whole();
    },
    glow: (pixel) => polarity[pixel] * Math.max(0, 1 - (now - when[pixel]) / GLOW_US),
  };
}
