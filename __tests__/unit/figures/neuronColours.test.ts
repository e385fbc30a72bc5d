import { contrast, luminance, parseHex } from '@/lib/figures/colour';
import { keyColour, keyDash, legible, neuronColour, neuronDash, NEURON_KINDS, type NeuronKind } from '@/lib/figures/neuronColours';
import { palettes } from '@/lib/figures/palette';

const SIDE_BY_SIDE: NeuronKind[] = ['lif', 'psu', 'ipsu', 'rpsu', 'ppsu', 'psn'];

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
