import type { Scene } from './eventCamera';
import { sampler } from './scenes';
import { digitBitmap } from './strokeDigits';

/**
 * How much of the pixel at (u, v) a figure covers, 0 to 1, soft over one pixel. Pixels from the figure's middle, u to
 * the right and v down.
 */
export type Figure = (u: number, v: number) => number;

const clip = (value: number) => Math.min(1, Math.max(0, value));

/** An upright bar of the given width and height in pixels. */
export const bar = (width: number, height: number): Figure => (u, v) =>
  clip(width / 2 + 0.5 - Math.abs(u)) * clip(height / 2 + 0.5 - Math.abs(v));

/** One hand of a clock, at 12: it reaches from the middle upwards. */
export const hand = (width: number, length: number): Figure => {
  const whole = bar(width, length);
  return (u, v) => whole(u, v + length / 2);
};

/** An equilateral triangle that points up; `radius` from its middle to a corner. */
export const triangle = (radius: number): Figure => {
  const inner = radius / 2;
  // The sides' outward normals: down, and 30° above the horizontal to either side.
  return (u, v) => clip(0.5 + inner - Math.max(v, (Math.sqrt(3) * Math.abs(u) - v) / 2));
};

/** A drawn digit, `side` pixels high with its margin. */
export const digitFigure = (digit: number, side: number): Figure => {
  const size = Math.ceil(side);
  const sample = sampler(digitBitmap(digit, { scale: side / size, thickness: 0.13 }, size), size);
  return (u, v) => sample(u + size / 2, v + size / 2);
};

/** Where a figure is: its middle in pixels from the top left corner, and its turn clockwise in radians. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly turn: number;
}

/** Brightness of the ground and of the figure, 0 to 1. */
export interface Shades {
  readonly ground: number;
  readonly figure: number;
}

/** A figure that moves before an even ground. */
export function movingScene(figure: Figure, placeAt: (timeUs: number) => Place, shades: Shades): Scene {
  let known = Number.NaN;
  let [x0, y0, cos, sin] = [0, 0, 1, 0];
  return (timeUs, x, y) => {
    // A camera looks at all pixels at one time: where the figure is then is worked out once.
    if (timeUs !== known) {
      const place = placeAt(timeUs);
      [known, x0, y0] = [timeUs, place.x, place.y];
      [cos, sin] = [Math.cos(place.turn), Math.sin(place.turn)];
    }
    const [across, down] = [x + 0.5 - x0, y + 0.5 - y0];
    const cover = figure(cos * across + sin * down, cos * down - sin * across);
    return shades.ground + (shades.figure - shades.ground) * cover;
  };
}
