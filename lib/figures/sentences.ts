import { plural } from '../numerics/words';
import type { Calibration } from './calibration';
import { fixed, percent, trimmed } from './format';
import type { Cell } from './hitTest';

/** The one sentence under a figure, written from its numbers. Rates are spikes per neuron and step. */

export interface RasterNumbers {
  /** Share of equal bits, and the share to expect of two unrelated rasters with the same rates. */
  readonly agreement: number;
  readonly chance: number;
  readonly rateLif: number;
  readonly rateParallel: number;
  readonly firstDivergence: Cell | null;
  /** The parallel neuron and the sequential one: `PSU`, `LIF`. */
  readonly name: string;
  readonly baseline: string;
}

/** `88.1 % of the bits agree; by chance it would be 55 %. LIF fires 0.301 a step, PSU 0.209. They first part at step 1, neuron 4.` */
export function rasterSentence(numbers: RasterNumbers): string {
  const { agreement, chance, rateLif, rateParallel, firstDivergence, name, baseline } = numbers;
  const byChance = `by chance it would be ${percent(chance, 0)}`;
  if (!firstDivergence) {
    return `All bits agree; ${byChance}. ${baseline} and ${name} both fire ${fixed(rateLif, 3)} a step.`;
  }
  const { step, neuron } = firstDivergence;
  return (
    `${percent(agreement)} of the bits agree; ${byChance}. ` +
    `${baseline} fires ${fixed(rateLif, 3)} a step, ${name} ${fixed(rateParallel, 3)}. ` +
    `They first part at step ${step}, neuron ${neuron}.`
  );
}

/** Decimals, two at least, that keep two unequal numbers apart in print. */
function placesApart(one: number, other: number): number {
  let places = 2;
  while (places < 6 && one !== other && fixed(one, places) === fixed(other, places)) places++;
  return places;
}

/** `No spikes: the highest H is 0.83, the threshold 1.` */
export function emptyRasterSentence({ highest, threshold }: { highest: number; threshold: number }): string {
  if (!Number.isFinite(highest)) return 'No spikes: H holds no finite value.';
  return `No spikes: the highest H is ${fixed(highest, placesApart(highest, threshold))}, the threshold ${trimmed(threshold)}.`;
}

export interface MembraneNumbers {
  readonly lo: number;
  readonly hi: number;
  readonly threshold: number;
  /** The cell whose H lies nearest to the threshold. */
  readonly closest: (Cell & { readonly value: number }) | null;
}

/** `H runs from −0.81 to 1.02; orange is above the threshold 0.5. The closest call is 0.499 at step 38, neuron 11.` */
export function membraneSentence({ lo, hi, threshold, closest }: MembraneNumbers): string {
  const level = trimmed(threshold);
  const meaning =
    hi < threshold ? `all of it below the threshold ${level}` : `orange is at or above the threshold ${level}`;
  const range = `H runs from ${fixed(lo, 2)} to ${fixed(hi, placesApart(hi, threshold))}; ${meaning}.`;
  if (!closest) return range;
  const places = Math.max(3, placesApart(closest.value, threshold));
  return `${range} The closest call is ${fixed(closest.value, places)} at step ${closest.step}, neuron ${closest.neuron}.`;
}

/** `The chance to fire runs from 0.12 to 0.83; orange is more likely than not.` */
export const chanceSentence = ({ lo, hi }: { lo: number; hi: number }): string =>
  `The chance to fire runs from ${fixed(lo, 2)} to ${fixed(hi, 2)}; orange is more likely than not.`;

export interface InputNumbers {
  readonly mean: number;
  readonly deviation: number;
  readonly lo: number;
  readonly hi: number;
}

/** `X has mean 0.45 and standard deviation 0.50, from −1.20 to 2.01; teal is positive, violet negative.` */
export function inputSentence({ mean, deviation, lo, hi }: InputNumbers): string {
  if (lo === hi) return `X is ${fixed(lo, 2)} everywhere.`;
  const signs = lo < 0 ? '; teal is positive, violet negative' : '; darker teal is more';
  return `X has mean ${fixed(mean, 2)} and standard deviation ${fixed(deviation, 2)}, from ${fixed(lo, 2)} to ${fixed(hi, 2)}${signs}.`;
}

export interface ResetNumbers {
  /** Mean reset probability of the parallel neuron; null where it has none. */
  readonly meanProbability: number | null;
  /** Share of cells in which the sequential neuron did reset. */
  readonly trueRate: number;
  readonly name: string;
  readonly baseline: string;
}

/** `PSU expects a reset in 48.2 % of the cells; the LIF resets in 30.1 %.` */
export function resetSentence({ meanProbability, trueRate, name, baseline }: ResetNumbers): string {
  const truth = `the ${baseline} resets in ${percent(trueRate)}`;
  if (meanProbability === null) return `${name} has no reset probability; ${truth} of the cells.`;
  return `${name} expects a reset in ${percent(meanProbability)} of the cells; ${truth}.`;
}

/** `P is off by 0.124 on average over 2,048 cells; where PSU says 0.65, the LIF resets 0.31 of the time.` */
export function calibrationSentence({ bins, n, error }: Calibration, name: string, baseline: string): string {
  if (error === null) return `${name} has no reset probability to compare.`;
  const offset = (bin: Calibration['bins'][number]): number => Math.abs((bin.predicted ?? 0) - (bin.observed ?? 0)) * bin.count;
  const worst = bins.reduce((most, bin) => (offset(bin) > offset(most) ? bin : most));
  const average = `P is off by ${fixed(error, 3)} on average over ${plural(n, 'cell')}`;
  if (worst.predicted === null || worst.observed === null || offset(worst) === 0) return `${average}.`;
  return `${average}; where ${name} says ${fixed(worst.predicted, 2)}, the ${baseline} resets ${fixed(worst.observed, 2)} of the time.`;
}
