import { contrast, luminance, parseHex } from '@/lib/figures/colour';
import { palettes } from '@/lib/figures/palette';
import { SOURCE_COLOURS, sourceColour, sourceInk } from '@/lib/figures/spikes/sourceColours';

type Linear = readonly [number, number, number];

const linear = (hex: string): Linear => {
  const [r, g, b] = parseHex(hex).map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
  return [r, g, b];
};

/** OKLab after Ottosson, of linear light. */
function oklab([r, g, b]: Linear): Linear {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** What eyes without one kind of cone see: Machado, Oliveira and Fernandes (2009), severity 1. */
const EYES: Record<string, readonly Linear[]> = {
  'all cones': [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  deuteranopia: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  protanopia: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  tritanopia: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
};

const seen = (hex: string, eyes: readonly Linear[]): Linear => {
  const light = linear(hex);
  const [r, g, b] = eyes.map((row) => Math.min(1, Math.max(0, row[0] * light[0] + row[1] * light[1] + row[2] * light[2])));
  return oklab([r, g, b]);
};

const apart = (one: Linear, other: Linear): number => Math.hypot(...one.map((v, k) => v - other[k]));

const places = Array.from({ length: SOURCE_COLOURS }, (_, place) => place);
const pairs = places.flatMap((one) => places.slice(one + 1).map((other) => [one, other] as const));

describe.each(['light', 'dark'] as const)('sources side by side in the %s theme', (theme) => {
  const { paper, both, lif, parallel } = palettes[theme];

  it('stand out from paper, and their names can be read', () => {
    for (const place of places) {
      expect(contrast(sourceColour(theme, place), paper)).toBeGreaterThanOrEqual(3);
      expect(contrast(sourceInk(theme, place), paper)).toBeGreaterThanOrEqual(4.5);
    }
  });

  // 0.02 is about the least difference that two neighbouring areas show.
  it.each([['all cones', 0.11], ['deuteranopia', 0.07], ['protanopia', 0.07], ['tritanopia', 0.06]] as const)('are told apart with %s, and from what several have', (eyes, least) => {
    for (const [one, other] of pairs) {
      const distance = apart(seen(sourceColour(theme, one), EYES[eyes]), seen(sourceColour(theme, other), EYES[eyes]));
      expect([one, other, distance >= least]).toEqual([one, other, true]);
    }
    for (const place of places) expect([place, apart(seen(sourceColour(theme, place), EYES[eyes]), seen(both, EYES[eyes])) >= least]).toEqual([place, true]);
  });

  it('differ in grey', () => {
    const grey = (place: number) => 116 * Math.cbrt(luminance(sourceColour(theme, place))) - 16;
    for (const [one, other] of pairs) expect([one, other, Math.abs(grey(one) - grey(other)) > 2.5]).toEqual([one, other, true]);
    expect(Math.abs(grey(0) - grey(1))).toBeGreaterThan(10);
  });

  it('begin with the two sides, and begin again after the last', () => {
    expect([sourceColour(theme, 0), sourceColour(theme, 1)]).toEqual([lif, parallel]);
    expect(sourceColour(theme, SOURCE_COLOURS)).toBe(lif);
  });
});

test('there are ten', () => expect(SOURCE_COLOURS).toBe(10));
