import { contrast, luminance } from '@/lib/figures/colour';
import { keyColour, keyDash, legible, neuronColour, neuronDash, NEURON_KINDS, type NeuronKind } from '@/lib/figures/neuronColours';
import { palettes } from '@/lib/figures/palette';
import { apart, EYES, seen } from './eyes';

const SIDE_BY_SIDE: NeuronKind[] = ['lif', 'psu', 'ipsu', 'rpsu', 'ppsu', 'psn'];

const pairs = SIDE_BY_SIDE.flatMap((one, k) => SIDE_BY_SIDE.slice(k + 1).map((other) => [one, other] as const));

describe.each(['light', 'dark'] as const)('neurons side by side in the %s theme', (theme) => {
  it('stand out from paper, and their names can be read', () => {
    for (const kind of NEURON_KINDS) {
      expect(contrast(neuronColour(theme, kind), palettes[theme].paper)).toBeGreaterThanOrEqual(3);
      expect(contrast(legible(theme, neuronColour(theme, kind)), palettes[theme].paper)).toBeGreaterThanOrEqual(4.5);
    }
  });

  // 0.02 is about the least difference that two neighbouring areas show.
  it.each([['all cones', 0.11], ['deuteranopia', 0.07], ['protanopia', 0.07], ['tritanopia', 0.06]] as const)('are told apart with %s', (eyes, least) => {
    for (const [one, other] of pairs) {
      const distance = apart(seen(neuronColour(theme, one), EYES[eyes]), seen(neuronColour(theme, other), EYES[eyes]));
      expect([one, other, distance >= least]).toEqual([one, other, true]);
    }
  });

  it('differ in grey, and where little, in their dash', () => {
    const grey = (kind: NeuronKind) => 116 * Math.cbrt(luminance(neuronColour(theme, kind))) - 16;
    for (const [one, other] of pairs) {
      expect(Math.abs(grey(one) - grey(other))).toBeGreaterThan(3);
      if (Math.abs(grey(one) - grey(other)) < 8) expect(neuronDash(one)).not.toBe(neuronDash(other));
    }
  });

  it('keep the LIF blue and the parallel orange, and leave the reset its magenta', () => {
    expect(neuronColour(theme, 'lif')).toBe(palettes[theme].lif);
    expect(neuronColour(theme, 'psu')).toBe(palettes[theme].parallel);
    for (const kind of SIDE_BY_SIDE) expect(apart(seen(neuronColour(theme, kind), EYES['all cones']), seen(palettes[theme].reset, EYES['all cones']))).toBeGreaterThan(0.1);
  });
});

test('no two kinds look the same: another hue, or another dash', () => {
  expect(new Set(NEURON_KINDS.map((kind) => `${neuronColour('light', kind)} ${neuronDash(kind)}`)).size).toBe(NEURON_KINDS.length);
});

test('a key is a neuron or a role', () => {
  expect(keyColour('light', 'ipsu')).toBe(neuronColour('light', 'ipsu'));
  expect(keyColour('light', 'membrane')).toBe(palettes.light.ink);
  expect([keyDash('ipsu'), keyDash('membrane'), keyDash('psu')]).toEqual(['7 3', undefined, undefined]);
  expect(legible('light', palettes.light.ink)).toBe(palettes.light.ink);
});
