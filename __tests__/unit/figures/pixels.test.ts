import fc from 'fast-check';

import { packHex } from '@/lib/figures/colour';
import { diffCategoryScale, spikeScale, type ColourScale } from '@/lib/figures/colourScale';
import { clampSpan, firstVeiledColumn, paintMatrix, transposePixels, veil, type MatrixPicture } from '@/lib/figures/pixels';

/** Pixels that are the values themselves, so that a picture can be read. */
const scale: ColourScale = {
  kind: 'sequential',
  domain: [0, 127.5, 255],
  lut: Uint32Array.from({ length: 256 }, (_, k) => k),
  invalid: 777,
  paper: 999,
  id: 'values',
};

/** Rows of the picture from the top. */
function paint(values: number[][], columnsPx: number, rowsPx: number, rest: Partial<MatrixPicture> = {}): number[][] {
  const steps = values.length;
  const channels = values[0].length;
  const pixels = paintMatrix({
    values: Float32Array.from(values.flat()),
    steps, channels, window: [0, steps], rows: [0, channels], columnsPx, rowsPx, scale, reduce: 'mean', ...rest,
  });
  return Array.from({ length: rowsPx }, (_, row) => [...pixels.slice(row * columnsPx, (row + 1) * columnsPx)]);
}

describe('paintMatrix', () => {
  // Steps downwards here, as in memory: step 0 has neurons 1, 2; step 1 has 3, 4.
  const small = [[1, 2], [3, 4]];

  it('puts time to the right and neuron 0 at the bottom', () => {
    expect(paint(small, 2, 2)).toEqual([[2, 4], [1, 3]]);
  });

  it('puts row 0 at the top when asked to', () => {
    expect(paint(small, 2, 2, { origin: 'top' })).toEqual([[1, 3], [2, 4]]);
  });

  it('fills cells larger than a pixel without blending', () => {
    expect(paint(small, 4, 3)).toEqual([[2, 2, 4, 4], [1, 1, 3, 3], [1, 1, 3, 3]]);
  });

  it('reduces cells smaller than a pixel to mean, maximum or extreme', () => {
    const wide = [[10, 20], [30, 40], [50, 60], [70, 120]];
    expect(paint(wide, 2, 1)).toEqual([[25, 75]]);
    expect(paint(wide, 2, 1, { reduce: 'max' })).toEqual([[40, 120]]);
    expect(paint([[3], [-9], [5]], 1, 1, { reduce: 'extreme' })).toEqual([[0]]);
    expect(paint([[3], [-2], [5]], 1, 1, { reduce: 'extreme' })).toEqual([[5]]);
  });

  it('gives every step of a 3-to-2 reduction to one column', () => {
    expect(paint([[10], [20], [40]], 2, 1)).toEqual([[10, 30]]);
  });

  it('shows only the window and the rows asked for', () => {
    const wide = [[1, 2, 3], [4, 5, 6], [7, 8, 9]];
    expect(paint(wide, 2, 2, { window: [1, 3], rows: [1, 3] })).toEqual([[6, 9], [5, 8]]);
  });

  it('leaves values that are not finite out of a mean, and marks cells with nothing else', () => {
    expect(paint([[10], [NaN], [Infinity], [NaN]], 2, 1)).toEqual([[10, 777]]);
  });

  it('shows the commonest category that is not none', () => {
    const category: Partial<MatrixPicture> = { scale: { ...diffCategoryScale('light'), lut: scale.lut }, reduce: 'max' };
    expect(paint([[0, 0, 0, 2]], 1, 1, category)).toEqual([[2]]);
    expect(paint([[3, 2, 2, 0]], 1, 1, category)).toEqual([[2]]);
  });

  it('leaves a gap of paper after cells of at least four pixels', () => {
    const dots = paint([[5]], 4, 4, { gapPx: 1 });
    expect(dots).toEqual([[999, 999, 999, 999], [5, 5, 5, 999], [5, 5, 5, 999], [5, 5, 5, 999]]);
    expect(paint([[5], [6]], 6, 4, { gapPx: 1 })[3]).toEqual([5, 5, 5, 6, 6, 6]);
  });

  it('fades the columns that are not revealed yet', () => {
    const ink = spikeScale('light');
    const pixels = paintMatrix({
      values: Uint8Array.of(1, 1), steps: 2, channels: 1, window: [0, 2], rows: [0, 1],
      columnsPx: 4, rowsPx: 1, scale: ink, reduce: 'max', revealTo: 1,
    });
    const faded = Uint32Array.of(packHex('#1c2025'));
    veil(faded, 1, 0, packHex('#fbfaf6'));
    expect([...pixels]).toEqual([packHex('#1c2025'), packHex('#1c2025'), faded[0], faded[0]]);
    // 251 + 0.15 · (28 − 251) = 217.55, 250 + 0.15 · (32 − 250) = 217.3, 246 + 0.15 · (37 − 246) = 214.65
    expect(faded[0]).toBe(packHex('#dad9d7'));
  });

  it('refuses an array of another size', () => {
    expect(() => paint(small, 2, 2, { steps: 3 })).toThrow('3 steps × 2 neurons needs 6 values, not 4');
  });

  it('paints the page for an empty matrix', () => {
    const empty = { values: new Float32Array(0), steps: 0, channels: 4, window: [0, 0], rows: [0, 4] } as const;
    expect([...paintMatrix({ ...empty, columnsPx: 2, rowsPx: 1, scale, reduce: 'mean' })]).toEqual([999, 999]);
  });

  it('shows each value that stands alone in its pixel, at any size', () => {
    const sizes = { steps: fc.integer({ min: 1, max: 9 }), channels: fc.integer({ min: 1, max: 9 }) };
    fc.assert(
      fc.property(fc.record({ ...sizes, across: fc.integer({ min: 0, max: 13 }), up: fc.integer({ min: 0, max: 13 }) }), (size) => {
        const values = Float32Array.from({ length: size.steps * size.channels }, (_, k) => k);
        const columnsPx = size.steps + size.across;
        const rowsPx = size.channels + size.up;
        const pixels = paintMatrix({
          ...size, values, window: [0, size.steps], rows: [0, size.channels], columnsPx, rowsPx, scale, reduce: 'mean',
        });
        expect(new Set(pixels)).toEqual(new Set(values));
      }),
    );
  });
});

describe('clampSpan', () => {
  it('keeps a span whole, inside and not empty', () => {
    expect(clampSpan(undefined, 8)).toEqual([0, 8]);
    expect(clampSpan([2.4, 5.1], 8)).toEqual([2, 6]);
    expect(clampSpan([-3, 99], 8)).toEqual([0, 8]);
    expect(clampSpan([20, 30], 8)).toEqual([7, 8]);
    expect(clampSpan([3, 3], 8)).toEqual([3, 4]);
    expect(clampSpan([2, 3], 0)).toEqual([0, 1]);
  });
});

describe('firstVeiledColumn', () => {
  it('finds the first pixel of the first step that is not revealed', () => {
    expect(firstVeiledColumn([0, 4], 8, undefined)).toBe(8);
    expect(firstVeiledColumn([0, 4], 8, 0)).toBe(0);
    expect(firstVeiledColumn([0, 4], 8, 3)).toBe(6);
    expect(firstVeiledColumn([2, 4], 8, 3)).toBe(4);
    expect(firstVeiledColumn([0, 4], 8, 9)).toBe(8);
  });
});

describe('transposePixels', () => {
  it('turns rows into columns', () => {
    expect([...transposePixels(Uint32Array.of(1, 2, 3, 4, 5, 6), 3, 2)]).toEqual([1, 4, 2, 5, 3, 6]);
  });
});
