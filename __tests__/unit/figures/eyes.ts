/** Colours as eyes with and without one kind of cone see them. */
import { parseHex } from '@/lib/figures/colour';

export type Linear = readonly [number, number, number];

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
export const EYES: Record<string, readonly Linear[]> = {
  'all cones': [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  deuteranopia: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  protanopia: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  tritanopia: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
};

/** A colour in OKLab, as such eyes see it. */
export const seen = (hex: string, eyes: readonly Linear[]): Linear => {
  const light = linear(hex);
  const [r, g, b] = eyes.map((row) => Math.min(1, Math.max(0, row[0] * light[0] + row[1] * light[1] + row[2] * light[2])));
  return oklab([r, g, b]);
};

/** How far apart two colours look. */
export const apart = (one: Linear, other: Linear): number => Math.hypot(...one.map((v, k) => v - other[k]));
