/** Colours of the small live pictures, packed as 0xAABBGGRR. */
import { mixOklab, packHex, packRgb, parseHex } from '@/lib/figures/colour';
import { palettes, type Theme } from '@/lib/figures/palette';

const LEVELS = 32;

function ramp(from: string, to: string): Uint32Array {
  const [low, high] = [parseHex(from), parseHex(to)];
  return Uint32Array.from({ length: LEVELS + 1 }, (_, k) => packRgb(mixOklab(low, high, k / LEVELS)));
}

const at = (table: Uint32Array, share: number) => table[Math.round(LEVELS * Math.min(1, Math.max(0, share)))];

/** Paper to ink, for 0…1. */
export function inkShades(theme: Theme): (share: number) => number {
  const table = ramp(palettes[theme].paper, palettes[theme].ink);
  return (share) => at(table, share);
}

/** Events: brighter above 0, darker below. */
export function eventShades(theme: Theme): (glow: number) => number {
  const { paper, ramps } = palettes[theme];
  const [brighter, darker] = [ramp(paper, ramps.chargeHigh), ramp(paper, ramps.chargeLow)];
  return (glow) => (glow >= 0 ? at(brighter, glow) : at(darker, -glow));
}

/** Light as it is, whatever the theme: 0 black, 1 white. */
const LIGHT = ramp('#000000', '#ffffff');
export const lightShade = (brightness: number): number => at(LIGHT, brightness);

export const paperShade = (theme: Theme): number => packHex(palettes[theme].paper);
