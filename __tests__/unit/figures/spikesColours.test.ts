import { contrast, luminance } from '@/lib/figures/colour';
import { palettes } from '@/lib/figures/palette';
import { SOURCE_COLOURS, sourceColour, sourceInk } from '@/lib/figures/spikes/sourceColours';
import { apart, EYES, seen } from './eyes';

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
