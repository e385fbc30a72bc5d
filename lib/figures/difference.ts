import type { Difference } from '../recording/difference';
import { differenceScale, type ColourScale } from './colourScale';
import { fixed } from './format';
import type { Theme } from './palette';

/** Below this share of the values' range a difference is how two ways of computing round, and should look like nothing. */
const ROUNDING = 1e-5;

/** Largest distance that is no more than rounding. */
const noise = ({ range }: Difference): number => ROUNDING * Math.max(range, 1e-6);

/** Symmetric around zero; where all is rounding, the scale is so wide that the picture stays paper. */
export function scaleOfDifference(difference: Difference, theme: Theme): ColourScale {
  const floor = noise(difference);
  return differenceScale(difference.largest > floor ? difference.largest : Math.max(difference.range, 1e-6), theme);
}

/** The differences to draw: rounding becomes exactly zero, because a scale shows the sign of the smallest deviation. */
export function drawnDifference(difference: Difference): Float32Array {
  const floor = noise(difference);
  return difference.values.map((v) => (Math.abs(v) <= floor ? 0 : v));
}

/** Decimals that leave two digits of the number standing. */
const places = (value: number): number => Math.min(6, Math.max(3, Math.ceil(-Math.log10(value)) + 1));

/** `PSU − LIF: 0.124 apart on average, at most 0.731 (step 12, neuron 4); blue where LIF is higher, orange where PSU is.` */
export function differenceSentence(difference: Difference, name: string, baseline: string): string {
  const { mean, largest, step, neuron } = difference;
  const what = `${name} − ${baseline}`;
  if (largest === 0) return `${what}: equal in every cell.`;
  if (largest <= noise(difference)) return `${what}: equal up to rounding; the largest difference is below one part in 100 000 of the range.`;
  return `${what}: ${fixed(mean, places(mean))} apart on average, at most ${fixed(largest, places(largest))} (step ${step}, neuron ${neuron}); blue where ${baseline} is higher, orange where ${name} is.`;
}
