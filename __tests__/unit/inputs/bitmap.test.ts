import { bitmapFrom, bitmapInput, strokeLine, type Bitmap } from '@/lib/inputs/bitmap';

const blank = (): Bitmap => new Uint8Array(784);
const at = (bitmap: Bitmap, column: number, row: number) => bitmap[row * 28 + column];

describe('bitmapFrom', () => {
  it('rounds brightness to 16 levels and clips it', () => {
    const picture = new Float32Array(784);
    picture.set([0, 0.5, 1, 2, -1, 0.1]);
    expect(Array.from(bitmapFrom(picture).slice(0, 6))).toEqual([0, 8, 15, 15, 0, 2]);
  });

  it('takes 28 × 28 pixels only', () => {
    expect(() => bitmapFrom(new Float32Array(783))).toThrow('A figure has 28 × 28 pixels, not 783 in all.');
  });
});

describe('strokeLine', () => {
  it('paints a soft line and nothing far from it', () => {
    const painted = strokeLine(blank(), 4.5, 10.5, 20.5, 10.5, 1);
    expect(at(painted, 12, 10)).toBe(15);
    // One pixel off the centre line the brush of radius 1 covers half.
    expect(at(painted, 12, 9)).toBe(8);
    expect(at(painted, 12, 11)).toBe(8);
    expect(at(painted, 12, 8)).toBe(0);
    expect(at(painted, 3, 10)).toBe(8);
    expect(at(painted, 2, 10)).toBe(0);
    expect(at(painted, 22, 10)).toBe(0);
  });

  it('paints a dot where a line has no length', () => {
    const painted = strokeLine(blank(), 5.5, 5.5, 5.5, 5.5, 0.5);
    expect(at(painted, 5, 5)).toBe(15);
    expect(painted.reduce((sum, value) => sum + value, 0)).toBe(15);
  });

  it('only brightens, and leaves the given figure alone', () => {
    const before = blank().fill(9);
    const painted = strokeLine(before, 0, 0, 28, 28, 2);
    expect(before.every((value) => value === 9)).toBe(true);
    expect(painted.every((value) => value >= 9 && value <= 15)).toBe(true);
    expect(at(painted, 14, 14)).toBe(15);
  });
});

describe('bitmapInput', () => {
  const figure = Uint8Array.from({ length: 784 }, (_, i) => (i % 28 === 0 ? Math.floor(i / 28) % 16 : 0));
  const firstPixels = (steps: number) => {
    const data = bitmapInput(figure, 'rows', { steps });
    expect(data).toHaveLength(steps * 28);
    return Array.from({ length: steps }, (_, t) => Math.round(data[t * 28] * 15));
  };

  it('shows a row a step', () => {
    expect(firstPixels(28)).toEqual(Array.from({ length: 28 }, (_, row) => row % 16));
  });

  it('holds rows in more steps', () => {
    expect(firstPixels(56).slice(0, 6)).toEqual([0, 0, 1, 1, 2, 2]);
    expect(firstPixels(30)).toHaveLength(30);
  });

  it('takes the mean of the rows that a step covers in fewer: none is lost', () => {
    const stripes = Uint8Array.from({ length: 784 }, (_, k) => (Math.floor(k / 28) % 2) * 15);
    expect(bitmapInput(stripes, 'rows', { steps: 14 })).toEqual(new Float32Array(14 * 28).fill(0.5));
    for (const steps of [1, 2, 5, 14, 27]) {
      for (let row = 0; row < 28; row++) {
        const fed = bitmapInput(new Uint8Array(784).fill(15, row * 28, row * 28 + 28), 'rows', { steps });
        const lit = Array.from({ length: steps }, (_, t) => fed[t * 28]).filter((v) => v > 0);
        expect(lit).toHaveLength(1);
        expect(Math.abs(28 / steps - 1 / lit[0])).toBeLessThan(1);
      }
    }
  });

  it('repeats the whole figure', () => {
    const data = bitmapInput(figure, 'repeat', { steps: 2 });
    expect(data).toHaveLength(2 * 784);
    expect(data.slice(784)).toEqual(data.slice(0, 784));
    expect(data[15 * 28]).toBe(1);
  });

  it('asks for at least one step', () => {
    expect(() => bitmapInput(figure, 'rows', { steps: 0 })).toThrow('whole number of steps from 1 on, not 0');
  });
});
