/** @jest-environment node */
import { brightness, centred, lieOf, pictureInput, shifted } from '@/components/train/tryit/picture';
import { fillBatch } from '@/lib/datasets/batch';
import { makeTask } from '@/lib/datasets/tasks';
import type { Dataset } from '@/lib/datasets/types';
import { BITMAP_SIDE, bitmapFrom, strokeLine } from '@/lib/inputs/bitmap';
import { digitBitmap } from '@/lib/inputs/strokeDigits';
import { whole } from '@/lib/numerics/pieces';

const PIXELS = BITMAP_SIDE * BITMAP_SIDE;
const mass = (picture: Float32Array) => picture.reduce((a, b) => a + b, 0);

describe('a drawing as the training pictures lie', () => {
  it.each(['box', 'mass'] as const)('is put into the middle by its %s, from any corner and size', (middle) => {
    for (const pose of [{ dx: -0.2, dy: 0.15, scale: 0.5 }, { dx: 0.1, dy: -0.1, scale: 0.8 }, { scale: 1.2 }]) {
      const lie = lieOf(centred(digitBitmap(3, pose), middle), middle)!;
      expect(Math.abs(lie.x - 14)).toBeLessThan(0.8);
      expect(Math.abs(lie.y - 14)).toBeLessThan(0.8);
      expect(Math.abs(lie.longer - 20)).toBeLessThanOrEqual(2);
    }
  });

  it('is neither torn nor blurred out of shape: a dot grows only so far, nothing stays nothing', () => {
    const dot = brightness(strokeLine(new Uint8Array(PIXELS), 5, 5, 5, 5, 1.4));
    const lie = lieOf(centred(dot, 'box'), 'box')!;
    expect(lie.longer).toBeLessThan(11);
    const empty = new Float32Array(PIXELS);
    expect(centred(empty, 'mass')).toBe(empty);
    expect(lieOf(empty, 'box')).toBeNull();
  });

  it('keeps values within 0 and 1', () => {
    const seen = centred(digitBitmap(8, { scale: 0.6, thickness: 0.2 }), 'box');
    expect(Math.min(...seen)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...seen)).toBeLessThanOrEqual(1);
    expect(mass(seen)).toBeGreaterThan(0);
  });
});

test('a drawing moves by whole pixels; what leaves it is gone', () => {
  const three = bitmapFrom(digitBitmap(3));
  expect(shifted(shifted(three, 1, -2), -1, 2)).toEqual(three);
  expect(shifted(three, 1, 0)[14 * BITMAP_SIDE + 15]).toBe(three[14 * BITMAP_SIDE + 14]);
  expect(shifted(three, 28, 0).every((value) => value === 0)).toBe(true);
});

describe('an own picture', () => {
  const picture = Uint8Array.from({ length: PIXELS }, (_, k) => (7 * k) % 256);
  const store = { kind: 'bytes' as const, values: picture, scale: 1 / 255 };
  const part = { labels: Uint16Array.of(0), store };
  const { name, origin, sentence, notes, classes } = whole(makeTask('digits', { seed: 1, train: 1, validation: 1, test: 1 }));
  const dataset: Dataset = { name, origin, sentence, notes, classes, content: 'pictures', steps: 1, shape: [28, 28, 1], parts: { train: part, validation: part, test: part } };

  it.each(['repeat', 'rows', 'columns'] as const)('shown by %s is laid out as a sample of the dataset is', (show) => {
    const batch = new Float32Array(PIXELS);
    fillBatch(dataset, 'test', [0], show, batch);
    expect(pictureInput(Float32Array.from(picture, (value) => value / 255), show)).toEqual(batch);
  });
});
