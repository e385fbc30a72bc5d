import fc from 'fast-check';

import { brushCover, distanceToSegment, paintSegment } from '@/lib/inputs/brush';
import { digitBitmap } from '@/lib/inputs/strokeDigits';

const DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const sum = (picture: Float32Array) => picture.reduce((a, b) => a + b, 0);

/** Centre of brightness in pixels. */
function centre(picture: Float32Array, size = 28): { x: number; y: number } {
  let [x, y] = [0, 0];
  picture.forEach((value, at) => {
    x += value * ((at % size) + 0.5);
    y += value * (Math.floor(at / size) + 0.5);
  });
  return { x: x / sum(picture), y: y / sum(picture) };
}

/** Dark regions separate from each other: 1 for a figure with no hole. */
function darkRegions(picture: Float32Array, size = 28): number {
  const seen = picture.map((value) => (value > 0.3 ? 1 : 0));
  let regions = 0;
  for (let start = 0; start < seen.length; start += 1) {
    if (seen[start]) continue;
    regions += 1;
    const queue = [start];
    for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
      if (seen[at]) continue;
      seen[at] = 1;
      const column = at % size;
      if (column > 0) queue.push(at - 1);
      if (column < size - 1) queue.push(at + 1);
      if (at >= size) queue.push(at - size);
      if (at < seen.length - size) queue.push(at + size);
    }
  }
  return regions;
}

describe('digitBitmap', () => {
  it.each(DIGITS)('draws %i in 0…1, inside the picture', (digit) => {
    const picture = digitBitmap(digit);
    expect(picture).toHaveLength(784);
    expect(Math.min(...picture)).toBe(0);
    expect(Math.max(...picture)).toBe(1);
    const border = picture.filter((_, at) => at < 28 || at >= 756 || at % 28 === 0 || at % 28 === 27);
    expect(sum(border)).toBe(0);
  });

  it('gives each digit its holes; the 4 is open at the top', () => {
    expect(DIGITS.map((digit) => darkRegions(digitBitmap(digit)) - 1)).toEqual([1, 0, 0, 0, 0, 0, 1, 0, 2, 1]);
  });

  it('draws ten figures that differ', () => {
    const pictures = DIGITS.map((digit) => digitBitmap(digit));
    for (let a = 0; a < 10; a += 1) {
      for (let b = 0; b < a; b += 1) {
        const difference = pictures[a].reduce((total, value, at) => total + Math.abs(value - pictures[b][at]), 0);
        expect(difference).toBeGreaterThan(15);
      }
    }
  });

  it('moves by a share of the side', () => {
    const [before, after] = [centre(digitBitmap(0)), centre(digitBitmap(0, { dx: 0.1, dy: -0.05 }))];
    expect(after.x - before.x).toBeCloseTo(2.8, 1);
    expect(after.y - before.y).toBeCloseTo(-1.4, 1);
  });

  it('gets smaller, thicker and leans', () => {
    const ink = sum(digitBitmap(8));
    expect(sum(digitBitmap(8, { scale: 0.5 }))).toBeLessThan(ink * 0.75);
    expect(sum(digitBitmap(8, { thickness: 0.14 }))).toBeGreaterThan(ink * 1.2);
    const leaning = digitBitmap(1, { slant: 0.3 });
    expect(centre(leaning.slice(0, 392), 28).x).toBeGreaterThan(centre(leaning.slice(392), 28).x + 2);
  });

  it('draws at any size', () => {
    const large = digitBitmap(5, {}, 56);
    expect(large).toHaveLength(56 * 56);
    expect(sum(large) / (56 * 56)).toBeCloseTo(sum(digitBitmap(5)) / 784, 2);
  });

  it('knows ten digits', () => {
    expect(() => digitBitmap(10)).toThrow('A digit is a whole number from 0 to 9, not 10.');
    expect(() => digitBitmap(1.5)).toThrow(RangeError);
  });
});

describe('paintSegment', () => {
  it('paints what a visit of every pixel would', () => {
    const place = fc.double({ min: -5, max: 17, noNaN: true });
    fc.assert(
      fc.property(place, place, place, place, fc.double({ min: 0.1, max: 4, noNaN: true }), (x0, y0, x1, y1, radius) => {
        const size = 12;
        const fast = new Float32Array(size * size).fill(0.2);
        paintSegment(fast, size, x0, y0, x1, y1, radius);
        const slow = Float32Array.from(fast, (_, at) =>
          Math.max(0.2, brushCover(distanceToSegment((at % size) + 0.5, Math.floor(at / size) + 0.5, x0, y0, x1, y1), radius)),
        );
        expect(fast).toEqual(slow);
      }),
    );
  });
});
