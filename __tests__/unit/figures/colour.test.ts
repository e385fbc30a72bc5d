import { contrast, cssColour, luminance, mixOklab, packHex, parseHex, unpack } from '@/lib/figures/colour';
import {
  chargeScale, colourAt, DIFF_CATEGORY, diffCategoryScale, differenceScale, extentOf, membraneScale, probabilityScale,
  resetScale, spikeScale,
} from '@/lib/figures/colourScale';
import { palettes, roleColour, type Role } from '@/lib/figures/palette';

const themes = ['light', 'dark'] as const;

/** CIE lightness 0…100: what greyscale keeps. */
const lightness = (hex: string): number => 116 * Math.cbrt(luminance(hex)) - 16;

describe('colour arithmetic', () => {
  it('packs pixels as little-endian RGBA', () => {
    expect(packHex('#123456')).toBe(0xff563412);
    expect(unpack(0xff563412)).toEqual([0x12, 0x34, 0x56]);
    expect(cssColour(0xff563412)).toBe('#123456');
    expect([...new Uint8Array(Uint32Array.of(packHex('#123456')).buffer)]).toEqual([0x12, 0x34, 0x56, 255]);
  });

  it('refuses what is no colour', () => {
    expect(() => parseHex('red')).toThrow(RangeError);
  });

  it('mixes with exact ends and a grey between black and white', () => {
    expect(mixOklab([0, 0, 0], [255, 255, 255], 0)).toEqual([0, 0, 0]);
    expect(mixOklab([0, 0, 0], [255, 255, 255], 1)).toEqual([255, 255, 255]);
    const [red, green, blue] = mixOklab([0, 0, 0], [255, 255, 255], 0.5);
    expect([green, blue]).toEqual([red, red]);
    // OKLab lightness 0.5 is linear 0.125, sRGB 99.
    expect(red).toBe(99);
  });

  it('knows the WCAG extremes', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 10);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.478, 3);
  });
});

describe.each(themes)('the %s palette', (theme) => {
  const palette = palettes[theme];

  it.each(['ink', 'muted', 'lif', 'parallel', 'charge', 'reset'] as const)('can carry text in %s', (name) => {
    expect(contrast(palette[name], palette.paper)).toBeGreaterThanOrEqual(4.5);
  });

  it('keeps spikes, LIF, parallel and both apart in greyscale', () => {
    const greys = [palette.ink, palette.lif, palette.parallel, palette.both, palette.paper].map(lightness);
    for (let k = 1; k < greys.length; k++) expect(Math.abs(greys[k] - greys[k - 1])).toBeGreaterThanOrEqual(11);
    expect(greys).toEqual([...greys].sort((a, b) => (theme === 'light' ? a - b : b - a)));
  });

  it('keeps the two ends of every diverging scale apart in greyscale', () => {
    const { chargeLow, chargeHigh, belowThreshold, aboveThreshold } = palette.ramps;
    expect(Math.abs(lightness(chargeLow) - lightness(chargeHigh))).toBeGreaterThanOrEqual(12);
    expect(Math.abs(lightness(belowThreshold) - lightness(aboveThreshold))).toBeGreaterThanOrEqual(12);
  });

  it('has a colour for every role', () => {
    const roles: Role[] = ['lif', 'parallel', 'input', 'charge', 'reset', 'membrane', 'spikes', 'both'];
    for (const role of roles) expect(roleColour(theme, role)).toMatch(/^#[0-9a-f]{6}$/);
    expect(roleColour(theme, 'membrane')).toBe(palette.ink);
    expect(roleColour(theme, 'input')).toBe(palette.charge);
  });

  it('shows the threshold as paper, below it bluer, above it warmer', () => {
    const scale = membraneScale([-1, 0.9], 0.5, theme);
    expect(cssColour(colourAt(scale, 0.5))).toBe(palette.paper);
    const [redBelow, , blueBelow] = unpack(colourAt(scale, 0.4999));
    const [redAbove, , blueAbove] = unpack(colourAt(scale, 0.5001));
    expect(blueBelow - redBelow).toBeGreaterThan(blueAbove - redAbove);
    expect(cssColour(colourAt(scale, -1))).toBe(palette.ramps.belowThreshold);
    expect(cssColour(colourAt(scale, 0.9))).toBe(palette.ramps.aboveThreshold);
    expect(colourAt(scale, 55)).toBe(colourAt(scale, 0.9));
    expect(colourAt(scale, -55)).toBe(colourAt(scale, -1));
  });

  it('shows zero charge, zero reset, zero difference and silence as paper', () => {
    const scales = [chargeScale(2, theme), resetScale(2, theme), differenceScale(2, theme), spikeScale(theme), probabilityScale(theme)];
    for (const scale of scales) expect(cssColour(colourAt(scale, 0))).toBe(palette.paper);
    expect(cssColour(colourAt(spikeScale(theme), 1))).toBe(palette.ink);
  });

  it('marks what is not finite', () => {
    expect(cssColour(colourAt(chargeScale(1, theme), NaN))).toBe(palette.invalid);
  });

  it('colours the categories of a difference', () => {
    const scale = diffCategoryScale(theme);
    expect(cssColour(colourAt(scale, DIFF_CATEGORY.none))).toBe(palette.paper);
    expect(cssColour(colourAt(scale, DIFF_CATEGORY.both))).toBe(palette.both);
    expect(cssColour(colourAt(scale, DIFF_CATEGORY.onlyLif))).toBe(palette.lif);
    expect(cssColour(colourAt(scale, DIFF_CATEGORY.onlyParallel))).toBe(palette.parallel);
  });
});

describe('scales', () => {
  it('keep a width when the data have none', () => {
    expect(chargeScale(0, 'light').domain).toEqual([-1, 0, 1]);
    expect(chargeScale(NaN, 'light').domain).toEqual([-1, 0, 1]);
    expect(membraneScale([0.5, 0.5], 0.5, 'light').domain).toEqual([-0.5, 0.5, 1.5]);
    expect(membraneScale([-1, 0], 0.5, 'light').domain).toEqual([-1, 0.5, 2]);
  });

  it('name themselves so that equal scales are equal', () => {
    expect(chargeScale(1, 'light').id).toBe(chargeScale(1, 'light').id);
    expect(new Set([chargeScale(1, 'light').id, chargeScale(2, 'light').id, chargeScale(1, 'dark').id, differenceScale(1, 'light').id]).size).toBe(4);
  });
});

describe('extentOf', () => {
  it('spans all finite values of all arrays', () => {
    expect(extentOf([1, NaN, 3], [-2, Infinity])).toEqual([-2, 3]);
    expect(extentOf([NaN])).toEqual([0, 0]);
  });

  it('is not stretched by one far outlier among many values', () => {
    const values = Float32Array.from({ length: 4000 }, (_, k) => (k % 100) / 100);
    values[17] = 1e6;
    const [lo, hi] = extentOf(values);
    expect(lo).toBe(0);
    expect(hi).toBeLessThan(2);
    expect(hi).toBeGreaterThanOrEqual(0.99);
  });
});
