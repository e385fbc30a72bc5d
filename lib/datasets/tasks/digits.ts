import { digitBitmap, type DigitPose } from '@/lib/inputs/strokeDigits';
import type { Pieces } from '@/lib/numerics/pieces';
import type { Random } from '@/lib/numerics/random';

import type { Dataset } from '../types';
import { between, taskParts, type TaskSizes } from './parts';

const SIDE = 28;
const PIXELS = SIDE * SIDE;
const DIGITS = Array.from('0123456789');

/** A hand's habits: place, size, lean and pen. */
function pose(random: Random): DigitPose {
  return {
    dx: between(random, -0.11, 0.11),
    dy: between(random, -0.08, 0.08),
    scale: between(random, 0.7, 1.1),
    slant: between(random, -0.35, 0.35),
    thickness: between(random, 0.06, 0.13),
  };
}

/** One picture as bytes, 255 the brightest: the pen's own brightness, uneven ink and a little grain. */
function drawDigit(random: Random, digit: number, into: Uint8Array): void {
  const picture = digitBitmap(digit, pose(random), SIDE);
  const ink = between(random, 0.65, 1);
  picture.forEach((value, at) => {
    const noisy = value > 0 ? ink * value * (1 + 0.15 * random.normal()) : 0;
    into[at] = Math.round(255 * Math.min(1, Math.max(0, noisy + 0.02 * random.normal())));
  });
}

/**
 * Drawn digits: pictures `[28, 28, 1]`, values 0 to 1, ten classes. Each is drawn with a shift of up to 11 % of the side across
 * and 8 % down, a size of 0.7 to 1.1, a slant within ±0.35, and a pen of 6 to 13 % of the side.
 *
 * @throws {RangeError} a part that is no whole number of samples from 1 on
 */
export function* digits(sizes: TaskSizes): Pieces<Dataset> {
  const parts = yield* taskParts('digits', DIGITS.length, sizes, (count) => {
    const values = new Uint8Array(count * PIXELS);
    let at = 0;
    return {
      draw(random, label) {
        drawDigit(random, label, values.subarray(at, at + PIXELS));
        at += PIXELS;
      },
      store: () => ({ kind: 'bytes', values, scale: 1 / 255 }),
    };
  });
  return {
    name: 'Drawn digits',
    origin: 'generated',
    sentence: 'A digit drawn with a soft pen, 28 × 28 pixels; which digit is it?',
    notes: [],
    classes: DIGITS,
    content: 'pictures',
    steps: 1,
    shape: [SIDE, SIDE, 1],
    parts,
  };
}
