import fc from 'fast-check';

import { decodeBitmap, encodeBitmap } from '@/lib/inputs/bitmapText';

const any = fc.array(fc.integer({ min: 0, max: 15 }), { minLength: 784, maxLength: 784 });
/** Figures of long runs, as drawings are. */
const plain = fc
  .array(fc.record({ value: fc.integer({ min: 0, max: 15 }), length: fc.integer({ min: 1, max: 60 }) }), { minLength: 1, maxLength: 30 })
  .map((runs) => {
    const pixels = runs.flatMap(({ value, length }) => new Array<number>(length).fill(value)).slice(0, 784);
    return [...pixels, ...new Array<number>(784 - pixels.length).fill(0)];
  });

describe('the text of a figure', () => {
  it.each([
    ['any pixels', any],
    ['long runs', plain],
  ])('gives the same figure back: %s', (_, figures) => {
    fc.assert(
      fc.property(figures, (pixels) => {
        const bitmap = Uint8Array.from(pixels);
        const text = encodeBitmap(bitmap);
        expect(text).toMatch(/^[A-Za-z0-9_-]*$/);
        expect(text.length).toBeLessThanOrEqual(524);
        expect(decodeBitmap(text)).toEqual(bitmap);
      }),
    );
  });

  it('is empty for an empty figure', () => {
    expect(encodeBitmap(new Uint8Array(784))).toBe('');
    expect(decodeBitmap('')).toEqual(new Uint8Array(784));
  });

  it('counts runs where that is shorter', () => {
    // 49 runs of 16: one byte 0xff each.
    expect(encodeBitmap(new Uint8Array(784).fill(15))).toBe(`r${'_'.repeat(65)}w`);
    const noisy = Uint8Array.from({ length: 784 }, (_, i) => i % 16);
    expect(encodeBitmap(noisy)).toHaveLength(524);
    expect(encodeBitmap(noisy)).toMatch(/^pASNFZ4mrze8/);
  });

  it.each(['x', 'p', 'pA', 'r!!', 'qAAAA', 'pAAAAA', `p${'A'.repeat(600)}`, 'p AA', 'déjà'])('refuses "%s"', (text) => {
    expect(() => decodeBitmap(text)).toThrow('The drawn figure in the link is damaged');
  });

  it('names a wrong number of pixels', () => {
    expect(() => decodeBitmap('r_w')).toThrow('it has 16 pixels in place of 784');
    expect(() => decodeBitmap(`r${'_'.repeat(68)}`)).toThrow('it has 816 pixels in place of 784');
  });

  it('throws nothing but its own sentence on any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[pr][\w-]{1,80}$/)), (text) => {
        try {
          expect(decodeBitmap(text)).toHaveLength(784);
        } catch (error) {
          expect((error as Error).message).toContain('The drawn figure in the link is damaged');
        }
      }),
    );
  });
});
