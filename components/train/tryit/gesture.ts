/** One movement of a shape before the event camera, from its beginning to its answer. */
import type { LiveCameraOptions } from '@/lib/inputs/liveCamera';
import type { Place } from '@/lib/inputs/movingShapes';
import { eventEye } from './eye';
import { between, looks, stagePicture, stageScene, type ShapeName } from './stage';

export interface GestureOptions {
  readonly shape: ShapeName;
  readonly camera: LiveCameraOptions;
  /** T of the network. */
  readonly steps: number;
  readonly at: Place;
  /** Where the shape is by the share of the network's T steps that is over; null where the shape follows `target`. */
  readonly path: ((share: number) => Place) | null;
  /** Asks the network. */
  readonly ask: (own: Float32Array) => void;
}

export interface Gesture {
  /** Where a shape without a path goes to. */
  target: Place;
  /** Whether it goes on; without a path, until it is let go. */
  going: boolean;
  /** What the camera saw last, and what each pixel did. */
  readonly picture: Float32Array;
  glow(pixel: number): number;
  /** Moves on to a time in µs from the beginning; asks the network where it is time to. */
  advance(timeUs: number): void;
}

/** How often a shape that is being dragged is named, in µs. */
const NAMED_US = 500_000;

export function gesture({ shape, camera, steps, at, path, ask }: GestureOptions): Gesture {
  const side = camera.width;
  const duration = steps * camera.stepUs;
  const scene = stageScene(shape);
  const eye = eventEye(camera, steps);
  let [place, last, named] = [at, 0, 0];
  let picture = stagePicture(scene, at, side);
  eye.see(picture, 0);
  const own: Gesture = {
    target: at,
    going: true,
    get picture() {
      return picture;
    },
    glow: eye.glow,
    advance(timeUs) {
      const end = path ? Math.min(duration, timeUs) : timeUs;
      const [from, since] = [place, last];
      for (const time of looks(since, end)) {
        place = path ? path(time / duration) : between(from, own.target, (time - since) / (end - since));
        picture = stagePicture(scene, place, side);
        eye.see(picture, time);
        last = time;
      }
      if (path && end >= duration) own.going = false;
      if (!own.going) {
        if (eye.seen) ask(eye.whole());
      } else if (!path && last - named >= NAMED_US && eye.count() > 0) {
        named = last;
        ask(eye.input());
      }
    },
  };
  return own;
}
