import type { Scene } from './eventCamera';
import { digitBitmap } from './strokeDigits';

/** How long each scene lasts, in µs. */
export const SCENE_US = 300_000;

const GREY = 0.15;
const BRIGHT = 0.85;
const shade = (cover: number) => GREY + (BRIGHT - GREY) * cover;
const clip = (value: number) => Math.min(1, Math.max(0, value));

/** A bright bar, leaning by 20°, that sweeps once from the left edge to the right. */
export function movingBar(width: number, height: number): Scene {
  const angle = (20 * Math.PI) / 180;
  const [across, down] = [Math.cos(angle), Math.sin(angle)];
  const halfWidth = width * 0.06;
  const reach = (width * across + height * down) / 2;
  return (timeUs, x, y) => {
    const centre = reach * ((2 * timeUs) / SCENE_US - 1);
    const place = (x + 0.5 - width / 2) * across + (y + 0.5 - height / 2) * down;
    return shade(clip(halfWidth + 0.5 - Math.abs(place - centre)));
  };
}

/** Corners of the path of a moving digit, as shares of the sensor's side. */
const CORNERS = [[-0.07, -0.05], [0, 0.08], [0.07, -0.05], [-0.07, -0.05]] as const;

/** Brightness between the pixels of a square picture by bilinear interpolation, 0 outside it. */
export function sampler(picture: Float32Array, side: number): (x: number, y: number) => number {
  const pixel = (column: number, row: number) =>
    column >= 0 && column < side && row >= 0 && row < side ? picture[row * side + column] : 0;
  return (x, y) => {
    const [column, row] = [Math.floor(x - 0.5), Math.floor(y - 0.5)];
    const [u, v] = [x - 0.5 - column, y - 0.5 - row];
    const top = (1 - u) * pixel(column, row) + u * pixel(column + 1, row);
    const bottom = (1 - u) * pixel(column, row + 1) + u * pixel(column + 1, row + 1);
    return (1 - v) * top + v * bottom;
  };
}

/**
 * A digit that stands still while the camera's view jumps along a triangle: three smooth saccades of
 * 100 ms each, back to where it began.
 *
 * @throws {RangeError} no digit from 0 to 9
 */
export function movingDigit(width: number, height: number, digit = 3): Scene {
  const side = Math.min(width, height);
  const sample = sampler(digitBitmap(digit, { scale: 0.9 }, side), side);
  const legs = CORNERS.length - 1;
  return (timeUs, x, y) => {
    const way = clip(timeUs / SCENE_US) * legs;
    const leg = Math.min(legs - 1, Math.floor(way));
    const part = way - leg;
    // Smoothstep: the view starts and stops gently, as an eye does.
    const eased = part * part * (3 - 2 * part);
    const [[fromX, fromY], [toX, toY]] = [CORNERS[leg], CORNERS[leg + 1]];
    const shiftX = (fromX + eased * (toX - fromX)) * side;
    const shiftY = (fromY + eased * (toY - fromY)) * side;
    return shade(sample(x + 0.5 - (width - side) / 2 - shiftX, y + 0.5 - (height - side) / 2 - shiftY));
  };
}
