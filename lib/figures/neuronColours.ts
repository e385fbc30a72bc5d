import { contrast, cssColour, mixOklab, packRgb, parseHex } from './colour';
import { palettes, roleColour, type Role, type Theme } from './palette';

/**
 * Neurons side by side. The LIF family is blue; the parallel ones are warm, and each has its own hue and its own dash,
 * so that they stay apart under colour blindness and in grey. The PSU is the orange of "parallel".
 */
export const NEURON_KINDS = [
  'lif', 'if', 'plif', 'psu', 'ipsu', 'rpsu', 'ppsu', 'exact-lif', 'reset-free', 'psn', 'masked-psn', 'sliding-psn', 'spsn',
] as const;

export type NeuronKind = (typeof NEURON_KINDS)[number];

/** What a line or a bar stands for: a neuron among neurons, or a role as everywhere else. */
export type ColourKey = NeuronKind | Role;

type Family = 'lif' | 'psu' | 'ipsu' | 'rpsu' | 'ppsu' | 'psn';

const HUES: Readonly<Record<Theme, Readonly<Record<Family, string>>>> = {
  light: { lif: palettes.light.lif, psu: palettes.light.parallel, ipsu: '#ad861f', rpsu: '#d93f62', ppsu: '#583b1f', psn: '#8338ca' },
  dark: { lif: palettes.dark.lif, psu: palettes.dark.parallel, ipsu: '#f0d468', rpsu: '#d8416a', ppsu: '#93630f', psn: '#a576e2' },
};

/** Kinds of one family share its hue and differ in their dash. */
const STYLES: Readonly<Record<NeuronKind, readonly [family: Family, dash?: string]>> = {
  lif: ['lif'],
  if: ['lif', '6 3'],
  plif: ['lif', '2 3'],
  psu: ['psu'],
  ipsu: ['ipsu', '7 3'],
  rpsu: ['rpsu', '2 2.5'],
  ppsu: ['ppsu', '9 3 2 3'],
  'exact-lif': ['psu', '2 3'],
  'reset-free': ['psu', '10 4'],
  psn: ['psn', '4 2.5'],
  'masked-psn': ['psn', '11 3'],
  'sliding-psn': ['psn', '5 2 1.5 2'],
  spsn: ['psn', '1.5 2'],
};

const isKind = (key: string): key is NeuronKind => Object.hasOwn(STYLES, key);

/** The colour of a neuron among other neurons; a mark colour, see `legible` for text. */
export const neuronColour = (theme: Theme, kind: NeuronKind): string => HUES[theme][STYLES[kind][0]];

/** The dash of a neuron's line; none where the line is whole. */
export const neuronDash = (kind: NeuronKind): string | undefined => STYLES[kind][1];

/** The colour of a neuron or of a role. */
export const keyColour = (theme: Theme, key: ColourKey): string => (isKind(key) ? neuronColour(theme, key) : roleColour(theme, key));

/** The dash that goes with it; roles are whole lines. */
export const keyDash = (key: ColourKey): string | undefined => (isKind(key) ? neuronDash(key) : undefined);

/** The colour itself, or as much darker (lighter in the dark) as text of 4.5 : 1 needs. */
export function legible(theme: Theme, colour: string): string {
  const { paper, ink } = palettes[theme];
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = cssColour(packRgb(mixOklab(parseHex(colour), parseHex(ink), share)));
    if (contrast(mixed, paper) >= 4.5) return mixed;
  }
  return ink;
}
