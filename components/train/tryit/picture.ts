/** Drawings as a network of 28 × 28 pictures is used to them. */
import type { Show } from '@/lib/datasets/batch';
import { BITMAP_SIDE, BITMAP_WHITE, type Bitmap } from '@/lib/inputs/bitmap';
import { sampler } from '@/lib/inputs/scenes';

const SIDE = BITMAP_SIDE;
const PIXELS = SIDE * SIDE;
/** The longer side of a digit's box in pixels: MNIST fits digits into 20 × 20, and the generated ones are 20 on average. */
const BOX = 20;
/** How far a drawing may be shrunk or grown, so that its line stays a line. */
const [SHRINK, GROW] = [0.5, 1.8];
/** Each pixel is looked at in so many places across and down. */
const LOOKS = 4;

export const brightness = (bitmap: Bitmap): Float32Array => Float32Array.from(bitmap, (value) => value / BITMAP_WHITE);

/** Where a drawing's middle is: that of its box, as in the generated digits, or its centre of mass, as in MNIST. */
export type Middle = 'box' | 'mass';

interface Lie {
  readonly x: number;
  readonly y: number;
  readonly longer: number;
}

/** Middle and longer side of what is drawn; null where nothing is. */
export function lieOf(picture: Float32Array, middle: Middle): Lie | null {
  let [left, right, top, bottom] = [SIDE, -1, SIDE, -1];
  let [mass, alongX, alongY] = [0, 0, 0];
  picture.forEach((value, k) => {
    if (value <= 0) return;
    const [x, y] = [k % SIDE, Math.floor(k / SIDE)];
    [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
    mass += value;
    alongX += value * (x + 0.5);
    alongY += value * (y + 0.5);
  });
  if (right < 0) return null;
  const longer = Math.max(right - left, bottom - top) + 1;
  return middle === 'mass' ? { x: alongX / mass, y: alongY / mass, longer } : { x: (left + right + 1) / 2, y: (top + bottom + 1) / 2, longer };
}

/** The drawing moved to the middle and scaled to the size that the training pictures have; an empty one as it is. */
export function centred(picture: Float32Array, middle: Middle): Float32Array {
  const lie = lieOf(picture, middle);
  if (!lie) return picture;
  const scale = Math.min(GROW, Math.max(SHRINK, BOX / lie.longer));
  const at = sampler(picture, SIDE);
  return Float32Array.from({ length: PIXELS }, (_, k) => {
    let sum = 0;
    for (let look = 0; look < LOOKS * LOOKS; look += 1) {
      const u = (k % SIDE) + ((look % LOOKS) + 0.5) / LOOKS;
      const v = Math.floor(k / SIDE) + (Math.floor(look / LOOKS) + 0.5) / LOOKS;
      sum += at(lie.x + (u - SIDE / 2) / scale, lie.y + (v - SIDE / 2) / scale);
    }
    return sum / (LOOKS * LOOKS);
  });
}

/** The drawing moved by whole pixels; what leaves the picture is gone. */
export function shifted(bitmap: Bitmap, dx: number, dy: number): Bitmap {
  return bitmap.map((_, k) => {
    const [x, y] = [(k % SIDE) - dx, Math.floor(k / SIDE) - dy];
    return x >= 0 && x < SIDE && y >= 0 && y < SIDE ? bitmap[y * SIDE + x] : 0;
  });
}

/** A picture as the own input of a run: whole, `[1, 28, 28, 1]`, or by rows or columns, `[28, 28, 1]`. */
export function pictureInput(picture: Float32Array, show: Show): Float32Array {
  if (show !== 'columns') return Float32Array.from(picture);
  return Float32Array.from({ length: PIXELS }, (_, k) => picture[(k % SIDE) * SIDE + Math.floor(k / SIDE)]);
}
